import { deflateRawSync } from 'node:zlib';
import { type ImportRowError, largestImport } from '@regulars/contract/import';
import { Zip, ZipPassThrough, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serverIn } from '../tenancy/actor.ts';
import { asOwner } from '../testing/as-owner.ts';
import { checkFile, formOf, importFile, rowsOf, workOff } from '../testing/import-file.ts';
import { matchDuplicates, tenancyOf } from '../testing/match-duplicates.ts';
import { testApi } from '../testing/test-api.ts';
import { cleanUpImports } from './clean-up-imports.ts';
import { downloadRejectedRows } from './download-rejected-rows.ts';
import { workOffImport } from './work-off-import.ts';

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

const rows = (count: number, more = (_: number) => '') =>
  `name,phone,notes\n${Array.from({ length: count }, (_, n) => `Customer ${n},9${String(n).padStart(7, '0')},${more(n)}`).join('\n')}\n`;

describe('a file', () => {
  const arabic = 'الاسم,الجوال\nسارة البلوشي,90000001\nخالد الحارثي,90000002\n';
  const french = 'Name;Phone\nÉlodie Noël;90000001\nFrançois;90000002\n';
  const windows1256 = (text: string) => {
    const decoder = new TextDecoder('windows-1256');
    const codes = new Map(
      Array.from({ length: 256 }, (_, code) => [decoder.decode(Uint8Array.of(code)), code]),
    );
    return Uint8Array.from([...text].map((letter) => codes.get(letter)!));
  };
  const bigEndian = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  test.each([
    ['UTF-8', Buffer.from(arabic), 'utf-8', ','],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${arabic}`), 'utf-8', ','],
    ['UTF-16, the smaller byte first', Buffer.from(`\ufeff${arabic}`, 'utf16le'), 'utf-16le', ','],
    ['UTF-16 without a mark', Buffer.from(french, 'utf16le'), 'utf-16le', ';'],
    ['UTF-16, the greater byte first', bigEndian(arabic), 'utf-16be', ','],
    ['Windows-1256', windows1256(arabic), 'windows-1256', ','],
    ['Windows-1252', Buffer.from(french, 'latin1'), 'windows-1252', ';'],
    ['UTF-8 with tabs', Buffer.from(french.replaceAll(';', '\t')), 'utf-8', '\t'],
    ['UTF-8 with bars', Buffer.from(french.replaceAll(';', '|')), 'utf-8', '|'],
    ['UTF-8 that says its delimiter', Buffer.from(`sep=;\r\n${french}`), 'utf-8', ';'],
  ])('in %s is recognised and read', async (_, content, encoding, delimiter) => {
    const tenant = await api.tenant();
    const done = await importFile(api.database, tenant, content);
    expect(done).toMatchObject({
      encoding,
      delimiter,
      hasHeading: true,
      results: { created: 2, rejected: 0 },
    });
    const [first] = await all(tenant);
    expect(first.name).toBe(
      content.toString().includes('lodie') || delimiter !== ',' ? 'Élodie Noël' : 'سارة البلوشي',
    );
    expect(first.phone).toBe('+96890000001');
  });

  test('without a heading is recognised by its values', async () => {
    const checked = await checkFile(
      api.database,
      shop,
      'Khalid Al Harthy,90000011,k@example.com,1990-02-03\nHuda,90000012,h@example.com,\n',
    );
    expect(checked.hasHeading).toBe(false);
    expect(checked.columns.map(({ field }: { field: string }) => field)).toEqual([
      'name',
      'phone',
      'email',
      'birthDate',
    ]);
    expect(checked.counts.create).toBe(2);
  });

  test('is taken for what somebody says it is, and checked anew', async () => {
    const tenant = await api.tenant();
    const checked = await checkFile(api.database, tenant, 'a,b\nSara,90000001\nAli,90000002\n');
    expect(checked.columns.map(({ field }: { field: string }) => field)).toEqual([null, 'phone']);
    for (const mapping of [['name'], ['name', 'name'], ['name', 'age']]) {
      const refused = await tenant.admin(`${root}/${checked.id}`, { method: 'PATCH', body: { mapping } });
      expect([refused.status, refused.body.code]).toEqual([400, 'invalid_request']);
    }
    const changed = await tenant.admin(`${root}/${checked.id}`, {
      method: 'PATCH',
      body: { mapping: ['name', 'phone'] },
    });
    expect(changed.body).toMatchObject({ state: 'checking', counts: { rows: 0 } });
    await workOff(api.database, tenant.id, checked.id);
    const [row] = await rowsOf(tenant.admin, checked.id);
    expect(row.values).toEqual({ name: 'Sara', phone: '90000001' });
    const headless = await tenant.admin(`${root}/${checked.id}`, {
      method: 'PATCH',
      body: { hasHeading: false, mapping: ['name', null] },
    });
    expect(headless.status).toBe(200);
    await workOff(api.database, tenant.id, checked.id);
    expect((await rowsOf(tenant.admin, checked.id)).map(({ values }) => values.name)).toEqual([
      'a',
      'Sara',
      'Ali',
    ]);
  });

  test('with a phone that a spreadsheet has spoilt says so', async () => {
    const checked = await checkFile(api.database, shop, 'name,phone\nSara,9.7E+11\nAli,971501234567\n');
    const [first, second] = await rowsOf(shop.admin, checked.id);
    expect(first.errors).toMatchObject([{ code: 'rounded_number', column: 1, field: 'phone' }]);
    expect(second).toMatchObject({ outcome: 'create' });
  });
});

describe('what cannot be a file of customers', () => {
  const send = (rawBody: RequestInit['body'], headers: Record<string, string> = {}) =>
    shop.admin(root, { method: 'POST', rawBody, headers });
  const zip = (parts: Record<string, Uint8Array>) => zipSync(parts, { level: 9 });

  test.each([
    ['nothing', '', 'The file is empty.'],
    ['blank lines', '\r\n\r\n  \r\n', 'There is no row in the file.'],
    ['bytes', Uint8Array.from({ length: 2000 }, (_, n) => (n * 7) % 256), 'neither text nor a workbook'],
    ['an old workbook', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), 'old Excel file'],
    ['a broken workbook', Buffer.from('PK\u0003\u0004 and so on'), 'workbook'],
    ['another archive', zip({ 'a.txt': Buffer.from('text') }), 'workbook'],
  ])('%s is refused with the reason', async (_, content, reason) => {
    const { status, body } = await send(formOf(content));
    expect([status, body.code]).toEqual([422, 'file_unreadable']);
    expect(body.detail).toContain(reason);
  });

  test('what begins like a list and breaks later fails, and tells where in any language', async () => {
    const well = 'name,phone\n'.padEnd(400_000, 'Sara Al Balushi,90000001\n');
    const until = well.lastIndexOf('\n') + 1;
    const lines = well.slice(0, until).split('\n').length;
    const failed = await checkFile(api.database, shop, `${well.slice(0, until)}"Huda,90000002\n`);
    expect([failed.state, failed.failure]).toEqual([
      'failed',
      {
        code: 'file_unreadable',
        reason: 'unclosed_quote',
        line: lines,
        detail: expect.stringContaining(`line ${lines} `),
      },
    ]);
    const again = await shop.admin(`${root}/${failed.id}`, { method: 'PATCH', body: { hasHeading: false } });
    expect([again.status, again.body.failure]).toEqual([200, null]);
  });

  test('a workbook made to burst is refused before it does', async () => {
    // Three hundred megabytes in a few hundred kilobytes, which say that they are no more than that.
    const pieces: Uint8Array[] = [];
    const archive = new Zip((_, piece) => pieces.push(piece));
    const part = new ZipPassThrough('xl/worksheets/sheet1.xml');
    part.compression = 8;
    archive.add(part);
    part.push(deflateRawSync(Buffer.alloc(300 * 1024 * 1024)), true);
    archive.end();
    const much = Buffer.concat(pieces);
    expect(much.length).toBeLessThan(1_000_000);
    const before = process.memoryUsage.rss();
    const { status, body } = await send(formOf(much, 'bomb.xlsx'));
    expect([status, body.code]).toEqual([422, 'file_unreadable']);
    expect(process.memoryUsage.rss() - before).toBeLessThan(400 * 1024 * 1024);
  });

  test('more than 50 MiB are refused, whether or not they are announced', async () => {
    const large = formOf(new Uint8Array(largestImport + 1));
    expect((await send(large)).body.code).toBe('body_too_large');
    const form = new Response(formOf(new Uint8Array(largestImport + 1)));
    const announced = await send(form.body, {
      'content-type': form.headers.get('content-type')!,
      'content-length': '60000000',
    });
    expect(announced.status).toBe(413);
  });

  test('what stands beside the file is not taken without an end', async () => {
    let taken = 0;
    const endless = new ReadableStream<Uint8Array>({
      start: (controller) =>
        controller.enqueue(
          Buffer.from('--x\r\ncontent-disposition: form-data; name="other"; filename="a"\r\n\r\n'),
        ),
      pull: (controller) => {
        taken += 1_000_000;
        if (taken > 4 * largestImport) controller.close();
        else controller.enqueue(new Uint8Array(1_000_000));
      },
    });
    const { body } = await send(endless, { 'content-type': 'multipart/form-data; boundary=x' });
    expect(body.code).toBe('body_too_large');
    expect(taken).toBeLessThan(2 * largestImport);
  });

  test.each([
    ['JSON', '{"file": "x"}', 'application/json', 415, 'unsupported_media_type'],
    ['a form without a boundary', 'x', 'multipart/form-data; charset=utf-8', 400, 'malformed_request'],
    [
      'a form that breaks off',
      '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nname',
      'multipart/form-data; boundary=x',
      400,
      'malformed_request',
    ],
    [
      'a form without the file',
      '--x\r\ncontent-disposition: form-data; name="text"\r\n\r\nname\r\n--x--\r\n',
      'multipart/form-data; boundary=x',
      400,
      'malformed_request',
    ],
  ])('%s is refused', async (_, body, type, status, code) => {
    const answered = await send(body, { 'content-type': type });
    expect([answered.status, answered.body.code]).toEqual([status, code]);
  });
});

