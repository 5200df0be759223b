import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
type Tenant = Awaited<ReturnType<typeof api.tenant>>;
const statistics = async (tenant: Tenant) => (await tenant.viewer(`${customers}/statistics`)).body;
const recount = async (tenantId: string) =>
  (
    await asOwner(
      `select count(*)::int as total,
        (count(*) filter (where profile_status = 'guest'))::int as guest,
        (count(*) filter (where profile_status = 'stub'))::int as stub,
        (count(*) filter (where profile_status = 'full'))::int as full,
        (count(*) filter (where is_active))::int as active,
        (count(*) filter (where not is_active))::int as inactive,
        count(*)::int as "newThisMonth"
      from org_customers_mst where tenant_org_id = $1`,
      [tenantId],
    )
  )[0];

describe('statistics', () => {
  test('of a new business are nought', async () => {
    expect(await statistics(await api.tenant())).toEqual({
      total: 0,
      guest: 0,
      stub: 0,
      full: 0,
      active: 0,
      inactive: 0,
      newThisMonth: 0,
    });
  });

  test('equal a recount after any mix of work, one after another or at once', async () => {
    const action = fc.record({
      kind: fc.constantFrom('guest', 'stub', 'taken', 'upgrade', 'rename', 'deactivate', 'restore'),
      which: fc.nat(30),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(action, { minLength: 5, maxLength: 25 }),
        fc.boolean(),
        async (actions, atOnce) => {
          const tenant = await api.tenant();
          const ids: string[] = [];
          for (let n = 0; n < 4; n += 1) {
            ids.push((await tenant.staff(customers, { method: 'POST', body: { type: 'guest' } })).body.id);
          }
          const steps = actions.map(({ kind, which }, n) => async () => {
            const id = ids[which % ids.length]!;
            const patch = (body: object) => tenant.staff(`${customers}/${id}`, { method: 'PATCH', body });
            switch (kind) {
              case 'guest':
                return tenant.staff(customers, { method: 'POST', body: { type: 'guest', name: 'Guest' } });
              case 'stub':
              case 'taken': {
                const phone = String(97_000_000 + (kind === 'taken' ? 0 : n));
                return tenant.staff(customers, { method: 'POST', body: { type: 'stub', name: 'S', phone } });
              }
              case 'upgrade':
                return patch({ name: 'Upgraded', phone: String(98_000_000 + which) });
              case 'rename':
                return patch({ displayName: `Name ${n}` });
              case 'deactivate':
                return tenant.admin(`${customers}/${id}`, { method: 'DELETE' });
              default:
                return tenant.admin(`${customers}/${id}/restore`, { method: 'POST' });
            }
          });
          const answers = [];
          if (atOnce) answers.push(...(await Promise.all(steps.map((step) => step()))));
          else for (const step of steps) answers.push(await step());
          expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
          expect(await statistics(tenant)).toEqual(await recount(tenant.id));
        },
      ),
      { numRuns: 15 },
    );
  });

  test('count as new whom the business met since its own first of the month', async () => {
    const muscat = await api.tenant({ country: 'OM' });
    const { id } = (await muscat.staff(customers, { method: 'POST', body: { type: 'guest' } })).body;
    const createdAt = (moment: string) =>
      asOwner(`update org_customers_mst set created_at = ${moment} where id = $1`, [id]);
    const midnight = `date_trunc('month', now() at time zone 'Asia/Muscat') at time zone 'Asia/Muscat'`;
    const isNew = async () => (await statistics(muscat)).newThisMonth === 1;
    await createdAt(`${midnight}`);
    expect(await isNew()).toBe(true);
    await createdAt(`${midnight} - interval '1 microsecond'`);
    expect(await isNew()).toBe(false);
    // Four hours before the month of London begins, that of Muscat has begun.
    await createdAt(`${midnight} + interval '1 hour'`);
    expect(await isNew()).toBe(true);
    expect((await statistics(muscat)).total).toBe(1);
  });

  test('can be counted in every time zone that a business may have', async () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const unknown = await asOwner<{ zone: string }>(
      `select zone from unnest($1::text[]) as zone
        where not exists (select from pg_timezone_names where lower(name) = lower(zone))`,
      [zones],
    );
    expect(zones.length).toBeGreaterThan(400);
    expect(unknown).toEqual([]);
  });
});
