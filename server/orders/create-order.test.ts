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
const send = (body: object, tenant: Tenant = here) =>
  tenant.staff(orders, { method: 'POST', body: { total: '1', ...body } });
const change = (id: string, body: object) => here.staff(`${orders}/${id}`, { method: 'PATCH', body });
const count = async (table: string, tenantId = here.id) =>
  (
    await asOwner<{ rows: number }>(`select count(*)::int as rows from ${table} where tenant_org_id = $1`, [
      tenantId,
    ])
  )[0]!.rows;
const ordersAndCustomers = async () => [await count('org_orders_mst'), await count('org_customers_mst')];

describe('POST /api/v1/orders', () => {
  test('keeps every field as it was sent, and says where the order is', async () => {
    const { id, customerNumber } = await addStub();
    const sent = {
      externalRef: 'till-2/10045 ✓',
      orderNumber: '10045',
      status: 'ready',
      placedAt: '2026-02-03T10:11:12.345+04:00',
      readyAt: '2026-02-04T00:00:00Z',
      itemCount: 3,
      branch: 'الخوير',
      note: 'two lines\nof it',
    };
    const { status, body, headers } = await send({
      ...sent,
      customerId: id,
      total: '4.500',
      currency: 'OMR',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...sent,
      placedAt: '2026-02-03T06:11:12.345+00:00',
      readyAt: '2026-02-04T00:00:00+00:00',
      deliveredAt: null,
      customer: { id, customerNumber, displayName: 'Sara' },
      total: { amount: '4.500', currency: 'OMR' },
      points: 0,
    });
    expect(headers.get('location')).toBe(`${orders}/${body.id}`);
    expect((await here.viewer(`${orders}/${body.id}`)).body).toEqual(body);
  });

  test('finds the customer by id, by number however written, and by phone in any form', async () => {
    const { id, customerNumber, phone } = await addStub();
    const number = String(Number(customerNumber.slice('CUST-'.length)));
    for (const by of [
      { customerId: id },
      { customerNumber },
      { customerNumber: customerNumber.toLowerCase().replace('-', ' ') },
      { customerNumber: number },
      { phone },
      { phone: phone.slice('+968'.length) },
      { phone: phone.replace('+', '00') },
    ]) {
      const { status, body } = await send(by);
      expect([by, status, body.customer?.id]).toEqual([by, 201, id]);
    }
  });

  test('wants exactly one of the three, and says all that is wrong at once', async () => {
    const { id, phone } = await addStub();
    const before = await ordersAndCustomers();
    for (const body of [{}, { customerId: id, phone }, { phone, customerNumber: '1' }]) {
      const { status, body: problem } = await send(body);
      expect([status, problem.errors[0].pointer]).toEqual([400, '/customerId']);
    }
    const { body } = await send({
      customerId: 'x',
      total: '-1',
      currency: 'XXQ',
      status: 'lost',
      placedAt: 'yesterday',
      itemCount: 1.5,
      externalRef: ' ',
      id: crypto.randomUUID(),
      points: 7,
      surname: 'x',
    });
    expect(
      Object.fromEntries(body.errors.map(({ pointer, code }: Record<string, string>) => [pointer, code])),
    ).toEqual({
      '/customerId': 'invalid_value',
      '/total': 'invalid_value',
      '/currency': 'invalid_value',
      '/status': 'invalid_value',
      '/placedAt': 'invalid_value',
      '/itemCount': 'invalid_type',
      '/externalRef': 'too_short',
      '/id': 'read_only',
      '/points': 'read_only',
      '/surname': 'unknown_field',
    });
    expect(await ordersAndCustomers()).toEqual(before);
  });

  test.each([
    ['placed in two days', () => ({ placedAt: new Date(Date.now() + 2 * 86_400_000).toISOString() })],
    ['placed in the last millennium', () => ({ placedAt: '1999-12-31T23:59:59Z' })],
    ['delivered in a hundred years', () => ({ deliveredAt: '2126-01-01T00:00:00Z' })],
    ['with a name that is for nobody', () => ({ name: 'Sara' })],
    ['with a stub that has no name', () => ({ createStub: true })],
  ])('refuses one %s', async (_, more) => {
    const { phone } = await addStub();
    expect((await send({ phone, ...more() })).status).toBe(400);
  });

  test('refuses a customer whom nobody knows, and writes nothing', async () => {
    const before = await ordersAndCustomers();
    for (const by of [
      { customerId: crypto.randomUUID() },
      { customerNumber: 'CUST-99999' },
      { phone: newPhone() },
    ]) {
      const { status, body } = await send({ externalRef: 'nobody', ...by });
      expect([status, body.code]).toEqual([422, 'unknown_customer']);
    }
    for (const [by, code] of [
      [{ phone: '12' }, 'invalid_phone'],
      [{ customerNumber: 'ABC' }, 'invalid_value'],
    ] as const) {
      const { status, body } = await send(by);
      expect([status, body.errors[0].code]).toEqual([400, code]);
    }
    expect(await ordersAndCustomers()).toEqual(before);
  });

  test('makes a stub of an unknown phone where that was asked for, and of a known one none', async () => {
    const phone = newPhone();
    const first = await send({ phone, createStub: true, name: 'New' });
    expect(first.status).toBe(201);
    const customer = (await here.viewer(`${customers}/${first.body.customer.id}`)).body;
    expect(customer).toMatchObject({ profileStatus: 'stub', name: 'New', phone, totalOrders: 1 });
    const second = await send({ phone, createStub: true, name: 'Other' });
    expect(second.body.customer).toEqual(first.body.customer);
  });

  test('makes one stub for twenty orders of an unknown phone at once', async () => {
    const tenant = await api.tenant();
    const phone = newPhone();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        send({ externalRef: `n${n}`, phone, createStub: true, name: 'New' }, tenant),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(await count('org_customers_mst', tenant.id)).toBe(1);
    expect(await count('org_orders_mst', tenant.id)).toBe(20);
    expect((await tenant.viewer(customers)).body.data).toMatchObject([
      { customerNumber: 'CUST-00001', totalOrders: 20 },
    ]);
  });

  test('takes orders of an inactive customer by id and number; the phone is not theirs any more', async () => {
    const { id, customerNumber, phone } = await addStub();
    await here.admin(`${customers}/${id}`, { method: 'DELETE' });
    expect((await send({ customerId: id })).body.customer.id).toBe(id);
    expect((await send({ customerNumber })).body.customer.id).toBe(id);
    expect((await send({ phone })).body.code).toBe('unknown_customer');
    const heir = await here.staff(customers, {
      method: 'POST',
      body: { type: 'stub', name: 'Heir', phone },
    });
    expect((await send({ phone })).body.customer.id).toBe(heir.body.id);
  });

  test('gives the order of a merged customer to whom it was merged into, over any number of merges', async () => {
    const [first, second, third] = [await addStub(), await addStub(), await addStub()];
    for (const [from, to] of [
      [first, second],
      [second, third],
    ] as const) {
      await asOwner('update org_customers_mst set merged_into_id = $2, is_active = false where id = $1', [
        from.id,
        to.id,
      ]);
    }
    for (const by of [
      { customerId: first.id },
      { customerNumber: first.customerNumber },
      { phone: first.phone },
    ]) {
      expect([by, (await send(by)).body.customer.id]).toEqual([by, third.id]);
    }
    // Somebody new has the phone: then it is theirs.
    const heir = await here.staff(customers, {
      method: 'POST',
      body: { type: 'stub', name: 'Heir', phone: first.phone },
    });
    expect((await send({ phone: first.phone })).body.customer.id).toBe(heir.body.id);
  });
});