test('one bad row sinks no other; the bad ones come back as a file that can be mended', async () => {
  const tenant = await api.tenant();
  const taken = await tenant.staff(customers, {
    method: 'POST',
    body: { type: 'stub', name: 'Was here', phone: '90000003' },
  });
  const checked = await checkFile(
    api.database,
    tenant,
    'name,phone,notes\nSara,90000001,"=1+1, ""x"""\nAli,12,\nNoor,90000004,\nHuda,90000005,\n',
  );
  expect(checked.counts).toMatchObject({ create: 3, invalid: 1 });
  // Between the dry run and its turn somebody gets a phone of the file.
  const moved = await tenant.staff(`${customers}/${taken.body.id}`, {
    method: 'PATCH',
    body: { phone: '90000004' },
  });
  expect(moved.status).toBe(200);
  await tenant.admin(`${root}/${checked.id}/commit`, { method: 'POST', body: {} });
  await workOff(api.database, tenant.id, checked.id);
  const { body } = await tenant.admin(`${root}/${checked.id}`);
  expect(body).toMatchObject({ state: 'done', results: { created: 2, rejected: 2 } });
  const { text, headers } = await tenant.admin(`${root}/${checked.id}/rejected`);
  expect(headers.get('content-disposition')).toMatch(/rejected_[\d-]+\.csv/);
  expect(text.replace(/^\ufeff/, '').split('\r\n')).toEqual([
    '"Line","Reason","name","phone","notes"',
    '3,"phone: The phone is too short.","Ali","12",',
    '4,"Another customer has this phone.","Noor","90000004",',
    '',
  ]);
  const mended = await importFile(
    api.database,
    tenant,
    text.replace('"12"', '"90000006"').replace('"90000004"', '"90000007"'),
  );
  expect(mended.results).toMatchObject({ created: 2, rejected: 0 });
  expect((await all(tenant)).map(({ customerNumber }: { customerNumber: string }) => customerNumber)).toEqual(
    [1, 2, 3, 4, 5].map((n) => `CUST-0000${n}`),
  );
});

