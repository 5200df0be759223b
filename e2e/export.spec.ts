import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import {
  type Business,
  expect,
  expectAccessible,
  expectFits,
  languages,
  rows,
  saying,
  signIn,
  test,
  texts,
} from './fixtures.ts';

const some = async ({ api }: Business) => {
  await api.customers.create({ type: 'stub', name: 'Ahmed', phone: '90000001', tags: ['vip'] });
  await api.customers.create({ type: 'stub', name: '=Basma', phone: '90000002', tags: ['vip'] });
  await api.customers.create({ type: 'guest', name: 'Camila' });
};

/** What the browser saves when something is done. */
const downloaded = async (page: Page, act: () => Promise<void>) => {
  const [file] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: file.suggestedFilename(), content: readFileSync(await file.path()) };
};

for (const language of languages) {
  test.describe(`in ${language}`, () => {
    test.use({ locale: language });
    const t = texts[language];

    test('the list as it is filtered is downloaded with the keyboard alone, with its headings in the language', async ({
      page,
      business,
    }) => {
      await some(business);
      await signIn(page, business.owner, '/dashboard/customers?tag=vip&sort=name');
      await expect(rows(page)).toHaveCount(2);
      const button = page.getByRole('button', { name: t.export.action });
      await button.focus();
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: t.export.title });
      await expect(dialog).toContainText(language === 'en' ? saying('2 customers') : 'عميلان');
      await expect(dialog).toContainText('vip');
      await expect(dialog.getByRole('button', { name: t.export.submit })).toBeFocused();
      const { name, content } = await downloaded(page, () => page.keyboard.press('Enter'));
      expect(name).toMatch(/^customers_\d{4}-\d{2}-\d{2}\.csv$/);
      const lines = content.toString('utf8').split('\r\n');
      const heading = { en: 'Customer number', ar: 'رقم العميل' }[language];
      expect(lines[0]).toMatch(new RegExp(`^\ufeff"?${heading}"?,`));
      expect(lines).toHaveLength(4);
      expect(content.toString('utf8')).toContain('Ahmed');
      expect(content.toString('utf8')).not.toContain('Camila');
      // No spreadsheet runs it.
      expect(content.toString('utf8')).not.toMatch(/(^|,)"?=Basma/m);
      await expect(page.getByText(t.export.begun)).toBeVisible();
      await expect(dialog).toBeHidden();
      await expect(button).toBeFocused();
      await expect
        .poll(async () =>
          (await business.api.exports.list()).data.map(({ state, rows }) => ({ state, rows })),
        )
        .toEqual([{ state: 'complete', rows: 2 }]);
    });
  });
}

const t = texts.en;
const open = async (page: Page) => {
  await page.getByRole('button', { name: t.export.action }).click();
  return page.getByRole('dialog', { name: t.export.title });
};

test('only the columns that were chosen are in the file, in the format that was', async ({
  page,
  business,
}) => {
  await some(business);
  await signIn(page, business.owner, '/dashboard/customers?search=ahmed&columns=phone,tags');
  await expect(rows(page)).toHaveCount(1);
  const dialog = await open(page);
  await dialog.getByRole('button', { name: t.export.asList }).click();
  await dialog.getByLabel(t.field.phone, { exact: true }).uncheck();
  await dialog.getByLabel(t.export.formats.json).check();
  const { name, content } = await downloaded(page, () =>
    dialog.getByRole('button', { name: t.export.submit }).click(),
  );
  expect(name).toMatch(/\.json$/);
  expect(JSON.parse(content.toString('utf8'))).toEqual([{ name: 'Ahmed', tags: ['vip'] }]);
});

test('a workbook is one; no column at all is not asked for', async ({ page, business }) => {
  await some(business);
  await signIn(page, business.owner);
  const dialog = await open(page);
  const submit = dialog.getByRole('button', { name: t.export.submit });
  await dialog.getByRole('button', { name: t.columns.reset }).click();
  for (const box of await dialog.getByRole('checkbox').all()) await box.uncheck();
  await expect(dialog.getByText(t.export.noColumn)).toBeVisible();
  await expect(submit).toBeDisabled();
  await dialog.getByRole('button', { name: t.export.all }).click();
  await dialog.getByLabel(t.export.formats.xlsx).check();
  const { name, content } = await downloaded(page, () => submit.click());
  expect(name).toMatch(/\.xlsx$/);
  expect(content.subarray(0, 2).toString()).toBe('PK');
});

test('a download that the server refuses is told, and can be started again', async ({
  page,
  business,
  server,
}) => {
  await some(business);
  await signIn(page, business.owner);
  await expect(rows(page)).toHaveCount(3);
  const dialog = await open(page);
  const submit = dialog.getByRole('button', { name: t.export.submit });
  let others: Promise<string>[] = [];
  await server.whileLocked('lock table org_customers_mst in access exclusive mode', async () => {
    others = [1, 2].map(async () => (await business.api.exports.download()).text());
    await expect.poll(async () => (await business.api.exports.list()).data.length).toBe(2);
    await submit.click();
    await expect(dialog.getByRole('alert')).toHaveText(t.export.notBegun, { timeout: 30_000 });
  });
  await Promise.all(others);
  await downloaded(page, () => submit.click());
  await expect(dialog).toBeHidden();
});

for (const role of ['staff', 'viewer'] as const) {
  test(`as ${role} one is shown neither export nor import`, async ({ page, business, server }) => {
    await some(business);
    await signIn(page, await server.createMember(business.id, role));
    await expect(rows(page)).toHaveCount(3);
    await expect(page.getByRole('button', { name: t.export.action })).toHaveCount(0);
    await expect(page.getByRole('link', { name: t.import.title })).toHaveCount(0);
    await page.goto('/dashboard/customers/import');
    await expect(page.getByText(t.import.askAdmin)).toBeVisible();
    await expect(page.locator('input[type="file"]')).toHaveCount(0);
  });
}

test('the dialog fits 390 and 320 px', async ({ page, business }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await some(business);
  await signIn(page, business.owner);
  await expectFits(page);
  const dialog = await open(page);
  const submit = dialog.getByRole('button', { name: t.export.submit });
  await expect(submit).toBeInViewport();
  await expectFits(page);
  await expect(submit).toBeInViewport();
  await expectAccessible(page);
});
