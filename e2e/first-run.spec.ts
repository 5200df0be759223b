import { startTestServer } from '../server/testing/start-test-server.ts';
import { expect, expectAccessible, languages, test, texts } from './fixtures.ts';

test('a wrong link opens nothing and says where the right one is', async ({ page }) => {
  for (const address of ['/setup?token=wrong', '/setup', '/setup?token=']) {
    await page.goto(address);
    await expect(page.getByRole('alert')).toContainText(texts.en.setup.linkTitle);
    await expect(page.getByRole('alert')).toContainText('npm start');
    await expect(page.locator('form')).toHaveCount(0);
  }
  await expectAccessible(page);
});

for (const language of languages) {
  test.describe(`in ${language}`, () => {
    test.use({ locale: language });
    const t = texts[language];

    test('the printed link opens the business with what the browser knows filled in, signs in, and is used up', async ({
      browser,
    }) => {
      const server = await startTestServer();
      const context = await browser.newContext({ locale: language, timezoneId: 'Asia/Muscat' });
      const page = await context.newPage();
      await page.goto(server.setupUrl);
      await expect(page.locator('input[name="tenant.country"]').first()).toBeAttached();
      await expect(page.getByLabel(t.setup.timeZone).first()).toHaveValue('Asia/Muscat');
      await expect(page.getByLabel(t.setup.currency).first()).toHaveValue(/OMR/);
      await expectAccessible(page);

      await page.getByRole('button', { name: t.setup.submit }).click();
      await expect(page.locator('input[name="tenant.name"]')).toHaveAccessibleDescription(
        t.fieldError.required,
      );
      await expect(page.locator('input[name="tenant.name"]')).toBeFocused();

      await page.locator('input[name="tenant.name"]').fill('Al Noor Laundry');
      await page.locator('input[name="tenant.name2"]').fill('مغسلة النور');
      await page.locator('input[name="owner.name"]').fill('Olivia Owner');
      await page.locator('input[name="owner.email"]').fill('olivia@example.com');
      await page.locator('input[name="owner.password"]').fill('short');
      await page.keyboard.press('Enter');
      await expect(page.locator('input[name="owner.password"]')).toHaveAccessibleDescription(
        new RegExp(t.fieldError.password.slice(0, 10)),
      );
      await page.locator('input[name="owner.password"]').fill('correct horse battery');
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/\/dashboard\/customers$/);
      await expect(page.getByText(t.empty.nobodyTitle)).toBeVisible();
      const session = await (await page.request.get(`${server.url}/api/v1/session`)).json();
      expect(session).toMatchObject({
        role: 'owner',
        tenant: {
          name: 'Al Noor Laundry',
          country: 'OM',
          currency: 'OMR',
          timeZone: 'Asia/Muscat',
          language,
        },
      });

      const late = await browser.newContext({ locale: language });
      const latePage = await late.newPage();
      await latePage.goto(server.setupUrl);
      await expect(latePage.getByRole('alert')).toContainText(t.setup.linkTitle);
      await late.close();
      await context.close();
      await server.stop();
    });
  });
}
