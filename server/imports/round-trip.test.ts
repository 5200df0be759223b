import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { line as anyLine } from '@regulars/contract/text';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { importFile, rowsOf } from '../testing/import-file.ts';
import { testApi } from '../testing/test-api.ts';
import { csvCell, plainCell } from './plain-cell.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
type Tenant = Awaited<ReturnType<typeof api.tenant>>;

const sharedFolder =
  process.env.REGULARS_SHARED_DATA ?? path.join(import.meta.dirname, '../../../shared/data');
const shared = <T>(read: () => T): T | null => {
  try {
    return read();
  } catch {
    return null;
  }
};

/** What makes files go wrong, mixed with anything at all. */
const awkward = fc.oneof(
  fc.constantFrom(
    '=1+1',
    '+968 9000',
    '-5',
    '@SUM(A1)',
    '  =1',
    '\u00a0@x',
    '＝1+1',
    '＋5',
    '−1',
    "'quoted",
    "'=1",
    "''=1",
    "'",
    "''",
    '"',
    '""',
    'a,b;c|d',
    'سارة، مسقط',
    '\u202eرقم\u202c',
    '👩‍👩‍👧 ok',
    '1e5',
    '007',
    '2026-01-02',
    'true',
    'null',
    '_x0041_',
    '[1]',
    '["a"]',
    'sep=;',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
);
const line = awkward.filter((text) => anyLine(1000).safeParse(text).success);
const note = fc
  .oneof(
    awkward,
    fc.constantFrom('\tx', '\r\nx', '\nx', 'x\r\n"y"\n', ' x ', "'\t", "'\n=1"),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
  )
  .map((text) => text.toWellFormed().replaceAll('\0', ''))
  .filter((text) => text !== '');

const customer = fc.record(
  {
    name: line,
    name2: line,
    firstName: line,
    lastName: line,
    displayName: line,
    notes: note,
    tags: fc.uniqueArray(
      line.map((text) => text.trim()),
      { minLength: 1, maxLength: 3, comparator: 'SameValue' },
    ),
    preferences: fc
      .dictionary(fc.constantFrom('folding', 'shelf', '=x'), line, { minKeys: 1 })
      .map((all) => ({ more: all })),
    birthDate: fc.constantFrom('1990-02-03', '2001-12-31'),
    email: fc.integer({ min: 0, max: 1e9 }).map((n) => `person${n}@example.com`),
  },
  { requiredKeys: [] },
);

const everyColumn =
  'id,customerNumber,type,name,name2,firstName,lastName,displayName,phone,email,birthDate,tags,notes,preferences,avatarUrl,status,totalSpent,createdAt';
const told = ({
  name,
  name2,
  firstName,
  lastName,
  phone,
  email,
  birthDate,
  tags,
  notes,
  preferences,
  profileStatus,
  displayName,
  customerNumber,
}: Record<string, unknown>) => ({
  name,
  name2,
  firstName,
  lastName,
  phone,
  email,
  birthDate,
  tags,
  notes,
  preferences,
  profileStatus,
  displayName: displayName === customerNumber ? null : displayName,
});
const allOf = async (tenant: Tenant) => {
  const found = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const place: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await tenant.viewer(`${customers}?limit=100&sort=customerNumber&status=all${place}`);
    found.push(...body.data);
    cursor = body.page.nextCursor;
  }
  return found;
};
const exportOf = async (tenant: Tenant, format: string): Promise<Uint8Array> =>
  api.bytes(`${customers}/export?format=${format}&columns=${everyColumn}&sort=customerNumber&status=all`, {
    authorization: `Bearer ${await api.token(tenant.id, 'admin')}`,
  });

describe('what goes out and comes in again', () => {
  test.each(['csv', 'xlsx'])(
    'is the same to the letter, in every column and both scripts: %s',
    async (format) => {
      const here = await api.tenant();
      const people = fc.sample(customer, { numRuns: 60, seed: 20261128 });
      for (const [n, person] of people.entries()) {
        const stub =
          n % 3 > 0 && (person.name ?? person.firstName ?? person.lastName ?? person.name2) !== undefined;
        const { status, text } = await here.staff(customers, {
          method: 'POST',
          body: {
            ...person,
            ...(person.email && { email: `${n}${person.email}` }),
            ...(stub ? { type: 'stub', phone: `9${String(n).padStart(7, '0')}` } : { type: 'guest' }),
          },
        });
        expect(status, text).toBe(201);
      }
      const before = await allOf(here);
      const file = await exportOf(here, format);

      const again = await importFile(api.database, here, file, { name: `all.${format}` });
      const rows = await rowsOf(here.admin, again.id, '&outcome=update');
      expect(rows).toEqual([]);
      expect(again.results).toEqual({ created: 0, updated: 0, unchanged: 60, skipped: 0, rejected: 0 });
      expect(await allOf(here)).toEqual(before);

      // Elsewhere they are new, and like each other as strangers are.
      const there = await api.tenant();
      const moved = await importFile(api.database, there, file, {
        name: `all.${format}`,
        duplicates: 'create',
      });
      expect(await rowsOf(there.admin, moved.id, '&outcome=invalid')).toEqual(
        before.filter((one) => isEmpty(one)).map(() => expect.objectContaining({ outcome: 'invalid' })),
      );
      expect((await allOf(there)).map(told)).toEqual(before.filter((one) => !isEmpty(one)).map(told));
      const twice = await importFile(api.database, there, file, { name: `all.${format}` });
      expect(twice.results).toMatchObject({ created: 0, updated: 0, skipped: 0 });
    },
  );
});