test('what the database refuses in one row of a batch is rejected alone', async () => {
  const tenant = await api.tenant();
  const large = JSON.stringify({ text: 'x'.repeat(16_000) });
  const someone = await tenant.staff(customers, {
    method: 'POST',
    body: { type: 'stub', name: 'Full', phone: '90000001', preferences: { other: 'y'.repeat(10_000) } },
  });
  const quoted = `"${large.replaceAll('"', '""')}"`;
  const file = `id,name,phone,preferences\n${someone.body.id},Full,90000001,${quoted}\n,New,90000002,\n`;
  const done = await importFile(api.database, tenant, file);
  expect(done.results).toEqual({ created: 1, updated: 0, unchanged: 0, skipped: 0, rejected: 1 });
  const [row] = await rowsOf(tenant.admin, done.id, '&result=rejected');
  expect(row.errors).toMatchObject([{ code: 'too_large', field: 'preferences' }]);
});

describe('all or nothing', () => {
  test('writes all', async () => {
    const tenant = await api.tenant();
    const done = await importFile(api.database, tenant, rows(2500), { allOrNothing: true });
    expect(done).toMatchObject({ state: 'done', results: { created: 2500 } });
    expect((await tenant.viewer(`${customers}/statistics`)).body.total).toBe(2500);
  });

  test('is refused at once where a row is invalid', async () => {
    const checked = await checkFile(api.database, shop, 'name,phone\nSara,12\n');
    const refused = await shop.admin(`${root}/${checked.id}/commit`, {
      method: 'POST',
      body: { allOrNothing: true },
    });
    expect([refused.status, refused.body.code]).toEqual([422, 'row_refused']);
    expect((await shop.admin(`${root}/${checked.id}`)).body.state).toBe('ready');
  });

  test('writes nothing where a row cannot go in by then, and gives no number away', async () => {
    const tenant = await api.tenant();
    const checked = await checkFile(api.database, tenant, rows(1500));
    await tenant.staff(customers, {
      method: 'POST',
      body: { type: 'stub', name: 'Sooner', phone: '90001400' },
    });
    await tenant.admin(`${root}/${checked.id}/commit`, { method: 'POST', body: { allOrNothing: true } });
    await workOff(api.database, tenant.id, checked.id);
    const { body } = await tenant.admin(`${root}/${checked.id}`);
    expect(body).toMatchObject({
      state: 'failed',
      failure: {
        code: 'row_refused',
        reason: 'phone_taken',
        line: 1402,
        detail: 'Line 1402: Another customer has this phone.',
      },
      results: { created: 0 },
    });
    expect((await tenant.viewer(customers)).body.page.total).toBe(1);
    const next = await tenant.staff(customers, { method: 'POST', body: { type: 'guest' } });
    expect(next.body.customerNumber).toBe('CUST-00002');
  });
});

