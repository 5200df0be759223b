import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
type Tenant = Awaited<ReturnType<typeof api.tenant>>;
const add = (tenant: Tenant, body: object) => tenant.staff(customers, { method: 'POST', body });
let here: Tenant;
beforeAll(async () => {
  here = await api.tenant();
});

describe('POST /api/v1/customers', () => {
  test('adds a stub under the next number and says where it is', async () => {
    const tenant = await api.tenant();
    const created = await add(tenant, { type: 'stub', name: 'Sara Al Balushi', phone: '9012 3456' });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ customerNumber: 'CUST-00001', phone: '+96890123456', version: 1 });
    expect(created.headers.get('location')).toBe(`${customers}/${created.body.id}`);
    expect(created.headers.get('etag')).toBe('"1"');
    const read = await tenant.viewer(created.headers.get('location')!);
    expect(read.text).toBe(created.text);
    expect(read.headers.get('etag')).toBe('"1"');
  });

  test('adds a guest who says nothing', async () => {
    const { status, body } = await add(here, { type: 'guest' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      profileStatus: 'guest',
      name: null,
      phone: null,
      displayName: body.customerNumber,
      preferences: {},
      tags: [],
      totalSpent: { amount: '0.000', currency: 'OMR' },
      isActive: true,
    });
  });

  test('keeps every field as it was sent', async () => {
    const sent = {
      firstName: 'Sara',
      lastName: 'Al Balushi',
      displayName: 'Sara (VIP)',
      name: 'Sara bint Ali Al Balushi',
      name2: 'سارة البلوشي',
      email: 'Sara@Example.com',
      birthDate: '1990-02-28',
      avatarUrl: 'https://cdn.example.com/sara.png?size=2#face',
      preferences: {
        folding: 'hanger',
        fragrance: 'oud',
        ecoFriendly: true,
        notifications: { sms: true, whatsapp: false },
        starch: { level: 3, collars: ['stiff', null, { deep: 'yes' }] },
      },
      notes: ' two lines\n\tand blanks \u{1F455} ',
      tags: ['vip', 'evening'],
    };
    const { status, body } = await add(here, { type: 'stub', ...sent, phone: '+968 9111 1111' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...sent,
      phone: '+96891111111',
      phoneVerified: false,
      emailVerified: false,
    });
    expect((await here.viewer(`${customers}/${body.id}`)).body).toEqual(body);
  });

  test('keeps names that grow when they are folded: of the widest characters, as many as fit', async () => {
    const bytes = (text: string) => Buffer.byteLength(text.normalize('NFKD'));
    const widest = Array.from({ length: 0xffff }, (_, code) => String.fromCharCode(code))
      .filter((character) => /[^\p{C}\s]/u.test(character))
      .toSorted((a, b) => bytes(b) - bytes(a))
      .slice(0, 200);
    const [first, ...others] = widest;
    for (const name of [first!.repeat(200), widest.join(''), others.slice(0, 100).join(first)]) {
      const { status, body } = await add(here, { type: 'guest', name, name2: name, displayName: name });
      expect([status, body.name]).toEqual([201, name]);
      const found = await here.viewer(`${customers}?search=${encodeURIComponent(name)}`);
      expect(found.status).toBe(200);
    }
  });

  test('keeps no preference that was sent as null', async () => {
    const preferences = { folding: null, fragrance: 'oud', notifications: { sms: null, push: true } };
    const { body } = await add(here, { type: 'guest', preferences });
    expect(body.preferences).toEqual({ fragrance: 'oud', notifications: { push: true } });
  });

  test.each([
    [{ firstName: 'Sara' }, 'Sara'],
    [{ firstName: 'Sara', lastName: 'Al Balushi' }, 'Sara Al Balushi'],
    [{ name: 'Sara B', firstName: 'Sara' }, 'Sara B'],
    [{ name2: 'سارة' }, 'سارة'],
    [{ displayName: 'The tailor' }, 'The tailor'],
  ])('takes %j as the name of a stub, and calls the customer %j', async (names, called) => {
    const { status, body } = await add(await api.tenant(), { type: 'stub', ...names, phone: '90123456' });
    expect([status, body.displayName]).toEqual([201, called]);
  });

  test('says both at once when a stub has neither a name nor a phone', async () => {
    const { status, body } = await add(here, { type: 'stub' });
    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(body.errors).toMatchObject([
      { pointer: '/name', code: 'required' },
      { pointer: '/phone', code: 'required' },
    ]);
  });

  test('says all that is wrong at once, each at its place', async () => {
    const { status, body } = await add(here, {
      firstName: 7,
      lastName: '',
      name: 'x'.repeat(201),
      email: 'nobody',
      birthDate: '2024-02-30',
      avatarUrl: 'javascript:alert(1)',
      preferences: { folding: 5, notifications: { sms: 'yes' } },
      tags: ['a', ''],
      id: crypto.randomUUID(),
      version: 3,
      isAdmin: true,
    });
    expect(status).toBe(400);
    expect(
      Object.fromEntries(body.errors.map(({ pointer, code }: Record<string, string>) => [pointer, code])),
    ).toEqual({
      '/type': 'required',
      '/firstName': 'invalid_type',
      '/lastName': 'too_short',
      '/name': 'too_long',
      '/email': 'invalid_value',
      '/birthDate': 'invalid_value',
      '/avatarUrl': 'invalid_value',
      '/preferences/folding': 'invalid_type',
      '/preferences/notifications/sms': 'invalid_type',
      '/tags/1': 'too_short',
      '/id': 'read_only',
      '/version': 'read_only',
      '/isAdmin': 'unknown_field',
    });
  });

  test('wants a proven phone for a full customer', async () => {
    const { status, body } = await add(here, { type: 'full', name: 'Sara', phone: '92222222' });
    expect([status, body.code]).toEqual([422, 'verification_required']);
  });

  test.each([
    ['12', 'too short'],
    ['hello', 'not a phone number'],
    ['+999 1234567', 'country'],
    ['90123456789012345', 'too long'],
  ])('says why %j is no phone', async (phone, why) => {
    const { status, body } = await add(here, { type: 'guest', phone });
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ pointer: '/phone', code: 'invalid_phone' }]);
    expect(body.errors[0].detail).toContain(why);
  });
});

