import path from 'node:path';
import type { Page } from '@playwright/test';
import {
  type Business,
  expect,
  expectAccessible,
  expectNothingSideways,
  languages,
  openTab,
  rows,
  signIn,
  test,
  texts,
} from './fixtures.ts';

/** What the server does in the background may take its time. */
const inTime = { timeout: 30_000 };

/** A new customer, one who is changed, one who may be here already and a wrong row, checked. */
const bringFile = async ({ api }: Business) => {
  await api.customers.create({ type: 'stub', name: 'Omar', phone: '90000001' });
  await api.customers.create({ type: 'stub', name: 'Sara', phone: '90123999', email: 'sara@example.com' });
  const lines = [
    'Name,Phone,E-mail',
    'Basma,92345678,',
    'Omar,90000001,omar@example.com',
    'Wrong,123,',
    'Sarah,92222222,sara@example.com',
  ];
  const { id } = await api.imports.create(new Blob([lines.join('\r\n')]), { fileName: 'list.csv' });
  await expect.poll(async () => (await api.imports.get(id)).state, inTime).toBe('ready');
  return id;
};

/** In the light and in the dark, where nothing but the colours is another. */
const expectAccessibleInBoth = async (page: Page) => {
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, ['color-contrast']);
  await page.emulateMedia({ colorScheme: 'light' });
};

