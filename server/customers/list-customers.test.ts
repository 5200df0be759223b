import { customerSorts, customerStatuses, profileStatuses } from '@regulars/contract/customer';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { type Ask, testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
type Tenant = Awaited<ReturnType<typeof api.tenant>>;

/** Customers with many equal keys and many that are not known, as years of use would leave them. */
const fill = (tenantId: string, rows: number, seed: number) =>
  asOwner(
    `insert into org_customers_mst (tenant_org_id, profile_status, name, first_name, phone, total_orders,
        last_order_at, created_at, is_active)
      select $1, case when n % 3 = 0 then 'stub' else 'guest' end,
        case when n % 3 = 0 or n % 4 = 0
          then (array['Sara', 'sara', 'أحمد', 'Zoë', 'Ahmed', 'سارة'])[1 + (n * $3) % 6] end,
        case when n % 5 = 0 then 'Omar' end,
        case when n % 3 = 0 then '+9689' || (1000000 + n) end,
        (n * $3) % 4,
        case when (n + $3) % 3 > 0 then timestamptz '2025-01-01 00:00:00.123456+00' + (n % 4) * interval '1 second' end,
        timestamptz '2025-03-01 12:00:00.5+00' + ((n * $3) % 7) * interval '1 microsecond',
        n % 5 <> 1
      from generate_series(1, $2::int) as n`,
    [tenantId, rows, seed],
  );

const walk = async (ask: Ask, query: string, between: () => Promise<unknown> = async () => {}) => {
  const rows: { id: string }[] = [];
  const totals = new Set<number>();
  for (let cursor = '', pages = 0; ; pages += 1) {
    expect(pages).toBeLessThan(500);
    const { status, body } = await ask(`${customers}?${query}${cursor}`);
    expect(status).toBe(200);
    rows.push(...body.data);
    totals.add(body.page.total);
    expect(body.page.totalIsExact).toBe(true);
    if (body.page.nextCursor === null) return { ids: rows.map(({ id }) => id), totals };
    cursor = `&cursor=${encodeURIComponent(body.page.nextCursor)}`;
    await between();
  }
};

const orders = {
  '-createdAt': 'created_at desc, id desc',
  createdAt: 'created_at, id',
  name: `sort_name collate "C", id`,
  '-name': `sort_name collate "C" desc, id desc`,
  '-lastOrderAt': 'last_order_at desc nulls last, id desc',
  lastOrderAt: 'last_order_at nulls first, id',
  '-totalOrders': 'total_orders desc, id desc',
  totalOrders: 'total_orders, id',
  '-loyaltyPoints': 'loyalty_points desc, id desc',
  loyaltyPoints: 'loyalty_points, id',
  '-customerNumber': 'customer_number_int desc',
  customerNumber: 'customer_number_int',
  relevance: 'created_at desc, id desc',
};

describe('GET /api/v1/customers', () => {
  test('walked by cursor shows every row once, in order, whatever the sort, the filters and the page', async () => {
    for (const [rows, seed] of [
      [37, 1],
      [61, 5],
    ] as const) {
      const tenant = await api.tenant();
      await fill(tenant.id, rows, seed);
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...customerSorts),
          fc.constantFrom(undefined, ...profileStatuses),
          fc.constantFrom(undefined, ...customerStatuses),
          fc.integer({ min: 1, max: 25 }),
          async (sort, type, status, limit) => {
            const query = new URLSearchParams({
              sort,
              limit: String(limit),
              ...(type && { type }),
              ...(status && { status }),
            });
            const expected = await asOwner<{ id: string }>(
              `select id from org_customers_mst where tenant_org_id = $1
                and ($2::text is null or profile_status = $2) and ($3::boolean is null or is_active = $3)
                order by ${orders[sort]}`,
              [tenant.id, type ?? null, status === 'all' ? null : status !== 'inactive'],
            );
            const { ids, totals } = await walk(tenant.viewer, query.toString());
            expect(ids).toEqual(expected.map(({ id }) => id));
            expect([...totals]).toEqual([expected.length]);
          },
        ),
        { numRuns: 25 },
      );
    }
  });

  test.each(customerSorts)(
    'sorted by %s shows every untouched row once while two hundred writes happen beside',
    async (sort) => {
      const tenant = await api.tenant();
      await fill(tenant.id, 90, 3);
      const all = await asOwner<{ id: string }>(
        'select id from org_customers_mst where tenant_org_id = $1 and is_active order by id',
        [tenant.id],
      );
      const untouched = all.filter((_, n) => n % 2 === 0).map(({ id }) => id);
      const touched = all.filter((_, n) => n % 2 === 1).map(({ id }) => id);
      let written = 0;
      const write = () => {
        written += 1;
        const address = `${customers}/${touched[written % touched.length]}`;
        if (written % 4 === 0)
          return tenant.staff(customers, { method: 'POST', body: { type: 'guest', name: 'Sara' } });
        if (written % 4 === 1) return tenant.admin(address, { method: 'DELETE' });
        if (written % 4 === 2) return tenant.admin(`${address}/restore`, { method: 'POST' });
        return tenant.staff(address, { method: 'PATCH', body: { displayName: `Zaid ${written}` } });
      };
      const writes = () => Promise.all(Array.from({ length: 20 }, write));
      const { ids } = await walk(tenant.viewer, `sort=${sort}&limit=8&status=all`, async () => {
        if (written < 200) await writes();
      });
      expect(written).toBe(200);
      const seen = ids.filter((id) => untouched.includes(id));
      expect(seen.toSorted()).toEqual(untouched.toSorted());
    },
  );

  describe('takes a cursor', () => {
    let tenant: Tenant;
    let cursor: string;
    const list = (query: string) => tenant.viewer(`${customers}?${query}`);
    beforeAll(async () => {
      tenant = await api.tenant();
      await fill(tenant.id, 30, 1);
      cursor = (await list('search=sara&sort=name&limit=1')).body.page.nextCursor;
      expect(cursor).toBeTruthy();
    });

    test('of the same search, filters and sort, with another limit', async () => {
      expect((await list(`search=sara&sort=name&limit=2&cursor=${cursor}`)).status).toBe(200);
    });

    test.each([
      ['another search', 'search=sar&sort=name'],
      ['no search', 'sort=name'],
      ['another sort', 'search=sara&sort=-createdAt'],
      ['another type', 'search=sara&sort=name&type=stub'],
      ['another status', 'search=sara&sort=name&status=all'],
    ])('and refuses it with %s', async (_, query) => {
      const { status, body } = await list(`${query}&cursor=${cursor}`);
      expect([status, body.code]).toEqual([400, 'invalid_cursor']);
    });

    test('and refuses it with any character changed, left out or added', async () => {
      const [payload, signature] = cursor.split('.') as [string, string];
      const forged = Buffer.from(JSON.stringify(['2000-01-01', crypto.randomUUID()])).toString('base64url');
      const tampered = [
        ...[...cursor].map((at, n) => cursor.slice(0, n) + (at === 'B' ? 'C' : 'B') + cursor.slice(n + 1)),
        ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
          .map((last) => cursor.slice(0, -1) + last)
          .filter((other) => other !== cursor),
        `${forged}.${signature}`,
        payload,
        `.${signature}`,
        `${cursor}A`,
        `${cursor}.A`,
        `${cursor}=`,
        '',
        '.',
        'null',
      ];
      for (const each of tampered) {
        const { status, body } = await list(`search=sara&sort=name&cursor=${encodeURIComponent(each)}`);
        expect([each, status, body.code]).toEqual([each, 400, 'invalid_cursor']);
      }
    });
  });

  test.each(['0', '101', '-1', '1.5', 'ten', '', 'NaN', '1e9'])('refuses the limit %j', async (limit) => {
    const tenant = await api.tenant();
    const { status, body } = await tenant.viewer(`${customers}?limit=${limit}`);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ pointer: '?limit' }]);
  });

  test.each([
    ['?sort=phone', '?sort', 'invalid_value'],
    ['?status=deleted', '?status', 'invalid_value'],
    ['?type=vip', '?type', 'invalid_value'],
    ['?colour=red', '?colour', 'unknown_field'],
    [`?search=${'x'.repeat(201)}`, '?search', 'too_long'],
    ['?limit=1&limit=2', '?limit', 'invalid_value'],
  ])('names what is wrong with %s', async (query, pointer, code) => {
    const tenant = await api.tenant();
    const { status, body } = await tenant.viewer(`${customers}${query}`);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ pointer, code }]);
  });

  test('shows 25 of many unless asked otherwise, newest first', async () => {
    const tenant = await api.tenant();
    await fill(tenant.id, 130, 1);
    const { body } = await tenant.viewer(`${customers}?status=all`);
    expect([body.data.length, body.page.total, body.page.totalIsExact]).toEqual([25, 130, true]);
    const newest = await tenant.staff(customers, { method: 'POST', body: { type: 'guest' } });
    // Of addresses a list does not tell.
    const { addresses, ...listed } = newest.body;
    expect((await tenant.viewer(`${customers}?limit=1`)).body.data).toEqual([listed]);
    expect((await tenant.viewer(`${customers}?limit=100&status=all`)).body.data.length).toBe(100);
  });

  test('sorts names as people read them: by any script, without regard to case and accents', async () => {
    const tenant = await api.tenant();
    for (const name of ['zaid', 'Émile', 'ahmed', 'سارة', 'Zoë', 'eman', 'أحمد']) {
      await tenant.staff(customers, { method: 'POST', body: { type: 'guest', name } });
    }
    const { body } = await tenant.viewer(`${customers}?sort=name`);
    expect(body.data.map((each: { name: string }) => each.name)).toEqual([
      'ahmed',
      'eman',
      'Émile',
      'zaid',
      'Zoë',
      'أحمد',
      'سارة',
    ]);
  });
});
