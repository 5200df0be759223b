import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import {
  type Business,
  expect,
  expectAccessible,
  expectNothingSideways,
  languages,
  rows,
  saying,
  signIn,
  test,
  texts,
} from './fixtures.ts';

const four = async ({ api }: Business) => {
  const names = ['Dina', 'Camila', 'Basma', 'Ahmed'];
  for (const [at, name] of names.entries()) {
    await api.customers.create({
      type: 'stub',
      name,
      phone: `9000000${at}`,
      tags: name === 'Ahmed' ? ['vip'] : [],
      ...(name === 'Basma' && {
        notes: 'Rings twice',
        addresses: [{ street: 'Way 3021', area: 'Qurum', city: 'Muscat' }],
      }),
    });
  }
};
const tagsOf = async ({ api }: Business) => {
  const { data } = await api.customers.list({ sort: 'name', status: 'all' });
  return data.map(({ tags }) => tags.join());
};
const bar = (page: Page, t: (typeof texts)['en']) => page.getByRole('region', { name: t.selection.label });

for (const language of languages) {
  test.describe(`in ${language}`, () => {
    test.use({ locale: language });
    const t = texts[language] as (typeof texts)['en'];

    test('with the keyboard alone two are selected and tagged, all of it undone; a range is deactivated', async ({
      page,
      business,
    }) => {
      await four(business);
      await signIn(page, business.owner, '/dashboard/customers?sort=name');
      await expect(rows(page)).toHaveText(['Ahmed', 'Basma', 'Camila', 'Dina']);
      const heads = page.locator('thead');
      await expect(page.locator('rect[data-bar]')).toHaveCount(30);
      const top = (await heads.boundingBox())!.y;
      await page.getByRole('searchbox').focus();
      for (const key of ['ArrowDown', ' ', 'ArrowDown', ' ']) await page.keyboard.press(key);
      const selected = bar(page, t).getByRole('status');
      await expect(selected).toHaveText(language === 'en' ? saying('2 selected') : 'عميلان محددان');
      await expect(rows(page).nth(1)).toBeFocused();
      // Nothing has moved under the pointer.
      expect((await heads.boundingBox())!.y).toBe(top);
      await expectAccessible(page);
      await expectNothingSideways(page);

      await bar(page, t).getByRole('button', { name: t.bulk.tag, exact: true }).focus();
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: t.bulk.tagTitle });
      await expect(dialog.getByLabel(t.bulk.addTags)).toBeFocused();
      await page.keyboard.type('hotel');
      await page.keyboard.press('Enter');
      await dialog.getByRole('checkbox', { name: 'vip' }).check();
      await expectAccessible(page);
      await page.keyboard.press('Enter');
      await expect(dialog).toBeHidden();
      expect(await tagsOf(business)).toEqual(['hotel', 'hotel', '', '']);
      await expect(rows(page).nth(2)).toBeFocused();
      await expect(bar(page, t)).toHaveCount(0);
      const undo = page.getByRole('button', { name: t.action.undo });
      await undo.click();
      await expect.poll(() => tagsOf(business)).toEqual(['vip', '', '', '']);
      await expect(undo).toHaveCount(0);

      const box = (name: string) =>
        page.getByRole('checkbox', { name: saying(t.selection.one.replace('{{name}}', name)) });
      await box('Dina').click();
      await box('Basma').click({ modifiers: ['Shift'] });
      await expect(page.locator('tbody input:checked')).toHaveCount(3);
      await bar(page, t).getByRole('button', { name: t.deactivate.action }).click();
      await expect(page.getByRole('dialog')).toContainText(t.bulk.freePhones);
      await expectAccessible(page);
      await page.keyboard.press('Enter');
      await expect(rows(page)).toHaveText(['Ahmed']);
      await expect(rows(page)).toBeFocused();
      // What somebody has taken meanwhile cannot come back, and the toast says so of this one alone.
      await business.api.customers.create({ type: 'stub', name: 'Zahra', phone: '90000000' });
      await undo.click();
      await expect(page.getByText(t.problem.phone_taken)).toBeVisible();
      await expect(rows(page)).toHaveText(['Ahmed', 'Basma', 'Camila', 'Zahra']);
      await expectAccessible(page);
    });

    test('the preview follows the focus and leaves it in the list', async ({ page, business }) => {
      await four(business);
      await signIn(page, business.owner, '/dashboard/customers?sort=name');
      await expect(rows(page)).toHaveCount(4);
      await page.getByRole('searchbox').press('ArrowDown');
      await expect(rows(page).first()).toBeFocused();
      await page.keyboard.press('p');
      const preview = page.getByRole('complementary', { name: t.preview.title });
      await expect(preview).toContainText('Ahmed');
      await expect(preview).toContainText('vip');
      await page.keyboard.press('ArrowDown');
      await expect(preview).toContainText('Basma');
      await expect(preview).toContainText('Way 3021');
      await expect(preview).toContainText('Rings twice');
      await expect(rows(page).nth(1)).toBeFocused();
      await expectAccessible(page);
      await expectNothingSideways(page);
      await page.keyboard.press('Escape');
      await expect(preview).toHaveCount(0);
      await expect(rows(page).nth(1)).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { level: 1 })).toContainText('Basma');
    });
  });
}