describe('a phone', () => {
  let holder: { id: string };
  beforeAll(async () => {
    holder = (await add(here, { type: 'stub', name: 'Holder', phone: '93334444' })).body;
  });

  test.each([
    '93334444',
    '+968 9333 4444',
    '00968-9333-4444',
    '(+968) 93334444',
    '٩٣٣٣٤٤٤٤',
    '۹۳۳۳۴۴۴۴',
    '９３３３４４４４',
    'tel:+968-9333-4444',
    '\u200e+96893334444\u200f',
    '9333.4444',
  ])('that is taken is refused when written %j, with the id of who has it', async (phone) => {
    const { status, body } = await add(here, { type: 'stub', name: 'Second', phone });
    expect([status, body.code, body.customerId]).toEqual([409, 'phone_taken', holder.id]);
  });

  test('that is taken is taken for a guest too', async () => {
    expect((await add(here, { type: 'guest', phone: '93334444' })).status).toBe(409);
  });

  test('of fifty creations at once makes one customer, and no number is lost', async () => {
    const tenant = await api.tenant();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        add(tenant, { type: 'stub', name: `Sara ${n}`, phone: '94445555' }),
      ),
    );
    const [created, ...more] = answers.filter(({ status }) => status === 201);
    expect(more).toEqual([]);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused.length).toBe(49);
    expect(new Set(refused.map(({ body }) => body.customerId))).toEqual(new Set([created!.body.id]));
    const next = await add(tenant, { type: 'guest' });
    expect([created!.body.customerNumber, next.body.customerNumber]).toEqual(['CUST-00001', 'CUST-00002']);
    const rows = await asOwner('select from org_customers_mst where tenant_org_id = $1', [tenant.id]);
    expect(rows.length).toBe(2);
  });

  test('of a deactivated customer is free for another, and then no longer theirs to return to', async () => {
    const first = (await add(here, { type: 'stub', name: 'First', phone: '95556666' })).body;
    await here.admin(`${customers}/${first.id}`, { method: 'DELETE' });
    const second = await add(here, { type: 'stub', name: 'Second', phone: '95556666' });
    expect(second.status).toBe(201);
    const refused = await here.admin(`${customers}/${first.id}/restore`, { method: 'POST' });
    expect([refused.status, refused.body.code, refused.body.customerId]).toEqual([
      409,
      'phone_taken',
      second.body.id,
    ]);
    expect((await here.viewer(`${customers}/${first.id}`)).body.isActive).toBe(false);
  });
});

describe('a refused creation', () => {
  test.each([
    ['invalid', { type: 'stub', name: 'No phone' }],
    ['of a taken phone', { type: 'stub', name: 'Taken', phone: '+968 9333 4444' }],
    ['with preferences that are too large', { type: 'guest', preferences: { note: 'x'.repeat(17_000) } }],
    [
      'with preferences that grow too large in the database',
      { type: 'guest', preferences: { numbers: Array.from({ length: 8000 }, () => 1) } },
    ],
  ])('%s leaves nothing at all', async (_, body) => {
    const count = async () =>
      asOwner(
        `select (select count(*) from org_customers_mst where tenant_org_id = $1) as customers,
          (select count(*) from org_customer_tokens where tenant_org_id = $1) as tokens,
          (select count(*) from org_customer_history where tenant_org_id = $1) as history,
          (select sum(customers) from org_customer_counts where tenant_org_id = $1) as counts,
          (select last_number from org_customer_counters where tenant_org_id = $1) as number,
          (select count(*) from org_idempotency_keys where tenant_org_id = $1) as keys`,
        [here.id],
      );
    const before = await count();
    const { status } = await here.staff(customers, {
      method: 'POST',
      body,
      headers: { 'idempotency-key': crypto.randomUUID() },
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(await count()).toEqual(before);
  });
});

describe('money', () => {
  test.each([
    ['OM', '0.000', 'OMR'],
    ['DE', '0.00', 'EUR'],
    ['JP', '0', 'JPY'],
  ])("of a business in %s has its currency's digits", async (country, amount, currency) => {
    const tenant = await api.tenant({ country });
    const { body } = await add(tenant, { type: 'guest' });
    expect(body.totalSpent).toEqual({ amount, currency });
    await asOwner('update org_customers_mst set total_spent = 1234567.5 where id = $1', [body.id]);
    const read = await tenant.viewer(`${customers}/${body.id}`);
    const digits = amount.replace(/^0\.?/, '').length;
    expect(read.body.totalSpent.amount).toBe(digits === 0 ? '1234568' : (1234567.5).toFixed(digits));
  });
});
