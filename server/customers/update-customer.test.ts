import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
type Tenant = Awaited<ReturnType<typeof api.tenant>>;
let here: Tenant;
beforeAll(async () => {
  here = await api.tenant();
});

let phones = 97_100_000;
const nextPhone = () => String(phones++);
const add = async (body: object = {}) =>
  (await here.staff(customers, { method: 'POST', body: { type: 'guest', ...body } })).body;
const addStub = (body: object = {}) => add({ type: 'stub', name: 'Sara', phone: nextPhone(), ...body });
const change = (id: string, body: object, headers: Record<string, string> = {}) =>
  here.staff(`${customers}/${id}`, { method: 'PATCH', body, headers });
const read = async (id: string) => (await here.viewer(`${customers}/${id}`)).body;
const historyOf = async (id: string) => (await here.viewer(`${customers}/${id}/history`)).body.data;

describe('PATCH /api/v1/customers/:id', () => {
  const full = {
    firstName: 'Sara',
    lastName: 'Al Balushi',
    displayName: 'Sara B',
    name: 'Sara Al Balushi',
    name2: 'سارة',
    email: 'sara@example.com',
    birthDate: '1990-01-31',
    avatarUrl: 'https://example.com/a.png',
    preferences: { folding: 'hanger' },
    notes: 'Evenings',
    tags: ['vip'],
  };
  const other = {
    firstName: 'Mona',
    lastName: 'Said',
    displayName: 'Mona S',
    name: 'Mona Said',
    name2: 'منى',
    phone: '+96891230000',
    email: 'mona@example.com',
    birthDate: '2000-02-29',
    avatarUrl: 'https://example.com/b.png',
    preferences: { folding: 'flat' },
    notes: 'Mornings',
    tags: ['new', 'evening'],
  };
  const managed = {
    version: expect.any(Number),
    updatedAt: expect.any(String),
    profileStatus: expect.any(String),
  };

  test.each(Object.entries(other))('changes %s alone, when only that is sent', async (field, value) => {
    const before = await add(full);
    const { status, body, headers } = await change(before.id, { [field]: value });
    expect(status).toBe(200);
    expect(body).toEqual({ ...before, [field]: value, ...managed });
    expect([body.version, headers.get('etag')]).toEqual([2, '"2"']);
    expect(await read(before.id)).toEqual(body);
    await asOwner('update org_customers_mst set is_active = false where id = $1', [before.id]);
  });

  test.each(Object.keys(other))('clears %s with null', async (field) => {
    // A stub may not be without a phone: only a guest has one to lose.
    const { id } = await add(field === 'phone' ? { phone: nextPhone() } : full);
    const { status, body } = await change(id, { [field]: null });
    expect([status, body.version]).toEqual([200, 2]);
    const cleared = { preferences: {}, tags: [] }[field] ?? null;
    const derived = { name: 'Sara Al Balushi', displayName: 'Sara Al Balushi' }[field];
    expect(body[field]).toEqual(derived ?? cleared);
  });

  test('names fields that are unknown and those that only the server sets', async () => {
    const { id } = await add();
    const readOnly = [
      'id',
      'customerNumber',
      'profileStatus',
      'phoneVerified',
      'emailVerified',
      'loyaltyPoints',
      'tier',
      'totalOrders',
      'totalSpent',
      'lastOrderAt',
      'isActive',
      'version',
      'createdAt',
      'updatedAt',
    ];
    const sent = Object.fromEntries([...readOnly, 'type', 'tenantId', 'sort_name'].map((name) => [name, 1]));
    const { status, body } = await change(id, { ...sent, notes: 'not kept' });
    expect(status).toBe(400);
    expect(body.errors.map(({ pointer, code }: Record<string, string>) => [pointer, code])).toEqual([
      ...readOnly.map((name) => [`/${name}`, 'read_only']),
      ['/type', 'unknown_field'],
      ['/tenantId', 'unknown_field'],
      ['/sort_name', 'unknown_field'],
    ]);
    expect(await read(id)).toMatchObject({ notes: null, version: 1 });
  });

  test('that changes nothing makes no version and no history', async () => {
    const before = await addStub({ ...full });
    const same = { ...full, phone: before.phone.replace('+968', ''), preferences: {} };
    for (const body of [{}, same, { tags: ['vip', 'vip'] }, { preferences: { starch: null } }]) {
      const answered = await change(before.id, body);
      expect([answered.status, answered.body]).toEqual([200, before]);
    }
    expect((await historyOf(before.id)).length).toBe(1);
  });

  test('of a customer that does not exist is not found, with or without a change', async () => {
    expect((await change(crypto.randomUUID(), { notes: 'x' })).status).toBe(404);
    expect((await change(crypto.randomUUID(), {})).status).toBe(404);
    expect((await change('not-an-id', {})).status).toBe(404);
  });

  test('makes a guest who has a name and a phone a stub', async () => {
    const both = await add();
    expect((await change(both.id, { name: 'Sara', phone: nextPhone() })).body.profileStatus).toBe('stub');
    const oneByOne = await add({ name2: 'سارة' });
    expect(oneByOne.profileStatus).toBe('guest');
    expect((await change(oneByOne.id, { phone: nextPhone() })).body.profileStatus).toBe('stub');
    const [latest] = await historyOf(oneByOne.id);
    expect(latest.changes).toContainEqual({ field: 'profileStatus', from: 'guest', to: 'stub' });
  });

  test.each([
    [{ phone: null }, '/phone'],
    [{ name: null }, '/name'],
    [{ name: null, phone: null }, '/name'],
  ])('refuses to take from a stub what makes it one: %j', async (body, pointer) => {
    const { id } = await addStub();
    const refused = await change(id, body);
    expect(refused.status).toBe(400);
    expect(refused.body.errors).toMatchObject([{ pointer, code: 'required' }]);
    expect((await read(id)).version).toBe(1);
  });

  test('may take one of two names from a stub', async () => {
    const { id } = await addStub({ name2: 'سارة' });
    expect((await change(id, { name: null })).body.displayName).toBe('سارة');
  });

  test('makes a changed phone and e-mail unverified, and leaves an unchanged one verified', async () => {
    const { id, phone } = await addStub({ email: 'a@example.com' });
    const verify = () => asOwner('update org_customers_mst set email_verified = true where id = $1', [id]);
    const proof = await api.provePhone(here.staff, phone);
    await change(id, { phone, verificationToken: proof });
    await verify();
    expect((await change(id, { notes: 'x', phone, email: 'a@example.com' })).body).toMatchObject({
      phoneVerified: true,
      emailVerified: true,
    });
    expect((await change(id, { phone: nextPhone(), email: 'b@example.com' })).body).toMatchObject({
      phoneVerified: false,
      emailVerified: false,
    });
    await verify();
    expect((await change(id, { email: null })).body).toMatchObject({ email: null, emailVerified: false });
  });

  test('to a phone that another customer has says who', async () => {
    const holder = await addStub();
    const { id, phone } = await addStub();
    const { status, body } = await change(id, { phone: holder.phone, notes: 'not kept' });
    expect([status, body.code, body.customerId]).toEqual([409, 'phone_taken', holder.id]);
    expect(await read(id)).toMatchObject({ phone, notes: null, version: 1 });
  });
});

