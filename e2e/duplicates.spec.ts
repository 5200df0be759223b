import type { Page } from '@playwright/test';
import type { Business } from './fixtures.ts';
import {
  expect,
  expectAccessible,
  expectFits,
  languages,
  openTab,
  saying,
  signIn,
  test,
  texts,
} from './fixtures.ts';

const pairs = (page: Page) => page.getByRole('main').locator('li:has([data-pair])');
const focusedPair = (page: Page) => page.locator('li:has([data-pair]:focus)');
const toast = (page: Page, text: string) => page.getByRole('alert').filter({ hasText: saying(text) });

/** Sara twice, Omar twice, and somebody who is like nobody. */
const twins = async ({ api }: Business) => {
  const sara = await api.customers.create({
    type: 'stub',
    name: 'Sara Al Balushi',
    phone: '90123456',
    email: 'sara.balushi@example.com',
    birthDate: '1990-05-17',
  });
  const again = await api.customers.create({
    type: 'stub',
    name: 'Sarah Albalushi',
    name2: 'سارة البلوشية',
    phone: '90123457',
    email: 'sara.balushi@example.com',
    birthDate: '1990-05-17',
    notes: 'Prefers the evening',
    tags: ['hotel'],
    addresses: [{ street: 'Way 3021' }],
  });
  const omar = await api.customers.create({
    type: 'stub',
    name: 'Omar Al Harthy',
    phone: '92345678',
    email: 'omar@example.com',
  });
  const omarAgain = await api.customers.create({
    type: 'guest',
    name: 'Omar Al Harthi',
    email: 'omar@example.com',
  });
  await api.customers.create({ type: 'stub', name: 'Fatma Al Lawati', phone: '95555555' });
  return { sara, again, omar, omarAgain };
};