test('who may be there already is a duplicate: left out, or added where that is wanted', async () => {
  const tenant = await api.tenant();
  await tenant.staff(customers, {
    method: 'POST',
    body: { type: 'stub', name: 'Sara Al Balushi', phone: '90000001', birthDate: '1990-02-03' },
  });
  await matchDuplicates(api.database, tenant.id);
  const file = 'name,phone,birth date\nSara Al Balushi,90000009,03/02/1990\n';
  const first = await importFile(api.database, tenant, file);
  expect(first).toMatchObject({ counts: { duplicate: 1 }, results: { skipped: 1, created: 0 } });
  const [row] = await rowsOf(tenant.admin, first.id);
  expect(row).toMatchObject({
    outcome: 'duplicate',
    result: 'skipped',
    customer: { displayName: 'Sara Al Balushi' },
  });
  expect(row.score).toBeGreaterThan(0.2);
  const second = await importFile(api.database, tenant, file, { duplicates: 'create' });
  expect(second.results).toMatchObject({ skipped: 0, created: 1 });
});

describe('a rollback', () => {
  test('takes back what nothing has touched, and says what it left and why', async () => {
    const tenant = await api.tenant();
    const add = async (body: object) => (await tenant.staff(customers, { method: 'POST', body })).body;
    const kept = await add({ type: 'stub', name: 'Kept', phone: '90000001', notes: 'before', tags: ['old'] });
    const half = await add({ type: 'stub', name: 'Half', phone: '90000002', notes: 'before' });
    const guest = await add({ type: 'guest', email: 'guest@example.com' });
    const before = (await tenant.viewer(`${customers}/${kept.id}`)).body;
    const done = await importFile(
      api.database,
      tenant,
      [
        'name,phone,email,notes,tags',
        'Kept,90000001,,after,new; newer',
        'Half two,90000002,,after,',
        'Guest,90000003,guest@example.com,,',
        'New,90000004,,,',
        'Touched,90000005,,,',
        'Gone,90000006,,,',
      ].join('\n'),
    );
    expect(done.results).toMatchObject({ created: 3, updated: 3, rejected: 0 });
    expect((await tenant.viewer(`${customers}/${kept.id}`)).body).toMatchObject({
      notes: 'after',
      tags: ['new', 'newer'],
    });
    const made = await rowsOf(tenant.admin, done.id, '&result=created');
    await tenant.staff(`${customers}/${made[1].customer.id}`, {
      method: 'PATCH',
      body: { notes: 'ours now' },
    });
    await tenant.admin(`${customers}/${made[2].customer.id}`, { method: 'DELETE' });
    await tenant.staff(`${customers}/${half.id}`, { method: 'PATCH', body: { notes: 'changed by hand' } });

    await tenant.admin(`${root}/${done.id}/rollback`, { method: 'POST' });
    await workOff(api.database, tenant.id, done.id);
    const { body } = await tenant.admin(`${root}/${done.id}`);
    expect(body).toMatchObject({ state: 'rolled_back', rollback: { deactivated: 1, restored: 1, left: 4 } });
    const taken = await rowsOf(tenant.admin, done.id);
    expect(
      taken.map(({ rollback, rollbackReason, leftFields }) => [rollback, rollbackReason, leftFields]),
    ).toEqual([
      ['restored', null, []],
      ['left', 'changed_since', ['notes']],
      // A guest who has become a stub stays one, and needs both.
      ['left', 'needed', ['name', 'phone']],
      ['deactivated', null, []],
      ['left', 'changed_since', []],
      ['left', 'inactive_since', []],
    ]);
    const { version: _, updatedAt: __, ...restored } = (await tenant.viewer(`${customers}/${kept.id}`)).body;
    expect(before).toMatchObject(restored);
    expect((await tenant.viewer(`${customers}/${half.id}`)).body).toMatchObject({
      name: 'Half',
      notes: 'changed by hand',
    });
    expect((await tenant.viewer(`${customers}/${guest.id}`)).body).toMatchObject({
      name: 'Guest',
      phone: '+96890000003',
    });
    // The phone of whom it added is free again.
    const again = await add({ type: 'stub', name: 'Another', phone: '90000004' });
    expect(again.phone).toBe('+96890000004');
    const refused = await tenant.admin(`${root}/${done.id}/rollback`, { method: 'POST' });
    expect(refused.body.code).toBe('import_not_ready');
  });
});

