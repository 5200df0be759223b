import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import {
  type Business,
  expect,
  expectAccessible,
  expectNothingSideways,
  languages,
  saying,
  signIn,
  test,
  texts,
} from './fixtures.ts';

const start = '/dashboard/customers/import';
const csv = (...lines: string[]) => Buffer.from(`${lines.join('\r\n')}\r\n`);
const bring = (page: Page, buffer: Buffer, name = 'list.csv') =>
  page.locator('input[type="file"]').setInputFiles({ name, mimeType: 'text/csv', buffer });
const next = (page: Page) => page.locator('main button[type="submit"]');
const rows = (page: Page) => page.locator('main tbody tr');
const only = (page: Page, name: string) =>
  page
    .getByRole('main')
    .getByRole('link', { name: new RegExp(`^${name} `) })
    .click();
const cellOf = (page: Page, line: number, column: 'outcome' | 'row' | 'notes') =>
  rows(page)
    .filter({ has: page.locator('th', { hasText: new RegExp(`^${line}$`) }) })
    .locator(`td[data-column="${column}"]`);
const state = (page: Page) => page.getByRole('main').getByRole('heading', { level: 2 }).first();

/** What the server does in the background may take its time. */
const inTime = { timeout: 30_000 };

/** Somebody whom the file changes, somebody whom it may mean, and the file. */
const known = async ({ api }: Business) => {
  const omar = await api.customers.create({ type: 'stub', name: 'Omar', phone: '90000001' });
  await api.customers.create({
    type: 'stub',
    name: 'Sara Al Balushi',
    phone: '90123999',
    email: 'sara@example.com',
  });
  return omar;
};
const five = csv(
  'Name,الهاتف,E-mail,Colour',
  'Basma Al Kindi,92345678,,red',
  'Omar,90000001,omar@example.com,',
  'Wrong,123,,blue',
  'Sara Albalushi,92222222,sara@example.com,',
  'سالم الحارثي,93333333,,',
);

for (const language of languages) {
  test.describe(`in ${language}`, () => {
    test.use({ locale: language, colorScheme: language === 'ar' ? 'dark' : 'light' });
    const t = texts[language];

    test('a file comes in and is taken back, with the keyboard alone', async ({ page, business }) => {
      test.slow();
      const omar = await known(business);
      await signIn(page, business.owner);
      const keys = page.keyboard;
      await page.getByRole('link', { name: t.import.title }).focus();
      await keys.press('Enter');
      await expect(page.getByText(t.import.noneEarlier)).toBeVisible();
      await expect(async () => {
        // The page that has just come may still take the focus for its heading.
        await page.locator('input[type="file"]').focus();
        const [chooser] = await Promise.all([
          page.waitForEvent('filechooser', { timeout: 5000 }),
          keys.press('Enter'),
        ]);
        await chooser.setFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: five });
      }).toPass();

      // Columns: proposed by heading and values, with what is in them.
      const selects = page.locator('main li select');
      await expect(selects).toHaveCount(4);
      expect(
        await selects.evaluateAll((all) => all.map((each) => (each as HTMLSelectElement).value)),
      ).toEqual(['name', 'phone', 'email', '']);
      await expect(page.getByRole('main')).toContainText('92345678');
      await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
      await next(page).focus();
      await keys.press('Enter');

      // The dry run: nothing is written.
      await expect(rows(page)).toHaveCount(5, inTime);
      await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
      await expect(cellOf(page, 2, 'outcome')).toHaveText(t.import.outcome.create);
      await expect(cellOf(page, 3, 'outcome')).toHaveText(t.import.outcome.update);
      await expect(cellOf(page, 3, 'notes')).toContainText('omar@example.com');
      await expect(cellOf(page, 4, 'notes')).toContainText(
        `${t.field.phone}: ${t.import.reason.invalid_phone}`,
      );
      await expect(cellOf(page, 5, 'outcome')).toHaveText(t.import.outcome.duplicate);
      await expect(cellOf(page, 5, 'notes').getByRole('link')).toContainText('CUST-00002');
      await page
        .getByRole('main')
        .getByRole('link', { name: new RegExp(`^${t.import.outcome.invalid} `) })
        .focus();
      await keys.press('Enter');
      await expect(rows(page)).toHaveCount(1);
      await expect(page).toHaveURL(/show=invalid/);
      expect(await business.api.customers.statistics()).toMatchObject({ total: 2 });

      await next(page).focus();
      await keys.press('Enter');
      await expect(state(page)).toHaveText(t.import.state.done, inTime);
      await expect(page.getByRole('status').first()).toContainText(saying(`${t.import.result.created} 2`));
      await expect(page.getByRole('status').first()).toContainText(saying(`${t.import.result.rejected} 1`));
      await only(page, t.import.allRows);
      await expect(rows(page)).toHaveCount(5);
      expect(await business.api.customers.statistics()).toMatchObject({ total: 4 });
      expect(await business.api.customers.get(omar.id)).toMatchObject({ email: 'omar@example.com' });

      // Touched since, it is left as it is.
      const [basma] = (await business.api.customers.list({ search: '92345678' })).data;
      await business.api.customers.update(basma!.id, { notes: 'Prefers the evening' });
      const rollBack = page.getByRole('button', { name: t.import.rollBack.action });
      await rollBack.focus();
      await keys.press('Enter');
      const dialog = page.getByRole('dialog');
      await expect(dialog.getByRole('button', { name: t.import.rollBack.action })).toBeFocused();
      await keys.press('Enter');
      await expect(state(page)).toHaveText(t.import.state.rolled_back, inTime);
      await expect(dialog).toBeHidden();
      await only(page, t.import.rollback.left);
      await expect(rows(page)).toHaveCount(1);
      await expect(cellOf(page, 2, 'notes')).toContainText(t.import.whyLeft.changed_since);
      expect(await business.api.customers.get(omar.id)).toMatchObject({ email: null });
      expect(await business.api.customers.statistics()).toMatchObject({ active: 3 });

      // And is found among the earlier ones.
      await page.getByRole('link', { name: t.import.another }).focus();
      await keys.press('Enter');
      const earlier = page.getByRole('region', { name: t.import.earlier });
      await expect(earlier.getByRole('listitem')).toContainText(t.import.state.rolled_back);
    });
  });
}