for (const language of languages) {
  test.describe(`in ${language}`, () => {
    test.use({ locale: language, colorScheme: language === 'ar' ? 'dark' : 'light' });
    const t = texts[language];

    test('with the keyboard from the inbox to the merge, by the old link to who is there now, and undone', async ({
      page,
      business,
      server,
    }) => {
      const { sara, again } = await twins(business);
      await server.matchDuplicates(business.id);
      await signIn(page, business.owner);
      const keys = page.keyboard;
      const toInbox = page.getByRole('banner').getByRole('link', { name: t.duplicates.title });
      await expect(toInbox).toContainText('2');
      await toInbox.press('Enter');
      await expect(pairs(page)).toHaveCount(2);
      await expectAccessible(page);

      await pairs(page).first().locator('[data-pair]').focus();
      await keys.press('ArrowDown');
      await expect(pairs(page).nth(1).locator('[data-pair]')).toBeFocused();
      const ofSara = pairs(page).filter({ hasText: 'CUST-00002' });
      if ((await focusedPair(page).filter({ hasText: 'CUST-00002' }).count()) === 0)
        await keys.press('ArrowUp');
      await expect(ofSara.locator('[data-pair]')).toBeFocused();
      await expect(ofSara).toContainText(`${t.field.email}: ${t.duplicates.level.equal}`);
      await keys.press('Enter');

      await expect(page).toHaveURL(/customers\/merge\?/);
      const row = (field: string) =>
        page
          .getByRole('table', { name: t.merge.fields })
          .getByRole('row')
          .filter({ has: page.getByRole('rowheader', { name: field }) });
      await expect(row(t.field.phone)).toContainText('+96890123457');
      await expect(row(t.field.notes).locator('[data-side="result"]')).toContainText('Prefers the evening');
      await expectAccessible(page);
      await row(t.field.phone).getByRole('radio').first().check();
      await expect(row(t.field.phone).locator('[data-side="result"]')).toContainText('+96890123457');
      await page.getByRole('button', { name: t.merge.swap }).press('Enter');
      await expect(row(t.field.phone).locator('[data-side="target"]')).toContainText('+96890123457');
      await expect(row(t.field.phone).locator('[data-side="result"]')).toContainText('+96890123457');
      await page.getByRole('button', { name: t.merge.swap }).press('Enter');
      await expect(row(t.field.phone).locator('[data-side="source"]')).toContainText('+96890123457');
      await expect(row(t.field.phone).locator('[data-side="result"]')).toContainText('+96890123457');
      await page.locator('input[name="reason"]').focus();
      // Not before one sees what it comes to.
      await expect(page.locator('main button[type="submit"]')).toBeEnabled();
      await keys.press('Enter');

      await expect(page).toHaveURL(/duplicates$/);
      const done = t.merge.done.replace('{{gone}}', 'CUST-00002').replace('{{stays}}', 'CUST-00001');
      await expect(toast(page, done)).toContainText(t.merge.moved.addressesMoved);
      expect(await business.api.customers.get(again.id)).toMatchObject({
        id: sara.id,
        phone: '+96890123457',
      });

      await page.goto(`/dashboard/customers/${again.id}`);
      await expect(page).toHaveURL(new RegExp(`/customers/${sara.id}$`));
      await expect(page.getByText(saying(t.merge.wasMerged.replace('{{gone}}', 'CUST-00002')))).toBeVisible();
      // The phone that gave way still reaches somebody.
      const further = page.getByRole('list', { name: t.customer.further.phone });
      await expect(further).toHaveText('+96890123456');
      await expectAccessible(page);
      // Unless it does not any more.
      await further.getByRole('button').press('Enter');
      await expect(further).toHaveCount(0);
      await expect(page.locator('main h1')).toBeFocused();
      expect((await business.api.customers.get(sara.id)).contacts).toEqual([]);
      await page.getByRole('button', { name: t.action.undo, exact: true }).press('Enter');
      await expect(further).toHaveText('+96890123456');
      await expect(
        toast(page, t.customer.further.restored.replace('{{value}}', '+96890123456')),
      ).toBeVisible();
      await expectAccessible(page);

      await openTab(page, t.history.title);
      const history = page.getByRole('region', { name: t.history.title });
      await expect(history).toContainText(t.history.action.merged);
      await expect(history).toContainText(t.merge.usualReason);
      await expectAccessible(page);
      await history.getByRole('button', { name: t.merge.undo }).press('Enter');
      await expect(toast(page, t.merge.undone)).toContainText('CUST-00002');
      await expect(history).toContainText(t.history.action.merge_undone);
      await expect(history).toContainText(t.merge.whyNot.already_undone);
      await toast(page, t.merge.undone).getByRole('link').click();
      await expect(page).toHaveURL(new RegExp(`/customers/${again.id}$`));
      await expectAccessible(page);
      expect(await business.api.customers.get(again.id)).toMatchObject({
        id: again.id,
        phone: '+96890123457',
        isActive: true,
      });
      expect(await business.api.customers.get(sara.id)).toMatchObject({ phone: '+96890123456' });
    });

    test('at 390 and 320 px inbox, merge and the duplicates of a customer fit', async ({
      page,
      business,
      server,
    }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      const { sara, again } = await twins(business);
      await server.matchDuplicates(business.id);
      await signIn(page, business.owner, '/dashboard/duplicates');
      await expect(pairs(page)).toHaveCount(2);
      await expectFits(page);
      await page.goto(`/dashboard/customers/merge?source=${again.id}&target=${sara.id}`);
      await expect(page.getByRole('row').first()).toBeVisible();
      await expectFits(page);
      await expectAccessible(page);
      await page.goto(`/dashboard/customers/${sara.id}/duplicates`);
      await expect(pairs(page)).toHaveCount(1);
      await expectFits(page);
      await expectAccessible(page);
    });
  });
}

const t = texts.en;