/** A guest of whom nothing is known: a row that says nothing but a number of elsewhere. */
const isEmpty = (one: Record<string, unknown>) => {
  const { displayName: _, profileStatus: __, tags, preferences, ...rest } = told(one);
  return (
    told(one).displayName === null &&
    (tags as unknown[]).length === 0 &&
    Object.keys(preferences as object).length === 0 &&
    Object.values(rest).every((value) => value === null)
  );
};

test('an apostrophe is taken away where it was put, and nowhere else', () => {
  fc.assert(
    fc.property(fc.oneof(note, awkward), (text) => {
      const cell = csvCell(text).slice(1, -1).replaceAll('""', '"');
      expect(plainCell(cell)).toBe(text);
      expect(cell).not.toMatch(/^[\s\u200b-\u200f\u00ad\ufeff]*[=+\-@＝＋－＠]/u);
      expect(cell).not.toMatch(/^[\t\r\n]/);
    }),
    { numRuns: 2000 },
  );
  expect(plainCell("'Abd al-Rahman")).toBe("'Abd al-Rahman");
});

const naughty = shared(
  () => JSON.parse(readFileSync(path.join(sharedFolder, 'blns.json'), 'utf8')) as string[],
);
test.skipIf(naughty === null)('every naughty string survives import, API and export', async () => {
  const tenant = await api.tenant();
  const strings = naughty!.filter((text) => text !== '' && !text.includes('\0') && text.isWellFormed());
  expect(strings.length).toBeGreaterThan(500);
  const file = `Number,Name,Notes\n${strings.map((text, n) => `x,Customer ${n},${csvCell(text)}`).join('\n')}\n`;
  const done = await importFile(api.database, tenant, file, { duplicates: 'create' });
  expect(done.results).toMatchObject({ created: strings.length });
  expect((await allOf(tenant)).map(({ notes }) => notes)).toEqual(strings);
  for (const format of ['csv', 'xlsx']) {
    const again = await importFile(api.database, tenant, await exportOf(tenant, format), {
      name: `all.${format}`,
    });
    expect(again.results).toMatchObject({ unchanged: strings.length, updated: 0, created: 0, rejected: 0 });
  }
  const { body } = await tenant.admin(`${customers}/export?format=json&columns=notes&sort=customerNumber`);
  expect(body.map(({ notes }: { notes: string }) => notes)).toEqual(strings);
});

const spectrum = shared(() =>
  readdirSync(path.join(sharedFolder, 'csv-spectrum/csvs')).map((file) => {
    const name = file.replace(/\.csv$/, '');
    return {
      name,
      csv: readFileSync(path.join(sharedFolder, 'csv-spectrum/csvs', file)),
      // One of them is a row alone.
      rows: [
        JSON.parse(readFileSync(path.join(sharedFolder, 'csv-spectrum/json', `${name}.json`), 'utf8')),
      ].flat() as Record<string, string>[],
    };
  }),
);
describe.skipIf(spectrum === null)('csv-spectrum', () => {
  test.each(spectrum ?? [{ name: 'is not there', csv: Buffer.alloc(0), rows: [] }])(
    '$name is read as it says',
    async ({ csv, rows }) => {
      const { UnreadableFile, readRows } = await import('./read-rows.ts');
      const { recogniseText } = await import('./recognise-file.ts');
      const { reading } = recogniseText(
        csv,
        true,
        { country: 'OM', customerNumberPrefix: 'CUST' },
        { isUtf8: true },
      );
      const read: string[][] = [];
      const pieces = (async function* () {
        // Byte by byte: no border between pieces may matter.
        for (const byte of csv) yield Uint8Array.of(byte);
      })();
      for await (const some of readRows(pieces, reading)) read.push(...some.map(({ cells }) => cells));
      expect(UnreadableFile).toBeDefined();
      const [headings = [], ...cells] = read;
      const blank = (row: Record<string, string>) => Object.values(row).every((value) => value.trim() === '');
      expect(
        cells.map((row) => Object.fromEntries(headings.map((heading, at) => [heading, row[at] ?? '']))),
      ).toEqual(
        rows
          .filter((row) => !blank(row))
          // The set has another phone in this JSON than in its CSV.
          .map((row) => ({ ...row, ...('Counties' in row && { 'Contact Phone Number': '2095257564' }) })),
      );
    },
  );
});