describe('an externalRef', () => {
  test('with the same content again is answered with the order that it made, as it is now', async () => {
    const { id, phone } = await addStub();
    const body = { externalRef: 'retry', phone, total: '4.5', placedAt: '2026-01-01T10:00:00Z', note: 'x' };
    const first = await send(body);
    await change(first.body.id, { status: 'delivered' });
    const again = await send({ ...body, total: '04.500', placedAt: '2026-01-01T14:00:00+04:00' });
    expect([again.status, again.body.id, again.body.status]).toEqual([201, first.body.id, 'delivered']);
    // Also when the customer has another phone by now.
    await here.staff(`${customers}/${id}`, { method: 'PATCH', body: { phone: newPhone() } });
    expect((await send(body)).body.id).toBe(first.body.id);
  });

  test('with other content is refused, with the id of the order that has it', async () => {
    const { id } = await addStub();
    const first = await send({ externalRef: 'taken', customerId: id });
    const before = await ordersAndCustomers();
    for (const other of [
      { total: '2' },
      { note: 'x' },
      { status: 'ready' },
      { customerNumber: '1', customerId: undefined },
    ]) {
      const { status, body } = await send({ externalRef: 'taken', customerId: id, ...other });
      expect([status, body.code, body.orderId]).toEqual([409, 'external_ref_taken', first.body.id]);
    }
    const stub = { phone: newPhone(), createStub: true, name: 'None' };
    expect((await send({ externalRef: 'taken', ...stub })).status).toBe(409);
    expect(await ordersAndCustomers()).toEqual(before);
  });

  test('sent thirty times at once makes one order, which counts once', async () => {
    const { id } = await addStub();
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => send({ externalRef: 'at once', customerId: id, total: '2.5' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await here.viewer(`${customers}/${id}`)).body).toMatchObject({
      totalOrders: 1,
      totalSpent: { amount: '2.500' },
    });
  });

  test('is not needed: without one each request is an order of its own', async () => {
    const { id } = await addStub();
    expect((await send({ customerId: id })).body.id).not.toBe((await send({ customerId: id })).body.id);
    const caller = here.staff;
    const keyed = async () =>
      (
        await caller(orders, {
          method: 'POST',
          body: { customerId: id, total: '1' },
          headers: { 'idempotency-key': 'one-order' },
        })
      ).body.id;
    expect(await keyed()).toBe(await keyed());
  });
});

