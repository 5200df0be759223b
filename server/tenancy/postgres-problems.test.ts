import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import pg, { DatabaseError } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { cuttableLink } from '../testing/cuttable-link.ts';
import { emptyDatabase } from '../testing/empty-database.ts';
import { formOf } from '../testing/import-file.ts';
import { type Ask, everyOperation, type TestApi, testApi } from '../testing/test-api.ts';
import { isPassing } from './postgres-problems.ts';

const customers = '/api/v1/customers';

describe('an error of the database that nobody foresaw', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let api: TestApi;
  let here: Awaited<ReturnType<TestApi['tenant']>>;
  beforeAll(async () => {
    database = await emptyDatabase();
    api = testApi({ appUrl: database.appUrl });
    here = await api.tenant();
    await asOwner(
      `alter table org_customers_mst add constraint own_rule_of_the_operator check (notes <> 'forbidden')`,
      [],
      database.ownerUrl,
    );
  });
  afterAll(async () => {
    await api.close();
    await database.drop();
  });

  const body = {
    type: 'stub',
    name: 'Secretive Person',
    phone: '+96890123456',
    email: 'secretive@example.com',
    notes: 'forbidden',
  };

  test('is answered without a word of what it was', async () => {
    const answered = await here.staff(customers, { method: 'POST', body });
    expect(answered.status).toBe(500);
    expect(answered.body).toEqual({
      type: '/docs/problems/internal',
      title: 'Something went wrong on our side',
      status: 500,
      code: 'internal',
      requestId: answered.headers.get('x-request-id'),
    });
  });

  test('is logged with what an operator needs, and without the row', async () => {
    const { body: problem } = await here.staff(customers, { method: 'POST', body });
    const lines = api.logged
      .filter((line) => line.includes(problem.requestId))
      .map((line) => JSON.parse(line));
    expect(lines).toContainEqual(
      expect.objectContaining({
        operation: 'createCustomer',
        err: expect.objectContaining({
          code: '23514',
          constraint: 'own_rule_of_the_operator',
          table: 'org_customers_mst',
        }),
      }),
    );
    const logged = api.logged.join('');
    for (const personal of [body.name, body.phone, body.email]) expect(logged).not.toContain(personal);
  });

  test('leaves nothing of what was half done, neither row nor number nor key', async () => {
    const headers = { 'idempotency-key': 'unforeseen' };
    expect((await here.staff(customers, { method: 'POST', body, headers })).status).toBe(500);
    const next = await here.staff(customers, { method: 'POST', body: { ...body, notes: 'fine' }, headers });
    expect([next.status, next.body.customerNumber]).toEqual([201, 'CUST-00001']);
  });
});