describe('preferences', () => {
  test('are merged: what is sent changes, null removes, at every depth', async () => {
    const { id } = await add({
      preferences: {
        folding: 'flat',
        notifications: { sms: true, push: true },
        own: { a: { b: 1, c: 2 }, d: [1] },
      },
    });
    const { body } = await change(id, {
      preferences: {
        folding: null,
        fragrance: 'oud',
        notifications: { sms: null, email: false },
        own: { a: { b: null, e: 3 }, d: [2, null] },
      },
    });
    expect(body.preferences).toEqual({
      fragrance: 'oud',
      notifications: { push: true, email: false },
      own: { a: { c: 2, e: 3 }, d: [2, null] },
    });
  });

  type Json = { [key: string]: Json } | Json[] | string | number | boolean | null;
  const isObject = (value: unknown): value is Record<string, Json> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  /** RFC 7396, section 2, as it is written there. */
  const mergePatch = (target: Json | undefined, patch: Json): Json => {
    if (!isObject(patch)) return patch;
    const result: Record<string, Json> = isObject(target) ? { ...target } : {};
    for (const [name, value] of Object.entries(patch)) {
      if (value === null) delete result[name];
      else result[name] = mergePatch(result[name], value);
    }
    return result;
  };

  test('are merged as RFC 7396 says, whatever they are', async () => {
    const json = fc.letrec<{ value: Json; object: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<Json>(null, true, 0, 1.5, '', 'text', '\u{1F455}'),
        fc.array(tie('value'), { maxLength: 2 }),
        tie('object'),
      ),
      object: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'own'), tie('value'), { maxKeys: 3 }),
    })).object;
    const { id } = await add();
    await fc.assert(
      fc.asyncProperty(json, async (patch) => {
        const before = (await read(id)).preferences;
        const { status, body } = await change(id, { preferences: patch });
        expect([status, body.preferences]).toEqual([200, mergePatch(before, patch)]);
      }),
      { numRuns: 60 },
    );
  });

  test('have one limit, also over many small changes', async () => {
    const { id } = await add();
    const statuses = [];
    for (let n = 0; n < 5; n += 1) {
      const { status, body } = await change(id, { preferences: { [`note${n}`]: 'x'.repeat(6000) } });
      statuses.push(status);
      if (status === 400) {
        expect(body.errors).toMatchObject([{ pointer: '/preferences', code: 'too_large' }]);
      }
    }
    expect(statuses).toEqual([200, 200, 200, 400, 400]);
    expect(Object.keys((await read(id)).preferences)).toEqual(['note0', 'note1', 'note2']);
  });
});