describe('money', () => {
  test.each<[string, string, Record<string, string>, string[]]>([
    [
      'OM',
      'OMR',
      { '0.001': '0.001', '4.5': '4.500', '999999999999.999': '999999999999.999', '0': '0.000' },
      ['0.0001', '1000000000000', '1e3', '١', '1,5', ''],
    ],
    ['KW', 'KWD', { '0.005': '0.005', '12.3450': '12.345' }, ['12.3456']],
    ['AE', 'AED', { '0.01': '0.01', '19.9': '19.90' }, ['0.001']],
    ['JP', 'JPY', { '1': '1', '1200.0': '1200' }, ['0.5']],
  ])('of %s is exact in %s and takes no digit more', async (country, currency, exact, refused) => {
    const tenant = await api.tenant({ country });
    const { id } = (await tenant.staff(customers, { method: 'POST', body: { type: 'guest' } })).body;
    for (const [total, amount] of Object.entries(exact)) {
      const { status, body } = await send({ customerId: id, total }, tenant);
      expect([status, body.total]).toEqual([201, { amount, currency }]);
    }
    for (const total of refused) {
      const { status, body } = await send({ customerId: id, total }, tenant);
      expect([total, status, body.errors?.[0].pointer]).toEqual([total, 400, '/total']);
    }
    const { body } = await send({ customerId: id, currency: currency === 'OMR' ? 'AED' : 'OMR' }, tenant);
    expect(body.errors).toMatchObject([{ pointer: '/currency', code: 'invalid_value' }]);
  });

  test('adds up exactly where floats do not', async () => {
    const tenant = await api.tenant();
    const { id } = (await tenant.staff(customers, { method: 'POST', body: { type: 'guest' } })).body;
    for (let n = 0; n < 30; n += 1) await send({ customerId: id, total: '0.101' }, tenant);
    await send({ customerId: id, total: '999999999999.999' }, tenant);
    await send({ customerId: id, total: '999999999999.999' }, tenant);
    expect((await tenant.viewer(`${customers}/${id}`)).body.totalSpent).toEqual({
      amount: '2000000000003.028',
      currency: 'OMR',
    });
  });

  test('keeps a business from another currency while it has orders, also where the server has not heard of it', async () => {
    const tenant = await api.tenant();
    const { id } = (await tenant.staff(customers, { method: 'POST', body: { type: 'guest' } })).body;
    const rename = () => asOwner("update org_tenants_mst set currency = 'KWD' where id = $1", [tenant.id]);
    await rename();
    const refused = await send({ customerId: id }, tenant);
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, '/currency']);
    await asOwner("update org_tenants_mst set currency = 'OMR' where id = $1", [tenant.id]);
    expect((await send({ customerId: id }, tenant)).status).toBe(201);
    await expect(rename()).rejects.toMatchObject({ constraint: 'currency_in_use' });
  });
});