test('history names who committed, as for a change of theirs', async () => {
  const tenant = await api.tenant();
  const done = await importFile(api.database, tenant, 'name,phone\nSara,90000001\n');
  const [row] = await rowsOf(tenant.admin, done.id);
  const { body } = await tenant.viewer(`${customers}/${row.customer.id}/history`);
  expect(body.data).toMatchObject([
    { action: 'created', actor: { id: done.createdBy.id }, requestId: `import-${done.id}` },
  ]);
});

describe('cancelling', () => {
  test('before the commit keeps everything out', async () => {
    const tenant = await api.tenant();
    const checked = await checkFile(api.database, tenant, rows(3));
    expect((await tenant.admin(`${root}/${checked.id}/cancel`, { method: 'POST' })).body.state).toBe(
      'cancelled',
    );
    const late = await tenant.admin(`${root}/${checked.id}/commit`, { method: 'POST', body: {} });
    expect([late.status, late.body.code]).toEqual([409, 'import_not_ready']);
    const nothing = await tenant.admin(`${root}/${checked.id}/rollback`, { method: 'POST' });
    expect(nothing.body.code).toBe('import_not_ready');
  });

  test('in the middle stops behind the rows that just are, which stay', async () => {
    const tenant = await api.tenant();
    const checked = await checkFile(api.database, tenant, rows(2500));
    await tenant.admin(`${root}/${checked.id}/commit`, { method: 'POST', body: {} });
    let batches = 0;
    const afterOne = {
      get aborted() {
        batches += 1;
        return batches > 1;
      },
    } as AbortSignal;
    const work = { tenantId: tenant.id, id: checked.id };
    await workOffImport(tenancyOf(api.database), work, afterOne);
    const halfWay = (await tenant.admin(`${root}/${checked.id}`)).body;
    expect(halfWay).toMatchObject({ state: 'importing', progress: { done: 1000, total: 2500, share: 0.4 } });
    await tenant.admin(`${root}/${checked.id}/cancel`, { method: 'POST' });
    await workOff(api.database, tenant.id, checked.id);
    const { body } = await tenant.admin(`${root}/${checked.id}`);
    expect(body).toMatchObject({ state: 'cancelled', progress: null, results: { created: 1000 } });
    expect((await tenant.viewer(`${customers}/statistics`)).body.total).toBe(1000);
    expect((await tenant.admin(`${root}/${checked.id}/rollback`, { method: 'POST' })).status).toBe(200);
    await workOff(api.database, tenant.id, checked.id);
    expect((await tenant.viewer(`${customers}/statistics`)).body.active).toBe(0);
  });

  test('of all or nothing leaves nothing', async () => {
    const tenant = await api.tenant();
    const checked = await checkFile(api.database, tenant, rows(1500));
    await tenant.admin(`${root}/${checked.id}/commit`, { method: 'POST', body: { allOrNothing: true } });
    await tenant.admin(`${root}/${checked.id}/cancel`, { method: 'POST' });
    await workOff(api.database, tenant.id, checked.id);
    const { body } = await tenant.admin(`${root}/${checked.id}`);
    expect(body).toMatchObject({ state: 'cancelled', results: { created: 0 } });
    expect((await tenant.viewer(`${customers}/statistics`)).body.total).toBe(0);
  });
});

