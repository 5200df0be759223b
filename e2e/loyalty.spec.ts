import type { Page } from '@playwright/test';
import {
  type Business,
  expect,
  expectAccessible,
  expectNothingSideways,
  languages,
  saying,
  signIn,
  test,
  texts,
} from './fixtures.ts';

const entries = (page: Page, t: typeof texts.en) =>
  page.getByRole('list', { name: t.loyalty.ledger }).getByRole('listitem');
const points = (page: Page) => page.getByRole('dialog').locator('input[name="points"]');
const reason = (page: Page) => page.getByRole('dialog').locator('input[name="reason"]');

/** A point for each tenth of a rial, worth five baisa. */
const givesPoints = ({ api }: Business) =>
  api.loyalty.updateSettings({
    enabled: true,
    earnOn: 'received',
    pointsPerUnit: '10',
    pointValue: '0.005',
    expiryMonths: 12,
    tiers: [
      { key: 'silver', name: 'Silver', name2: 'فضي', threshold: 100 },
      { key: 'gold', name: 'Gold', name2: 'ذهبي', threshold: 500 },
    ],
  });

/** Whoever holds the phone, as a full customer. */
const addFull = async (
  { api }: Business,
  { codeFor }: { codeFor: (phone: string) => string },
  phone: string,
) => {
  await api.verification.send({ phone, purpose: 'verification' });
  const { verificationToken } = await api.verification.verify({
    phone,
    purpose: 'verification',
    code: codeFor(phone),
  });
  return api.customers.create({ type: 'full', name: 'Sara', verificationToken });
};