describe('PATCH /api/v1/orders/{id}', () => {
  test('changes what is sent and nothing else; null clears', async () => {
    const { id } = await addStub();
    const made = (await send({ customerId: id, note: 'x', branch: 'A', itemCount: 2 })).body;
    const { status, body } = await change(made.id, { note: null, total: '3.25', itemCount: 4 });
    expect(status).toBe(200);
    expect(body).toEqual({
      ...made,
      note: null,
      total: { amount: '3.250', currency: 'OMR' },
      itemCount: 4,
      updatedAt: expect.any(String),
    });
    const same = await change(made.id, { itemCount: 4 });
    expect(same.body).toEqual(body);
    expect((await change(made.id, {})).body).toEqual(body);
  });

  test('says when an order was ready and delivered, unless it is told', async () => {
    const { id } = await addStub();
    const made = (await send({ customerId: id })).body;
    const ready = (await change(made.id, { status: 'ready' })).body;
    expect(ready).toMatchObject({ readyAt: ready.updatedAt, deliveredAt: null });
    const deliveredAt = '2026-03-01T00:00:00+00:00';
    expect((await change(made.id, { status: 'delivered', deliveredAt })).body).toMatchObject({
      readyAt: ready.readyAt,
      deliveredAt,
    });
    expect((await change(made.id, { status: 'delivered' })).body.deliveredAt).toBe(deliveredAt);
    expect((await send({ customerId: id, status: 'delivered' })).body.deliveredAt).toBe(null);
  });

  test('moves the order to another customer of the business, and to nobody else', async () => {
    const [from, to] = [await addStub(), await addStub()];
    const made = (await send({ customerId: from.id, total: '2' })).body;
    expect((await change(made.id, { customerId: to.id })).body.customer.id).toBe(to.id);
    const totals = async (id: string) => (await here.viewer(`${customers}/${id}`)).body.totalOrders;
    expect([await totals(from.id), await totals(to.id)]).toEqual([0, 1]);
    const nobody = await change(made.id, { customerId: crypto.randomUUID() });
    expect([nobody.status, nobody.body.code]).toEqual([422, 'unknown_customer']);
    expect((await change(crypto.randomUUID(), { note: 'x' })).status).toBe(404);
  });

  test('takes neither another externalRef nor a field of the server', async () => {
    const { id } = await addStub();
    const made = (await send({ customerId: id })).body;
    for (const body of [
      { externalRef: 'x' },
      { currency: 'OMR' },
      { id: made.id },
      { points: 3 },
      { phone: '90123456' },
    ]) {
      expect([body, (await change(made.id, body)).status]).toEqual([body, 400]);
    }
  });
});
