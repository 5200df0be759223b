import type { Page } from '@playwright/test';
import { cuttableLink } from '../server/testing/cuttable-link.ts';
import {
  expect,
  expectAccessible,
  expectFits,
  expectSaved,
  languages,
  rows,
  signIn,
  signInByForm,
  test,
  texts,
} from './fixtures.ts';

const field = (name: string) => `main input[name="${name}"]`;
const notes = 'main textarea[name="notes"]';
const typed = (page: Page, name: string) => page.getByRole('dialog').locator(`[name="${name}"]`);
const restored = (page: Page, t = texts.en) => page.getByText(t.draft.restored);

/** What this tab keeps of forms. */
const kept = (page: Page) =>
  page.evaluate(() =>
    Object.entries(sessionStorage)
      .filter(([key]) => key.startsWith('regulars.draft '))
      .map(([, value]) => String(value))
      .join('\n'),
  );

for (const language of languages) {
  test.describe(`in ${language}`, () => {
    test.use({ locale: language, colorScheme: language === 'ar' ? 'dark' : 'light' });
    const t = texts[language];

    test('a new customer who is being typed is there again after a reload, until saved or discarded', async ({
      page,
      business,
    }) => {
      await signIn(page, business.owner);
      await page.keyboard.press('n');
      const dialog = page.getByRole('dialog');
      await typed(page, 'phone').fill('90123456');
      await typed(page, 'name').fill('Sara');
      await dialog.getByRole('button', { name: t.create.more }).click();
      await typed(page, 'name2').fill('سارة');
      await dialog.getByRole('button', { name: t.address.add }).click();
      await typed(page, 'street').fill('Way 3021');
      // Also where no reload announces itself, as when the tab is killed.
      await expect.poll(() => kept(page)).toContain('Way 3021');
      await page.reload();
      await expect(restored(page, t)).toBeVisible();
      await expect(typed(page, 'phone')).toHaveValue('90123456');
      await expect(typed(page, 'name')).toBeFocused();
      await expect(typed(page, 'name')).toHaveValue('Sara');
      await expect(typed(page, 'name2')).toHaveValue('سارة');
      await expect(typed(page, 'street')).toHaveValue('Way 3021');
      await expectAccessible(page);
      const { width, height } = page.viewportSize()!;
      await expectFits(page);
      await page.setViewportSize({ width, height });

      await dialog.getByRole('button', { name: t.draft.discard }).click();
      await expect(dialog).toBeHidden();
      await expect(page.getByRole('searchbox')).toBeFocused();
      expect(await kept(page)).toBe('');
      await page.reload();
      await expect(rows(page)).toHaveCount(0);
      await page.keyboard.press('n');
      await expect(typed(page, 'phone')).toHaveValue('');
      await expect(restored(page, t)).toHaveCount(0);

      await typed(page, 'phone').fill('90123456');
      await typed(page, 'name').fill('Sara');
      await page.reload();
      await expect(restored(page, t)).toBeVisible();
      await typed(page, 'name').press('Enter');
      await expect(rows(page)).toHaveText([/Sara/]);
      await page.reload();
      await expect(rows(page)).toHaveText([/Sara/]);
      await expect(dialog).toHaveCount(0);
      // How long it took, nobody knows.
      expect((await business.api.counter.times()).stubs).toBe(0);
    });

    test('what is typed into a customer is there again after a reload, and can be discarded', async ({
      page,
      business,
    }) => {
      const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
      await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
      await page.locator(notes).fill('Iron gently');
      await page.locator(field('email')).fill('sara@example.com');
      await page.reload();
      await expect(page.locator(notes)).toHaveValue('Iron gently');
      await expect(page.locator(field('email'))).toHaveValue('sara@example.com');
      await expect(restored(page, t)).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: t.draft.discard }).click();
      await expect(page.locator(notes)).toHaveValue('');
      await expect(restored(page, t)).toHaveCount(0);
      await expect.poll(() => kept(page)).toBe('');

      await page.locator(notes).fill('Iron gently');
      await page.reload();
      await expect(page.locator(notes)).toHaveValue('Iron gently');
      await page.keyboard.press('Control+s');
      await expectSaved(page);
      await expect(restored(page, t)).toHaveCount(0);
      // What is typed from now on was restored from nowhere.
      await page.locator(notes).fill('Iron very gently');
      await expect(restored(page, t)).toHaveCount(0);
      expect(await business.api.customers.get(sara.id)).toMatchObject({ version: 2, notes: 'Iron gently' });
    });

    test('a page that waits for the connection says so at once, and one can stay', async ({
      page,
      business,
      server,
    }) => {
      const link = await cuttableLink(server.url);
      await signInByForm(page, business.owner, `${link.url}dashboard/customers`);
      await expect(page.getByText(t.empty.nobodyTitle)).toBeVisible();
      await link.cut();
      const status = page.getByRole('status').filter({ hasText: t.connection.opens });
      const counter = page.getByRole('link', { name: t.counter.title, exact: true });
      await counter.click();
      await expect(status).toBeVisible();
      await expectAccessible(page);
      const { width, height } = page.viewportSize()!;
      await expectFits(page);
      await page.setViewportSize({ width, height });
      await status.getByRole('button', { name: t.action.cancel }).click();
      await expect(status).toHaveCount(0);
      await expect(page.getByRole('status').filter({ hasText: t.connection.lost })).toBeVisible();
      await link.mend();
      await expect(page.getByRole('status').filter({ hasText: t.connection.back })).toBeVisible();
      await expect(page).toHaveURL(/customers$/);

      await link.cut();
      // The code of the counter may have come with the connection; that of the settings has not been asked for.
      await page.getByRole('link', { name: t.settings.title, exact: true }).click();
      await expect(status).toBeVisible();
      await link.mend();
      await expect(page).toHaveURL(/settings$/);
      await expect(status).toHaveCount(0);
      await link.cut();
    });
  });
}