const t = texts.en;

test('a file that is none is refused with a reason, one that is too large before it is sent', async ({
  page,
  business,
}) => {
  await signIn(page, business.owner, start);
  await bring(page, Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 1]), 'old.xls');
  await expect(page.getByRole('alert')).toContainText(t.problem.file_unreadable);
  await expectAccessible(page);
  const folder = mkdtempSync(path.join(tmpdir(), 'regulars-large-'));
  try {
    const large = path.join(folder, 'large.csv');
    writeFileSync(large, '');
    truncateSync(large, 50 * 1024 * 1024 + 1);
    await page.locator('input[type="file"]').setInputFiles(large);
    await expect(page.getByRole('alert')).toContainText(
      saying(t.import.tooLarge.replace('{{size}}', '50 MB')),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect((await business.api.imports.list()).data).toEqual([]);
  const dataTransfer = await page.evaluateHandle((text) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([text], 'dropped.csv'));
    return dropped;
  }, five.toString());
  await page.locator('main label').dispatchEvent('drop', { dataTransfer });
  await expect(page.locator('main li select')).toHaveCount(4);
});

test('what a column is, and how the file is read, can be said otherwise', async ({ page, business }) => {
  await signIn(page, business.owner, start);
  await bring(page, csv('who;where', 'Sara;90123456', 'Omar;90123457'));
  const select = (column: string) => page.getByLabel(saying(t.import.columnIs.replace('{{column}}', column)));
  await expect(select('who')).toBeVisible();
  // One column only, and back.
  await page.getByLabel(t.import.delimiter).selectOption(',');
  await expect(page.locator('main li select')).toHaveCount(1);
  await page.getByLabel(t.import.delimiter).selectOption(';');
  await expect(page.locator('main li select')).toHaveCount(2);
  // The first line is a customer, and is not.
  // The box follows what the server says.
  await page.getByLabel(t.import.hasHeading).click();
  await expect(select(t.import.columnNumber.replace('{{number}}', '1'))).toBeVisible();
  await page.getByLabel(t.import.hasHeading).click();
  await expect(select('who')).toBeVisible();

  await select('who').selectOption('');
  await select('where').selectOption('');
  await next(page).click();
  await expect(page.getByRole('alert')).toHaveText(t.import.saysNothing);
  await select('who').selectOption('notes');
  await expect(page.getByRole('alert')).toContainText(saying(`${t.field.name}, ${t.field.phone}`));
  await select('where').selectOption('phone');
  await select('who').selectOption('phone');
  await expect(select('where')).toHaveValue('');
  await select('where').selectOption('phone');
  await select('who').selectOption('name');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await next(page).click();
  await expect(rows(page)).toHaveCount(2, inTime);
  await expect(cellOf(page, 2, 'row')).toContainText('90123456');
  // What was said is kept.
  await page.getByRole('link', { name: t.import.toColumns }).click();
  await expect(select('who')).toHaveValue('name');
  await page.reload();
  await expect(select('where')).toHaveValue('phone');
});

