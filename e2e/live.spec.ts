import { cuttableLink } from '../server/testing/cuttable-link.ts';
import {
  expect,
  expectAccessible,
  expectNothingSideways,
  expectSaved,
  rows,
  saying,
  signIn,
  signInByForm,
  test,
  texts,
} from './fixtures.ts';

const field = (name: string) => `main input[name="${name}"]`;
const notes = 'main textarea[name="notes"]';

test('what a colleague does is on the page at once: in the list, and in the open customer below what is being typed', async ({
  page,
  business,
  server,
}) => {
  const t = texts.en;
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  const salim = await server.createMember(business.id, 'staff', 'Salim Staff');
  await signIn(page, business.owner);
  await expect(rows(page)).toHaveCount(1);
  const search = page.getByRole('searchbox');
  await search.focus();
  await business.api.customers.create({ type: 'stub', name: 'Omar', phone: '90123457' });
  await expect(rows(page)).toHaveText([/Omar/, /Sara/]);
  await expect(search).toBeFocused();

  await rows(page).last().click();
  await page.locator(field('name2')).fill('سارة');
  const colleague = await page.context().browser()!.newContext({ baseURL: server.url });
  const theirs = await colleague.newPage();
  await signIn(theirs, salim, `/dashboard/customers/${sara.id}`);
  await theirs.locator(field('email')).fill('theirs@example.com');
  await theirs.keyboard.press('Control+s');
  await expectSaved(theirs);
  await expect(page.locator(field('email'))).toHaveValue('theirs@example.com');
  await expect(page.getByRole('main')).toContainText(
    saying(t.customer.changedBy.replace('{{name}}', 'Salim Staff')),
  );
  await expect(page.locator(field('name2'))).toHaveValue('سارة');
  await expect(page.locator(field('name2'))).toBeFocused();
  await expectAccessible(page);

  await page.keyboard.press('Control+s');
  await expectSaved(page);
  await expect(theirs.locator(field('name2'))).toHaveValue('سارة');
  await expect(theirs.getByRole('main')).toContainText('Olivia Owner');
  expect(await business.api.customers.get(sara.id)).toMatchObject({
    version: 3,
    name2: 'سارة',
    email: 'theirs@example.com',
  });
  await colleague.close();
});

test.describe('in Arabic', () => {
  test.use({ locale: 'ar' });

  test('where both changed the same, one chooses for each field which stays, by keyboard', async ({
    page,
    business,
  }) => {
    const t = texts.ar;
    const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
    await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
    await page.locator(field('email')).fill('mine@example.com');
    await page.locator(notes).fill('mine');
    await business.api.customers.update(sara.id, {
      email: 'theirs@example.com',
      notes: 'theirs',
      tags: ['vip'],
    });
    const alert = page.getByRole('alert').filter({ hasText: t.conflict.title });
    await expect(alert).toContainText('theirs@example.com');
    await expect(page.locator(notes)).toBeFocused();
    // Saving leads to the choice and not past it.
    await page.keyboard.press('Control+s');
    await expect(alert.getByRole('radio').first()).toBeFocused();
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNothingSideways(page);
    await expectAccessible(page);
    await page.keyboard.press('ArrowDown');
    await expect(alert.getByRole('radio').nth(1)).toBeChecked();
    await alert.getByRole('button', { name: t.conflict.resolve }).press('Enter');
    await expect(alert).toBeHidden();
    await expect(page.locator(field('email'))).toHaveValue('theirs@example.com');
    await expect(page.locator(notes)).toHaveValue('mine');
    await expect(page.getByRole('button', { name: t.customer.save })).toBeFocused();
    await page.keyboard.press('Enter');
    await expectSaved(page);
    expect(await business.api.customers.get(sara.id)).toMatchObject({
      version: 3,
      email: 'theirs@example.com',
      notes: 'mine',
      tags: ['vip'],
    });
  });
});