test('a save that was sent and whose answer the reload lost is done once when it is sent again', async ({
  page,
  business,
}) => {
  await signIn(page, business.owner);
  const keys: string[] = [];
  let isLost = true;
  await page.route('**/api/v1/customers', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    keys.push(route.request().headers()['idempotency-key']!);
    // Saved, and nobody hears of it.
    if (isLost) await route.fetch();
    else await route.fallback();
  });
  await page.keyboard.press('n');
  await typed(page, 'name').fill('Sara');
  await page.getByRole('dialog').getByRole('button', { name: texts.en.create.asGuest }).click();
  await expect.poll(async () => (await business.api.customers.statistics()).total).toBe(1);
  await page.reload();
  isLost = false;
  await expect(typed(page, 'name')).toHaveValue('Sara');
  await page.getByRole('dialog').getByRole('button', { name: texts.en.create.asGuest }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(rows(page)).toHaveText([/Sara/]);
  expect(await business.api.customers.statistics()).toMatchObject({ total: 1, guest: 1 });
  expect(keys).toEqual([keys[0], keys[0]]);
});

test('a draft on top of an older version is merged, and where both changed the same, one chooses', async ({
  page,
  business,
}) => {
  const t = texts.en;
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
  await page.locator(notes).fill('mine');
  await page.locator(field('name2')).fill('سارة');
  await page.goto('about:blank');
  await business.api.customers.update(sara.id, { notes: 'theirs', email: 'theirs@example.com' });
  await page.goBack();
  await expect(restored(page)).toBeVisible();
  const alert = page.getByRole('alert').filter({ hasText: t.conflict.title });
  await expect(alert).toContainText('theirs');
  await page.keyboard.press('Control+s');
  await expect(alert.getByRole('radio').first()).toBeFocused();
  expect(await business.api.customers.get(sara.id)).toMatchObject({ version: 2, notes: 'theirs' });
  await alert.getByRole('button', { name: t.conflict.resolve }).click();
  await expect(page.locator(field('email'))).toHaveValue('theirs@example.com');
  await page.keyboard.press('Control+s');
  await expectSaved(page);
  expect(await business.api.customers.get(sara.id)).toMatchObject({
    version: 3,
    name2: 'سارة',
    notes: 'mine',
    email: 'theirs@example.com',
  });
});

test('a save that is on its way as its page is left, and then is lost with the tab, is there to be sent again', async ({
  page,
  business,
}) => {
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  await signIn(page, business.owner);
  await rows(page).first().click();
  await page.locator(notes).fill('Iron gently');
  // Goes nowhere, and is never answered.
  await page.route(`**/api/v1/customers/${sara.id}`, (route) =>
    route.request().method() === 'PATCH' ? undefined : route.fallback(),
  );
  const sent = page.waitForRequest((request) => request.method() === 'PATCH');
  await page.keyboard.press('Control+s');
  await sent;
  await page.getByRole('main').getByRole('link', { name: texts.en.customers.title }).click();
  await expect(rows(page)).toHaveCount(1);
  await page.reload();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await rows(page).first().click();
  await expect(page.locator(notes)).toHaveValue('Iron gently');
  await expect(restored(page)).toBeVisible();
  await page.keyboard.press('Control+s');
  await expectSaved(page);
  expect(await business.api.customers.get(sara.id)).toMatchObject({ version: 2, notes: 'Iron gently' });
  await page.getByRole('main').getByRole('link', { name: texts.en.customers.title }).click();
  await expect(rows(page)).toHaveCount(1);
  expect(await kept(page)).toBe('');
});