for (const [at, language] of languages.entries()) {
  test.describe(`in ${language}`, () => {
    test.use({ locale: language, colorScheme: language === 'ar' ? 'dark' : 'light' });
    const t = texts[language];

    test('points are shown with tier and ledger, and redeemed, with the keyboard alone', async ({
      page,
      business,
      server,
    }) => {
      await givesPoints(business);
      const sara = await addFull(business, server.messages, `+9689555010${at}`);
      await business.api.orders.create({ customerId: sara.id, total: '30.5', orderNumber: 'T-1' });
      await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
      const keys = page.keyboard;
      const dialog = page.getByRole('dialog');
      const section = page.getByRole('region', { name: t.loyalty.title, exact: true });
      await page.getByRole('main').getByRole('link', { name: t.loyalty.title }).press('Enter');
      await expect(page).toHaveURL(/\/loyalty$/);
      await expect(section).toContainText('305');
      await expect(section).toContainText('1.525');
      await expect(section).toContainText(language === 'ar' ? 'فضي' : 'Silver');
      await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '51');
      await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuetext', /195/);
      await expect(entries(page, t)).toHaveCount(1);
      await expect(entries(page, t)).toContainText(t.loyalty.kind.earn);

      const redeem = section.getByRole('button', { name: t.loyalty.redeem });
      await redeem.press('Enter');
      await expect(points(page)).toBeFocused();
      await expect(points(page)).toHaveCSS('direction', 'ltr');
      await keys.press('Enter');
      await expect(points(page)).toHaveAccessibleDescription(new RegExp(t.fieldError.required));
      await keys.type('1.5');
      await keys.press('Enter');
      await expect(points(page)).toHaveAccessibleDescription(new RegExp(t.loyalty.wholeNumber));
      await points(page).fill(language === 'ar' ? '١٠٠' : '100');
      await expect(points(page)).toHaveAccessibleDescription(/0\.500/);
      await reason(page).focus();
      await keys.type('Two shirts');
      await expectAccessible(page);
      await keys.press('Enter');
      await expect(dialog).toBeHidden();
      await expect(redeem).toBeFocused();
      await expect(entries(page, t).first()).toContainText('−100');
      await expect(entries(page, t).first()).toContainText('Two shirts');
      await expect(entries(page, t).first()).toContainText('Olivia Owner');
      await expect(section).toContainText('205');

      // The ledger leads to the order.
      await entries(page, t).last().getByRole('link', { name: 'T-1' }).press('Enter');
      await expect(dialog).toContainText('30.500');
      await expect(page).toHaveURL(/\/orders\?order=/);
      await expect(page.getByRole('main')).not.toContainText(/[٠-٩]/);
    });

    test('points are given and taken for a reason, never below nought, with the keyboard alone', async ({
      page,
      business,
      server,
    }) => {
      await givesPoints(business);
      const sara = await addFull(business, server.messages, `+9689555014${at}`);
      await business.api.loyalty.adjust(sara.id, { points: 205, reason: 'Moved from the old system' });
      await signIn(page, business.owner, `/dashboard/customers/${sara.id}/loyalty`);
      const keys = page.keyboard;
      const dialog = page.getByRole('dialog');
      const section = page.getByRole('region', { name: t.loyalty.title, exact: true });
      const adjust = section.getByRole('button', { name: t.loyalty.adjust });
      await adjust.press('Enter');
      await expect(points(page)).toBeFocused();
      await keys.type('50');
      await keys.press('Enter');
      await expect(reason(page)).toHaveAccessibleDescription(t.fieldError.required);
      await expect(reason(page)).toBeFocused();
      await keys.type('Sorry');
      await expectAccessible(page);
      await keys.press('Enter');
      await expect(dialog).toBeHidden();
      await expect(adjust).toBeFocused();
      await expect(entries(page, t).first()).toContainText('+50');

      await adjust.press('Enter');
      await dialog.getByRole('radio', { name: t.loyalty.take }).check();
      await points(page).fill('300');
      await reason(page).fill('A mistake');
      await keys.press('Enter');
      // Never below nought, and nothing that was typed is lost.
      await expect(points(page)).toHaveAccessibleDescription(/255/);
      await expect(points(page)).toHaveValue('300');
      await expect(reason(page)).toHaveValue('A mistake');
      await points(page).fill('255');
      await keys.press('Enter');
      await expect(dialog).toBeHidden();
      await expect(entries(page, t)).toHaveCount(3);
      await expect(section.getByRole('button', { name: t.loyalty.redeem })).toBeDisabled();
      await expect(adjust).toBeFocused();
      expect(await business.api.loyalty.get(sara.id)).toMatchObject({ balance: 0, earned: 0 });
    });

    test('at 390 px everything fits', async ({ page, business }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await givesPoints(business);
      const { id } = await business.api.customers.create({ type: 'stub', name: 'Omar', phone: '90123456' });
      await business.api.orders.create({
        customerId: id,
        total: '90000000',
        orderNumber: 'a-number-that-does-not-want-to-end-nor-be-broken',
      });
      await business.api.loyalty.adjust(id, { points: 1, reason: `No end: ${'x'.repeat(120)}` });
      await signIn(page, business.owner, `/dashboard/customers/${id}/loyalty`);
      await expect(entries(page, t)).toHaveCount(2);
      await expect(page.getByText(t.problem.full_customer_required)).toBeVisible();
      await expectNothingSideways(page);
      await expectAccessible(page);
      await page.getByRole('button', { name: t.loyalty.adjust }).click();
      await expect(points(page)).toBeVisible();
      await expectNothingSideways(page);
    });
  });
}

const t = texts.en;