test('where nothing tells of changes, saving finds them: other fields are merged, for the same one chooses', async ({
  page,
  business,
}) => {
  const t = texts.en;
  await page.route('**/api/v1/changes', (route) => route.abort());
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
  await page.locator(field('name2')).fill('سارة');
  await business.api.customers.update(sara.id, { email: 'theirs@example.com' });
  await page.keyboard.press('Control+s');
  await expectSaved(page);
  await expect(page.locator(field('email'))).toHaveValue('theirs@example.com');
  await page.locator(notes).fill('mine');
  await business.api.customers.update(sara.id, { notes: 'theirs' });
  await page.keyboard.press('Control+s');
  const alert = page.getByRole('alert').filter({ hasText: t.conflict.title });
  await expect(alert.getByRole('radio').first()).toBeFocused();
  await alert.getByRole('button', { name: t.conflict.resolve }).press('Enter');
  await page.keyboard.press('Control+s');
  await expectSaved(page);
  expect(await business.api.customers.get(sara.id)).toMatchObject({
    version: 5,
    name2: 'سارة',
    email: 'theirs@example.com',
    notes: 'mine',
  });
});

test('a server that goes away in the middle of a save loses nothing and does nothing twice; one need not wait for it', async ({
  page,
  business,
  server,
}) => {
  const t = texts.en;
  const sara = await business.api.customers.create({ type: 'stub', firstName: 'Sara', phone: '90123456' });
  await business.api.customers.create({ type: 'stub', name: 'Omar', phone: '90000001' });
  const link = await cuttableLink(server.url);
  // At an address of its own, which does not know of a sign-in elsewhere.
  await signInByForm(page, business.owner, `${link.url}dashboard/customers`);
  await rows(page).last().click();
  await page.locator(field('firstName')).fill('Sarah');

  // The save has reached the database, and its answer does not come back.
  await server.whileLocked(`select from org_customers_mst where id = '${sara.id}' for update`, async () => {
    const sent = page.waitForRequest((request) => request.method() === 'PATCH');
    await page.keyboard.press('Control+s');
    await sent;
    await server.untilWaiting();
    await link.cut();
  });
  const status = page.getByRole('status').filter({ hasText: saying(t.connection.unsent_one) });
  await expect(status).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Sarah');
  await expectAccessible(page);
  await page.getByRole('main').getByRole('link', { name: t.customers.title }).click();
  await expect(rows(page)).toHaveText([/Omar/, /Sarah/]);
  // The code of a page that has not come yet comes with the connection, and what waits to be sent is still there.
  const counter = page.getByRole('link', { name: t.counter.title, exact: true });
  await counter.click();
  await expect(status).toBeVisible();

  await link.mend();
  // Both pass by themselves.
  await Promise.all([
    expect(page.getByText(t.customer.saved, { exact: true })).toBeVisible(),
    expect(page.getByRole('status').filter({ hasText: t.connection.back })).toBeVisible(),
    expect(page).toHaveURL(/counter$/),
  ]);
  await page.goBack();
  await expect(rows(page)).toHaveText([/Omar/, /Sarah/]);
  expect(await business.api.customers.get(sara.id)).toMatchObject({ version: 2, firstName: 'Sarah' });

  // What is refused after one has left is told, and is still there.
  await rows(page).last().click();
  await page.locator(field('phone')).fill('90000001');
  await link.cut();
  await page.keyboard.press('Control+s');
  await expect(status).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: t.customers.title }).click();
  const changed = page.locator('tbody tr').last();
  await expect(changed).toContainText('90000001');
  await page.getByRole('button', { name: t.export.action, exact: true }).click();
  await link.mend();
  await expect(page.getByRole('dialog', { name: t.export.title })).toBeVisible();
  await page.keyboard.press('Escape');
  const toast = page.getByRole('alert').filter({ hasText: t.customer.notSaved });
  await expect(toast).toContainText(t.problem.phone_taken);
  await expect(changed).toContainText('+96890123456');
  await toast.getByRole('link', { name: t.action.open }).click();
  await expect(page.locator(field('phone'))).toHaveValue('90000001');
  await link.cut();
});
