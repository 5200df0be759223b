import { serve } from '@hono/node-server';
import { exportQuery } from '@regulars/contract/export';
import { streamXlsxRows } from 'hucre/xlsx';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../app.ts';
import { serverIn } from '../tenancy/actor.ts';
import { outbox, testAppSettings } from '../testing/app-settings.ts';
import { asOwner } from '../testing/as-owner.ts';
import { emptyDatabase } from '../testing/empty-database.ts';
import { tenancyOf } from '../testing/match-duplicates.ts';
import { type Ask, testApi } from '../testing/test-api.ts';
import { exportCustomers } from './export-customers.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
const exported = `${customers}/export`;
type Tenant = Awaited<ReturnType<typeof api.tenant>>;
let shop: Tenant;
const add = async (tenant: Tenant, body: object) => {
  const made = await tenant.staff(customers, { method: 'POST', body });
  expect(made.status, made.text).toBe(201);
  return made.body;
};
const many = (tenant: Tenant, count: number, url?: string) =>
  asOwner(
    `insert into org_customers_mst (tenant_org_id, profile_status, name, phone, created_at)
      select $1, 'stub', 'Customer ' || n, '+9689' || lpad(n::text, 7, '0'), now() + n * interval '1 second'
      from generate_series(1, $2::int) n`,
    [tenant.id, count],
    url,
  );
const historyOf = async (admin: Ask) => (await admin(`${customers}/exports`)).body.data;

beforeAll(async () => {
  shop = await api.tenant({ name: 'Al Noor' });
  await add(shop, {
    type: 'stub',
    name: 'Sara "S" Al Balushi, Muscat',
    name2: 'سارة البلوشي',
    phone: '90000001',
  });
  await add(shop, { type: 'stub', name: '=HYPERLINK("http://x")', phone: '90000002', notes: 'two\nlines' });
  await add(shop, { type: 'guest', name: '  @SUM(A1)', email: 'a@example.com', tags: ['VIP', 'old'] });
});