describe('If-Match', () => {
  test.each([
    ['"1"', 200],
    ['*', 200],
    ['"7", "1"', 200],
    ['"7","1" ,"8"', 200],
    ['"2"', 412],
    ['W/"1"', 412],
    ['"abc"', 412],
    ['"a,1"', 412],
    ['"2" , W/"1"', 412],
    ['"99999999999999999999"', 412],
    ['1', 400],
    ['"1', 400],
    ['1"', 400],
    ['"1" "2"', 400],
    ['"1",', 400],
    ['version 1', 400],
  ])('%s on the first version is answered with %i', async (tag, expected) => {
    for (const [method, body] of [
      ['PATCH', { notes: 'changed' }],
      ['PATCH', {}],
      ['DELETE', undefined],
    ] as const) {
      const { id } = await add();
      const answered = await here.admin(`${customers}/${id}`, {
        method,
        ...(body && { body }),
        headers: { 'if-match': tag },
      });
      expect([method, answered.status]).toEqual([method, expected]);
      if (expected === 412) expect(answered.body.code).toBe('version_conflict');
      if (expected === 400) expect(answered.body.errors).toMatchObject([{ pointer: 'If-Match' }]);
      if (expected !== 200) {
        expect(await read(id)).toMatchObject({ version: 1, notes: null, isActive: true });
      }
    }
  });

  test('is honoured when restoring', async () => {
    const { id } = await add();
    await here.admin(`${customers}/${id}`, { method: 'DELETE' });
    const restore = (tag: string) =>
      here.admin(`${customers}/${id}/restore`, { method: 'POST', headers: { 'if-match': tag } });
    expect((await restore('"1"')).status).toBe(412);
    expect((await restore('"2"')).status).toBe(200);
  });

  test('of one version lets one of thirty changes at once through', async () => {
    const { id } = await add();
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) => change(id, { notes: `by ${n}` }, { 'if-match': '"1"' })),
    );
    const won = answers.filter(({ status }) => status === 200);
    expect(won.length).toBe(1);
    expect(answers.filter(({ status }) => status === 412).length).toBe(29);
    expect(await read(id)).toEqual(won[0]!.body);
  });
});

test('changes of different fields at once lose nothing, and each is a version', async () => {
  const { id } = await add();
  const changes = [
    { firstName: 'Sara' },
    { lastName: 'Said' },
    { name2: 'سارة' },
    { notes: 'Evenings' },
    { tags: ['vip'] },
    { email: 'sara@example.com' },
    { birthDate: '1990-01-31' },
    { preferences: { folding: 'flat' } },
    { preferences: { fragrance: 'oud' } },
    { preferences: { notifications: { sms: true } } },
    { preferences: { notifications: { push: false } } },
  ];
  const answers = await Promise.all(changes.map((body) => change(id, body)));
  expect(answers.map(({ body }) => body.version).toSorted((a, b) => a - b)).toEqual(
    changes.map((_, n) => n + 2),
  );
  expect(await read(id)).toMatchObject({
    firstName: 'Sara',
    lastName: 'Said',
    name2: 'سارة',
    notes: 'Evenings',
    tags: ['vip'],
    email: 'sara@example.com',
    birthDate: '1990-01-31',
    preferences: { folding: 'flat', fragrance: 'oud', notifications: { sms: true, push: false } },
    version: changes.length + 1,
  });
  expect((await historyOf(id)).length).toBe(changes.length + 1);
});