test('when a colleague spends the points first, the dialog says how many there are, keeps what was typed, and spends nothing twice', async ({
  page,
  business,
  server,
}) => {
  await givesPoints(business);
  const sara = await addFull(business, server.messages, '+96895550110');
  await business.api.orders.create({ customerId: sara.id, total: '10' });
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}/loyalty`);
  await page.getByRole('button', { name: t.loyalty.redeem }).click();
  await points(page).fill('80');
  await reason(page).fill('Two shirts');
  await business.api.loyalty.redeem(sara.id, { points: 50 });
  await page.keyboard.press('Enter');
  await expect(points(page)).toHaveAccessibleDescription(saying('has only 50.'));
  await expect(points(page)).toBeFocused();
  await expect(points(page)).toHaveValue('80');
  await expect(reason(page)).toHaveValue('Two shirts');
  await expect(page.getByRole('dialog')).toContainText(`${t.loyalty.balance} 50`);
  await expectAccessible(page);

  // The answer to the next try is lost on its way: the try after that is the same one.
  await points(page).fill('30');
  let lost = 0;
  await page.route('**/loyalty/redemptions', async (route) => {
    await route.fetch();
    lost += 1;
    await route.abort();
  });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText(t.problem.connection);
  expect(lost).toBeGreaterThan(0);
  await page.unroute('**/loyalty/redemptions');
  await page.getByRole('dialog').getByRole('button', { name: t.loyalty.redeem }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(await business.api.loyalty.get(sara.id)).toMatchObject({ balance: 20, page: { total: 3 } });
});

test('whoever is not a full customer is verified from here, and can redeem at once', async ({
  page,
  business,
  server,
}) => {
  await givesPoints(business);
  const phone = '+96895550120';
  const { id } = await business.api.customers.create({ type: 'stub', name: 'Omar', phone });
  await business.api.orders.create({ customerId: id, total: '10' });
  await signIn(page, business.owner, `/dashboard/customers/${id}/loyalty`);
  const redeem = page.getByRole('button', { name: t.loyalty.redeem, exact: true });
  await expect(page.getByText(t.problem.full_customer_required)).toBeVisible();
  await expect(redeem).toHaveCount(0);
  const verify = page.getByRole('button', { name: t.loyalty.verify });
  await verify.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('+968 9555 0120');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(verify).toBeFocused();

  await verify.press('Enter');
  await dialog.getByRole('button', { name: t.verify.send }).press('Enter');
  await expect(dialog.locator('input[name="code"]')).toBeFocused();
  await page.keyboard.type(server.messages.codeFor(phone));
  await expect(dialog.locator('input[name="email"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: t.upgrade.submit }).click();
  await expect(dialog).toBeHidden();
  await expect(redeem).toBeFocused();
  await redeem.press('Enter');
  await expect(points(page)).toBeFocused();
  await page.keyboard.type('10');
  await page.keyboard.press('Enter');
  await expect(entries(page, t).first()).toContainText('−10');
  await expect(entries(page, t)).toHaveCount(2);
});

test('where the business gives no points or the customer is inactive, it says so instead of redeeming', async ({
  page,
  business,
}) => {
  const { id } = await business.api.customers.create({ type: 'guest' });
  await signIn(page, business.owner, `/dashboard/customers/${id}/loyalty`);
  await expect(page.getByText(t.problem.loyalty_off)).toBeVisible();
  await expect(page.getByText(t.loyalty.none)).toBeVisible();
  await expect(page.getByRole('button', { name: t.loyalty.redeem })).toHaveCount(0);
  await expectAccessible(page);
  await givesPoints(business);
  await business.api.customers.deactivate(id);
  await page.reload();
  await expect(page.getByText(t.problem.customer_inactive)).toBeVisible();
});

test('staff redeem and leave giving to an admin; a viewer reads', async ({
  page,
  business,
  server,
  browser,
}) => {
  await givesPoints(business);
  const sara = await addFull(business, server.messages, '+96895550130');
  await business.api.orders.create({ customerId: sara.id, total: '10' });
  await signIn(
    page,
    await server.createMember(business.id, 'staff'),
    `/dashboard/customers/${sara.id}/loyalty`,
  );
  await expect(page.getByRole('button', { name: t.loyalty.redeem })).toBeVisible();
  await expect(page.getByRole('button', { name: t.loyalty.adjust })).toHaveCount(0);

  const context = await browser.newContext({ baseURL: server.url });
  const theirs = await context.newPage();
  await signIn(
    theirs,
    await server.createMember(business.id, 'viewer'),
    `/dashboard/customers/${sara.id}/loyalty`,
  );
  await expect(entries(theirs, t)).toHaveCount(1);
  await expect(theirs.getByRole('main').getByRole('button')).toHaveCount(0);
  await expectAccessible(theirs);
  await context.close();
});

test('a long ledger is read page by page', async ({ page, business }) => {
  await givesPoints(business);
  const { id } = await business.api.customers.create({ type: 'guest' });
  await business.api.orders.record({
    orders: Array.from({ length: 45 }, (_, at) => ({
      externalRef: `till/${at}`,
      customerId: id,
      total: '1',
    })),
  });
  await signIn(page, business.owner, `/dashboard/customers/${id}/loyalty`);
  await expect(entries(page, t)).toHaveCount(20);
  await page.getByRole('button', { name: t.loyalty.more }).click();
  await expect(entries(page, t)).toHaveCount(40);
  await page.getByRole('button', { name: t.loyalty.more }).click();
  await expect(entries(page, t)).toHaveCount(45);
  await expect(page.getByRole('button', { name: t.loyalty.more })).toHaveCount(0);
});
