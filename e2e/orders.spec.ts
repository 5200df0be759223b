import type { Page } from '@playwright/test';
import {
  type Business,
  expect,
  expectAccessible,
  expectFits,
  languages,
  openTab,
  rows,
  saying,
  signIn,
  test,
  texts,
} from './fixtures.ts';

const orderLinks = (page: Page) => page.getByRole('main').locator('a[href*="order="]');
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

/** Thirty orders of a dinar and a bit, one a day; the two latest are ready and cancelled. */
const addOrders = async ({ api }: Business, customerId: string) => {
  const { refused } = await api.orders.record({
    orders: Array.from({ length: 30 }, (_, at) => ({
      externalRef: `till/${at}`,
      orderNumber: `T-${30 - at}`,
      customerId,
      placedAt: daysAgo(at),
      status: (['ready', 'cancelled'] as const)[at] ?? 'delivered',
      total: '1.005',
      itemCount: 2,
      ...(at === 0 && { note: 'Starch the collars', branch: 'Al Khuwair' }),
    })),
  });
  expect(refused).toBe(0);
};

for (const language of languages) {
  test.describe(`in ${language}`, () => {
    test.use({ locale: language, colorScheme: language === 'ar' ? 'dark' : 'light' });
    const t = texts[language];

    test('a customer’s orders are listed with exact sums, filtered by status, opened and closed, with the keyboard alone', async ({
      page,
      business,
    }) => {
      const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
      await addOrders(business, sara.id);
      await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
      const keys = page.keyboard;
      await page.getByRole('main').getByRole('link', { name: t.order.title }).focus();
      await keys.press('Enter');
      await expect(page).toHaveURL(/\/orders$/);
      await expect(orderLinks(page)).toHaveCount(25);
      await expect(orderLinks(page).first()).toHaveText('T-30');

      // 29 of 1.005 count: exact, with the three decimals of the rial.
      const inAll = page.getByRole('region', { name: t.order.inAll });
      await expect(inAll).toContainText('29.145');
      await expect(inAll).toContainText('1.005');
      await expect(inAll).toContainText(t.order.notCounted);
      await expect(page.locator('rect[data-bar]')).toHaveCount(12);

      await page.getByText(t.chart.asTable).focus();
      await keys.press('Enter');
      const months = inAll.getByRole('table').getByRole('row');
      await expect(months).toHaveCount(13);
      const { byMonth } = await business.api.orders.ofCustomer(sara.id);
      await expect(months.nth(1)).toContainText(byMonth.at(-1)!.spent.amount);
      expect(
        await page
          .locator('rect[data-bar]')
          .evaluateAll((all) => all.map((bar) => Number(bar.getAttribute('data-value')))),
      ).toEqual(byMonth.map(({ spent }) => Number(spent.amount)));

      await page.getByRole('button', { name: t.order.more }).press('Enter');
      await expect(orderLinks(page)).toHaveCount(30);
      await expect(page.getByRole('button', { name: t.order.more })).toHaveCount(0);

      const which = page.getByRole('navigation', { name: t.order.which });
      await which.getByRole('link', { name: t.order.status.ready }).press('Enter');
      await expect(page).toHaveURL(/\?status=ready$/);
      await expect(orderLinks(page)).toHaveText(['T-30']);
      await expect(which.getByRole('link', { name: t.order.status.ready })).toHaveAttribute(
        'aria-current',
        'page',
      );
      // Sums tell of all orders, whichever are listed.
      await expect(inAll).toContainText('29.145');

      await orderLinks(page).first().press('Enter');
      const dialog = page.getByRole('dialog');
      await expect(dialog).toContainText('Starch the collars');
      await expect(dialog).toContainText('Al Khuwair');
      await expect(dialog).toContainText('till/0');
      await expect(page).toHaveURL(/order=/);
      await expectAccessible(page);
      await keys.press('Escape');
      await expect(dialog).toBeHidden();
      await expect(orderLinks(page).first()).toBeFocused();
      await expect(page).toHaveURL(/\?status=ready$/);

      // The address alone says the same.
      await page.reload();
      await expect(orderLinks(page)).toHaveText(['T-30']);
      await expect(page.getByRole('main')).not.toContainText(/[٠-٩]/);
    });

    test('at 390 and 320 px orders are cards, and nothing goes sideways', async ({ page, business }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
      await business.api.orders.create({
        customerId: sara.id,
        total: '999999999.999',
        externalRef: 'a-reference-of-a-till-that-does-not-want-to-end-and-has-no-place-to-break',
        status: 'in_progress',
      });
      await signIn(page, business.owner, `/dashboard/customers/${sara.id}/orders`);
      const card = page.getByRole('list', { name: t.order.title }).getByRole('listitem');
      await expect(card).toContainText(t.order.status.in_progress);
      await expect(card).toContainText('999,999,999.999');
      await expectFits(page);
      await page.getByText(t.chart.asTable).click();
      await expectFits(page);
      await expectAccessible(page);
      await orderLinks(page).click();
      await expect(page.getByRole('dialog')).toContainText('999,999,999.999');
      await expectFits(page);
    });
  });
}

