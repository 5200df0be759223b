import type { Page } from '@playwright/test';
import { expect, expectAccessible, languages, rows, signIn, test, texts } from './fixtures.ts';

const openPalette = async (page: Page) => {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
};

for (const language of languages) {
  test.describe(`by the keyboard, in ${language}`, () => {
    test.use({ locale: language });
    const t = texts[language];

    test('the palette finds pages, actions and customers, its keys are told, and the focus comes back', async ({
      page,
      business,
    }) => {
      const keys = page.keyboard;
      await business.api.customers.create({ type: 'stub', name: 'Omar', phone: '90000001' });
      await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
      await signIn(page, business.owner);
      const search = page.getByRole('searchbox');
      const palette = page.getByRole('dialog', { name: t.palette.title });
      const options = palette.getByRole('option');
      const help = page.getByRole('dialog', { name: t.shortcuts.title });

      await keys.press('/');
      await expect(search).toBeFocused();
      await openPalette(page);
      await expect(options.first()).toContainText(t.counter.title);
      await expectAccessible(page);
      await keys.press('Escape');
      await expect(palette).toBeHidden();
      await expect(search).toBeFocused();

      await openPalette(page);
      await keys.type('3456');
      await expect(options).toHaveCount(1);
      await keys.press('Enter');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sara');

      await keys.press('?');
      await expect(help).toBeVisible();
      await expectAccessible(page);
      await help.getByRole('checkbox').uncheck();
      await expect(help).toContainText(t.shortcuts.off);
      await keys.press('Escape');
      await expect(help).toBeHidden();
      for (const key of ['?', 'n', 'c', '/']) await keys.press(key);
      await openPalette(page);
      await expect(page).toHaveURL(/customers\/[0-9a-f-]{36}$/);

      await keys.type(t.shortcuts.title);
      await keys.press('Enter');
      await help.getByRole('checkbox').check();
      await keys.press('Escape');

      await openPalette(page);
      await keys.type(language === 'en' ? 'العربية' : 'English');
      await keys.press('Enter');
      await expect(page.locator('html')).toHaveAttribute('lang', language === 'en' ? 'ar' : 'en');

      await openPalette(page);
      await keys.type(texts[language === 'en' ? 'ar' : 'en'].session.signOut);
      await keys.press('Enter');
      await expect(page).toHaveURL(/sign-in/);
    });
  });
}

test('an action of the palette opens its dialog, and no palette opens over a dialog', async ({
  page,
  business,
}) => {
  const t = texts.en;
  await signIn(page, business.owner);
  await openPalette(page);
  await page.keyboard.type(t.customers.add);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: t.create.title })).toBeVisible();
  // A second dialog over one in which something may have been typed helps nobody.
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await openPalette(page);
  await page.keyboard.type(t.export.title);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: t.export.title })).toBeVisible();
  await page.keyboard.press('Escape');

  await openPalette(page);
  await page.keyboard.type(t.appearance.dark);
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await openPalette(page);
  await expectAccessible(page);
});

test('a viewer is offered what a viewer may do', async ({ page, business, server }) => {
  const t = texts.en;
  await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  await signIn(page, await server.createMember(business.id, 'viewer'));
  await expect(rows(page)).toHaveCount(1);
  await openPalette(page);
  const options = page.getByRole('option');
  await expect(options.filter({ hasText: t.duplicates.title })).toHaveCount(1);
  for (const hidden of [t.customers.add, t.export.title, t.import.title, t.settings.title]) {
    await expect(options.filter({ hasText: hidden })).toHaveCount(0);
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await expect(page.getByRole('combobox', { name: t.counter.label })).toBeFocused();
  await page.keyboard.type('nobody at all');
  await expect(page.getByText(/Nobody found/)).toHaveCount(2);
  await expect(options).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
