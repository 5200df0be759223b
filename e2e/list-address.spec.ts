import {
  type Business,
  expect,
  expectFits,
  rows,
  saying,
  signIn,
  signInByForm,
  test,
  texts,
} from './fixtures.ts';

const t = texts.en;

const fill = async ({ api }: Business, count: number) => {
  for (let at = 1; at <= count; at += 1) {
    const name = `Customer ${String(at).padStart(3, '0')}`;
    if (at % 5 === 0) await api.customers.create({ type: 'guest', name });
    else await api.customers.create({ type: 'stub', name, phone: String(90_000_000 + at) });
  }
};
const total = (page: Parameters<typeof rows>[0]) => page.getByRole('navigation', { name: t.pager.label });

test('the address holds the state of the list: reload, back and sharing bring it again', async ({
  page,
  business,
  context,
}) => {
  await fill(business, 60);
  await signIn(page, business.owner);
  await expect(page).toHaveURL(/\/dashboard\/customers$/);
  await expect(total(page)).toContainText('1–25 of 60');

  await page.getByLabel(t.field.profileStatus).selectOption('stub');
  await expect(page).toHaveURL(/\?type=stub$/);
  await expect(total(page)).toContainText('1–25 of 48');
  await page.getByLabel(t.filter.sortBy).selectOption('name');
  await expect(page).toHaveURL(/\?type=stub&sort=name$/);
  await expect(rows(page).first()).toHaveText('Customer 001');

  await page.getByRole('button', { name: t.pager.next }).click();
  await expect(total(page)).toContainText('26–48 of 48');
  await expect(page.getByRole('button', { name: t.pager.next })).toBeDisabled();
  const first = 'Customer 032';
  await expect(rows(page).first()).toHaveText(first);
  await page.reload();
  await expect(rows(page).first()).toHaveText(first);
  await expect(total(page)).toContainText('26–48 of 48');

  // Shared: another page has the address and none of its history.
  const shared = await context.newPage();
  await shared.goto(page.url());
  await expect(rows(shared).first()).toHaveText(first);
  await shared.getByRole('button', { name: t.pager.previous }).click();
  await expect(rows(shared).first()).toHaveText('Customer 001');
  await shared.close();

  await page.getByRole('button', { name: t.pager.previous }).click();
  await expect(rows(page).first()).toHaveText('Customer 001');
  await page.goBack();
  await expect(rows(page).first()).toHaveText(first);
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(/\?type=stub$/);
  await expect(page.getByLabel(t.filter.sortBy)).toHaveValue('-createdAt');
  await page.goBack();
  await expect(page).toHaveURL(/\/dashboard\/customers$/);
  await expect(total(page)).toContainText('1–25 of 60');
});

test('previous leads back page by page', async ({ page, business }) => {
  await fill(business, 80);
  await signIn(page, business.owner, '/dashboard/customers?sort=createdAt');
  const next = page.getByRole('button', { name: t.pager.next });
  const previous = page.getByRole('button', { name: t.pager.previous });
  for (const range of ['26–50', '51–75', '76–80']) {
    await next.click();
    await expect(total(page)).toContainText(range);
  }
  for (const [range, name] of [
    ['51–75', 'Customer 051'],
    ['26–50', 'Customer 026'],
    ['1–25', 'Customer 001'],
  ] as const) {
    await previous.click();
    await expect(total(page)).toContainText(range);
    await expect(rows(page).first()).toHaveText(name);
  }
  await expect(page).toHaveURL(/customers\?sort=createdAt$/);
  // On a phone, too.
  await next.click();
  await expect(total(page)).toContainText('26–50');
  await expectFits(page);
});

test('a search is in the address as it was typed, and Back leads to the list before it', async ({
  page,
  business,
}) => {
  await fill(business, 8);
  await signIn(page, business.owner);
  await page.keyboard.press('/');
  await page.keyboard.type('90000003', { delay: 40 });
  await expect(rows(page)).toHaveText(['Customer 003']);
  await expect(page).toHaveURL(/\?search=90000003$/);
  await expect(page).toHaveTitle(/90000003/);
  await page.reload();
  await expect(page.getByRole('searchbox')).toHaveValue('90000003');
  await expect(rows(page)).toHaveText(['Customer 003']);
  await page.goBack();
  await expect(page.getByRole('searchbox')).toHaveValue('');
  await expect(rows(page)).toHaveCount(8);
});

test('the last answer wins, however late an earlier one comes', async ({ page, business }) => {
  await fill(business, 8);
  await signIn(page, business.owner);
  await expect(rows(page)).toHaveCount(8);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/api/v1/customers?*search=Customer+00&*', async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  const asked = page.waitForRequest(/search=Customer\+00&/);
  await page.keyboard.press('/');
  await page.keyboard.type('Customer 00');
  await asked;
  await page.keyboard.type('7');
  await expect(rows(page)).toHaveText(['Customer 007']);
  release();
  await expect(page.getByRole('status').filter({ hasText: saying('1 customer') })).toBeAttached();
  await expect(rows(page)).toHaveText(['Customer 007']);
});

