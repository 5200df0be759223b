import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
const orders = '/api/v1/orders';
type Tenant = Awaited<ReturnType<typeof api.tenant>>;
const addGuest = async (tenant: Tenant) =>
  (await tenant.staff(customers, { method: 'POST', body: { type: 'guest' } })).body.id as string;
const order = async (tenant: Tenant, customerId: string, more: object = {}) =>
  (await tenant.staff(orders, { method: 'POST', body: { customerId, total: '1', ...more } })).body;
const change = (tenant: Tenant, id: string, body: object) =>
  tenant.staff(`${orders}/${id}`, { method: 'PATCH', body });

const kept = (tenantId: string) =>
  asOwner(
    `select id, total_orders, total_spent::text, last_order_at from org_customers_mst
     where tenant_org_id = $1 order by id`,
    [tenantId],
  );
const recounted = (tenantId: string) =>
  asOwner(
    `select customer.id, count(placed.id)::int as total_orders,
       coalesce(sum(total), 0)::numeric(24, 4)::text as total_spent, max(placed_at) as last_order_at
     from org_customers_mst customer left join org_orders_mst placed
       on placed.tenant_org_id = customer.tenant_org_id and placed.customer_id = customer.id
       and status not in ('cancelled', 'refunded')
     where customer.tenant_org_id = $1 group by customer.id order by customer.id`,
    [tenantId],
  );

let here: Tenant;
beforeAll(async () => {
  here = await api.tenant();
});

describe('the totals of a customer', () => {
  test('follow an order from its coming to its refund, each change in one version that history tells', async () => {
    const id = await addGuest(here);
    const placedAt = '2026-05-01T10:00:00+00:00';
    const first = await order(here, id, { total: '4.5', placedAt });
    await order(here, id, { total: '1', placedAt: '2026-04-01T00:00:00Z' });
    await order(here, id, { total: '8', status: 'cancelled' });
    const totals = async () => {
      const { totalOrders, totalSpent, lastOrderAt, version } = (await here.viewer(`${customers}/${id}`))
        .body;
      return [totalOrders, totalSpent.amount, lastOrderAt, version];
    };
    expect(await totals()).toEqual([2, '5.500', placedAt, 3]);
    await change(here, first.id, { status: 'ready' });
    await change(here, first.id, { note: 'x' });
    expect(await totals()).toEqual([2, '5.500', placedAt, 3]);
    await change(here, first.id, { total: '5' });
    expect(await totals()).toEqual([2, '6.000', placedAt, 4]);
    await change(here, first.id, { status: 'refunded' });
    expect(await totals()).toEqual([1, '1.000', '2026-04-01T00:00:00+00:00', 5]);
    const { data } = (await here.viewer(`${customers}/${id}/history`)).body;
    expect(data.map(({ action }: { action: string }) => action)).toEqual([
      ...Array(4).fill('orders_changed'),
      'created',
    ]);
    expect(data[1].changes).toEqual([{ field: 'totalSpent', from: 5.5, to: 6 }]);
  });

  test('are written by no hand', async () => {
    const id = await addGuest(here);
    for (const body of [
      { totalOrders: 3 },
      { totalSpent: { amount: '1', currency: 'OMR' } },
      { lastOrderAt: null },
      { loyaltyPoints: 9 },
    ]) {
      const { status } = await here.owner(`${customers}/${id}`, { method: 'PATCH', body });
      expect([body, status]).toEqual([body, 400]);
    }
  });

  test('stay when a guest becomes a stub', async () => {
    const id = await addGuest(here);
    await order(here, id, { total: '4' });
    const body = { name: 'Sara', phone: '92888777' };
    const upgraded = await here.staff(`${customers}/${id}`, { method: 'PATCH', body });
    expect(upgraded.body).toMatchObject({
      profileStatus: 'stub',
      totalOrders: 1,
      totalSpent: { amount: '4.000' },
    });
  });

  test('are exact after sixty orders, cancellations, moves and corrections at once', async () => {
    const tenant = await api.tenant();
    const [one, other] = [await addGuest(tenant), await addGuest(tenant)];
    const made = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        order(tenant, n % 2 ? one : other, {
          total: `${n}.25`,
          placedAt: `2026-01-${10 + (n % 20)}T00:00:00Z`,
        }),
      ),
    );
    expect(await kept(tenant.id)).toEqual(await recounted(tenant.id));
    const answers = await Promise.all([
      ...made.map(({ id }, n) =>
        change(
          tenant,
          id,
          [{ status: 'cancelled' }, { customerId: one }, { customerId: other }, { total: '7.125' }][n % 4]!,
        ),
      ),
      ...Array.from({ length: 30 }, (_, n) =>
        order(tenant, n % 3 ? one : other, { placedAt: `2026-02-${10 + (n % 18)}T00:00:00Z` }),
      ),
    ]);
    expect(answers.filter((answer) => answer.status >= 400)).toEqual([]);
    expect(await kept(tenant.id)).toEqual(await recounted(tenant.id));
  });

  test('know the last order also when those after it are cancelled at once', async () => {
    const id = await addGuest(here);
    const placedAt = (n: number) => `2026-04-${10 + n}T00:00:00+00:00`;
    const made = await Promise.all(
      Array.from({ length: 12 }, (_, n) => order(here, id, { placedAt: placedAt(n) })),
    );
    await Promise.all(made.slice(1).map((each) => change(here, each.id, { status: 'cancelled' })));
    expect((await here.viewer(`${customers}/${id}`)).body).toMatchObject({
      totalOrders: 1,
      lastOrderAt: placedAt(0),
    });
  });

  test('equal a recount after any sequence of orders, changes, bulks and deletions', async () => {
    const status = fc.constantFrom('received', 'ready', 'delivered', 'cancelled', 'refunded');
    const step = fc.record({
      kind: fc.constantFrom('order', 'change', 'move', 'date', 'bulk', 'delete', 'statement'),
      who: fc.nat(2),
      which: fc.nat(20),
      status,
      total: fc.nat(99_999).map((thousandths) => (thousandths / 1000).toFixed(3)),
      day: fc.integer({ min: 10, max: 28 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 15 }), async (steps) => {
        const tenant = await api.tenant();
        const guests = [await addGuest(tenant), await addGuest(tenant), await addGuest(tenant)];
        const made: string[] = [];
        for (const { kind, who, which, status, total, day } of steps) {
          const customerId = guests[who]!;
          const id = made[which % made.length];
          const placedAt = `2026-03-${day}T00:00:00Z`;
          if (kind === 'order' || id === undefined) {
            made.push((await order(tenant, customerId, { total, status, placedAt })).id);
          } else if (kind === 'change') await change(tenant, id, { status, total });
          else if (kind === 'move') await change(tenant, id, { customerId });
          else if (kind === 'date') await change(tenant, id, { placedAt });
          else if (kind === 'bulk') {
            const all = guests.map((customerId, n) => ({
              externalRef: `n${(n + which) % 4}`,
              customerId,
              total,
              status,
              placedAt,
            }));
            const { body } = await tenant.staff(`${orders}/bulk`, { method: 'POST', body: { orders: all } });
            expect(body.refused).toBe(0);
          } else if (kind === 'delete') await asOwner('delete from org_orders_mst where id = $1', [id]);
          else {
            // As a merge moves them: many, of several customers, at once.
            await asOwner('update org_orders_mst set customer_id = $2 where tenant_org_id = $1', [
              tenant.id,
              customerId,
            ]);
          }
        }
        expect(await kept(tenant.id)).toEqual(await recounted(tenant.id));
      }),
      { numRuns: 15 },
    );
  });
});