describe('a CSV', () => {
  test('has a byte order mark, a heading, lines of RFC 4180, the default columns and its name', async () => {
    const { status, text, headers } = await shop.admin(`${exported}?sort=customerNumber`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="customers_\d{4}-\d\d-\d\d\.csv"$/,
    );
    // Reading a body as text takes the mark away.
    const lines = text.replace(/^\ufeff/, '').split('\r\n');
    expect(lines[0]).toBe(
      '"Customer number","Name","Name in the other script","Phone","E-mail","Type","Status","Verified","Total orders","Total spent","Loyalty points","Last order","Joined","Id"',
    );
    expect(lines[1]).toMatch(
      /^"CUST-00001","Sara ""S"" Al Balushi, Muscat","سارة البلوشي",\+96890000001,,stub,active,false,0,0\.000,0,,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ,[0-9a-f-]{36}$/,
    );
    expect(lines).toHaveLength(5);
    expect(lines[4]).toBe('');
  });

  test('begins with the bytes EF BB BF', async () => {
    const app = createApp(
      api.database,
      testAppSettings('http://localhost', null, outbox().file),
      pino({ level: 'silent' }),
    );
    const bearer = `Bearer ${await api.token(shop.id, 'admin')}`;
    const response = await app.app.fetch(
      new Request(`http://localhost${exported}`, { headers: { authorization: bearer } }),
    );
    expect([...new Uint8Array(await response.arrayBuffer()).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  test('holds nothing that a spreadsheet would run, and phones as they are', async () => {
    const { text } = await shop.admin(`${exported}?columns=name,phone,notes&sort=customerNumber`);
    expect(text.split('\r\n').slice(1, 4)).toEqual([
      '"Sara ""S"" Al Balushi, Muscat",+96890000001,',
      '"\'=HYPERLINK(""http://x"")",+96890000002,"two\nlines"',
      '"\'@SUM(A1)",,',
    ]);
  });

  test('has the columns that were chosen, in their order, with headings in Arabic', async () => {
    const { text } = await shop.admin(
      `${exported}?columns=phone,name&headings=ar&sort=customerNumber&search=sara`,
    );
    expect(
      text
        .replace(/^\ufeff/, '')
        .split('\r\n')
        .slice(0, 2),
    ).toEqual(['"الهاتف","الاسم"', '+96890000001,"Sara ""S"" Al Balushi, Muscat"']);
  });
});

test('JSON has the same customers as an array', async () => {
  const { body, headers } = await shop.admin(
    `${exported}?format=json&columns=customerNumber,tags,totalSpent,phoneVerified&sort=customerNumber`,
  );
  expect(headers.get('content-type')).toBe('application/json');
  expect(body).toEqual(
    [[], [], ['VIP', 'old']].map((tags, n) => ({
      customerNumber: `CUST-0000${n + 1}`,
      tags,
      totalSpent: { amount: '0.000', currency: 'OMR' },
      phoneVerified: false,
    })),
  );
  const none = await shop.admin(`${exported}?format=json&tag=nobody`);
  expect(none.body).toEqual([]);
});

test('a workbook has text as text and numbers as numbers', async () => {
  const app = createApp(
    api.database,
    testAppSettings('http://localhost', null, outbox().file),
    pino({ level: 'silent' }),
  );
  const response = await app.app.fetch(
    new Request(
      `http://localhost${exported}?format=xlsx&columns=name,phone,totalOrders&sort=customerNumber`,
      {
        headers: { authorization: `Bearer ${await api.token(shop.id, 'admin')}` },
      },
    ),
  );
  const rows = [];
  for await (const { values } of streamXlsxRows(new Uint8Array(await response.arrayBuffer())))
    rows.push(values);
  expect(rows).toEqual([
    ['Name', 'Phone', 'Total orders'],
    ['Sara "S" Al Balushi, Muscat', '+96890000001', 0],
    ['=HYPERLINK("http://x")', '+96890000002', 0],
    ['@SUM(A1)', null, 0],
  ]);
});

test('has whom the list has, in its order: all of them', async () => {
  const tenant = await api.tenant();
  await many(tenant, 1234);
  await add(tenant, { type: 'stub', name: 'Khalid', phone: '91234567', tags: ['VIP'] });
  await add(tenant, { type: 'guest', name: 'Khaled', tags: ['VIP'] });
  for (const query of [
    '',
    'sort=name',
    'search=customer%20123',
    'search=khalid',
    'search=khaldi',
    'search=91234567&type=stub',
    'tag=VIP&sort=-customerNumber',
    'search=nobody%20at%20all',
    'createdTo=2020-01-01',
  ]) {
    const listed: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const place: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await tenant.viewer(`${customers}?limit=100&${query}${place}`);
      listed.push(...body.data.map(({ id }: { id: string }) => id));
      cursor = body.page.nextCursor;
    }
    const { body } = await tenant.admin(`${exported}?format=json&columns=id&${query}`);
    expect(
      body.map(({ id }: { id: string }) => id),
      query,
    ).toEqual(listed);
  }
});

test('is for admins and owners; nobody else begins one', async () => {
  for (const role of ['staff', 'viewer'] as const) {
    expect((await shop[role](exported)).body.code).toBe('forbidden');
    expect((await shop[role](`${customers}/exports`)).body.code).toBe('forbidden');
  }
});

test.each(['columns=password', 'columns=', 'columns=name,name', 'format=pdf', 'limit=5', 'headings=fr'])(
  'asked with %s is refused',
  async (query) => {
    const { status, body } = await shop.admin(`${exported}?${query}`);
    expect([status, body.code]).toEqual([400, 'invalid_request']);
  },
);

test('is kept in the history: who, which, how many', async () => {
  const tenant = await api.tenant();
  await many(tenant, 3);
  await tenant.owner(`${exported}?format=json&columns=name&search=customer%202&sort=name`);
  expect(await historyOf(tenant.admin)).toMatchObject([
    {
      format: 'json',
      columns: ['name'],
      filters: { search: 'customer 2', sort: 'name', status: 'active' },
      rows: 1,
      state: 'complete',
    },
  ]);
});

describe('over a socket', () => {
  let url: string;
  let server: ReturnType<typeof serve>;
  let app: ReturnType<typeof createApp>['app'];
  let tenant: Tenant;
  // Of its own: what the backends of this one are at is looked at.
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let own: ReturnType<typeof testApi>;
  let authorization: string;
  beforeAll(async () => {
    database = await emptyDatabase();
    own = testApi({ appUrl: database.appUrl });
    const settings = testAppSettings('http://localhost', null, outbox().file);
    ({ app } = createApp(own.database, settings, pino({ level: 'silent' })));
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
    await new Promise((listening) => server.once('listening', listening));
    url = `http://127.0.0.1:${(server.address() as { port: number }).port}${exported}`;
    tenant = await own.tenant();
    await many(tenant, 30_000, database.ownerUrl);
    authorization = `Bearer ${await own.token(tenant.id, 'admin')}`;
  });
  afterAll(async () => {
    await new Promise((closed) => server.close(closed));
    await own.close();
    await database.drop();
  });

  const working = async () =>
    (
      await asOwner<{ count: number }>(
        `select count(*) from pg_stat_activity
        where datname = current_database() and usename = 'regulars_app' and state <> 'idle' and query like '%batches%'`,
        [],
        database.ownerUrl,
      )
    )[0]!.count;

  test('a client that goes away ends the work, which the history tells', async () => {
    const leave = new AbortController();
    const response = await fetch(`${url}?columns=name,notes,id,email`, {
      headers: { authorization },
      signal: leave.signal,
    });
    const reader = response.body!.getReader();
    await reader.read();
    // It waits in the middle of its work for a client that does not read on.
    await expect.poll(working, { timeout: 20_000 }).toBe(1);
    leave.abort();
    await expect.poll(working, { timeout: 20_000 }).toBe(0);
    await expect.poll(async () => (await historyOf(tenant.admin))[0].state).toBe('broken_off');
    const [{ rows }] = await historyOf(tenant.admin);
    expect(rows).toBeLessThan(30_000);
  });

  test('whoever asks for the head alone leaves nothing behind', async () => {
    const response = await fetch(url, { method: 'HEAD', headers: { authorization } });
    expect(response.status).toBe(200);
    await expect.poll(working, { timeout: 20_000 }).toBe(0);
  });

  test('what is written meanwhile is not in it: all is as of one moment', async () => {
    const response = await fetch(`${url}?columns=name&sort=customerNumber`, { headers: { authorization } });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = (await reader.read()).value!;
    await add(tenant, { type: 'guest', name: 'Came later' });
    await asOwner(
      "update org_customers_mst set name = 'Changed' where tenant_org_id = $1 and customer_number_int > 29000",
      [tenant.id],
      database.ownerUrl,
    );
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) text += piece.value;
    expect(text.trimEnd().split('\r\n')).toHaveLength(30_001);
    expect(text).not.toMatch(/Came later|Changed/);
  });

  // Without a socket, whose buffers would take all of it: none goes on before it is read.
  const ask = async (headers = { authorization }) => app.fetch(new Request(url, { headers }));
  const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

  test('more than a few of a business at once are refused, others have a place, and those begun end well', async () => {
    const begun = await Promise.all([1, 2].map(() => ask()));
    const refused = await ask();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
    expect(await codeOf(refused)).toBe('too_many_exports');
    const [there, elsewhere] = [await own.tenant(), await own.tenant()];
    const bearer = async ({ id }: Tenant) => ({ authorization: `Bearer ${await own.token(id, 'admin')}` });
    const beside = await ask(await bearer(there));
    expect(beside.status).toBe(200);
    expect(await codeOf(await ask(await bearer(elsewhere)))).toBe('too_many_exports');
    for (const response of begun) {
      expect((await response.text()).trimEnd().split('\r\n').length).toBeGreaterThan(30_000);
    }
    await beside.body!.cancel();
    const after = await ask();
    expect(after.status).toBe(200);
    await after.body!.cancel();
  });

  test.each(['csv', 'json', 'xlsx'] as const)(
    'whoever stops reading a file of %s holds neither a place nor a connection',
    async (format) => {
      const { asTenant } = tenancyOf(own.database);
      const query = exportQuery.parse({ format });
      const slow = await Promise.all(
        [1, 2].map(async () => {
          const { stream } = await exportCustomers(asTenant(serverIn(tenant.id), 'slow'), query, 20);
          const reader = stream!.of.getReader();
          expect((await reader.read()).done).toBe(false);
          return reader;
        }),
      );
      await expect.poll(working).toBe(0);
      await expect
        .poll(async () =>
          (await historyOf(tenant.admin)).slice(0, 2).map(({ state }: { state: string }) => state),
        )
        .toEqual(['broken_off', 'broken_off']);
      for (const reader of slow) await expect(reader.read()).rejects.toThrow('Nobody has read on.');
      const after = await ask();
      expect(after.status).toBe(200);
      await after.body!.cancel();
    },
  );
});

describe('of customers who are named', () => {
  test('the file has these alone, as far as the list has them, in its order', async () => {
    const [tenant, there] = [await api.tenant(), await api.tenant()];
    const named = (name: string, of = tenant) => add(of, { type: 'guest', name });
    const [omar, sara, ahmed] = [await named('Omar'), await named('Sara'), await named('Ahmed')];
    const foreign = await named('Foreign', there);
    await named('Not asked for');
    await tenant.admin(`${customers}/${ahmed.id}`, { method: 'DELETE' });
    const names = async (query: string) => {
      const { text } = await tenant.admin(`${exported}?columns=name${query}`);
      return text.trimEnd().split('\r\n').slice(1);
    };
    const ids = [omar, sara, ahmed, foreign].map(({ id }) => id).join(',');
    expect(await names(`&ids=${ids}&status=all&sort=name`)).toEqual(['"Ahmed"', '"Omar"', '"Sara"']);
    expect(await names(`&ids=${ids}`)).toEqual(['"Sara"', '"Omar"']);
    const [{ filters }] = await historyOf(tenant.admin);
    expect(filters.ids).toEqual(ids.split(','));
  });

  test.each([
    'ids=',
    'ids=1',
    `ids=${Array(201).fill(crypto.randomUUID())}`,
    `ids=${crypto.randomUUID()}&search=x`,
  ])('wrongly, the whole is refused: %j', async (query) => {
    const { status, body } = await shop.admin(`${exported}?${query}`);
    expect([status, body.errors[0].pointer]).toEqual([400, expect.stringMatching(/^\?ids/)]);
  });
});
