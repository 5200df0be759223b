import { connect } from '@regulars/database/connect';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { emptyDatabase } from '../testing/empty-database.ts';
import { testApi } from '../testing/test-api.ts';
import { keepCurrent } from './keep-current.ts';
import { listWaitingTenants } from './list-waiting-tenants.ts';
import { modelVersion } from './scorer-of.ts';
import { startMatching } from './start-matching.ts';

let database: Awaited<ReturnType<typeof emptyDatabase>>;
beforeAll(async () => {
  database = await emptyDatabase();
});
afterAll(() => database.drop());

const log = pino({ level: 'silent' });
const inboxOf = async (viewer: ReturnType<typeof testApi>['ask']) =>
  (await viewer('/api/v1/customers/duplicates')).body.page.total as number;

test('the threads of two processes fill the inboxes of all tenants by themselves, and end when told to', async () => {
  const api = testApi({ appUrl: database.appUrl });
  const stops = [startMatching(database.appUrl, true, log), startMatching(database.appUrl, false, log)];
  const shops = [await api.tenant(), await api.tenant()];
  for (const { staff } of shops) {
    for (let n = 0; n < 2; n += 1) {
      await staff('/api/v1/customers', {
        method: 'POST',
        body: { type: 'guest', name: 'Sara Al Balushi', email: 'sara@example.com' },
      });
    }
  }
  for (const { viewer } of shops) {
    await expect.poll(() => inboxOf(viewer), { timeout: 20_000 }).toBe(1);
  }
  await Promise.all(stops.map((stop) => stop()));
  await api.close();
});

test('where an import is being written its customers are compared behind it; nobody else waits', async () => {
  const api = testApi({ appUrl: database.appUrl });
  const [busy, other] = [await api.tenant(), await api.tenant()];
  for (const { staff } of [busy, other]) {
    for (let n = 0; n < 2; n += 1) {
      await staff('/api/v1/customers', {
        method: 'POST',
        body: { type: 'guest', name: 'Sara Al Balushi', email: 'sara@example.com' },
      });
    }
  }
  await asOwner(
    `insert into org_imports (tenant_org_id, state, file_name, bytes, format, has_heading, columns, created_by, asked_by)
      values ($1, 'importing', 'list.csv', 1, 'csv', true, '[]', 'x', 'x')`,
    [busy.id],
    database.ownerUrl,
  );
  const own = connect(database.appUrl, { connections: 1 });
  const told: unknown[] = [];
  const stop = keepCurrent(own, (error) => told.push(error));
  await expect.poll(() => inboxOf(other.viewer), { timeout: 20_000 }).toBe(1);
  expect(await listWaitingTenants(own)).toEqual([]);
  expect(await inboxOf(busy.viewer)).toBe(0);
  await asOwner(`update org_imports set state = 'done'`, [], database.ownerUrl);
  await expect.poll(() => inboxOf(busy.viewer), { timeout: 20_000 }).toBe(1);
  expect(told).toEqual([]);
  await stop();
  await own.close();
  await api.close();
});

test('what goes wrong in one tenant is told and tried again, and keeps no other waiting', async () => {
  const api = testApi({ appUrl: database.appUrl });
  const [broken, fine] = [await api.tenant(), await api.tenant()];
  for (const { staff } of [broken, fine]) {
    for (let n = 0; n < 2; n += 1) {
      await staff('/api/v1/customers', {
        method: 'POST',
        body: { type: 'guest', name: 'Huda Lawati', email: 'huda@example.com' },
      });
    }
  }
  await asOwner(
    `insert into org_duplicate_models (tenant_org_id, model, customers) values ($1, $2, 2)`,
    [broken.id, { version: modelVersion }],
    database.ownerUrl,
  );
  const told: unknown[] = [];
  const own = connect(database.appUrl, { connections: 1 });
  const stop = keepCurrent(own, (error) => told.push(error));
  await expect.poll(() => inboxOf(fine.viewer), { timeout: 20_000 }).toBe(1);
  await expect.poll(() => told.length, { timeout: 20_000 }).toBeGreaterThan(0);
  expect(await inboxOf(broken.viewer)).toBe(0);
  await asOwner('delete from org_duplicate_models', [], database.ownerUrl);
  await expect.poll(() => inboxOf(broken.viewer), { timeout: 20_000 }).toBe(1);
  await stop();
  await own.close();
  await api.close();
});

test('a customer who cannot be compared is told of, set aside after three tries and keeps nobody waiting; once changed it is compared again', async () => {
  const api = testApi({ appUrl: database.appUrl });
  const { id, staff, viewer } = await api.tenant();
  const create = async (email: string): Promise<string> =>
    (
      await staff('/api/v1/customers', {
        method: 'POST',
        body: { type: 'guest', name: 'Huda Lawati', email },
      })
    ).body.id;
  const owner = (sql: string, parameters: unknown[] = []) =>
    asOwner<{ count: number; tries: number }>(sql, parameters, database.ownerUrl);
  const queued = async () =>
    (await owner('select count(*) from org_duplicate_queue where tenant_org_id = $1', [id]))[0]!.count;
  const failures = () => owner('select tries from org_duplicate_failures where tenant_org_id = $1', [id]);

  await create('huda@example.com');
  await create('huda@example.com');
  const poison = await create('poison@example.com');
  await owner(`alter table org_duplicate_keys add constraint poison check (customer_id <> '${poison}')`);
  const told: string[] = [];
  const own = connect(database.appUrl, { connections: 1 });
  const stop = keepCurrent(own, (error) => told.push((error as Error).message));
  await expect.poll(() => inboxOf(viewer), { timeout: 20_000 }).toBe(1);
  await expect.poll(queued, { timeout: 20_000 }).toBe(0);
  expect(told.length).toBe(3);
  expect(told.filter((message) => !message.includes(poison))).toEqual([]);
  expect(told[2]).toContain('set aside');
  expect(await failures()).toEqual([{ tries: 3 }]);

  // Others are compared as ever.
  await create('huda@example.com');
  await expect.poll(() => inboxOf(viewer), { timeout: 20_000 }).toBe(3);
  expect(told.length).toBe(3);

  await owner('alter table org_duplicate_keys drop constraint poison');
  await staff(`/api/v1/customers/${poison}`, { method: 'PATCH', body: { email: 'huda@example.com' } });
  await expect.poll(() => inboxOf(viewer), { timeout: 20_000 }).toBe(6);
  expect(await failures()).toEqual([]);
  await stop();
  await own.close();
  await api.close();
}, 60_000);