test('whoever works on an import does it alone', async () => {
  const tenant = await api.tenant();
  const checked = await checkFile(api.database, tenant, rows(2000));
  await tenant.admin(`${root}/${checked.id}/commit`, { method: 'POST', body: {} });
  await Promise.all([1, 2, 3].map(() => workOff(api.database, tenant.id, checked.id)));
  await workOff(api.database, tenant.id, checked.id);
  const { body } = await tenant.admin(`${root}/${checked.id}`);
  expect(body.results).toMatchObject({ created: 2000, rejected: 0 });
  expect((await tenant.viewer(`${customers}/statistics`)).body.total).toBe(2000);
});

test('events tell of an import until nothing is under way', async () => {
  const tenant = await api.tenant();
  const checked = await checkFile(api.database, tenant, rows(3));
  await tenant.admin(`${root}/${checked.id}/commit`, { method: 'POST', body: {} });
  const events = tenant.admin(`${root}/${checked.id}/events`);
  await workOff(api.database, tenant.id, checked.id);
  const { text, headers } = await events;
  expect(headers.get('content-type')).toBe('text/event-stream');
  const told = text
    .split('\n\n')
    .filter((event) => event.startsWith('data: '))
    .map((event) => JSON.parse(event.slice(6)));
  expect(told.at(-1)).toMatchObject({ id: checked.id, state: 'done', results: { created: 3 } });
});

