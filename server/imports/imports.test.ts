import type { ImportRowError } from '@regulars/contract/import';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkFile, importFile, rowsOf, workOff } from '../testing/import-file.ts';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const root = '/api/v1/customers/imports';
const customers = '/api/v1/customers';
let shop: Awaited<ReturnType<typeof api.tenant>>;
beforeAll(async () => {
  shop = await api.tenant();
});

const all = async (tenant = shop, query = '') =>
  (await tenant.viewer(`${customers}?limit=100&sort=customerNumber&status=all${query}`)).body.data;

describe('a dry run', () => {
  test('says of each row what would become of it, and writes nothing', async () => {
    const tenant = await api.tenant();
    const sara = await tenant.staff(customers, {
      method: 'POST',
      body: { type: 'stub', name: 'Sara Al Balushi', phone: '90000001', email: 'sara@example.com' },
    });
    const before = await all(tenant);
    const checked = await checkFile(
      api.database,
      tenant,
      [
        'Full name;Mobile;E-mail;Notes;Balance',
        'Sara Al Balushi;90000001;;;12',
        'Sara Al Balushi;90000001;;Likes tea;12',
        ';;sara@example.com;VIP;1',
        'Khalid Al Harthy;+968 9000 0002;khalid@example.com;;2',
        'Huda;12;;;',
        ';;not an address;;',
        ';;;;7',
      ].join('\r\n'),
    );
    expect(checked).toMatchObject({
      state: 'ready',
      delimiter: ';',
      encoding: 'utf-8',
      hasHeading: true,
      counts: { rows: 7, create: 1, update: 0, unchanged: 1, duplicate: 0, invalid: 5 },
      results: null,
      progress: null,
    });
    expect(checked.columns.map(({ field }: { field: string }) => field)).toEqual([
      'name',
      'phone',
      'email',
      'notes',
      null,
    ]);
    const rows = await rowsOf(tenant.admin, checked.id);
    expect(rows.map(({ line, outcome, matchedBy }) => [line, outcome, matchedBy])).toEqual([
      [2, 'unchanged', 'phone'],
      [3, 'invalid', 'phone'],
      [4, 'invalid', 'email'],
      [5, 'create', null],
      [6, 'invalid', null],
      [7, 'invalid', null],
      [8, 'invalid', null],
    ]);
    expect(rows[0].customer).toMatchObject({ id: sara.body.id, displayName: 'Sara Al Balushi' });
    expect(
      rows.slice(4).map(({ errors }) => errors.map(({ code, column }: ImportRowError) => [code, column])),
    ).toEqual([[['invalid_phone', 1]], [['invalid_value', 2]], [['empty', null]]]);
    expect(await all(tenant)).toEqual(before);
  });
});

test('a file is written, and the second time changes nothing', async () => {
  const tenant = await api.tenant();
  const file = [
    'name,phone,notes',
    'Sara,90000001,tea',
    'Ali,90000002,',
    'Noor,,walks in',
    ',,only a note',
  ].join('\n');
  const first = await importFile(api.database, tenant, file);
  expect(first).toMatchObject({ state: 'done', results: { created: 4, rejected: 0, skipped: 0 } });
  const after = await all(tenant);
  expect(
    after.map((one: Record<string, unknown>) => [one.customerNumber, one.profileStatus, one.displayName]),
  ).toEqual([
    ['CUST-00001', 'stub', 'Sara'],
    ['CUST-00002', 'stub', 'Ali'],
    ['CUST-00003', 'guest', 'Noor'],
    ['CUST-00004', 'guest', 'CUST-00004'],
  ]);
  const second = await importFile(api.database, tenant, file);
  expect(second.results).toEqual({ created: 0, updated: 0, unchanged: 4, skipped: 0, rejected: 0 });
  expect(await all(tenant)).toEqual(after);
  const rolled = await tenant.admin(`${root}/${first.id}/rollback`, { method: 'POST' });
  expect(rolled.status).toBe(200);
  await workOff(api.database, tenant.id, first.id);
  const { body } = await tenant.admin(`${root}/${first.id}`);
  expect(body).toMatchObject({ state: 'rolled_back', rollback: { deactivated: 4, restored: 0, left: 0 } });
  expect((await tenant.viewer(customers)).body.page.total).toBe(0);
});
