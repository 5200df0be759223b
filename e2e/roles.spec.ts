import { expect, expectAccessible, openTab, rows, signIn, test, texts } from './fixtures.ts';

const t = texts.en;

test('a viewer reads everything and is shown nothing that a viewer may not do', async ({
  page,
  business,
  server,
}) => {
  const sara = await business.api.customers.create({
    type: 'stub',
    name: 'Sara',
    phone: '90123456',
    notes: 'Prefers the evening',
    preferences: { folding: 'hanger' },
    addresses: [{ street: 'Way 3021' }],
  });
  const viewer = await server.createMember(business.id, 'viewer');
  await signIn(page, viewer);
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByRole('button', { name: t.customers.add })).toHaveCount(0);
  await page.keyboard.press('n');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('/');
  await page.keyboard.type('nobody');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Nobody found/)).toBeVisible();
  await expect(page.getByRole('main').getByRole('button', { name: /Add/ })).toHaveCount(0);
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.goto(`/dashboard/customers/${sara.id}`);
  const main = page.getByRole('main');
  await expect(main).toContainText('Prefers the evening');
  await expect(main).toContainText('hanger');
  await expect(main.getByRole('button')).toHaveCount(0);
  await expect(main.getByRole('textbox')).toHaveCount(0);
  await expectAccessible(page);
  await openTab(page, t.history.title);
  await expect(page.getByRole('region', { name: t.history.title })).toContainText(t.history.action.created);
  await expect(main.getByRole('button')).toHaveCount(0);
  await openTab(page, t.address.title);
  await expect(main.locator('address')).toContainText('Way 3021');
  await expect(main.getByRole('button')).toHaveText([t.address.copy, t.address.removedOnes]);
  await expectAccessible(page);
});

test('staff add and change, and leave deactivating to an admin', async ({ page, business, server }) => {
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  const staff = await server.createMember(business.id, 'staff');
  await signIn(page, staff);
  await expect(page.getByRole('button', { name: t.customers.add })).toBeVisible();
  await page.goto(`/dashboard/customers/${sara.id}`);
  await expect(page.getByRole('button', { name: t.customer.save })).toBeVisible();
  await expect(page.getByRole('button', { name: t.deactivate.action })).toHaveCount(0);
  await business.api.customers.deactivate(sara.id);
  await page.reload();
  await expect(page.getByText(t.inactive.title)).toBeVisible();
  await expect(page.getByRole('button', { name: t.restore.action })).toHaveCount(0);
});

test('signing out ends it: Back shows nothing of the customers', async ({ page, business }) => {
  await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  await signIn(page, business.owner);
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('button', { name: /Al Noor/ }).click();
  // At once, before the page to sign in is even there.
  await page.evaluate(() => {
    const look = setInterval(() => {
      if (window.location.pathname !== '/sign-in') return;
      clearInterval(look);
      window.history.back();
    });
  });
  const gone = page.waitForURL(/sign-in/);
  await page.getByRole('button', { name: t.session.signOut }).click();
  await gone;
  await expect(page.locator('input[name="email"]')).toBeVisible();
  await expect(page).toHaveURL(/sign-in/);
  await expect(page.getByText('Sara')).toHaveCount(0);
});
