import { expect, expectAccessible, rows, signIn, test, texts } from './fixtures.ts';

/** Its colour, which is none for the first half second. */
const seen = { light: 'rgb(86, 98, 104)', dark: 'rgb(166, 177, 181)' };

for (const colorScheme of ['light', 'dark'] as const) {
  test(`whoever waits for the code sees that a page comes, and then that page, in ${colorScheme}`, async ({
    page,
    business,
  }) => {
    await business.api.customers.create({ type: 'guest', name: 'Salim Al Harthy' });
    await page.emulateMedia({ colorScheme });
    await signIn(page, business.owner);
    const held = Promise.withResolvers<void>();
    await page.route('**/assets/libraries-*.js', async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.reload({ waitUntil: 'commit' });
    await expect(page.getByRole('main')).toHaveText('Regulars');
    await expect(page.getByRole('main')).toHaveCSS('color', seen[colorScheme]);
    await expect(page).toHaveTitle('Regulars');
    await expectAccessible(page);

    held.resolve();
    await expect(rows(page)).toHaveText(['Salim Al Harthy']);
    await expect(page.locator('.coming')).toHaveCount(0);
    await expect(page).toHaveTitle(`${texts.en.customers.title} · Regulars`);
  });
}

test('nothing of a page is drawn before it is known who is there', async ({ page, business }) => {
  await signIn(page, business.owner);
  const held = Promise.withResolvers<void>();
  await page.route('**/api/v1/session', async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.context().clearCookies();
  await page.goto('/dashboard/customers/none', { waitUntil: 'commit' });
  await expect(page.locator('.coming')).toHaveCSS('color', seen.light);
  await expect(page.getByRole('navigation')).toHaveCount(0);
  held.resolve();
  await expect(page.getByRole('heading', { name: texts.en.signIn.title })).toBeVisible();
  await expect(page.locator('.coming')).toHaveCount(0);
});