test('rejected rows that nobody reads on hold neither a place nor a connection, and a business has two places', async () => {
  const tenant = await api.tenant();
  const phones = Array.from({ length: 3000 }, (_, n) => `Customer ${n},12`).join('\n');
  const { id } = await checkFile(api.database, tenant, `name,phone\n${phones}\n`);
  const rejected = `${root}/${id}/rejected`;
  const authorization = `Bearer ${await api.token(tenant.id, 'admin')}`;
  const held = await Promise.all([1, 2].map(() => api.open(rejected, { authorization })));
  expect((await tenant.admin(rejected)).body.code).toBe('too_many_exports');
  await Promise.all(held.map(({ body }) => body!.cancel()));

  const slow = await Promise.all(
    [1, 2].map(async () => {
      const { stream } = await downloadRejectedRows(
        tenancyOf(api.database).asTenant(serverIn(tenant.id), 'slow'),
        id,
        50,
      );
      const reader = stream!.of.getReader();
      expect((await reader.read()).done).toBe(false);
      return reader;
    }),
  );
  await expect.poll(async () => (await tenant.admin(rejected)).status).toBe(200);
  for (const reader of slow) await expect(reader.read()).rejects.toThrow('Nobody has read on.');
  await expect.poll(() => api.database.connections().inUse).toBe(0);
});

test('events tell nothing to whoever works there no more', async () => {
  const tenant = await api.tenant();
  const person = await api.createMember(tenant.id, 'admin');
  const { cookie } = await api.signIn(person);
  const made = await tenant.admin(root, { method: 'POST', rawBody: formOf(rows(3)) });
  const events = await api.open(`${root}/${made.body.id}/events`, { cookie });
  const reader = events.body!.getReader();
  expect((await reader.read()).done).toBe(false);
  const { ask } = await api.signIn(tenant.ownerAccount);
  expect((await ask(`/api/v1/members/${person.id}`, { method: 'DELETE' })).status).toBe(200);
  await workOff(api.database, tenant.id, made.body.id);
  expect((await reader.read()).done).toBe(true);
});

test('a file that is sent again under the same key is one import', async () => {
  const headers = { 'idempotency-key': 'the-same-upload' };
  const send = (content: string) => shop.admin(root, { method: 'POST', rawBody: formOf(content), headers });
  const first = await send('name\nSara\n');
  const second = await send('name\nSara\n');
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body.id).toBe(first.body.id);
  expect((await send('name\nAli\n')).body.code).toBe('idempotency_key_reused');
});

test('is for admins and owners alone', async () => {
  for (const role of ['staff', 'viewer'] as const) {
    const { body } = await shop[role](root, { method: 'POST', rawBody: formOf('name\nSara\n') });
    expect(body.code).toBe('forbidden');
  }
});

test('what a creation tells history is every column that has something in it', async () => {
  const tenant = await api.tenant();
  const { body } = await tenant.staff(customers, {
    method: 'POST',
    body: {
      type: 'stub',
      name: 'Sara "S"',
      name2: 'سارة',
      firstName: 'Sara',
      lastName: 'B',
      displayName: 'S',
      phone: '90000001',
      email: 's@example.com',
      birthDate: '1990-02-03',
      avatarUrl: 'https://example.com/s.png',
      notes: 'a\nb',
      tags: ['x'],
      preferences: { folding: 'hanger', more: { a: [1, null] } },
    },
  });
  const [row] = await asOwner<{ told: unknown; generic: unknown }>(
    `select history.changes as told, regulars.changed_facts(
        '{"phone_verified": false, "email_verified": false, "preferences": {}, "tags": [], "loyalty_points": 0,
          "total_orders": 0, "total_spent": 0, "is_active": true}',
        regulars.customer_facts(customer)) as generic
      from org_customer_history history join org_customers_mst customer
        on customer.tenant_org_id = history.tenant_org_id and customer.id = history.customer_id
      where customer.id = $1`,
    [body.id],
  );
  expect(row!.told).toEqual(row!.generic);
});

test('an import is deleted with its file and rows when its time is over; whom it brought stay', async () => {
  const tenant = await api.tenant();
  const done = await importFile(api.database, tenant, rows(3));
  await checkFile(api.database, tenant, rows(5));
  await asOwner("update org_imports set kept_until = now() - interval '1 second' where tenant_org_id = $1", [
    tenant.id,
  ]);
  await cleanUpImports(api.database);
  expect((await tenant.admin(`${root}/${done.id}`)).status).toBe(404);
  for (const table of ['org_import_rows', 'org_import_chunks']) {
    expect(await asOwner(`select from ${table} where tenant_org_id = $1`, [tenant.id])).toEqual([]);
  }
  expect((await tenant.viewer(customers)).body.page.total).toBe(3);
});