test('those selected, and they alone, are exported; two lead to their merge; another search selects nobody', async ({
  page,
  business,
}) => {
  const t = texts.en;
  await four(business);
  await signIn(page, business.owner, '/dashboard/customers?sort=name');
  await page.getByRole('checkbox', { name: t.selection.page }).check();
  await expect(page.locator('tbody input:checked')).toHaveCount(4);
  await page.getByRole('checkbox', { name: t.selection.page }).uncheck();
  await expect(bar(page, t)).toHaveCount(0);
  for (const at of [0, 2]) await page.locator('tbody input').nth(at).check();
  await bar(page, t).getByRole('button', { name: t.export.action }).click();
  const dialog = page.getByRole('dialog', { name: t.export.title });
  await expect(dialog.getByRole('radio', { name: saying('2 selected') })).toBeChecked();
  await expectAccessible(page);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: t.export.submit }).click(),
  ]);
  const lines = readFileSync(await file.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(lines.slice(1).map((line) => line.split(',')[1])).toEqual(['"Ahmed"', '"Camila"']);
  await expect(dialog).toBeHidden();

  const merge = bar(page, t).getByRole('link', { name: t.bulk.merge });
  const href = (await merge.getAttribute('href'))!;
  await page.getByRole('searchbox').fill('Ahmed');
  await expect(rows(page)).toHaveText(['Ahmed']);
  await expect(bar(page, t)).toHaveCount(0);
  await page.goto(href);
  await expect(page.getByRole('main')).toContainText('Camila');
});

test.describe('at 390 px', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('cards are selected, too, and move nowhere', async ({ page, business }) => {
    const t = texts.en;
    await four(business);
    await signIn(page, business.owner);
    const first = page.getByRole('main').getByRole('checkbox').first();
    const { y } = (await first.boundingBox())!;
    for (const at of [0, 1]) await page.getByRole('main').getByRole('checkbox').nth(at).check();
    await expect(bar(page, t).getByRole('status')).toHaveText(saying('2 selected'));
    expect((await first.boundingBox())!.y).toBe(y);
    await expectNothingSideways(page);
    await expectAccessible(page);
  });
});

test('who may only look selects nobody', async ({ page, business, server }) => {
  await four(business);
  await signIn(page, await server.createMember(business.id, 'viewer', 'Viewer'));
  await expect(rows(page)).toHaveCount(4);
  await expect(page.getByRole('main').getByRole('checkbox')).toHaveCount(0);
  await rows(page).first().press(' ');
  await expect(bar(page, texts.en)).toHaveCount(0);
});