test('n tells two apart, the focus goes on to the next, and it can be taken back', async ({
  page,
  business,
  server,
}) => {
  await twins(business);
  await server.matchDuplicates(business.id);
  await signIn(page, business.owner, '/dashboard/duplicates');
  await expect(pairs(page)).toHaveCount(2);
  await pairs(page).first().locator('[data-pair]').focus();
  await page.keyboard.press('n');
  await expect(pairs(page)).toHaveCount(1);
  await expect(pairs(page).locator('[data-pair]')).toBeFocused();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const reopened = page.waitForResponse((response) => response.request().method() === 'DELETE');
  await page.getByRole('button', { name: t.action.undo }).click();
  await reopened;
  await server.matchDuplicates(business.id);
  await expect(pairs(page)).toHaveCount(2);

  await pairs(page).first().getByRole('button', { name: t.duplicates.notSame }).click();
  await expect(pairs(page)).toHaveCount(1);
  await page.getByRole('link', { name: t.duplicates.inbox.dismissed }).click();
  await expect(page.getByText('Olivia Owner')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: t.duplicates.reopen }).click();
  await expect(page.getByText(t.duplicates.none.dismissed)).toBeVisible();
  await server.matchDuplicates(business.id);
  await page.getByRole('link', { name: t.duplicates.inbox.all, exact: true }).click();
  await expect(pairs(page)).toHaveCount(2);
});

test('an undo that cannot be is refused with the reason and the way on, and changes nothing', async ({
  page,
  business,
}) => {
  const { sara, again } = await twins(business);
  await business.api.loyalty.adjust(again.id, { points: 50, reason: 'Opening balance' });
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
  await openTab(page, t.duplicates.title);
  await pairs(page).locator('[data-pair]').click();
  await page.getByRole('button', { name: /^Merge/ }).click();
  await expect(page).toHaveURL(new RegExp(`/customers/${sara.id}$`));
  await business.api.loyalty.adjust(sara.id, { points: -20, reason: 'Given away' });
  await toast(page, 'was merged into').getByRole('button', { name: t.action.undo }).click();
  await expect(toast(page, t.merge.notUndone)).toContainText(t.problem.points_spent);
  await expectAccessible(page);
  expect(await business.api.customers.get(again.id)).toMatchObject({ id: sara.id });

  await business.api.loyalty.adjust(sara.id, { points: 20, reason: 'Given back' });
  const other = await business.api.customers.create({ type: 'stub', name: 'Other', phone: '90123457' });
  await openTab(page, t.history.title);
  const history = page.getByRole('region', { name: t.history.title });
  await expect(history).toContainText(t.merge.whyNot.phone_taken);
  await expect(history.getByRole('button', { name: t.merge.undo })).toHaveCount(0);

  await business.api.customers.deactivate(other.id);
  await page.reload();
  await history.getByRole('button', { name: t.merge.undo }).click();
  await expect(toast(page, t.merge.undone)).toContainText('CUST-00002');
  expect(await business.api.customers.get(again.id)).toMatchObject({ id: again.id, phone: '+96890123457' });

  // Back leads to where the merge began, past what is done.
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(/\/duplicates$/);
});

test('the toast undoes a merge, and tells what was edited since and left as it is', async ({
  page,
  business,
}) => {
  const { sara, again } = await twins(business);
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
  await openTab(page, t.duplicates.title);
  await pairs(page).locator('[data-pair]').click();
  await page.getByRole('row').filter({ hasText: t.field.phone }).getByRole('radio').first().check();
  await page.getByRole('button', { name: /^Merge/ }).click();
  await expect(page).toHaveURL(new RegExp(`/customers/${sara.id}$`));
  await business.api.customers.update(sara.id, { phone: '90999999' });
  await toast(page, 'was merged into').getByRole('button', { name: t.action.undo }).click();
  await expect(toast(page, t.merge.undone)).toContainText(t.merge.fieldsKept);
  await expect(toast(page, t.merge.undone)).toContainText(t.field.phone);
  expect(await business.api.customers.get(again.id)).toMatchObject({ id: again.id });
  expect(await business.api.customers.get(sara.id)).toMatchObject({ phone: '+96890999999' });
});

