import { expect, expectAccessible, languages, rows, saying, signIn, test, texts } from './fixtures.ts';

for (const language of languages) {
  test.describe(`with the keyboard alone, in ${language}`, () => {
    test.use({ locale: language });
    const t = texts[language];

    test('a clerk signs in, searches a phone, adds who is missing, finds her by the last digits, and is told when she is here already', async ({
      page,
      business,
    }) => {
      const keys = page.keyboard;
      await page.goto('/dashboard/customers');
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr');
      await expect(page.locator('input[name="email"]')).toBeFocused();
      await expectAccessible(page);
      await keys.type(business.owner.email);
      await keys.press('Tab');
      await keys.type(business.owner.password);
      await keys.press('Enter');

      await expect(page.getByText(t.empty.nobodyTitle)).toBeVisible();
      await keys.press('/');
      await keys.type('90123456');
      await expect(page.getByText(saying(t.empty.notFound.replace('{{search}}', '90123456')))).toBeVisible();
      await expectAccessible(page);

      await keys.press('Enter');
      const dialog = page.getByRole('dialog');
      await expect(dialog.locator('input[name="phone"]')).toHaveValue('90123456');
      await expect(dialog.locator('input[name="name"]')).toBeFocused();
      await expectAccessible(page);
      await keys.type('Sara Al Balushi');
      await keys.press('Enter');

      await expect(dialog).toBeHidden();
      await expect(page.getByRole('alert').filter({ hasText: 'CUST-00001' })).toBeVisible();
      await expect(rows(page)).toHaveCount(1);
      await expect(page.getByRole('searchbox')).toBeFocused();

      await keys.press('Escape');
      await keys.type('3456');
      await keys.press('Enter');
      await expect(page).toHaveURL(/customers\/[0-9a-f-]{36}$/);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sara Al Balushi');
      await expect(page.getByRole('main')).toContainText('CUST-00001');
      await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
      await expectAccessible(page);

      await keys.press('n');
      await expect(dialog.locator('input[name="phone"]')).toBeFocused();
      await keys.type('٩٠١٢ ٣٤٥٦');
      const existing = dialog.getByRole('link', { name: /Sara Al Balushi.*CUST-00001/ });
      await expect(existing).toBeVisible();
      await expectAccessible(page);
      await keys.press('Tab');
      await expect(existing).toBeFocused();
      await keys.press('Enter');
      await expect(dialog).toBeHidden();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sara Al Balushi');
      expect(await business.api.customers.statistics()).toMatchObject({ total: 1, stub: 1 });
    });
  });
}

test('a saved new customer costs three keys beyond the characters', async ({ page, business }) => {
  await signIn(page, business.owner);
  let pressed = 0;
  const press = async (key: string) => {
    pressed += 1;
    await page.keyboard.press(key);
  };
  await press('n');
  await page.keyboard.type('90123456');
  await press('Tab');
  await page.keyboard.type('Omar');
  await press('Enter');
  await expect(rows(page)).toHaveText([/Omar/]);
  expect(pressed).toBeLessThanOrEqual(4);
  // How long it took is told to the server.
  await expect.poll(async () => (await business.api.counter.times()).stubs).toBe(1);
});

test('the first hit opens with two keys, also when Enter comes before the answer', async ({
  page,
  business,
}) => {
  await business.api.customers.create({ type: 'stub', name: 'Omar', phone: '90000001' });
  await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  await signIn(page, business.owner);
  await page.keyboard.press('/');
  await page.keyboard.type('3456');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sara');
});

test('on an Arabic keyboard the same two keys search and add', async ({ page, business }) => {
  await signIn(page, business.owner);
  const press = (key: string, code: string) =>
    page.evaluate(
      ([key, code]) => {
        const init = { key: key!, code: code!, bubbles: true, cancelable: true };
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', init));
      },
      [key, code],
    );
  await press('ظ', 'Slash');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.press('Escape');
  await press('ى', 'KeyN');
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('Enter twice adds once', async ({ page, business }) => {
  await signIn(page, business.owner);
  await page.keyboard.press('n');
  await page.keyboard.type('90123456');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Omar');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(rows(page)).toHaveCount(1);
  expect(await business.api.customers.statistics()).toMatchObject({ total: 1 });
});

test('when the answer is lost after the server has saved, trying again adds once', async ({
  page,
  business,
}) => {
  await signIn(page, business.owner);
  const keys: (string | undefined)[] = [];
  let lose = true;
  await page.route('**/api/v1/customers', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    keys.push(route.request().headers()['idempotency-key']);
    const response = await route.fetch();
    if (lose) return route.abort('connectionreset');
    return route.fulfill({ response });
  });
  await page.keyboard.press('n');
  await page.keyboard.type('90123456');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Omar');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText(texts.en.problem.connection, {
    timeout: 30_000,
  });
  lose = false;
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(rows(page)).toHaveCount(1);
  expect(keys.length).toBeGreaterThan(1);
  expect(new Set(keys).size).toBe(1);
  expect(await business.api.customers.statistics()).toMatchObject({ total: 1 });
});

test('a guest needs nothing', async ({ page, business }) => {
  await signIn(page, business.owner);
  await page.keyboard.press('n');
  await page.getByRole('button', { name: texts.en.create.asGuest }).click();
  await expect(rows(page)).toHaveText([texts.en.customers.nameless]);
  expect(await business.api.customers.statistics()).toMatchObject({ total: 1, guest: 1 });
});

test('what is wrong is said beside its field, and the field has the focus', async ({ page, business }) => {
  await signIn(page, business.owner);
  await page.keyboard.press('n');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  const phone = dialog.locator('input[name="phone"]');
  await expect(phone).toHaveAccessibleDescription(texts.en.fieldError.required);
  await expect(phone).toBeFocused();
  await page.keyboard.type('123');
  await dialog.locator('input[name="name"]').fill('Omar');
  await page.keyboard.press('Enter');
  await expect(phone).toHaveAccessibleDescription(texts.en.fieldError.invalid_phone);
  await expect(phone).toBeFocused();
  await expectAccessible(page);
  expect(await business.api.customers.statistics()).toMatchObject({ total: 0 });
});

test('a phone that was taken in the meantime offers the customer who has it', async ({ page, business }) => {
  const sara = await business.api.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
  await signIn(page, business.owner);
  // The lookup while typing finds nobody, as if she had been added a moment later.
  await page.route('**/api/v1/customers?*limit=3*', (route) =>
    route.fulfill({ json: { data: [], page: { nextCursor: null, total: 0, totalIsExact: true } } }),
  );
  await page.keyboard.press('n');
  await page.keyboard.type('90123456');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Sarah');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(texts.en.create.taken);
  await dialog.getByRole('link', { name: /Sara/ }).click();
  await expect(page).toHaveURL(new RegExp(`/customers/${sara.id}$`));
});

test('after a dialog the focus is never lost', async ({ page, business }) => {
  await signIn(page, business.owner);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('n');
  await expect(page.locator('input[name="phone"]')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('searchbox')).toBeFocused();
  const add = page.getByRole('button', { name: texts.en.customers.add }).first();
  await add.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('input[name="phone"]')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(add).toBeFocused();
});

test('the dialog is there before the next key after n', async ({ page, business }) => {
  await signIn(page, business.owner);
  const focused = await page.evaluate(() => {
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', code: 'KeyN', bubbles: true }));
    return document.activeElement?.getAttribute('name');
  });
  expect(focused).toBe('phone');
});
