import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
const orders = '/api/v1/orders';
let here: Awaited<ReturnType<typeof api.tenant>>;
let ids: [string, string];
const placed = (day: number) => `2026-01-${String(day).padStart(2, '0')}T08:00:00Z`;
beforeAll(async () => {
  here = await api.tenant();
  const guest = async () =>
    (await here.staff(customers, { method: 'POST', body: { type: 'guest' } })).body.id;
  ids = [await guest(), await guest()];
  const all = Array.from({ length: 20 }, (_, n) => ({
    externalRef: `n${n + 1}`,
    customerId: ids[n % 2],
    total: `${n + 1}`,
    status: ['received', 'ready', 'delivered', 'cancelled', 'refunded'][n % 5],
    // Two at a time.
    placedAt: placed(1 + Math.floor(n / 2)),
  }));
  const { body } = await here.staff(`${orders}/bulk`, { method: 'POST', body: { orders: all } });
  expect(body.created).toBe(20);
});

const walk = async (address: string) => {
  const found: { externalRef: string; placedAt: string; status: string }[] = [];
  for (let cursor = ''; ; ) {
    const { status, body } = await here.viewer(`${address}${cursor}`);
    expect(status).toBe(200);
    found.push(...body.data);
    if (body.page.nextCursor === null) return { found, last: body };
    cursor = `&cursor=${body.page.nextCursor}`;
  }
};
const refs = (found: { externalRef: string }[]) =>
  found.map(({ externalRef }) => Number(externalRef.slice(1))).toSorted((a, b) => a - b);
const numbers = (test: (n: number) => boolean) => Array.from({ length: 20 }, (_, n) => n + 1).filter(test);

describe('GET /api/v1/orders', () => {
  test('walks through all, the last placed first, each once', async () => {
    const { found, last } = await walk(`${orders}?limit=3`);
    expect(refs(found)).toEqual(numbers(() => true));
    const times = found.map(({ placedAt }) => placedAt);
    expect(times).toEqual(times.toSorted().reverse());
    expect(last.page).toEqual({ nextCursor: null, total: 20, totalIsExact: true });
  });

  test.each<[string, (n: number) => boolean]>([
    ['status=ready', (n) => n % 5 === 2],
    ['externalRef=n7', (n) => n === 7],
    [`placedFrom=${placed(3)}`, (n) => n >= 5],
    [`placedBefore=${placed(3)}`, (n) => n < 5],
    [`placedFrom=${placed(3)}&placedBefore=${placed(5)}&status=received`, (n) => n === 6],
  ])('shows those of %s alone', async (filter, expected) => {
    expect(refs((await walk(`${orders}?limit=2&${filter}`)).found)).toEqual(numbers(expected));
  });

  test('shows those of one customer alone; of one whom nobody knows, none', async () => {
    expect(refs((await walk(`${orders}?limit=4&customerId=${ids[1]}`)).found)).toEqual(
      numbers((n) => n % 2 === 0),
    );
    expect((await here.viewer(`${orders}?customerId=${crypto.randomUUID()}`)).body.data).toEqual([]);
  });

  test.each([
    'placedFrom=0000-01-01T00:00:00Z',
    'placedBefore=9999-12-31T23:59:59Z',
    'status=lost',
    'customerId=1',
  ])('refuses %s', async (filter) => {
    expect((await here.viewer(`${orders}?${filter}`)).status).toBe(400);
  });

  test('takes no cursor of another filter', async () => {
    const { body } = await here.viewer(`${orders}?limit=1&status=ready`);
    const other = await here.viewer(`${orders}?limit=1&status=received&cursor=${body.page.nextCursor}`);
    expect([other.status, other.body.code]).toEqual([400, 'invalid_cursor']);
  });
});

describe('GET /api/v1/customers/{id}/orders', () => {
  test('tells what all of them come to, whatever is listed', async () => {
    const address = `${customers}/${ids[0]}/orders`;
    const { found, last } = await walk(`${address}?limit=2&status=cancelled`);
    // The first customer has the odd ones: 9 and 19 were cancelled, 5 and 15 refunded.
    expect(refs(found)).toEqual([9, 19]);
    expect(last.totals).toEqual({
      orders: 6,
      spent: { amount: '52.000', currency: 'OMR' },
      average: { amount: '8.667', currency: 'OMR' },
      firstOrderAt: '2026-01-01T08:00:00+00:00',
      lastOrderAt: '2026-01-09T08:00:00+00:00',
      byStatus: [
        { status: 'cancelled', orders: 2, total: { amount: '28.000', currency: 'OMR' } },
        { status: 'delivered', orders: 2, total: { amount: '16.000', currency: 'OMR' } },
        { status: 'ready', orders: 2, total: { amount: '24.000', currency: 'OMR' } },
        { status: 'received', orders: 2, total: { amount: '12.000', currency: 'OMR' } },
        { status: 'refunded', orders: 2, total: { amount: '20.000', currency: 'OMR' } },
      ],
    });
    const customer = (await here.viewer(`${customers}/${ids[0]}`)).body;
    expect([customer.totalOrders, customer.totalSpent]).toEqual([6, last.totals.spent]);
  });

  test("puts an order into the month of the business's time zone, and has a month without any", async () => {
    const tenant = await api.tenant({ country: 'OM' });
    const { id } = (await tenant.staff(customers, { method: 'POST', body: { type: 'guest' } })).body;
    const monthOf = (back: number) => {
      const muscat = new Date(Date.now() + 4 * 3_600_000);
      return new Date(Date.UTC(muscat.getUTCFullYear(), muscat.getUTCMonth() - back, 1));
    };
    // In Muscat the month has begun when it is 20:00 in Greenwich.
    const begin = monthOf(1).getTime() - 4 * 3_600_000;
    for (const [moment, total] of [
      [begin, '2'],
      [begin - 1, '3'],
      [begin + 86_400_000, '4'],
    ] as const) {
      const body = { customerId: id, total, placedAt: new Date(moment).toISOString() };
      await tenant.staff(orders, { method: 'POST', body });
    }
    const { body } = await tenant.viewer(`${customers}/${id}/orders?months=4`);
    const month = (back: number) => monthOf(back).toISOString().slice(0, 7);
    const omr = (amount: string) => ({ amount, currency: 'OMR' });
    expect(body.byMonth).toEqual([
      { month: month(3), orders: 0, spent: omr('0.000') },
      { month: month(2), orders: 1, spent: omr('3.000') },
      { month: month(1), orders: 2, spent: omr('6.000') },
      { month: month(0), orders: 0, spent: omr('0.000') },
    ]);
  });

  test('is empty for a customer without orders, and not found where there is no customer', async () => {
    const tenant = await api.tenant();
    const { id } = (await tenant.staff(customers, { method: 'POST', body: { type: 'guest' } })).body;
    const { body } = await tenant.viewer(`${customers}/${id}/orders`);
    expect(body.data).toEqual([]);
    expect(body.totals).toMatchObject({ orders: 0, average: null, lastOrderAt: null, byStatus: [] });
    expect(body.byMonth.length).toBe(12);
    expect((await tenant.viewer(`${customers}/${crypto.randomUUID()}/orders`)).status).toBe(404);
  });
});