const t = texts.en;

test('a customer without orders is told so, without a chart of nothing', async ({ page, business }) => {
  const { id } = await business.api.customers.create({ type: 'guest' });
  await signIn(page, business.owner, `/dashboard/customers/${id}/orders`);
  await expect(page.getByText(t.order.none)).toBeVisible();
  await expect(page.locator('rect[data-bar]')).toHaveCount(0);
  await expectAccessible(page);
});

test('the profile tells at a glance since when somebody comes, how often, for how much, and what they like', async ({
  page,
  business,
}) => {
  const { id } = await business.api.customers.create({
    type: 'stub',
    name: 'Sara',
    phone: '90123456',
    preferences: { folding: 'hanger', fragrance: 'oud' },
  });
  await signIn(page, business.owner, `/dashboard/customers/${id}`);
  const summary = page.getByRole('region', { name: t.summary.title });
  await expect(summary).toContainText(t.summary.noVisits);
  await expect(summary).toContainText(saying('hanger, oud'));
  await business.api.orders.record({
    orders: ['4.000', '5.001', '100'].map((total, at) => ({
      externalRef: `till/${at}`,
      customerId: id,
      total,
      placedAt: `2025-0${at + 1}-15T08:00:00Z`,
      ...(at === 2 && { status: 'cancelled' as const }),
    })),
  });
  await page.reload();
  await expect(summary).toContainText(`${t.summary.firstVisit}15 Jan 2025`);
  await expect(summary).toContainText(`${t.summary.lastVisit}15 Feb 2025`);
  await expect(summary).toContainText(`${t.summary.visits}2`);
  await expect(summary).toContainText(/Average\s*OMR\s4\.501/);
  await expectAccessible(page);
  await openTab(page, t.order.title);
  await expect(summary).toHaveCount(0);
});

test('orders that came with a merge are the survivor’s, and the old link leads to them', async ({
  page,
  business,
}) => {
  const gone = await business.api.customers.create({ type: 'guest' });
  const stays = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  await business.api.orders.create({ customerId: gone.id, total: '4.5', orderNumber: 'T-1' });
  await business.api.merges.merge({
    sourceCustomerId: gone.id,
    targetCustomerId: stays.id,
    reason: 'The same person',
  });
  await signIn(page, business.owner, `/dashboard/customers/${gone.id}/orders`);
  await expect(page).toHaveURL(new RegExp(`${stays.id}/orders$`));
  await expect(orderLinks(page)).toHaveText(['T-1']);
});

test('an order that does not exist is said to be none, and the list stays', async ({ page, business }) => {
  const { id } = await business.api.customers.create({ type: 'guest' });
  await business.api.orders.create({ customerId: id, total: '4.5', orderNumber: 'T-1' });
  await signIn(page, business.owner, `/dashboard/customers/${id}/orders?order=${id}&status=nonsense`);
  await expect(page.getByRole('dialog')).toContainText(t.problem.not_found);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(orderLinks(page)).toHaveText(['T-1']);
});

test('the list of customers shows orders, sums, points and the last order where somebody wants to see them', async ({
  page,
  business,
}) => {
  await business.api.loyalty.updateSettings({ enabled: true, earnOn: 'received' });
  const { id } = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  await business.api.customers.create({ type: 'guest' });
  await business.api.orders.create({ customerId: id, total: '1234.5' });
  await signIn(
    page,
    business.owner,
    '/dashboard/customers?columns=lastOrderAt,totalOrders,totalSpent,loyaltyPoints',
  );
  await expect(rows(page)).toHaveCount(2);
  const cell = (row: number, column: string) =>
    page.locator(`tbody tr:nth-child(${row}) [data-column="${column}"]`);
  await expect(cell(2, 'totalOrders')).toHaveText('1');
  await expect(cell(2, 'totalSpent')).toHaveText(/^OMR\s1,234\.500$/);
  await expect(cell(2, 'loyaltyPoints')).toHaveText('1,234');
  await expect(cell(2, 'lastOrderAt')).toHaveText(/\d{4}$/);
  await expect(cell(1, 'lastOrderAt')).toHaveText('');
  await page.getByRole('button', { name: t.field.loyaltyPoints }).click();
  await expect(rows(page).first()).toHaveText('Sara');
});

test('a viewer sees the orders', async ({ page, business, server }) => {
  const { id } = await business.api.customers.create({ type: 'guest' });
  await business.api.orders.create({ customerId: id, total: '4.5', orderNumber: 'T-1' });
  await signIn(page, await server.createMember(business.id, 'viewer'), `/dashboard/customers/${id}`);
  await openTab(page, t.order.title);
  await expect(orderLinks(page)).toHaveText(['T-1']);
});
