import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, expectFits, languages, signIn, test, texts } from './fixtures.ts';

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const field = (page: Page, name: string) => page.locator(`main input[name="${name}"]`);

const patched = (page: Page) => page.waitForRequest((request) => request.method() === 'PATCH');

const undo = new RegExp(languages.map((language) => texts[language].customer.undo).join('|'));

/** As long as something is not saved, it can be undone. */
const expectSaved = (form: Locator) => expect(form.getByRole('button', { name: undo })).toHaveCount(0);

for (const language of languages) {
  test.describe(`in ${language}`, () => {
    test.use({ locale: language, colorScheme: language === 'ar' ? 'dark' : 'light' });
    const t = texts[language];

    test('the business is changed with the keyboard alone, and only what was changed is sent', async ({
      page,
      business,
    }) => {
      await signIn(page, business.owner);
      const keys = page.keyboard;
      await page.getByRole('banner').getByRole('link', { name: t.settings.title }).press('Enter');
      await expect(page).toHaveURL(/\/dashboard\/settings$/);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(t.settings.title);
      await expect(field(page, 'name')).toHaveValue('Al Noor Laundry');
      await expect(field(page, 'attempts')).toHaveAttribute('placeholder', /^\d+$/);
      for (const save of await page.getByRole('button', { name: t.customer.save }).all())
        await expect(save).toBeDisabled();

      await field(page, 'name2').focus();
      await keys.type('مغسلة النور');
      await field(page, 'customerNumberPrefix').fill('noor');
      await expect(field(page, 'customerNumberPrefix')).toHaveValue('NOOR');
      await expect(field(page, 'customerNumberPrefix')).toHaveAccessibleDescription(/NOOR-00042/);
      await field(page, 'place').fill('23.5859, 58.4059');
      const sent = patched(page);
      await keys.press('Enter');
      expect((await sent).postDataJSON()).toEqual({
        name2: 'مغسلة النور',
        customerNumberPrefix: 'NOOR',
        position: { latitude: 23.5859, longitude: 58.4059 },
      });
      await expect(page.getByText(t.customer.saved)).toBeVisible();
      await expect
        .poll(() => business.api.tenant.get())
        .toMatchObject({ customerNumberPrefix: 'NOOR', position: { latitude: 23.5859, longitude: 58.4059 } });
      // The frame calls the business as its reader does.
      await expect(page.getByRole('banner')).toContainText(
        language === 'ar' ? 'مغسلة النور' : 'Al Noor Laundry',
      );
      expect((await business.api.customers.create({ type: 'guest' })).customerNumber).toBe('NOOR-00001');
    });

    test('the rule and the tiers of points are changed with the keyboard alone, and sent from the lowest tier', async ({
      page,
      business,
    }) => {
      await signIn(page, business.owner, '/dashboard/settings');
      const keys = page.keyboard;
      const loyalty = section(page, t.settings.loyalty);
      await loyalty.getByRole('checkbox').focus();
      await keys.press('Space');
      await field(page, 'pointsPerUnit').fill(language === 'ar' ? '٢٫٥' : '2.5');
      await loyalty.getByRole('button', { name: t.settings.addTier }).press('Enter');
      await expect(field(page, 'tiers.0.name')).toBeFocused();
      await keys.type('Gold');
      await field(page, 'tiers.0.threshold').fill('500');
      await loyalty.getByRole('button', { name: t.settings.addTier }).press('Enter');
      await expect(field(page, 'tiers.1.name')).toBeFocused();
      await keys.type('Silver');
      await field(page, 'tiers.1.name2').fill('فضي');
      await field(page, 'tiers.1.threshold').fill('500');
      await keys.press('Enter');
      await expect(field(page, 'tiers.1.threshold')).toHaveAccessibleDescription(t.settings.thresholdWrong);
      await expect(field(page, 'tiers.1.threshold')).toBeFocused();
      await expectAccessible(page);
      await field(page, 'tiers.1.threshold').fill('100');
      const sent = patched(page);
      await keys.press('Control+s');
      expect((await sent).postDataJSON()).toEqual({
        enabled: true,
        pointsPerUnit: '2.5',
        tiers: [
          { key: 'silver', name: 'Silver', name2: 'فضي', threshold: 100 },
          { key: 'gold', name: 'Gold', name2: null, threshold: 500 },
        ],
      });
      await expect.poll(() => business.api.loyalty.settings()).toMatchObject({ enabled: true });
      await expectSaved(loyalty);
      await expect(field(page, 'tiers.0.name')).toHaveValue('Silver');

      await loyalty
        .getByRole('button', { name: new RegExp(`^${t.settings.removeTier.split(' ')[0]}.*Gold`) })
        .press('Enter');
      await expect(field(page, 'tiers.1.name')).toHaveCount(0);
      await expect(field(page, 'tiers.0.name')).toBeFocused();
      await loyalty.getByRole('button', { name: t.customer.undo }).press('Enter');
      await expect(field(page, 'tiers.1.name')).toHaveValue('Gold');
    });

    test('limits of codes are made tighter, never wider, and left to the deployment again', async ({
      page,
      business,
    }) => {
      await signIn(page, business.owner, '/dashboard/settings');
      const keys = page.keyboard;
      await expect(field(page, 'attempts')).toHaveAttribute('placeholder', /^\d+$/);
      const limit = Number(await field(page, 'attempts').getAttribute('placeholder'));
      await field(page, 'attempts').fill(String(limit + 1));
      await keys.press('Enter');
      await expect(field(page, 'attempts')).toHaveAccessibleDescription(new RegExp(t.settings.limitWrong));
      await expect(field(page, 'attempts')).toBeFocused();
      await expect(field(page, 'attempts')).toHaveValue(String(limit + 1));
      await field(page, 'attempts').fill(String(limit - 1));
      await section(page, t.settings.verification)
        .getByRole('combobox', { name: t.settings.countries })
        .focus();
      await keys.type(language === 'ar' ? 'عمان' : 'oman');
      await keys.press('ArrowDown');
      await keys.press('Enter');
      await field(page, 'messageEn').fill('No code');
      await keys.press('Enter');
      await expect(field(page, 'messageEn')).toHaveAccessibleDescription(
        new RegExp(t.settings.messageWrong.slice(0, 12)),
      );
      await field(page, 'messageEn').fill('{code} is your code');
      await keys.press('Enter');
      await expect
        .poll(() => business.api.verification.settings())
        .toMatchObject({
          attempts: limit - 1,
          countries: ['OM'],
          messageEn: '{code} is your code',
          lockSeconds: null,
        });
      await expectAccessible(page);
      await expectSaved(section(page, t.settings.verification));
      // Empty again: as the deployment says.
      await field(page, 'attempts').fill('');
      await keys.press('Enter');
      await expect.poll(async () => (await business.api.verification.settings()).attempts).toBeNull();
    });

    test('at 390 and 320 px the settings fit', async ({ page, business }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await business.api.loyalty.updateSettings({
        tiers: [{ key: 'silver', name: 'Silver', name2: 'فضي', threshold: 100 }],
      });
      await business.api.verification.updateSettings({ countries: ['OM', 'AE', 'SA', 'GB'] });
      await signIn(page, business.owner, '/dashboard/settings');
      await expect(field(page, 'tiers.0.name')).toBeVisible();
      await expect(field(page, 'attempts')).toBeVisible();
      await section(page, t.setup.business).getByRole('button', { name: t.place.onMap, exact: true }).click();
      await expect(page.getByRole('region', { name: t.place.map, exact: true })).toBeVisible();
      await expectFits(page);
      await expectAccessible(page);
    });
  });
}