test('who may be here already is added where one says so; all or nothing is refused for an invalid row', async ({
  page,
  business,
}) => {
  await known(business);
  await signIn(page, business.owner, start);
  await bring(page, five);
  await next(page).click();
  await expect(rows(page)).toHaveCount(5, inTime);
  await page.getByLabel(t.import.duplicates.create).check();
  await expect(next(page)).toHaveText(saying(t.import.commit.replace('{{rows}}', '4')));
  await page.getByLabel(t.import.allOrNothing).check();
  await expect(page.getByRole('alert')).toContainText(
    saying(t.import.invalidKeepsOut.replace('{{rows}}', '1')),
  );
  await next(page).click();
  await expect(page.getByText(t.problem.row_refused)).toBeVisible();
  await page.getByLabel(t.import.allOrNothing).uncheck();
  await next(page).click();
  await expect(state(page)).toHaveText(t.import.state.done, inTime);
  expect(await business.api.customers.statistics()).toMatchObject({ total: 5 });

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: t.import.rejectedFile }).click(),
  ]);
  const rejected = readFileSync(await file.path(), 'utf8').split('\r\n');
  expect(rejected).toHaveLength(3);
  expect(rejected[1]).toMatch(/^4,.*,"123",/);
});

test('while it is at work one can reload, leave and come back, and cancel it', async ({
  page,
  business,
  server,
}) => {
  test.slow();
  const many = Array.from({ length: 6000 }, (_, at) => `Person ${at},9${String(1_000_000 + at)}`);
  await signIn(page, business.owner, start);
  await bring(page, csv('Name,Phone', ...many));
  await next(page).click();
  await expect(rows(page)).toHaveCount(50, inTime);
  await page.getByRole('button', { name: t.action.more }).click();
  await expect(rows(page)).toHaveCount(100);
  // So that it does not come to its end before it is looked at.
  await server.whileLocked('lock table org_import_rows in access exclusive mode', async () => {
    await next(page).click();
    await expect(page.getByRole('progressbar', { name: t.import.state.importing })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('progressbar', { name: t.import.state.importing })).toBeVisible();
    await page.goto(start);
    const earlier = page.getByRole('region', { name: t.import.earlier });
    await expect(earlier.getByRole('listitem')).toContainText(t.import.state.importing);
    await earlier.getByRole('link').click();
    await Promise.all([
      page.waitForRequest(/\/cancel$/),
      page.getByRole('button', { name: t.import.cancel }).click(),
    ]);
  });
  await expect(state(page)).toHaveText(t.import.state.cancelled, inTime);
  const { total } = await business.api.customers.statistics();
  expect(total).toBeLessThan(6000);
  // A dry run that nobody wants leaves nothing at all.
  await page.getByRole('link', { name: t.import.another }).click();
  await bring(page, five);
  await page.getByRole('button', { name: t.import.cancel }).click();
  await expect(page.getByRole('status').first()).toContainText(t.import.nothingWritten);
  await expect(page.getByRole('button', { name: t.import.rollBack.action })).toHaveCount(0);
  expect(await business.api.customers.statistics()).toMatchObject({ total });
});

test('where the server’s events do not come through, it is asked', async ({ page, business }) => {
  await page.route('**/events', (route) => route.abort());
  await signIn(page, business.owner, start);
  await bring(page, csv('Name,Phone', 'Sara,90123456'));
  await next(page).click();
  await expect(rows(page)).toHaveCount(1, inTime);
  await next(page).click();
  await expect(state(page)).toHaveText(t.import.state.done, inTime);
});

test('an import of another business is not found', async ({ page, business, server }) => {
  const other = await server.createTenant();
  await signIn(page, business.owner, start);
  await bring(page, five);
  await expect(page.locator('main li select')).toHaveCount(4);
  const address = page.url();
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await signIn(page, other.owner, new URL(address).pathname);
  await expect(page.getByRole('alert')).toContainText(t.problem.not_found);
});

for (const [width, language] of [
  [390, 'ar'],
  [320, 'en'],
] as const) {
  test.describe(`at ${width} px, in ${language}`, () => {
    test.use({ locale: language, viewport: { width, height: 844 } });

    test('each step fits', async ({ page, business }) => {
      test.slow();
      await known(business);
      await signIn(page, business.owner, start);
      await expect(page.getByText(texts[language].import.noneEarlier)).toBeVisible();
      await expectNothingSideways(page);
      await bring(page, five, `${'a-long-name-of-a-file-'.repeat(5)}.csv`);
      await expect(page.locator('main li select')).toHaveCount(4);
      await expectNothingSideways(page);
      await expectAccessible(page);
      await next(page).click();
      await expect(rows(page)).toHaveCount(5, inTime);
      await expectNothingSideways(page);
      await expectAccessible(page);
      await next(page).click();
      await expect(state(page)).toHaveText(texts[language].import.state.done, inTime);
      await expect(rows(page)).toHaveCount(5);
      await expectNothingSideways(page);
      await expectAccessible(page);
    });
  });
}