// The first run is looked at in both languages where it is walked through.
for (const language of languages) {
  test.describe(`in ${language}`, () => {
    test.use({ locale: language });
    const t = texts[language];

    test('axe finds nothing on sign-in, first run, list, menu and quick create', async ({
      page,
      business,
    }) => {
      await business.api.customers.create({
        type: 'stub',
        name: 'Sara Al Balushi',
        name2: 'سارة البلوشية',
        phone: '90123456',
        email: 'sara@example.com',
      });
      await business.api.customers.create({ type: 'guest' });
      const gone = await business.api.customers.create({ type: 'stub', name: 'Gone', phone: '90000001' });
      await business.api.customers.deactivate(gone.id);

      await page.goto('/setup?token=wrong');
      await expect(page.getByRole('alert')).toBeVisible();
      await expectAccessibleInBoth(page);
      await page.goto('/sign-in');
      await page.locator('input[name="email"]').fill('nobody@example.com');
      await page.locator('input[name="password"]').fill('wrong password');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('alert')).toContainText(t.problem.wrong_credentials);
      await expectAccessibleInBoth(page);

      await signIn(page, business.owner, '/dashboard/customers?status=all');
      await expect(rows(page)).toHaveCount(3);
      await expectAccessibleInBoth(page);
      await page.getByRole('button', { name: /Al Noor/ }).click();
      await expect(page.getByRole('button', { name: t.session.signOut })).toBeVisible();
      await expectAccessibleInBoth(page);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();

      await page.keyboard.press('n');
      await expect(page.getByRole('dialog').locator('input[name="phone"]')).toBeFocused();
      await page.keyboard.type('90123456');
      await expect(page.getByRole('dialog').getByRole('link')).toBeVisible();
      await page.getByRole('button', { name: t.create.more }).click();
      await expectAccessibleInBoth(page);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();

      await page.goto('/dashboard/nowhere');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(t.notFound.title);
      await expect(page.getByRole('navigation', { name: t.shell.navigation })).toBeVisible();
      await expectAccessibleInBoth(page);
    });

    test('axe finds nothing on the tabs of a customer and in the dialog of an address', async ({
      page,
      business,
    }) => {
      const sara = await business.api.customers.create({
        type: 'stub',
        name: 'Sara Al Balushi',
        name2: 'سارة البلوشية',
        phone: '90123456',
        email: 'sara@example.com',
        tags: ['hotel'],
        preferences: { folding: 'hanger', notifications: { sms: true } },
        addresses: [
          {
            street: 'Way 3021',
            city: 'Muscat',
            latitude: 23.588,
            longitude: 58.3829,
            deliveryNotes: 'Ring',
          },
          { type: 'work', label: 'المكتب', street: 'شارع السلطان قابوس', city: 'مسقط' },
        ],
      });
      await signIn(page, business.owner, `/dashboard/customers/${sara.id}`);
      await expect(page.locator('main input[name="phone"]')).toBeVisible();
      await expectAccessibleInBoth(page);
      await openTab(page, t.address.title);
      await expect(page.locator('address')).toHaveCount(2);
      await page.getByRole('button', { name: t.address.removedOnes }).click();
      await expect(page.getByText(t.address.noneRemoved)).toBeVisible();
      await expectAccessibleInBoth(page);
      await page.getByRole('button', { name: t.address.edit, exact: true }).first().click();
      await expect(page.getByRole('button', { name: t.place.pin })).toBeVisible();
      await expectAccessibleInBoth(page);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
      await openTab(page, t.history.title);
      await expect(
        page.getByRole('region', { name: t.history.title }).getByRole('listitem').first(),
      ).toBeVisible();
      await expectAccessibleInBoth(page);
    });

    test('axe finds nothing on orders and points', async ({ page, business }) => {
      await business.api.loyalty.updateSettings({
        enabled: true,
        earnOn: 'received',
        pointValue: '0.005',
        tiers: [{ key: 'gold', name: 'Gold', name2: 'ذهبي', threshold: 500 }],
      });
      const { id } = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
      await business.api.orders.record({
        orders: (['received', 'in_progress', 'ready', 'delivered', 'cancelled'] as const).map((status) => ({
          externalRef: status,
          customerId: id,
          total: '10',
          status,
        })),
      });
      await business.api.loyalty.adjust(id, { points: -1, reason: 'A mistake' });
      await signIn(page, business.owner, `/dashboard/customers/${id}/orders`);
      await expect(page.getByRole('link', { name: 'ready', exact: true })).toBeVisible();
      await page.getByText(t.chart.asTable).click();
      await expectAccessibleInBoth(page);
      await page.goto(`/dashboard/customers/${id}/loyalty`);
      await expect(page.getByRole('list', { name: t.loyalty.ledger }).getByRole('listitem')).toHaveCount(5);
      await expectAccessibleInBoth(page);
    });

    test('axe finds nothing on the settings', async ({ page, business }) => {
      await business.api.loyalty.updateSettings({
        tiers: [{ key: 'gold', name: 'Gold', name2: 'ذهبي', threshold: 500 }],
      });
      await signIn(page, business.owner, '/dashboard/settings');
      await expect(page.locator('main input[name="tiers.0.name"]')).toBeVisible();
      await expect(page.locator('main input[name="attempts"]')).toBeVisible();
      await expectAccessibleInBoth(page);
    });

    test('axe finds nothing in the inbox of duplicates and on the page of a merge', async ({
      page,
      business,
      server,
    }) => {
      const sara = await business.api.customers.create({
        type: 'stub',
        name: 'Sara Al Balushi',
        phone: '90123456',
        email: 'sara@example.com',
      });
      const again = await business.api.customers.create({
        type: 'stub',
        name: 'Sarah Albalushi',
        phone: '90123457',
        email: 'sara@example.com',
      });
      await server.matchDuplicates(business.id);
      await signIn(page, business.owner, '/dashboard/duplicates');
      await expect(page.getByRole('button', { name: t.duplicates.notSame })).toBeVisible();
      await expectAccessibleInBoth(page);
      await page.goto(`/dashboard/customers/merge?source=${again.id}&target=${sara.id}`);
      await expect(page.getByRole('radio').first()).toBeVisible();
      await expectAccessibleInBoth(page);
    });

    test('axe finds nothing in the export dialog and on the first steps of an import', async ({
      page,
      business,
    }) => {
      await bringFile(business);
      await signIn(page, business.owner);
      await page.getByRole('button', { name: t.export.action }).click();
      await expect(page.getByRole('dialog').getByRole('button', { name: t.export.submit })).toBeFocused();
      await expectAccessibleInBoth(page);
      await page.goto('/dashboard/customers/import');
      await expect(page.getByRole('link', { name: 'list.csv' })).toBeVisible();
      await expectAccessibleInBoth(page);
      await page.getByRole('link', { name: 'list.csv' }).click();
      await expect(page.locator('main li select')).toHaveCount(3);
      await expectAccessibleInBoth(page);
    });

    test('axe finds nothing on the rows of an import, its result and the way back', async ({
      page,
      business,
    }) => {
      const id = await bringFile(business);
      await signIn(page, business.owner, `/dashboard/customers/import/${id}?step=rows`);
      await expect(page.locator('main tbody tr')).toHaveCount(4);
      await expectAccessibleInBoth(page);
      await page.locator('main button[type="submit"]').click();
      await page.getByRole('button', { name: t.import.rollBack.action }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessibleInBoth(page);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText(
        t.import.state.rolled_back,
        inTime,
      );
      await expect(page.locator('main tbody tr')).toHaveCount(4);
      await expectAccessibleInBoth(page);
    });
  });
}