describe('while the database is away', () => {
  let link: Awaited<ReturnType<typeof cuttableLink>>;
  let api: TestApi;
  let here: Awaited<ReturnType<TestApi['tenant']>>;
  let browser: Ask;
  let key: Ask;
  let id: string;
  beforeAll(async () => {
    link = await cuttableLink(inject('appUrl'));
    api = testApi({ appUrl: link.url, mails: { recovery: async () => {}, invitation: async () => {} } });
    here = await api.tenant();
    browser = (await api.signIn(here.ownerAccount)).ask;
    const made = await here.owner('/api/v1/api-keys', {
      method: 'POST',
      body: { name: 'Till', role: 'staff' },
    });
    key = api.withHeaders({ authorization: `Bearer ${made.body.key}` });
    id = (await here.staff(customers, { method: 'POST', body: { type: 'guest' } })).body.id;
  });
  afterAll(() => api.close());

  // Not those that a token answers without asking the database anything new.
  const requests = (): [string, () => ReturnType<Ask>][] => [
    ...everyOperation()
      .filter(
        ({ operation }) => !['getSession', 'signOut', 'getTenant', 'getRecoveryWays'].includes(operation.id),
      )
      .map(({ operation }): [string, () => ReturnType<Ask>] => [
        operation.id,
        () =>
          // What is about a person or by members alone has to come from one.
          (/^\/api\/v1\/(account|members|invitations)/.test(operation.path) ? browser : here.owner)(
            operation.path.replace('{id}', id).replace(/\{\w+\}/, crypto.randomUUID()) +
              (queries[operation.id] ?? ''),
            {
              method: operation.method.toUpperCase(),
              ...(operation.body && { body: bodies[operation.id] ?? {} }),
              ...(operation.upload && { rawBody: formOf('name\nSara\n') }),
            },
          ),
      ]),
    ['a session', () => browser(customers)],
    ['signing out', () => browser('/api/v1/session', { method: 'DELETE' })],
    ['an API key', () => key(customers)],
  ];
  const queries: Record<string, string> = { findNearbyCustomers: '?lat=23.6&lng=58.4' };
  const bodies: Record<string, object> = {
    previewMerge: { sourceCustomerId: crypto.randomUUID(), targetCustomerId: crypto.randomUUID() },
    mergeCustomers: {
      sourceCustomerId: crypto.randomUUID(),
      targetCustomerId: crypto.randomUUID(),
      reason: 'The same person',
    },
    createCustomer: { type: 'guest' },
    checkDuplicates: { phone: '90123456' },
    recordCounterTime: { milliseconds: 8_400 },
    tagCustomers: { customers: [{ id: crypto.randomUUID(), add: ['x'] }] },
    deactivateCustomers: { customers: [{ id: crypto.randomUUID() }] },
    restoreCustomers: { customers: [{ id: crypto.randomUUID() }] },
    createView: { name: 'x' },
    updateView: { name: 'x' },
    updateCustomer: { notes: 'x' },
    createAddress: { street: 'Way 3021' },
    updateAddress: { floor: '3' },
    updateTenant: { name: 'Al Noor' },
    upgradeCustomer: { verificationToken: 'made up' },
    sendCode: { phone: '90123456', purpose: 'login' },
    verifyCode: { phone: '90123456', purpose: 'login', code: '123456' },
    createOrder: { phone: '90123456', total: '1' },
    recordOrders: { orders: [{ externalRef: 'x', phone: '90123456', total: '1' }] },
    updateOrder: { note: 'x' },
    redeemPoints: { points: 1 },
    adjustPoints: { points: 1, reason: 'x' },
    updateLoyaltySettings: { enabled: true },
    updateVerificationSettings: { attempts: 2 },
    createApiKey: { name: 'x', role: 'staff' },
    signIn: { email: 'a@example.com', password: 'x' },
    mailRecovery: { email: 'a@example.com' },
    checkRecovery: { token: 'made up' },
    recover: { token: 'made up', password: 'correct horse battery' },
    switchTenant: { tenantId: crypto.randomUUID() },
    changePassword: { currentPassword: 'x', newPassword: 'correct horse battery' },
    startTwoFactor: { password: 'x' },
    confirmTwoFactor: { code: '123456' },
    stopTwoFactor: { password: 'x' },
    renewBackupCodes: { password: 'x' },
    changeMember: { role: 'staff' },
    createInvitation: { email: 'mina@example.com', role: 'staff' },
  };
  // A token needs its link for the set-up or an invitation; without the right one it is refused before the database is
  // asked.
  const early = ['checkSetupLink', 'setUp', 'checkInvitation', 'acceptInvitation', 'switchTenant'];

  test('every request is told so at once and may come again; when it is back, it is served', async () => {
    await link.cut();
    const waiting = requests().filter(([name]) => !early.includes(name));
    for (const [name, send] of waiting) {
      const { status, body, headers } = await send();
      expect([name, status, body.code, headers.get('retry-after')]).toEqual([name, 503, 'unavailable', '1']);
    }
    const ready = await api.ask('/readyz');
    expect([ready.status, ready.body]).toEqual([503, { ready: false }]);
    expect((await api.ask('/healthz')).status).toBe(200);

    await link.mend();
    expect((await api.ask('/readyz')).body).toEqual({ ready: true });
    for (const [name, send] of waiting.filter(([each]) => each !== 'signing out')) {
      expect([name, (await send()).status >= 500]).toEqual([name, false]);
    }
  });

  test('and swallows what is sent, nobody waits for ever; it is found again without a new start', async () => {
    const waiting = requests().filter(([name]) => ![...early, 'signing out'].includes(name));
    link.silence();
    const first = await Promise.all(waiting.map(async ([name, send]) => [name, (await send()).status]));
    expect(first.filter(([, status]) => status !== 503)).toEqual([]);
    // By now it is known: nobody has to wait to be told.
    for (const [name, send] of waiting) {
      const { status, body } = await send();
      expect([name, status, body.code]).toEqual([name, 503, 'unavailable']);
    }
    expect((await api.ask('/readyz')).status).toBe(503);
    expect((await api.ask('/healthz')).status).toBe(200);

    await link.mend();
    await expect.poll(async () => (await api.ask('/readyz')).status, { timeout: 20_000 }).toBe(200);
    for (const [name, send] of waiting) {
      expect([name, (await send()).status >= 500]).toEqual([name, false]);
    }
  });

  test('what was under way is told so, and done once by its retry', async () => {
    const count = async () => (await here.viewer(`${customers}/statistics`)).body.total;
    const before = await count();
    const send = (n: number) =>
      here.staff(customers, {
        method: 'POST',
        body: { type: 'guest', notes: `n ${n}` },
        headers: { 'idempotency-key': `under-way-${n}` },
      });
    const sent = Array.from({ length: 30 }, (_, n) => send(n));
    await sent[0];
    await link.cut();
    const statuses = (await Promise.all(sent)).map(({ status }) => status);
    expect(statuses.filter((status) => status !== 201 && status !== 503)).toEqual([]);
    expect(statuses).toContain(503);
    await link.mend();
    const retried = await Promise.all(Array.from({ length: 30 }, (_, n) => send(n)));
    expect(new Set(retried.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await count()).toBe(before + 30);
  });

  test('a server that starts without it is alive, not ready, and serves once it is there', async () => {
    await link.cut();
    const late = testApi({ appUrl: link.url });
    expect((await late.ask('/healthz')).status).toBe(200);
    expect((await late.ask('/readyz')).status).toBe(503);
    await link.mend();
    expect((await late.ask('/readyz')).status).toBe(200);
    await late.close();
  });
});

test('a database that takes a connection and says nothing on it cannot answer, whoever opened it', async () => {
  const mute = createServer(() => {}).listen(0, '127.0.0.1');
  await once(mute, 'listening');
  const address = { host: '127.0.0.1', port: (mute.address() as AddressInfo).port };
  const impatient = { ...address, connectionTimeoutMillis: 50 };
  const failures = await Promise.all(
    [new pg.Client(impatient), new pg.Pool(impatient)].map(async (connection) =>
      (connection.connect() as Promise<unknown>).catch((error: Error) => error),
    ),
  );
  expect(failures.map((error) => [(error as Error).message, isPassing(error)])).toEqual([
    ['timeout expired', true],
    [expect.stringMatching(/timeout/), true],
  ]);
  mute.close();
});

test('a database that has no space, or takes no writes, is read from and says so, and writes may come again', async () => {
  const database = await emptyDatabase();
  const name = new URL(database.ownerUrl).pathname.slice(1);
  const inDatabase = (text: string) => asOwner(text, [], database.ownerUrl);
  const api = testApi({ appUrl: database.appUrl });
  const { staff } = await api.tenant();
  const create = async () => {
    const { status, body, headers } = await staff(customers, { method: 'POST', body: { type: 'guest' } });
    return status === 201 ? status : [status, body.code, headers.get('retry-after')];
  };
  const readers = async () => [(await staff(customers)).status, (await api.ask('/readyz')).body];
  expect(await create()).toBe(201);

  await inDatabase(
    `create function no_space() returns trigger language plpgsql as
     $$ begin raise 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
     create trigger no_space before insert on org_customers_mst execute function no_space()`,
  );
  await expect.poll(create).toEqual([503, 'storage_full', '1']);
  await expect.poll(readers).toEqual([200, { ready: true, refusesWrites: 'storage_full' }]);
  await inDatabase('drop trigger no_space on org_customers_mst');
  await expect.poll(create).toBe(201);

  await asOwner(`alter database ${name} set default_transaction_read_only = on`);
  await inDatabase(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and usename = 'regulars_app'`,
  );
  await expect.poll(create).toEqual([503, 'unavailable', '1']);
  await expect
    .poll(async () => [await create(), ...(await readers())])
    .toEqual([[503, 'unavailable', '1'], 200, { ready: true, refusesWrites: 'read_only' }]);
  await asOwner(`alter database ${name} reset default_transaction_read_only`);
  await expect.poll(create).toBe(201);
  await api.close();
  await database.drop();
});

test('an unforeseen connection limit, shutdown or deadlock may come again; a wrong statement may not', () => {
  const error = (code: string) => Object.assign(new DatabaseError('x', 1, 'error'), { code });
  for (const code of ['53300', '57P01', '57P03', '40001', '40P01', '08006', '57014', '55P03', '25006']) {
    expect([code, isPassing(error(code))]).toEqual([code, true]);
  }
  for (const code of ['23505', '42601', '42501', '22021', 'XX000']) {
    expect([code, isPassing(error(code))]).toEqual([code, false]);
  }
  // Of a client whose server takes too long to let it in.
  expect(isPassing(new Error('timeout expired'))).toBe(true);
  expect(isPassing(new TypeError('x is undefined'))).toBe(false);
  expect(isPassing('text')).toBe(false);
});
