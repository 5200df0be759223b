import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { newPhone } from '../testing/phone-codes.ts';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
const orders = '/api/v1/orders';
type Tenant = Awaited<ReturnType<typeof api.tenant>>;
let here: Tenant;
beforeAll(async () => {
  here = await api.tenant();
});
const addStub = async (tenant: Tenant = here) => {
  const body = { type: 'stub', name: 'Sara', phone: newPhone() };
  return (await tenant.staff(customers, { method: 'POST', body })).body;
};
const record = (all: unknown[], tenant: Tenant = here) =>
  tenant.staff(`${orders}/bulk`, { method: 'POST', body: { orders: all } });
const outcomes = ({ body }: Awaited<ReturnType<typeof record>>) =>
  body.results.map(({ outcome, code }: { outcome: string; code: string | null }) => code ?? outcome);
const ordersOf = (tenantId: string) =>
  asOwner('select * from org_orders_mst where tenant_org_id = $1 order by external_ref', [tenantId]);

describe('POST /api/v1/orders/bulk', () => {
  test('says of each order what became of it; the bad ones do not sink the others', async () => {
    const tenant = await api.tenant();
    const { id, phone, customerNumber } = await addStub(tenant);
    const answered = await record(
      [
        { externalRef: 'a', customerId: id, total: '1.5' },
        { externalRef: 'b', phone: newPhone(), total: '1' },
        7,
        null,
        { externalRef: 'c', phone: 'abc', total: '1' },
        { phone, total: '1' },
        { externalRef: 'd', customerNumber, total: '0.0001' },
        { externalRef: 'a', phone, total: '9' },
        { externalRef: 'e', phone, total: '2.25', status: 'cancelled' },
        { externalRef: 'f', phone: newPhone(), createStub: true, name: 'New', total: '3' },
        { externalRef: 'g', phone, total: '1', surname: 'x' },
        { externalRef: 'h', phone, total: '1', currency: 'AED' },
      ],
      tenant,
    );
    expect(answered.status).toBe(200);
    expect(answered.body).toMatchObject({ created: 3, updated: 0, unchanged: 0, refused: 9 });
    const { results } = answered.body;
    expect(results.map(({ index }: { index: number }) => index)).toEqual([...results.keys()]);
    expect(
      results.map((each: { outcome: string; code: string; errors: { pointer: string; code: string }[] }) => [
        each.outcome,
        each.code,
        ...each.errors.map(({ pointer, code }) => `${pointer} ${code}`),
      ]),
    ).toEqual([
      ['created', null],
      ['refused', 'unknown_customer'],
      ['refused', 'invalid_request', '/orders/2 invalid_type'],
      ['refused', 'invalid_request', '/orders/3 invalid_type'],
      ['refused', 'invalid_request', '/orders/4/phone invalid_phone'],
      ['refused', 'invalid_request', '/orders/5/externalRef required'],
      ['refused', 'invalid_request', '/orders/6/total invalid_value'],
      ['refused', 'invalid_request', '/orders/7/externalRef invalid_value'],
      ['created', null],
      ['created', null],
      ['refused', 'invalid_request', '/orders/10/surname unknown_field'],
      ['refused', 'invalid_request', '/orders/11/currency invalid_value'],
    ]);
    expect((await ordersOf(tenant.id)).map(({ external_ref }) => external_ref)).toEqual(['a', 'e', 'f']);
    expect((await tenant.viewer(`${customers}/${id}`)).body).toMatchObject({
      totalOrders: 1,
      totalSpent: { amount: '1.500' },
    });
    for (const { orderId, outcome } of results) {
      if (outcome === 'created') expect((await tenant.viewer(`${orders}/${orderId}`)).status).toBe(200);
    }
  });

  test('changes nothing when it is sent again, and only what differs when it is not the same', async () => {
    const tenant = await api.tenant();
    const { id } = await addStub(tenant);
    const all = ['a', 'b', 'c', 'd'].map((externalRef) => ({
      externalRef,
      customerId: id,
      total: '4.5',
      placedAt: '2026-01-01T10:00:00+04:00',
      note: 'x',
      itemCount: 2,
    }));
    expect(outcomes(await record(all, tenant))).toEqual(['created', 'created', 'created', 'created']);
    const before = await ordersOf(tenant.id);
    expect(outcomes(await record(all, tenant))).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged']);
    expect(await ordersOf(tenant.id)).toEqual(before);

    const [a, b, c] = all;
    const { note: _, ...withoutNote } = b!;
    expect(
      outcomes(
        await record([{ ...a, status: 'delivered' }, withoutNote, { ...c, note: null, total: '5' }], tenant),
      ),
    ).toEqual(['updated', 'unchanged', 'updated']);
    const after = await ordersOf(tenant.id);
    expect(after.map(({ status, note, total }) => [status, note, total])).toEqual([
      ['delivered', 'x', '4.5000'],
      ['received', 'x', '4.5000'],
      ['received', null, '5.0000'],
      ['received', 'x', '4.5000'],
    ]);
    expect(after[3]).toEqual(before[3]);
    const read = (await tenant.viewer(`${customers}/${id}`)).body;
    expect(read).toMatchObject({ totalOrders: 4, totalSpent: { amount: '18.500' } });
    // What was made here is a retry there.
    const { status } = await tenant.staff(orders, { method: 'POST', body: all[1] });
    expect(status).toBe(201);
  });

  test('leaves a known order with its customer where a phone says whose it is: phones change hands', async () => {
    const tenant = await api.tenant();
    const first = await addStub(tenant);
    const order = { externalRef: 'a', phone: first.phone, total: '1' };
    await record([order], tenant);
    await tenant.admin(`${customers}/${first.id}`, { method: 'DELETE' });
    expect(outcomes(await record([{ ...order, total: '2' }], tenant))).toEqual(['updated']);
    const heir = (
      await tenant.staff(customers, {
        method: 'POST',
        body: { type: 'stub', name: 'Heir', phone: first.phone },
      })
    ).body;
    expect(outcomes(await record([{ ...order, total: '3' }], tenant))).toEqual(['updated']);
    expect(await ordersOf(tenant.id)).toMatchObject([{ customer_id: first.id, total: '3.0000' }]);
    const named = { externalRef: 'a', customerId: heir.id, total: '3' };
    expect(outcomes(await record([named], tenant))).toEqual(['updated']);
    expect(await ordersOf(tenant.id)).toMatchObject([{ customer_id: heir.id }]);
  });

  test('takes 500 orders of many customers, adds each up once, and refuses 501', async () => {
    const tenant = await api.tenant();
    const phones = Array.from({ length: 40 }, newPhone);
    const all = Array.from({ length: 500 }, (_, n) => ({
      externalRef: `till/${n}`,
      phone: phones[n % 40],
      createStub: true,
      name: `Customer ${n % 40}`,
      total: '0.125',
      status: 'delivered',
    }));
    const answered = await record(all, tenant);
    expect(answered.body).toMatchObject({ created: 500, refused: 0 });
    const { data, page } = (await tenant.viewer(`${customers}?limit=100`)).body;
    expect(page.total).toBe(40);
    for (const { totalOrders, totalSpent } of data) {
      expect([12, 13]).toContain(totalOrders);
      expect(totalSpent.amount).toBe((totalOrders * 0.125).toFixed(3));
    }
    expect((await record([...all, all[0]], tenant)).status).toBe(400);
    expect((await record([], tenant)).status).toBe(400);
    expect((await ordersOf(tenant.id)).length).toBe(500);
  });

  test('sent many times at once, in any order and with single orders among them, makes each order once', async () => {
    const tenant = await api.tenant();
    const known = await Promise.all(Array.from({ length: 6 }, () => addStub(tenant)));
    const all = Array.from({ length: 60 }, (_, n) => ({
      externalRef: `n${n}`,
      customerId: known[(n * 7) % 6]!.id,
      total: '1',
    }));
    const shuffled = (turn: number) =>
      all
        .toSorted((a, b) => (a.externalRef + turn < b.externalRef + turn ? -1 : 1) * (turn % 2 ? 1 : -1))
        .slice(turn % 3);
    const answers = await Promise.all([
      ...Array.from({ length: 8 }, (_, turn) => record(shuffled(turn), tenant)),
      ...all.slice(0, 20).map((body) => tenant.staff(orders, { method: 'POST', body })),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => status >= 300)).toEqual([]);
    expect((await ordersOf(tenant.id)).length).toBe(60);
    const { data } = (await tenant.viewer(customers)).body;
    expect(data.map(({ totalOrders }: { totalOrders: number }) => totalOrders)).toEqual([
      10, 10, 10, 10, 10, 10,
    ]);
  });

  test('with an Idempotency-Key is answered again as at first', async () => {
    const { id } = await addStub();
    const ask = () =>
      here.staff(`${orders}/bulk`, {
        method: 'POST',
        body: { orders: [{ externalRef: 'keyed', customerId: id, total: '1' }] },
        headers: { 'idempotency-key': 'bulk' },
      });
    const [first, second] = [await ask(), await ask()];
    expect(first.body.created).toBe(1);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
  });
});