test('an address, changed or new, is there again after a reload; a colleague’s change of it is not overwritten', async ({
  page,
  business,
}) => {
  const t = texts.en;
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  const home = await business.api.addresses.create(sara.id, { street: 'Way 1', city: 'Muscat' });
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}/addresses`);
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: t.address.edit }).click();
  await typed(page, 'street').fill('Way 2');
  await page.goto('about:blank');
  await business.api.addresses.update(sara.id, home.id, { street: 'Way 3' });
  await page.goBack();
  await expect(dialog).toContainText(t.draft.restored);
  await expect(typed(page, 'street')).toHaveValue('Way 2');
  await typed(page, 'street').press('Enter');
  await expect(dialog.getByRole('alert')).toContainText(t.address.changedMeanwhile);
  expect((await business.api.customers.get(sara.id)).addresses[0]!.street).toBe('Way 3');
  await dialog.getByRole('button', { name: t.action.cancel }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.reload();
  await expect(page.locator('main [data-address]')).toHaveCount(1);
  await expect(dialog).toHaveCount(0);

  await page.getByRole('button', { name: t.address.add }).click();
  await expect(typed(page, 'street')).toHaveValue('');
  await typed(page, 'street').fill('Way 4');
  await page.reload();
  await expect(typed(page, 'street')).toHaveValue('Way 4');
  await typed(page, 'street').press('Enter');
  await expect(page.locator('main [data-address]')).toHaveCount(2);
  await page.reload();
  await expect(page.locator('main [data-address]')).toHaveCount(2);
  await expect(dialog).toHaveCount(0);
});

test('points that were being given, a view, settings and a merge are there again after a reload', async ({
  page,
  business,
}) => {
  const t = texts.en;
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  const omar = await business.api.customers.create({ type: 'stub', name: 'Omar', phone: '90123457' });
  const dialog = page.getByRole('dialog');
  await signIn(page, business.owner, `/dashboard/customers/${sara.id}/loyalty`);
  await page.getByRole('button', { name: t.loyalty.adjust }).click();
  await dialog.getByLabel(t.loyalty.take).check();
  await typed(page, 'points').fill('12');
  await typed(page, 'reason').fill('Sorry');
  await page.reload();
  await expect(typed(page, 'points')).toHaveValue('12');
  await expect(typed(page, 'reason')).toHaveValue('Sorry');
  await expect(dialog.getByLabel(t.loyalty.take)).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();

  await page.goto('/dashboard/customers?type=stub');
  await page.getByRole('button', { name: t.views.save }).first().click();
  await typed(page, 'name').fill('Stubs');
  await page.reload();
  await expect(typed(page, 'name')).toHaveValue('Stubs');
  await typed(page, 'name').press('Enter');
  await expect(page.getByRole('button', { name: t.views.shown.replace('{{name}}', 'Stubs') })).toBeVisible();
  await expect(dialog).toBeHidden();

  await page.goto('/dashboard/settings');
  const prefix = page.locator('main input[name="customerNumberPrefix"]');
  await prefix.fill('WASH');
  await page.reload();
  await expect(prefix).toHaveValue('WASH');
  await page.getByRole('button', { name: t.draft.discard }).click();
  await expect(prefix).toHaveValue('CUST');
  await expect(restored(page)).toHaveCount(0);

  await page.goto(`/dashboard/customers/merge?source=${omar.id}&target=${sara.id}`);
  await page.locator(field('reason')).fill('Married');
  await page.reload();
  await expect(page.locator(field('reason'))).toHaveValue('Married');
  await page.getByRole('button', { name: t.draft.discard }).click();
  await expect(page.locator(field('reason'))).toHaveValue(t.merge.usualReason);
});

test('signing out forgets what was typed, for the next person and for the same', async ({
  page,
  business,
  server,
}) => {
  const t = texts.en;
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  const at = `/dashboard/customers/${sara.id}`;
  const salim = await server.createMember(business.id, 'staff', 'Salim Staff');
  await signIn(page, business.owner, at);
  await page.locator(notes).fill('Iron gently');
  await expect.poll(() => kept(page)).toContain('Iron gently');
  await page.getByRole('button', { name: /Al Noor/ }).click();
  await page.getByRole('button', { name: t.session.signOut }).click();
  await page.getByRole('dialog').getByRole('button', { name: t.leave.go }).click();
  await expect(page.locator('input[name="email"]')).toBeVisible();
  await expect.poll(() => kept(page)).toBe('');
  for (const person of [salim, business.owner]) {
    await page.context().clearCookies();
    await signIn(page, person, at);
    await expect(page.locator(notes)).toHaveValue('');
    await expect(restored(page)).toHaveCount(0);
  }
});

test('where another person signs in on the same tab, or the same one goes to another business, nothing typed is left', async ({
  page,
  business,
  server,
}) => {
  const t = texts.en;
  const salim = await server.createMember(business.id, 'staff', 'Salim Staff');
  const salon = await server.createTenant({ name: 'Salon' });
  await server.asOwner('insert into org_members (tenant_org_id, person_id, role) values ($1, $2, $3)', [
    salon.id,
    salim.id,
    'staff',
  ]);
  const dialog = page.getByRole('dialog');
  const begin = async () => {
    await page.keyboard.press('n');
    await typed(page, 'name').fill('Sara');
    await expect.poll(() => kept(page)).toContain('Sara');
  };
  await signIn(page, business.owner);
  await begin();
  // The session ends by itself: nobody signs out.
  await page.context().clearCookies();
  await page.reload();
  await expect(page.locator('input[name="email"]')).toBeVisible();
  await page.locator('input[name="email"]').fill(salim.email);
  await page.locator('input[name="password"]').fill(salim.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t.customers.title);
  await expect(dialog).toHaveCount(0);
  expect(await kept(page)).toBe('');

  await begin();
  const switched = await page.request.patch('/api/v1/session', { data: { tenantId: salon.id } });
  expect(switched.status()).toBe(200);
  await page.reload();
  await expect(page.getByRole('button', { name: /Salon/ })).toBeVisible();
  await expect(dialog).toHaveCount(0);
  expect(await kept(page)).toBe('');
});

test('two tabs do not share what is typed', async ({ page, business }) => {
  await signIn(page, business.owner);
  await page.keyboard.press('n');
  await typed(page, 'name').fill('Sara');
  await expect.poll(() => kept(page)).toContain('Sara');
  const other = await page.context().newPage();
  await other.goto('/dashboard/customers');
  await expect(other.getByText(texts.en.empty.nobodyTitle)).toBeVisible();
  await expect(other.getByRole('dialog')).toHaveCount(0);
  await other.keyboard.press('n');
  await typed(other, 'name').fill('Omar');
  await page.reload();
  await expect(typed(page, 'name')).toHaveValue('Sara');
  await other.reload();
  await expect(typed(other, 'name')).toHaveValue('Omar');
});

test('tags that were being given are there again after a reload, for those who were selected', async ({
  page,
  business,
}) => {
  const t = texts.en;
  const named = (name: string) => business.api.customers.create({ type: 'guest', name });
  const [ahmed, basma, camila] = [await named('Ahmed'), await named('Basma'), await named('Camila')];
  await signIn(page, business.owner, '/dashboard/customers?sort=name');
  await page.locator('tbody input').nth(1).check();
  await page.locator('tbody input').nth(2).check();
  const tag = page.getByRole('button', { name: t.bulk.tag, exact: true });
  await tag.click();
  const dialog = page.getByRole('dialog', { name: t.bulk.tagTitle });
  await expect(dialog.getByLabel(t.bulk.addTags)).toBeFocused();
  await page.keyboard.type('hotel');
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('hotel');
  await page.reload();
  await expect(dialog).toContainText(t.draft.restored);
  await expect(dialog).toContainText('hotel');
  await dialog.getByRole('button', { name: t.bulk.tagSubmit }).click();
  await expect(dialog).toBeHidden();
  const tags = async ({ id }: { id: string }) => (await business.api.customers.get(id)).tags;
  expect([await tags(ahmed), await tags(basma), await tags(camila)]).toEqual([[], ['hotel'], ['hotel']]);

  // Whoever is selected next is not meant.
  await page.locator('tbody input').nth(0).check();
  await tag.click();
  await expect(dialog).toBeVisible();
  await expect(dialog).not.toContainText('hotel');
  expect(await kept(page)).toBe('');
  await page.reload();
  await expect(rows(page)).toHaveCount(3);
  await expect(dialog).toHaveCount(0);
});
