import { connect, type Database } from '@regulars/database/connect';
import { tenantsWithRows } from '@regulars/database/testing/tenants-with-rows';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen } from '../http/listen.ts';
import { asOwner } from '../testing/as-owner.ts';
import { emptyDatabase } from '../testing/empty-database.ts';
import { pgbouncer, startPgbouncer } from '../testing/pgbouncer.ts';
import { testApi } from '../testing/test-api.ts';

const howMany = 200;

// Of its own: connections are killed here.
let database: Awaited<ReturnType<typeof emptyDatabase>>;
const tenants: { id: string; customerId: string; token: string }[] = [];
/** Customers in the lists of whom: held against the database at the end, as some came while others were listed. */
const seen: { id: string; tenant: string }[] = [];
const see = ({ body }: Answer, own: Tenant) => {
  seen.push(...body.data.map(({ id }: { id: string }) => ({ id, tenant: own.id })));
  return body.data.length > 0;
};

beforeAll(async () => {
  database = await emptyDatabase();
  const { token, close } = testApi({ appUrl: database.appUrl });
  for (const { tenantId, customerId } of await tenantsWithRows(database.ownerUrl, howMany)) {
    tenants.push({ id: tenantId, customerId, token: await token(tenantId, 'staff') });
  }
  await close();
});
afterAll(() => database.drop());

type Tenant = (typeof tenants)[number];
interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: every kind knows what it asked for
  body: any;
}
const write = (method: string, body: object) => ({ method, body: JSON.stringify(body) });

/** What one may ask: how, and what of the answer would be another's. */
const kinds: Record<
  string,
  [
    ask: (own: Tenant, other: Tenant) => [path: string, more?: RequestInit],
    isOwn: (a: Answer, own: Tenant) => boolean,
  ]
> = {
  list: [() => ['?limit=100&status=all'], see],
  search: [() => ['?search=sara'], see],
  get: [({ customerId }) => [`/${customerId}`], ({ body }, own) => body.id === own.customerId],
  getOther: [(_, { customerId }) => [`/${customerId}`], ({ status }) => status === 404],
  change: [
    ({ id, customerId }) => [`/${customerId}`, write('PATCH', { notes: id })],
    ({ body }, own) => body.id === own.customerId && body.notes === own.id,
  ],
  changeOther: [
    ({ id }, { customerId }) => [`/${customerId}`, write('PATCH', { notes: id })],
    ({ status }) => status === 404,
  ],
  create: [
    ({ id }) => ['', write('POST', { type: 'guest', notes: id })],
    ({ body }, own) => body.notes === own.id,
  ],
};

const asked = fc.record({
  own: fc.nat(howMany - 1),
  other: fc.nat(howMany - 1),
  kind: fc.constantFrom(...Object.keys(kinds)),
  leavesAfterMs: fc.option(fc.nat(30), { freq: 3 }),
});

const nobodyMeetsAnother = async (connected: Database, rounds: number) => {
  const api = testApi({ database: connected });
  const server = await listen(api.fetch, { port: 0, host: '127.0.0.1' });
  let served = 0;
  let left = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(asked, { minLength: 250, maxLength: 250 }), async (requests) => {
      const answers = requests.map(async ({ own, other, kind, leavesAfterMs }) => {
        const [me, them] = [tenants[own]!, tenants[own === other ? (own + 1) % howMany : other]!];
        const [ask, isOwn] = kinds[kind]!;
        const [path, more] = ask(me, them);
        try {
          const response = await fetch(`http://127.0.0.1:${server.port}/api/v1/customers${path}`, {
            ...more,
            headers: { authorization: `Bearer ${me.token}`, 'content-type': 'application/json' },
            ...(leavesAfterMs !== null && { signal: AbortSignal.timeout(leavesAfterMs) }),
          });
          const answer = { status: response.status, body: await response.json() };
          // A connection died, or two were too few for so many.
          if (answer.status === 503) return null;
          served += 1;
          return isOwn(answer, me) ? null : { kind, me, answer };
        } catch (error) {
          if ((error as Error).name !== 'TimeoutError') throw error;
          left += 1;
          return null;
        }
      });
      await asOwner(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and usename = 'regulars_app' order by random() limit 1`,
        [],
        database.ownerUrl,
      );
      expect((await Promise.all(answers)).filter((wrong) => wrong !== null)).toEqual([]);
    }),
    { numRuns: rounds, endOnFailure: true },
  );
  expect(served).toBeGreaterThan(50 * rounds);
  expect(left).toBeGreaterThan(0);

  // What was done for those who had left, too.
  const strays = await asOwner(
    `select tenant_org_id, notes from org_customers_mst where notes <> tenant_org_id::text`,
    [],
    database.ownerUrl,
  );
  expect(strays).toEqual([]);
  const others = await asOwner(
    `select seen.* from jsonb_to_recordset($1) as seen (id uuid, tenant uuid)
     where not exists (select from org_customers_mst c where c.id = seen.id and c.tenant_org_id = seen.tenant)`,
    [JSON.stringify(seen)],
    database.ownerUrl,
  );
  expect(others).toEqual([]);
  expect(seen.length).toBeGreaterThan(100);
  // And the connections work.
  const last = await api.withHeaders({ authorization: `Bearer ${tenants[0]!.token}` })('/api/v1/customers');
  expect(last.status).toBe(200);
  await server.close();
  await api.close();
};

test('two hundred businesses on two connections, callers who leave and connections that die: nobody sees or changes what is another’s', () =>
  nobodyMeetsAnother(connect(database.appUrl, { connections: 2 }), 5));

test.skipIf(!pgbouncer)(
  'the same for a dozen connections that a pooler in transaction mode leads through three (skipped without pgbouncer)',
  async () => {
    const pooler = await startPgbouncer(database.appUrl, { mode: 'transaction', size: 3 });
    await nobodyMeetsAnother(connect(pooler.url, { prepared: false, heartbeatUrl: database.appUrl }), 3);
    await pooler.stop();
  },
);
