import { afterAll, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { testApi } from '../testing/test-api.ts';
import { cleanUpCounterTimes } from './clean-up-counter-times.ts';

const api = testApi();
afterAll(api.close);

const path = '/api/v1/counter/times';
type Member = Awaited<ReturnType<typeof api.tenant>>['staff'];
const record = (ask: Member, milliseconds: unknown) => ask(path, { method: 'POST', body: { milliseconds } });
const kept = async (tenantId: string) =>
  (
    await asOwner<{ milliseconds: number }>(
      `select milliseconds from org_counter_times where tenant_org_id = $1 order by milliseconds`,
      [tenantId],
    )
  ).map(({ milliseconds }) => milliseconds);

test('the median is told of all, by day and by person, to admins of the business alone', async () => {
  const [tenant, other] = [await api.tenant({ country: 'OM' }), await api.tenant()];
  expect((await tenant.owner(path)).body).toEqual({
    timeZone: 'Asia/Muscat',
    stubs: 0,
    medianMilliseconds: null,
    days: [],
    people: [],
  });
  for (const milliseconds of [4_000, 9_000, 30_000]) {
    expect((await record(tenant.staff, milliseconds)).body).toMatchObject({ milliseconds });
  }
  await record(tenant.admin, 6_000);
  await record(other.staff, 1);

  const { body } = await tenant.admin(path);
  expect(body).toMatchObject({ stubs: 4, medianMilliseconds: 7_500 });
  expect(body.days).toEqual([{ day: expect.any(String), stubs: 4, medianMilliseconds: 7_500 }]);
  expect(
    body.people.map(({ stubs, medianMilliseconds }: Record<string, number>) => [stubs, medianMilliseconds]),
  ).toEqual([
    [3, 9_000],
    [1, 6_000],
  ]);
  for (const ask of [tenant.staff, tenant.viewer]) expect((await ask(path)).status).toBe(403);
  expect((await record(tenant.viewer, 5_000)).status).toBe(403);
  expect(await kept(tenant.id)).toEqual([4_000, 6_000, 9_000, 30_000]);
});

test.each([0, -1, 3_600_001, 1.5, '8400', null])('%j is no time at the counter', async (milliseconds) => {
  const tenant = await shared();
  const { status, body } = await record(tenant.staff, milliseconds);
  expect([status, body.errors[0].pointer]).toEqual([400, '/milliseconds']);
  expect(await kept(tenant.id)).toEqual([]);
});

test('a day is one of the calendar of the business, and only thirty of them count', async () => {
  const tenant = await api.tenant({ country: 'NZ' });
  const on = (day: string, milliseconds: number) =>
    asOwner(
      `insert into org_counter_times (tenant_org_id, saved_at, actor_id, milliseconds)
        select id, ((now() at time zone time_zone)::date + $2::interval) at time zone time_zone, 'a clerk', $3
        from org_tenants_mst where id = $1`,
      [tenant.id, day, milliseconds],
    );
  await on('-29 days', 1_000);
  await on('-29 days -1 second', 99_000);
  await on('-1 second', 2_000);
  await on('0', 3_000);
  const { body } = await tenant.owner(path);
  expect(body).toMatchObject({ timeZone: 'Pacific/Auckland', stubs: 3, medianMilliseconds: 2_000 });
  const today = await asOwner<{ at: string }>(
    `select (now() at time zone 'Pacific/Auckland')::date::text as at`,
  );
  const daysAgo = (days: number) =>
    new Date(Date.parse(today[0]!.at) - days * 86_400_000).toISOString().slice(0, 10);
  expect(body.days.map(({ day }: { day: string }) => day)).toEqual([daysAgo(29), daysAgo(1), daysAgo(0)]);
});

test('what is older than ninety days is forgotten, and nothing else', async () => {
  const tenant = await api.tenant();
  await record(tenant.staff, 8_000);
  for (const [age, milliseconds] of [
    ['89 days 23 hours', 1_000],
    ['90 days 1 hour', 2_000],
  ]) {
    await asOwner(
      `insert into org_counter_times (tenant_org_id, saved_at, actor_id, milliseconds)
        values ($1, now() - $2::interval, 'a clerk', $3)`,
      [tenant.id, age, milliseconds],
    );
  }
  await cleanUpCounterTimes(api.database);
  expect(await kept(tenant.id)).toEqual([1_000, 8_000]);
});

let one: ReturnType<typeof api.tenant> | undefined;
const shared = () => (one ??= api.tenant());
