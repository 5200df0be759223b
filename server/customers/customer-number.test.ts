import { afterAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
type Tenant = Awaited<ReturnType<typeof api.tenant>>;
const add = (tenant: Tenant, body: object = { type: 'guest' }, headers: Record<string, string> = {}) =>
  tenant.staff(customers, { method: 'POST', body, headers });
const numbers = (count: number) =>
  Array.from({ length: count }, (_, n) => `CUST-${String(n + 1).padStart(5, '0')}`);

describe('customer numbers', () => {
  test('have neither gap nor duplicate after 500 creations at once in three tenants, many of which fail', async () => {
    const tenants = [await api.tenant(), await api.tenant(), await api.tenant()];
    const answers = await Promise.all(
      Array.from({ length: 500 }, async (_, n) => {
        const tenant = tenants[n % 3]!;
        const headers: Record<string, string> = n % 4 === 0 ? { 'idempotency-key': `key-${n}` } : {};
        const body = [
          { type: 'guest' },
          { type: 'stub', name: `Customer ${n}`, phone: `9${7_000_000 + n}` },
          // Somebody else's phone, sooner or later.
          { type: 'stub', name: `Late ${n}`, phone: '92223333' },
          { type: 'stub', name: `No phone ${n}` },
          { type: 'guest', preferences: { numbers: Array.from({ length: 8000 }, () => 1) } },
        ][n % 5]!;
        return { tenant, ...(await add(tenant, body, headers)) };
      }),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409, 400]));
    for (const tenant of tenants) {
      const given = answers
        .filter((answer) => answer.tenant === tenant && answer.status === 201)
        .map(({ body }) => body.customerNumber as string);
      expect(given.length).toBeGreaterThan(60);
      expect(given.toSorted()).toEqual(numbers(given.length));
      const rows = await asOwner<{ number: string; int: string }>(
        `select customer_number as number, customer_number_int as int from org_customers_mst
          where tenant_org_id = $1 order by customer_number_int`,
        [tenant.id],
      );
      expect(rows.map(({ number }) => number)).toEqual(numbers(given.length));
      expect((await add(tenant)).body.customerNumber).toBe(numbers(given.length + 1).at(-1));
    }
  });

  test('go on beyond five digits', async () => {
    const tenant = await api.tenant();
    await add(tenant);
    await asOwner('update org_customer_counters set last_number = 99998 where tenant_org_id = $1', [
      tenant.id,
    ]);
    const given = [];
    for (let n = 0; n < 3; n += 1) given.push((await add(tenant)).body.customerNumber);
    expect(given).toEqual(['CUST-99999', 'CUST-100000', 'CUST-100001']);
    const found = await tenant.viewer(`${customers}?search=CUST-100000`);
    expect(found.body.data).toMatchObject([{ customerNumber: 'CUST-100000' }]);
  });

  test('have the prefix that the tenant has, and those given before keep theirs', async () => {
    const tenant = await api.tenant();
    const before = await add(tenant);
    await asOwner("update org_tenants_mst set customer_number_prefix = 'A1' where id = $1", [tenant.id]);
    const after = await add(tenant);
    expect(after.body.customerNumber).toBe('A1-00002');
    expect((await tenant.viewer(`${customers}/${before.body.id}`)).body.customerNumber).toBe('CUST-00001');
  });

  test('cannot be chosen, changed or taken by anybody', async () => {
    const tenant = await api.tenant();
    const { body } = await add(tenant);
    for (const change of [{ customerNumber: 'CUST-00009' }, { customer_number: 'CUST-00009' }]) {
      expect((await add(tenant, { type: 'guest', ...change })).status).toBe(400);
      const patched = await tenant.owner(`${customers}/${body.id}`, { method: 'PATCH', body: change });
      expect(patched.status).toBe(400);
    }
    expect((await add(tenant)).body.customerNumber).toBe('CUST-00002');
  });
});
