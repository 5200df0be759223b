import {
  expect,
  expectAccessible,
  expectNothingSideways,
  languages,
  rows,
  signIn,
  test,
  texts,
} from './fixtures.ts';

for (const language of languages) {
  test.describe(`in ${language}`, () => {
    test.use({ locale: language, viewport: { width: 390, height: 844 } });
    const t = texts[language];

    test('the country of a phone is found in either language or by its code, with the keyboard alone', async ({
      page,
      business,
    }) => {
      await signIn(page, business.owner);
      await page.keyboard.press('n');
      const phone = page.getByRole('dialog').locator('input[name="phone"]');
      const country = page.getByRole('dialog').getByRole('combobox', { name: t.phone.country });
      await expect(phone).toBeFocused();
      await expect(country).toHaveValue(/\+968/);
      await page.keyboard.press('Shift+Tab');
      await expect(country).toBeFocused();
      await expect(page.getByRole('listbox')).toBeHidden();
      await page.keyboard.press('ArrowDown');
      // The tenant's own is the first.
      await expect(page.getByRole('listbox').getByRole('option').first()).toHaveText(/\+968$/);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('listbox')).toBeHidden();
      await expect(page.getByRole('dialog')).toBeVisible();
      // The other language's name, whichever is shown.
      await page.keyboard.type(language === 'en' ? 'المملكة المتحدة' : 'united king');
      await expect(page.getByRole('listbox').getByRole('option')).toHaveText([/\+44$/]);
      const marked = page.getByRole('listbox').getByRole('option');
      await expect(country).toHaveAttribute('aria-activedescendant', (await marked.getAttribute('id')) ?? '');
      await expectAccessible(page);
      await expectNothingSideways(page);
      await page.keyboard.press('Enter');
      await expect(phone).toBeFocused();
      await expect(phone).toHaveCSS('direction', 'ltr');
      await page.keyboard.type('07400 123456');
      await expect(phone).toHaveValue('+44 07400 123456');
      await expect(country).toHaveValue(/\+44/);
      await page.keyboard.press('Tab');
      await page.keyboard.type('Omar');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('listitem').filter({ hasText: 'Omar' })).toContainText('+447400123456');
    });

    test('a pasted number brings its country along, and another country takes its place', async ({
      page,
      business,
    }) => {
      const guest = await business.api.customers.create({ type: 'guest' });
      await signIn(page, business.owner, `/dashboard/customers/${guest.id}`);
      const phone = page.locator('main input[name="phone"]');
      const country = page.getByRole('combobox', { name: t.phone.country });
      await phone.focus();
      await page.keyboard.insertText('+٩٧١ ٥٠ ١٢٣ ٤٥٦٧');
      await expect(country).toHaveValue(/\+971/);
      await phone.fill('+44 7400 123456');
      await expect(country).toHaveValue(/\+44/);
      await country.focus();
      await page.keyboard.type('966');
      await page.keyboard.press('Enter');
      await expect(phone).toHaveValue('+966 7400 123456');
      await expect(phone).toBeFocused();
      await phone.fill('');
      await expect(country).toHaveValue(/\+968/);
      await expectAccessible(page);
    });
  });
}

test('a phone that is about to be proven has its country beside it', async ({ page, business, server }) => {
  const t = texts.en;
  const guest = await business.api.customers.create({ type: 'guest', name: 'Gus' });
  await signIn(page, business.owner, `/dashboard/customers/${guest.id}`);
  await page.getByRole('button', { name: t.verify.action }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('input[name="phone"]')).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.type('+971');
  await page.keyboard.press('Enter');
  await expect(dialog.locator('input[name="phone"]')).toHaveValue('+971 ');
  await expect(dialog.locator('input[name="phone"]')).toBeFocused();
  await page.keyboard.type('50 123 4567');
  await page.keyboard.press('Enter');
  await expect(dialog.locator('input[name="code"]')).toBeFocused();
  await page.keyboard.type(server.messages.codeFor('+971501234567'));
  await expect(dialog.locator('input[name="email"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.locator('input[name="label"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  expect(await business.api.customers.get(guest.id)).toMatchObject({
    phone: '+971501234567',
    phoneVerified: true,
  });
});

test('Enter in the list of countries chooses, and adds nobody', async ({ page, business }) => {
  await signIn(page, business.owner);
  await page.keyboard.press('n');
  await page.keyboard.type('90123456');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.type('oman');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').locator('input[name="phone"]')).toHaveValue('90123456');
  await expect(rows(page)).toHaveCount(0);
  expect(await business.api.customers.statistics()).toMatchObject({ total: 0 });
});