test('opened anew, the list is not yesterday’s search', async ({ page, business, context }) => {
  await fill(business, 6);
  await signIn(page, business.owner);
  await page.keyboard.press('/');
  await page.keyboard.type('Customer 004');
  await expect(rows(page)).toHaveCount(1);
  const anew = await context.newPage();
  await anew.goto('/dashboard/customers');
  await expect(rows(anew)).toHaveCount(6);
  await expect(anew.getByRole('searchbox')).toHaveValue('');
});

test('whoever has to sign in comes to where the link leads', async ({ page, business }) => {
  await fill(business, 6);
  await signInByForm(page, business.owner, '/dashboard/customers?search=Customer+004&sort=name');
  await expect(page).toHaveURL(/\/dashboard\/customers\?search=Customer\+004&sort=name$/);
  await expect(rows(page)).toHaveText(['Customer 004']);
});

test('the bare address of the server leads to the customers, by way of signing in', async ({
  page,
  business,
}) => {
  await signInByForm(page, business.owner, '/');
  await expect(page).toHaveURL(/\/dashboard\/customers$/);
});

test('a session that ends at work leads to sign in and back to the same place', async ({
  page,
  business,
  context,
}) => {
  await fill(business, 6);
  await signIn(page, business.owner, '/dashboard/customers?type=stub');
  await expect(rows(page)).toHaveCount(5);
  await context.clearCookies();
  await page.getByLabel(t.filter.sortBy).selectOption('name');
  await expect(page).toHaveURL(/sign-in/);
  await page.locator('input[name="email"]').fill(business.owner.email);
  await page.locator('input[name="password"]').fill(business.owner.password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/dashboard\/customers\?type=stub&sort=name$/);
  await expect(rows(page)).toHaveCount(5);
});

test('nobody found: says what was searched, clears the filters, adds who was typed', async ({
  page,
  business,
}) => {
  await fill(business, 6);
  await signIn(page, business.owner, '/dashboard/customers?type=guest&search=Khalid');
  const main = page.getByRole('main');
  await expect(main).toContainText('Khalid');
  await expect(main).toContainText(t.type.guest);
  await page.getByRole('button', { name: /Add .*Khalid/ }).click();
  await expect(page.getByRole('dialog').locator('input[name="name"]')).toHaveValue('Khalid');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: t.filter.clear }).last().click();
  await expect(rows(page)).toHaveCount(6);
  await expect(page).toHaveURL(/\/dashboard\/customers$/);
});

test('when the list cannot be read it says so, and trying again shows it', async ({ page, business }) => {
  await fill(business, 3);
  await page.route('**/api/v1/customers?*', (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      json: { type: 'about:blank', title: 'x', status: 500, code: 'internal', requestId: 'req-1' },
    }),
  );
  await signIn(page, business.owner);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText(t.problem.internal);
  await expect(alert).toContainText('req-1');
  await page.unroute('**/api/v1/customers?*');
  await alert.getByRole('button', { name: t.action.retry }).click();
  await expect(rows(page)).toHaveCount(3);
});

test('what an address says that no page understands changes no page', async ({ page, business }) => {
  const { id } = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '92345678' });
  await signIn(page, business.owner, '/dashboard/customers?utm_source=mail&type=bogus&status=active');
  await expect(rows(page)).toHaveText(['Sara']);
  await expect(page.getByRole('list', { name: t.filter.active })).toHaveCount(0);

  await page.goto('/dashboard/duplicates?show=bogus&utm_source=mail');
  await expect(page.getByText(t.duplicates.none.all)).toBeVisible();
  await page.goto(`/dashboard/customers/${id}/history?kind=bogus&utm_source=mail`);
  await expect(page.getByText(t.history.action.created)).toBeVisible();
  await page.goto(`/dashboard/customers/${id}/orders?status=bogus`);
  await expect(page.getByText(t.order.none)).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a cursor that is none leads back to the first page', async ({ page, business }) => {
  await fill(business, 3);
  await signIn(page, business.owner, '/dashboard/customers?cursor=nonsense&page=4');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText(t.problem.invalid_cursor);
  await alert.getByRole('button', { name: t.action.retry }).click();
  await expect(rows(page)).toHaveCount(3);
  await expect(page).toHaveURL(/\/dashboard\/customers$/);
});

test('at 1280 × 800 at least 18 rows and the pager are in view, and the arrows walk through the rows', async ({
  page,
  business,
}) => {
  await fill(business, 26);
  await signIn(page, business.owner);
  await expect(rows(page)).toHaveCount(25);
  const pager = await total(page).boundingBox();
  expect(pager!.y + pager!.height).toBeLessThanOrEqual(800);
  const visible = await page.locator('tbody tr').evaluateAll((all, bottom) => {
    const head = document.querySelector('thead')!.getBoundingClientRect().bottom;
    return all.filter((row) => {
      const { top, bottom: end } = row.getBoundingClientRect();
      return top >= head - 1 && end <= bottom;
    }).length;
  }, pager!.y);
  expect(visible).toBeGreaterThanOrEqual(18);

  await page.keyboard.press('/');
  await page.keyboard.press('ArrowDown');
  await expect(rows(page).nth(0)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect(rows(page).nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Customer 025');
});
