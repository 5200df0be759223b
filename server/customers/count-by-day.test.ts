import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { type Ask, testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
const daily = async (ask: Ask, days = 30) => (await ask(`${customers}/statistics/daily?days=${days}`)).body;
const create = (ask: Ask) => ask(customers, { method: 'POST', body: { type: 'guest' } });

/** The same from the customers themselves, in the zone that the tenant has now. */
const recount = (tenantId: string, days: number) =>
  asOwner<{ day: string; created: number }>(
    `select day::date, count(customer.id)::int8 as created
      from org_tenants_mst as tenant
      cross join lateral generate_series(
        (now() at time zone time_zone)::date - $2::integer + 1, (now() at time zone time_zone)::date, interval '1 day') day
      left join org_customers_mst as customer
        on customer.tenant_org_id = tenant.id and (customer.created_at at time zone time_zone)::date = day::date
      where tenant.id = $1 group by day order by day`,
    [tenantId, days],
  );

/** As an import does: many at once. Only the owner says when. */
const bringIn = (tenantId: string, minutesAgo: number[]) =>
  asOwner(
    `insert into org_customers_mst (tenant_org_id, profile_status, created_at)
      select $1, 'guest', now() - minutes * interval '1 minute' from unnest($2::integer[]) minutes`,
    [tenantId, minutesAgo],
  );

test('the days of a new business are thirty, of nought, and end today', async () => {
  const tenant = await api.tenant({ country: 'OM' });
  const { timeZone, days } = (await tenant.viewer(`${customers}/statistics/daily`)).body;
  expect(timeZone).toBe('Asia/Muscat');
  expect(days).toHaveLength(30);
  expect(days).toEqual(await recount(tenant.id, 30));
  await create(tenant.staff);
  expect((await daily(tenant.viewer)).days).toEqual(await recount(tenant.id, 30));
  expect((await daily(tenant.viewer, 1)).days).toMatchObject([{ created: 1 }]);
});

test.each(['0', '367', '-1', 'many', '1.5', ''])('%j days are refused', async (days) => {
  const { status, body } = await (await api.tenant()).viewer(`${customers}/statistics/daily?days=${days}`);
  expect([status, body.errors?.[0]?.pointer]).toEqual([400, '?days']);
});

// Whole hours, halves and quarters; with and without summer time; on both sides of the date line.
const countries = ['OM', 'IN', 'NP', 'IR', 'US', 'AU', 'NZ', 'KI', 'GB'];

test('the days equal a recount after any mix of work, in any time zone', async () => {
  const minutes = fc.integer({ min: 0, max: 100 * 24 * 60 });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...countries),
      fc.array(minutes, { maxLength: 40 }),
      fc.array(minutes, { maxLength: 5 }),
      fc.nat(8),
      async (country, imported, moved, deleted) => {
        const tenant = await api.tenant({ country });
        const { id } = (await create(tenant.staff)).body;
        await bringIn(tenant.id, imported);
        await tenant.staff(`${customers}/${id}`, {
          method: 'PATCH',
          body: { name: 'S', phone: '+96890000001' },
        });
        await tenant.admin(`${customers}/${id}`, { method: 'DELETE' });
        for (const minutesAgo of moved) {
          await asOwner(
            `update org_customers_mst set created_at = now() - $2 * interval '1 minute' where tenant_org_id = $1
              and id = (select id from org_customers_mst where tenant_org_id = $1 order by created_at limit 1)`,
            [tenant.id, minutesAgo],
          );
        }
        await asOwner(
          `delete from org_customers_mst where tenant_org_id = $1 and id in (
            select id from org_customers_mst where tenant_org_id = $1 order by created_at desc limit $2)`,
          [tenant.id, deleted],
        );
        expect((await daily(tenant.viewer, 99)).days).toEqual(await recount(tenant.id, 99));
      },
    ),
    { numRuns: 25 },
  );
});

test('the days equal a recount after creations and imports at once', async () => {
  const tenant = await api.tenant();
  const answers = await Promise.all(
    Array.from({ length: 40 }, async (_, n) => {
      if (n % 8 === 0) await bringIn(tenant.id, [0, 15, 30, 2000, n]);
      const created = await create(tenant.staff);
      if (n % 3 === 0) await tenant.admin(`${customers}/${created.body.id}`, { method: 'DELETE' });
      return created.status;
    }),
  );
  expect(new Set(answers)).toEqual(new Set([201]));
  const { days } = await daily(tenant.viewer);
  expect(days).toEqual(await recount(tenant.id, 30));
  expect(days.reduce((sum: number, { created }: { created: number }) => sum + created, 0)).toBe(40 + 5 * 5);
});

test('a business that moves to another time zone sees all its days in that one', async () => {
  const tenant = await api.tenant({ country: 'OM' });
  await bringIn(
    tenant.id,
    Array.from({ length: 200 }, (_, n) => n * 60),
  );
  await asOwner(`update org_tenants_mst set time_zone = 'Pacific/Chatham' where id = $1`, [tenant.id]);
  // Another process, or this one some seconds later: what is known of a tenant is kept that long.
  const elsewhere = testApi();
  const viewer = elsewhere.withHeaders({ authorization: `Bearer ${await api.token(tenant.id, 'viewer')}` });
  const { timeZone, days } = await daily(viewer);
  expect(timeZone).toBe('Pacific/Chatham');
  expect(days).toEqual(await recount(tenant.id, 30));
  await elsewhere.close();
});

test('a day of another tenant is not among them', async () => {
  const [here, there] = await Promise.all([api.tenant(), api.tenant()]);
  await create(there.staff);
  expect((await daily(here.viewer)).days).toEqual(await recount(here.id, 30));
  expect((await daily(here.viewer, 1)).days).toMatchObject([{ created: 0 }]);
});
