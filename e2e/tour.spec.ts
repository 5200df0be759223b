import type { Page } from '@playwright/test';
import {
  expect,
  expectAccessible,
  expectNothingSideways,
  languages,
  saying,
  signIn,
  test,
  texts,
} from './fixtures.ts';

const tourEnded = async (page: Page) => (await (await page.request.get('/api/v1/session')).json()).tourEnded;
const cardOf = (page: Page, t: (typeof texts)['en']) =>
  page.getByRole('complementary', { name: t.tour.title });

test('somebody new is shown around beside the work, by the keyboard, as long and as often as they like', async ({
  page,
  business,
  server,
}) => {
  const t = texts.en;
  const keys = page.keyboard;
  await signIn(
    page,
    await server.createMember(business.id, 'staff', 'Salim', { tourEnded: false }),
    '/dashboard/counter',
  );
  const card = cardOf(page, t);
  const field = page.getByRole('combobox', { name: t.counter.label });
  await expect(card).toContainText(t.tour.find.title);
  await expect(card).toContainText(saying('1 of 4'));
  await expect(field).toBeFocused();
  // The page makes room for it: nothing lies below it.
  await expect
    .poll(async () => {
      const [main, box] = [await page.getByRole('main').boundingBox(), await card.boundingBox()];
      return main!.y + main!.height <= box!.y;
    })
    .toBe(true);
  await keys.type('9012');
  await expect(field).toHaveValue('9012');

  await keys.press('Tab');
  await expect(card.getByRole('link', { name: t.counter.title })).toBeFocused();
  await keys.press('Escape');
  await expect(card).toHaveCount(0);
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('9012');
  expect(await tourEnded(page)).toBe(false);
  await page.reload();
  await expect(field).toBeFocused();
  await expect(card).toHaveCount(0);

  await keys.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await keys.type(t.tour.show);
  await keys.press('Enter');
  await expect(card).toBeFocused();
  const next = card.getByRole('button', { name: t.tour.next });
  await next.press('Enter');
  await expect(card).toContainText(t.tour.add.title);
  await keys.press('n');
  await expect(page.getByRole('dialog', { name: t.create.title })).toBeVisible();
  await expect(card).toBeHidden();
  await keys.press('Escape');
  await expect(next).toBeFocused();
  await keys.press('Enter');
  await expect(card).toContainText(t.shortcuts.palette);
  await card.getByRole('button', { name: t.action.back }).press('Enter');
  await expect(card).toContainText(t.tour.add.title);
  await next.press('Enter');
  await next.press('Enter');
  await card.getByRole('link', { name: t.duplicates.title }).press('Enter');
  await expect(page).toHaveURL(/\/dashboard\/duplicates$/);
  await expect(card).toContainText(t.tour.duplicates.title);
  await expect(next).toHaveCount(0);
  await card.getByRole('button', { name: t.tour.done }).press('Enter');
  await expect(card).toHaveCount(0);
  await expect.poll(() => tourEnded(page)).toBe(true);

  await keys.press('?');
  await page.getByRole('dialog').getByRole('button', { name: t.tour.show }).press('Enter');
  await expect(card).toBeFocused();
  await expect(card).toContainText(t.tour.find.title);
});

for (const language of languages) {
  test.describe(`at 320 px, in ${language}`, () => {
    test.use({
      locale: language,
      colorScheme: language === 'en' ? 'light' : 'dark',
      viewport: { width: 320, height: 844 },
    });

    test('an owner is shown more, and who wants no more of it never meets it again', async ({
      page,
      server,
    }) => {
      const t = texts[language] as (typeof texts)['en'];
      const { owner } = await server.createTenant({ tourEnded: false });
      await signIn(page, owner);
      const card = cardOf(page, t);
      for (const step of ['find', 'add', 'keys', 'duplicates', 'import', 'members'] as const) {
        await expect(card).toContainText(t.tour[step].title);
        await expectNothingSideways(page);
        if (step !== 'members') await card.getByRole('button', { name: t.tour.next }).click();
      }
      await expectAccessible(page);
      // A small window has no room for what nobody asked for.
      await page.setViewportSize({ width: 320, height: 480 });
      await expect(card).toBeHidden();
      await page.setViewportSize({ width: 320, height: 844 });
      await card.getByRole('button', { name: t.tour.end }).click();
      await expect(card).toHaveCount(0);
      await expect.poll(() => tourEnded(page)).toBe(true);
      await page.evaluate(() => sessionStorage.clear());
      await page.reload();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(t.customers.title);
      await expect(page.getByText(t.empty.nobodyTitle)).toBeVisible();
      await expect(card).toHaveCount(0);

      await page.setViewportSize({ width: 320, height: 480 });
      await page.keyboard.press('?');
      await page.getByRole('dialog').getByRole('button', { name: t.tour.show }).click();
      await expect(card).toBeFocused();
    });
  });
}