const t = texts.en;

test('a currency that is in use is refused at its field, and what was typed stays', async ({
  page,
  business,
}) => {
  const { id } = await business.api.customers.create({ type: 'guest' });
  await business.api.orders.create({ customerId: id, total: '4.5' });
  await signIn(page, business.owner, '/dashboard/settings');
  await field(page, 'name').fill('Al Noor Cleaners');
  const currency = page.getByRole('combobox', { name: t.setup.currency });
  await currency.focus();
  await page.keyboard.type('euro');
  await page.keyboard.press('Enter');
  await expect(currency).toHaveValue(/EUR/);
  await field(page, 'name').press('Enter');
  await expect(currency).toHaveAccessibleDescription(new RegExp(t.problem.currency_in_use));
  await expect(currency).toBeFocused();
  await expect(field(page, 'name')).toHaveValue('Al Noor Cleaners');
  await expectAccessible(page);
  expect(await business.api.tenant.get()).toMatchObject({ name: 'Al Noor Laundry', currency: 'OMR' });

  await page.getByRole('button', { name: t.customer.undo }).click();
  await expect(currency).toHaveValue(/OMR/);
  await expect(field(page, 'name')).toHaveValue('Al Noor Laundry');
});

test('what a colleague saves meanwhile stays: only what was changed here is sent', async ({
  page,
  business,
}) => {
  await signIn(page, business.owner, '/dashboard/settings');
  await field(page, 'name').fill('Al Noor Cleaners');
  await business.api.tenant.update({ customerNumberPrefix: 'NOOR' });
  await page.keyboard.press('Enter');
  await expect
    .poll(() => business.api.tenant.get())
    .toMatchObject({ name: 'Al Noor Cleaners', customerNumberPrefix: 'NOOR' });
  await expect(field(page, 'customerNumberPrefix')).toHaveValue('NOOR');
});

test('leaving with something unsaved asks first, once, whatever is unsaved', async ({ page, business }) => {
  await signIn(page, business.owner, '/dashboard/settings');
  const away = page.getByRole('banner').getByRole('link', { name: t.customers.title, exact: true });
  await field(page, 'name').fill('Al Noor Cleaners');
  await field(page, 'pointsPerUnit').fill('3');
  await away.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(t.settings.leave);
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(field(page, 'name')).toHaveValue('Al Noor Cleaners');
  await away.click();
  await dialog.getByRole('button', { name: t.leave.go }).click();
  await expect(page).toHaveURL(/\/dashboard\/customers$/);
  expect((await business.api.tenant.get()).name).toBe('Al Noor Laundry');
});

for (const role of ['staff', 'viewer'] as const) {
  test(`${role} is shown no settings, and told who may change them`, async ({ page, business, server }) => {
    await signIn(page, await server.createMember(business.id, role));
    await expect(
      page.getByRole('banner').getByRole('link', { name: t.customers.title, exact: true }),
    ).toBeVisible();
    await expect(page.getByRole('link', { name: t.settings.title })).toHaveCount(0);
    await page.goto('/dashboard/settings');
    await expect(page.getByRole('main')).toContainText(t.problem.forbidden);
    await expect(page.getByRole('main').locator('input')).toHaveCount(0);
    await expectAccessible(page);
    const refused = await page.request.patch('/api/v1/tenant', {
      data: { name: 'Mine' },
      headers: { origin: new URL(page.url()).origin },
    });
    expect(refused.status()).toBe(403);
  });
}