test('several pairs are merged at once, and one undo brings all of them back', async ({
  page,
  business,
  server,
}) => {
  const { sara, again, omar, omarAgain } = await twins(business);
  await server.matchDuplicates(business.id);
  await signIn(page, business.owner, '/dashboard/duplicates');
  await expect(pairs(page)).toHaveCount(2);
  for (const box of await page.getByRole('main').getByRole('checkbox').all()) await box.check();
  await page.getByRole('button', { name: t.duplicates.several.chosen.replace('{{number}}', '2') }).click();
  await expect(page.getByRole('dialog')).toContainText(t.duplicates.several.means);
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  const done = toast(page, t.duplicates.several.merged.replace('{{number}}', '2'));
  await expect(done).toBeVisible();
  await expect(page.getByText(t.duplicates.none.all)).toBeVisible();
  expect(await business.api.customers.get(again.id)).toMatchObject({ id: sara.id });
  expect(await business.api.customers.get(omarAgain.id)).toMatchObject({ id: omar.id });
  await done.getByRole('button', { name: t.action.undo }).click();
  await expect(toast(page, t.duplicates.several.undone.replace('{{number}}', '2'))).toBeVisible();
  for (const { id } of [sara, again, omar, omarAgain])
    expect(await business.api.customers.get(id)).toMatchObject({ id, isActive: true });
});

test('an undo that is refused says why', async ({ page, business }) => {
  // The page learns nothing of what the others do: else it would lead to the survivor before anybody could click.
  await page.route('**/api/v1/changes', (route) => route.abort());
  const { sara, again, omar } = await twins(business);
  const reason = 'The same person';
  await business.api.merges.merge({ sourceCustomerId: again.id, targetCustomerId: sara.id, reason });
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}/history`);
  const undo = page.getByRole('button', { name: t.merge.undo });
  await expect(undo).toBeVisible();
  await business.api.merges.merge({ sourceCustomerId: sara.id, targetCustomerId: omar.id, reason });
  await undo.click();
  await expect(toast(page, t.merge.notUndone)).toContainText(t.problem.merged_since);
});

test('a phone that somebody else was given since leads to whoever has it', async ({ page, business }) => {
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  await business.api.customers.deactivate(sara.id);
  const holder = await business.api.customers.create({ type: 'stub', name: 'Salma', phone: '90123456' });
  const guest = await business.api.customers.create({ type: 'guest', name: 'Sara' });
  await signIn(page, business.owner, `/dashboard/customers/merge?source=${sara.id}&target=${guest.id}`);
  await page.getByRole('button', { name: /^Merge/ }).click();
  await page.getByRole('link', { name: t.restore.openOther }).click();
  await expect(page).toHaveURL(new RegExp(`/customers/${holder.id}$`));
});

test('staff compare and ask an admin; a viewer only opens', async ({ page, business, server }) => {
  await twins(business);
  await server.matchDuplicates(business.id);
  await signIn(page, await server.createMember(business.id, 'staff'), '/dashboard/duplicates');
  await pairs(page).first().locator('[data-pair]').click();
  await expect(page.getByText(t.merge.askAdmin)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Merge/ })).toHaveCount(0);
  await expectAccessible(page);
  await page.context().clearCookies();
  await signIn(page, await server.createMember(business.id, 'viewer'), '/dashboard/duplicates');
  await expect(pairs(page)).toHaveCount(2);
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
  await expectAccessible(page);
});

test('while somebody is typed, whoever may be the same is offered with reasons, and nothing stands in the way', async ({
  page,
  business,
}) => {
  const { sara } = await twins(business);
  await signIn(page, business.owner);
  const dialog = page.getByRole('dialog');
  const keys = page.keyboard;
  await keys.press('n');
  await keys.type('91111111');
  await keys.press('Tab');
  await keys.type('سارة البلوشي');
  const candidate = dialog.getByRole('link', { name: /CUST-00001/ });
  await expect(candidate).toBeVisible();
  await expect(dialog).toContainText(t.duplicates.level.alike_across_scripts);
  await expect(dialog.locator('input[name="name"]')).toBeFocused();
  await expectAccessible(page);
  await keys.press('Alt+Enter');
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/customers\/[0-9a-f-]{36}$/);

  await keys.press('n');
  await keys.type('91111111');
  await keys.press('Tab');
  await keys.type(sara.name!);
  await expect(dialog.getByRole('link', { name: /CUST-00001/ })).toHaveCount(1);
  await keys.press('Enter');
  await expect(dialog).toBeHidden();
  expect(await business.api.customers.statistics()).toMatchObject({ total: 6 });
});