for (const [language, colorScheme] of [
  ['en', 'light'],
  ['ar', 'dark'],
] as const) {
  test.describe(`${language}, ${colorScheme}`, () => {
    test.use({ locale: language, colorScheme });
    const t = texts[language] as (typeof texts)['en'];

    test('axe finds nothing at the counter, in what opens over it, beside and over the list, and on the tour; at 320 px all of it fits', async ({
      page,
      business,
      server,
    }) => {
      const keys = page.keyboard;
      const dialog = page.getByRole('dialog');
      const tour = page.getByRole('complementary', { name: t.tour.title });
      const sara = await business.api.customers.create({
        type: 'stub',
        name: 'Sara Al Balushi',
        name2: 'سارة البلوشية',
        phone: '90123456',
      });
      await business.api.customers.create({ type: 'stub', name: 'Omar', phone: '90000456', tags: ['vip'] });
      const newcomer = await server.createMember(business.id, 'admin', 'Maryam', { tourEnded: false });
      await signIn(page, newcomer, '/dashboard/counter');
      await expect(page.getByRole('combobox', { name: t.counter.label })).toBeFocused();
      await keys.type('456');
      await expect(page.getByRole('option')).toHaveCount(3);
      await expect(tour).toBeVisible();
      await expectAccessible(page);
      await tour.getByRole('button', { name: t.tour.notNow }).click();

      await keys.press('Control+k');
      await expect(dialog.getByRole('combobox')).toBeFocused();
      await keys.type('Sara');
      await expect(dialog.getByRole('option').filter({ hasText: 'CUST-00001' })).toBeVisible();
      await expectAccessible(page);
      await keys.press('Escape');
      await expect(dialog).toBeHidden();
      await page.getByRole('heading', { level: 1 }).focus();
      await keys.press('?');
      await expect(page.getByRole('dialog', { name: t.shortcuts.title })).toBeVisible();
      await expectAccessible(page);
      await page.setViewportSize({ width: 320, height: 844 });
      await expectNothingSideways(page);
      await dialog.getByRole('button', { name: t.tour.show }).click();
      await expect(tour).toBeFocused();
      await expectNothingSideways(page);
      await tour.getByRole('button', { name: t.tour.end }).click();
      await page.setViewportSize({ width: 1280, height: 800 });

      await page.getByRole('link', { name: t.customers.title, exact: true }).click();
      await expect(rows(page)).toHaveCount(2);
      await page.getByRole('searchbox').press('ArrowDown');
      await keys.press(' ');
      await keys.press('p');
      await expect(page.getByRole('complementary', { name: t.preview.title })).toContainText('Omar');
      const bar = page.getByRole('region', { name: t.selection.label });
      await expectAccessible(page);
      await bar.getByRole('button', { name: t.bulk.tag, exact: true }).click();
      await expect(dialog.getByRole('checkbox', { name: 'vip' })).toBeVisible();
      await expectAccessible(page);
      await page.setViewportSize({ width: 320, height: 844 });
      await expectNothingSideways(page);

      await page.goto(`/dashboard/customers/${sara.id}`);
      await page.getByRole('button', { name: t.avatar.change }).click();
      await dialog
        .getByLabel(t.avatar.choose)
        .setInputFiles(path.join(import.meta.dirname, '../docs/screenshots/list-en.png'));
      await expect(dialog.getByRole('button', { name: t.avatar.save })).toBeEnabled();
      await expectNothingSideways(page);
      await page.setViewportSize({ width: 1280, height: 800 });
      await expectAccessible(page);
    });

    test('axe finds nothing among members, invitations and keys, on my account and where an invitation leads; at 320 px all of it fits', async ({
      page,
      business,
    }) => {
      const dialog = page.getByRole('dialog');
      await signIn(page, business.owner, '/dashboard/members');
      await page.locator('input[name="invited"]').fill('noura.with.a.long.name@subdomain.example.com');
      await page.keyboard.press('Enter');
      const link = page.locator('input[readonly]');
      await expect(link).toHaveValue(/#rgi_/);
      const invited = await link.inputValue();
      await page.locator('input[name="keyName"]').fill('Till');
      await page.keyboard.press('Enter');
      await expect(page.locator('input[readonly]')).toHaveCount(2);
      await expect(page.getByRole('list', { name: t.apiKeys.title })).toContainText('Till');
      await expect(page.locator('[data-invited]')).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('list', { name: t.apiKeys.title }).getByRole('button').click();
      await expect(dialog).toContainText(t.apiKeys.revokeMeans);
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
      await page.setViewportSize({ width: 320, height: 844 });
      await expectNothingSideways(page);

      await page.goto('/dashboard/account');
      const twoFactor = page.getByRole('region', { name: t.twoFactor.title });
      await twoFactor.locator('input[name="password"]').fill(business.owner.password);
      await page.keyboard.press('Enter');
      await expect(twoFactor.getByRole('img', { name: t.twoFactor.qr })).toBeVisible();
      await expect(page.getByRole('list', { name: t.sessions.title }).getByRole('listitem')).toHaveCount(1);
      await expectNothingSideways(page);
      await page.setViewportSize({ width: 1280, height: 800 });
      await expectAccessible(page);

      await page.context().clearCookies();
      await page.goto(invited);
      await expect(page.locator('input[name="name"]')).toBeVisible();
      await expectAccessible(page);
      await page.setViewportSize({ width: 320, height: 844 });
      await expectNothingSideways(page);
    });
  });
}

test('the language chosen is remembered, and the whole page turns', async ({ page, business }) => {
  await signIn(page, business.owner);
  await page.getByRole('button', { name: 'العربية' }).click();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(texts.ar.customers.title);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(texts.ar.customers.title);
  await expect(page).toHaveTitle(saysTitle(texts.ar.customers.title));
});

const saysTitle = (title: string) => new RegExp(`^${title}`);

test('the appearance chosen is remembered and there before the first paint', async ({ page, business }) => {
  await signIn(page, business.owner);
  await page.getByRole('button', { name: /Al Noor/ }).click();
  await page.getByLabel(texts.en.shell.appearance).selectOption('dark');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.route('**/assets/*.js', (route) => route.abort());
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
});

test('the single keys can be switched off', async ({ page, business }) => {
  await signIn(page, business.owner);
  await page.getByRole('button', { name: /Al Noor/ }).click();
  await page.getByLabel(texts.en.shell.singleKeys).uncheck();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('n');
  await page.keyboard.press('/');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('searchbox')).not.toBeFocused();
});
