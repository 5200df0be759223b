import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
let here: Awaited<ReturnType<typeof api.tenant>>;
beforeAll(async () => {
  here = await api.tenant();
});

/** A customer of its own for each test, and what can be done with its addresses. */
const somebody = async (body: object = {}) => {
  const { body: customer } = await here.staff(customers, {
    method: 'POST',
    body: { type: 'guest', ...body },
  });
  const one = `${customers}/${customer.id}`;
  const call = (method: string, path: string, sent?: object, headers: Record<string, string> = {}) =>
    here.staff(one + path, { method, ...(sent && { body: sent }), headers });
  return {
    id: customer.id as string,
    call,
    add: (sent: object, headers?: Record<string, string>) => call('POST', '/addresses', sent, headers),
    change: (id: string, sent: object) => call('PATCH', `/addresses/${id}`, sent),
    remove: (id: string) => call('DELETE', `/addresses/${id}`),
    restore: (id: string) => call('POST', `/addresses/${id}/restore`),
    read: async () => (await here.viewer(one)).body,
    history: async () => (await here.viewer(`${one}/history`)).body.data,
    streets: async () =>
      (await here.viewer(one)).body.addresses.map(
        ({ street, isDefault }: { street: string; isDefault: boolean }) =>
          isDefault ? `${street}*` : street,
      ),
  };
};

const whole = {
  type: 'work',
  label: 'Office',
  building: 'Bahja Tower',
  floor: '3',
  apartment: '12',
  street: 'Way 3021',
  area: 'Al Khuwair',
  city: 'Muscat',
  region: 'Muscat Governorate',
  postalCode: '133',
  country: 'OM',
  latitude: 23.58591234567891,
  longitude: 58.40591234567891,
  deliveryNotes: ' blue door\nring twice ',
};

describe('an address', () => {
  test('is kept as it was sent, and says where it is', async () => {
    const { id, add } = await somebody();
    const added = await add(whole);
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ ...whole, isDefault: true, isActive: true, distanceM: null });
    expect(added.headers.get('location')).toBe(`${customers}/${id}/addresses/${added.body.id}`);
    expect(added.headers.get('etag')).toBe('"2"');
  });

  test('is of the country of the business, and a home, where nothing is said', async () => {
    const { add, change } = await somebody();
    const { body } = await add({ street: 'Way 3021' });
    expect(body).toMatchObject({ country: 'OM', type: 'home' });
    expect((await change(body.id, { country: 'AE' })).body.country).toBe('AE');
    expect((await change(body.id, { country: null })).body.country).toBe('OM');
  });

  test.each([
    ['is nothing', {}, '/street', 'required'],
    ['says only which floor', { floor: '3', country: 'OM' }, '/street', 'required'],
    ['has no longitude', { street: 'x', latitude: 23.6 }, '/longitude', 'required'],
    ['has no latitude', { street: 'x', longitude: 58.4 }, '/latitude', 'required'],
    ['lies beyond the pole', { latitude: 90.000001, longitude: 0 }, '/latitude', 'too_large'],
    ['lies beyond the antimeridian', { latitude: 0, longitude: -180.000001 }, '/longitude', 'too_small'],
    ['has coordinates in words', { latitude: '23.6', longitude: '58.4' }, '/latitude', 'invalid_type'],
    ['is in no country', { street: 'x', country: 'XX' }, '/country', 'invalid_value'],
    ['is of a kind that does not exist', { street: 'x', type: 'boat' }, '/type', 'invalid_value'],
    ['has two lines in one', { street: 'Way\n3021' }, '/street', 'invalid_value'],
    ['says what only the server says', { street: 'x', distanceM: 3 }, '/distanceM', 'read_only'],
    ['says what nobody says', { street: 'x', planet: 'Mars' }, '/planet', 'unknown_field'],
  ])('that %s is refused', async (_, sent, pointer, code) => {
    const { add, read } = await somebody();
    const { status, body } = await add(sent);
    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(body.errors).toContainEqual(expect.objectContaining({ pointer, code }));
    expect(await read()).toMatchObject({ version: 1, addresses: [] });
  });

  test.each([
    [0, 0],
    [90, 180],
    [-90, -180],
    [1e-9, -1e-9],
    [23.00000009, 58.00000009],
  ])('keeps the coordinates %d, %d exactly', async (latitude, longitude) => {
    const { add, read } = await somebody();
    const { body } = await add({ latitude, longitude });
    expect(body).toMatchObject({ latitude, longitude });
    expect((await read()).addresses[0]).toMatchObject({ latitude, longitude });
  });

  test('changes where it is told to and nowhere else', async () => {
    const { add, change } = await somebody();
    const { body: before } = await add(whole);
    const { status, body } = await change(before.id, { floor: '4', deliveryNotes: null });
    expect(status).toBe(200);
    expect(body).toEqual({
      ...before,
      floor: '4',
      deliveryNotes: null,
      formatted: expect.any(Array),
      updatedAt: expect.any(String),
    });
    expect(body.updatedAt).not.toBe(before.updatedAt);
    expect((await change(before.id, { latitude: null, longitude: null })).body).toMatchObject({
      latitude: null,
      longitude: null,
      street: 'Way 3021',
    });
  });

  test('takes half a position no more when it is changed than when it is added', async () => {
    const { add, change, read } = await somebody();
    const { body } = await add(whole);
    for (const [sent, pointer] of [
      [{ latitude: 1 }, '/longitude'],
      [{ longitude: null }, '/longitude'],
      [{ latitude: 1, longitude: null }, '/longitude'],
      [{ latitude: null, longitude: 1 }, '/latitude'],
    ] as const) {
      const refused = await change(body.id, sent);
      expect([sent, refused.status, refused.body.errors?.[0].pointer]).toEqual([sent, 400, pointer]);
    }
    expect((await read()).version).toBe(2);
  });

  test('cannot be changed into one that leads nowhere', async () => {
    const { add, change, read } = await somebody();
    const { body } = await add({ street: 'Way 3021' });
    const refused = await change(body.id, { street: null });
    expect([refused.status, refused.body.errors[0]]).toEqual([
      400,
      expect.objectContaining({ pointer: '/street', code: 'required' }),
    ]);
    expect((await change(body.id, { street: null, latitude: 0, longitude: 0 })).status).toBe(200);
    expect((await read()).version).toBe(3);
  });

  test('that was removed is not changed, comes back as it was, and is removed and restored once', async () => {
    const { add, change, remove, restore, read, call } = await somebody();
    const { body: before } = await add(whole);
    const removed = await remove(before.id);
    expect([removed.status, removed.body.isActive, removed.body.isDefault]).toEqual([200, false, false]);
    expect((await remove(before.id)).status).toBe(200);
    const refused = await change(before.id, { floor: '9' });
    expect([refused.status, refused.body.code]).toEqual([409, 'address_removed']);
    expect(await read()).toMatchObject({ version: 3, addresses: [] });
    expect((await call('GET', '/addresses')).body.data).toEqual([]);
    expect((await call('GET', '/addresses?status=inactive')).body).toEqual({
      data: [removed.body],
      page: { nextCursor: null, total: 1, totalIsExact: true },
    });
    const restored = await restore(before.id);
    expect(restored.body).toEqual({ ...before, updatedAt: expect.any(String) });
    expect((await restore(before.id)).headers.get('etag')).toBe('"4"');
  });

  test('of another customer is not found', async () => {
    const [one, other] = [await somebody(), await somebody()];
    const { body } = await one.add(whole);
    for (const answered of [
      await other.change(body.id, { floor: '1' }),
      await other.remove(body.id),
      await other.restore(body.id),
    ]) {
      expect(answered.status).toBe(404);
    }
    expect([(await one.read()).version, (await other.read()).version]).toEqual([2, 1]);
  });

  test('tells how far it is from the business, once that has a position', async () => {
    const tenant = await api.tenant();
    const { body: customer } = await tenant.staff(customers, {
      method: 'POST',
      body: { type: 'guest', addresses: [{ latitude: 0, longitude: 1 }, { street: 'Way 1' }] },
    });
    const distances = async () =>
      (await tenant.viewer(`${customers}/${customer.id}`)).body.addresses.map(
        ({ distanceM }: { distanceM: number | null }) => distanceM,
      );
    expect(await distances()).toEqual([null, null]);
    const position = { latitude: 0, longitude: 0 };
    await tenant.admin('/api/v1/tenant', { method: 'PATCH', body: { position } });
    // A degree of the equator of a sphere of 6,371,008.8 m: 2 π r / 360.
    expect(await distances()).toEqual([111_195.08, null]);
  });
});

describe('the addresses of a customer', () => {
  test('come with it, the default first, then in the order in which they were added', async () => {
    const { add, streets, call, id } = await somebody();
    for (const street of ['a', 'b', 'c']) await add({ street });
    expect(await streets()).toEqual(['a*', 'b', 'c']);
    const third = (await call('GET', '/addresses')).body.data[2];
    await call('PATCH', `/addresses/${third.id}`, { isDefault: true });
    expect(await streets()).toEqual(['c*', 'a', 'b']);
    const list = await call('GET', '/addresses');
    const customer = await here.viewer(`${customers}/${id}`);
    expect(list.body.data).toEqual(customer.body.addresses);
    expect(list.body.page).toEqual({ nextCursor: null, total: 3, totalIsExact: true });
    expect(list.headers.get('etag')).toBe(customer.headers.get('etag'));
  });

  test('come with every answer that is about the customer alone', async () => {
    const { id, add, call, read } = await somebody({ name: 'Sara', phone: '90123456' });
    await add({ street: 'Way 3021' });
    const { addresses } = await read();
    expect(addresses.length).toBe(1);
    for (const answered of [
      await call('PATCH', '', { notes: 'x' }),
      await call('PATCH', '', {}),
      await here.admin(`${customers}/${id}`, { method: 'DELETE' }),
      await here.admin(`${customers}/${id}/restore`, { method: 'POST' }),
    ]) {
      expect(answered.status).toBe(200);
      expect(answered.body.addresses).toEqual(addresses);
    }
  });

  test('are fifty at most, of which removed ones are none', async () => {
    const { add, remove, restore, read } = await somebody({
      addresses: Array.from({ length: 50 }, (_, n) => ({ street: `Way ${n}` })),
    });
    const full = await add({ street: 'one more' });
    expect([full.status, full.body.code]).toEqual([409, 'too_many_addresses']);
    const { addresses, version } = await read();
    expect([addresses.length, version]).toEqual([50, 2]);
    await remove(addresses[7].id);
    expect((await add({ street: 'one more' })).status).toBe(201);
    expect((await restore(addresses[7].id)).body.code).toBe('too_many_addresses');
  });

  test('are fifty as well where a hundred come at once', async () => {
    const { add, read } = await somebody({
      addresses: Array.from({ length: 40 }, (_, n) => ({ street: `Way ${n}` })),
    });
    const added = await Promise.all(Array.from({ length: 30 }, (_, n) => add({ street: `at once ${n}` })));
    expect(added.filter(({ status }) => status === 201).length).toBe(10);
    expect(added.filter(({ body }) => body.code === 'too_many_addresses').length).toBe(20);
    expect((await read()).addresses.length).toBe(50);
  });

  test('are added once, however often the same request comes', async () => {
    const { add, streets } = await somebody();
    const key = { 'idempotency-key': crypto.randomUUID() };
    const answers = await Promise.all(Array.from({ length: 5 }, () => add({ street: 'once' }, key)));
    expect(new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.id)).size).toBe(1);
    expect(await streets()).toEqual(['once*']);
  });
});

describe('a change of an address', () => {
  test('is a change of the customer: one version, for which If-Match asks', async () => {
    const { add, call, read } = await somebody();
    const { body, headers } = await add({ street: 'Way 1' }, { 'if-match': '"1"' });
    expect(headers.get('etag')).toBe('"2"');
    for (const [method, path, sent] of [
      ['POST', '/addresses', { street: 'x' }],
      ['PATCH', `/addresses/${body.id}`, { street: 'x' }],
      ['DELETE', `/addresses/${body.id}`, undefined],
      ['POST', `/addresses/${body.id}/restore`, undefined],
    ] as const) {
      const stale = await call(method, path, sent, { 'if-match': '"1"' });
      expect([stale.status, stale.body.code]).toEqual([412, 'version_conflict']);
    }
    expect((await read()).version).toBe(2);
    const changed = await call('PATCH', `/addresses/${body.id}`, { street: 'Way 2' }, { 'if-match': '"2"' });
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"3"']);
    // And an editor of the customer who has not seen it is told so.
    const editor = await call('PATCH', '', { notes: 'x' }, { 'if-match': '"2"' });
    expect(editor.body.code).toBe('version_conflict');
  });

  test('that changes nothing makes no version', async () => {
    const { add, change, read, history } = await somebody();
    const { body } = await add(whole);
    for (const sent of [{}, { street: whole.street }, { isDefault: true }, { type: 'work', floor: '3' }]) {
      expect((await change(body.id, sent)).headers.get('etag')).toBe('"2"');
    }
    expect((await read()).version).toBe(2);
    expect((await history()).length).toBe(2);
  });

  test('is one row of history that says which address, which fields, and where the default went', async () => {
    const { id, add, change, remove, restore, history } = await somebody();
    const a = (await add({ street: 'a', latitude: 0, longitude: 0.1 })).body.id;
    const b = (await add({ street: 'b', type: 'work' })).body.id;
    await change(b, { isDefault: true, floor: '2' });
    await remove(b);
    await restore(b);
    const byField = (changes: { field: string; addressId: string }[]) =>
      changes
        .map((each) => ({ ...each, addressId: each.addressId === a ? 'a' : 'b' }))
        .toSorted((one, other) => (one.addressId + one.field < other.addressId + other.field ? -1 : 1));
    const told = (await history()).map(
      ({ version, action, changes }: { version: number; action: string; changes: never[] }) => ({
        version,
        action,
        changes: version === 1 ? [] : byField(changes),
      }),
    );
    const isDefault = (addressId: string, to: boolean) => ({ addressId, field: 'isDefault', from: !to, to });
    const isActive = (addressId: string, to: boolean) => ({ addressId, field: 'isActive', from: !to, to });
    expect(told).toEqual([
      {
        version: 6,
        action: 'address_restored',
        changes: [isDefault('a', false), isActive('b', true), isDefault('b', true)],
      },
      {
        version: 5,
        action: 'address_removed',
        changes: [isDefault('a', true), isActive('b', false), isDefault('b', false)],
      },
      {
        version: 4,
        action: 'address_changed',
        changes: [
          isDefault('a', false),
          { addressId: 'b', field: 'floor', from: null, to: '2' },
          isDefault('b', true),
        ],
      },
      {
        version: 3,
        action: 'address_added',
        changes: [
          { addressId: 'b', field: 'country', from: null, to: 'OM' },
          { addressId: 'b', field: 'street', from: null, to: 'b' },
          { addressId: 'b', field: 'type', from: null, to: 'work' },
        ],
      },
      {
        version: 2,
        action: 'address_added',
        changes: [
          { addressId: 'a', field: 'country', from: null, to: 'OM' },
          isDefault('a', true),
          { addressId: 'a', field: 'latitude', from: null, to: 0 },
          { addressId: 'a', field: 'longitude', from: null, to: 0.1 },
          { addressId: 'a', field: 'street', from: null, to: 'a' },
          { addressId: 'a', field: 'type', from: null, to: 'home' },
        ],
      },
      { version: 1, action: 'created', changes: [] },
    ]);
    const rows = await asOwner<{ actor_id: string }>(
      'select distinct actor_id from org_customer_history where customer_id = $1',
      [id],
    );
    expect(rows.length).toBe(1);
  });

  test('tells of every field of an address, and of nothing derived from one', async () => {
    const { add, change, remove, history } = await somebody();
    const { body } = await add(whole);
    const cleared = Object.fromEntries(
      Object.keys(whole)
        .filter((field) => field !== 'type')
        .map((field) => [field, null]),
    );
    await change(body.id, { ...cleared, street: 'only this', type: 'other' });
    await remove(body.id);
    const told = (await history())
      .slice(0, -1)
      .flatMap(({ changes }: { changes: { field: string }[] }) => changes.map(({ field }) => field));
    expect([...new Set(told)].toSorted()).toEqual(
      [...Object.keys(whole), 'isActive', 'isDefault'].toSorted(),
    );
  });
});

describe('addresses that come with a customer', () => {
  const sent = [{ street: 'a' }, { street: 'b', type: 'work' }];

  test('are there with it, the first as the default unless another says so', async () => {
    const created = await here.staff(customers, { method: 'POST', body: { type: 'guest', addresses: sent } });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      version: 2,
      addresses: [{ street: 'a', isDefault: true }, { street: 'b' }],
    });
    expect(created.headers.get('etag')).toBe('"2"');
    const read = await here.viewer(created.headers.get('location')!);
    expect(read.text).toBe(created.text);
    const { data } = (await here.viewer(`${customers}/${created.body.id}/history`)).body;
    expect(data.map(({ action }: { action: string }) => action)).toEqual(['address_added', 'created']);
    const second = await somebody({ addresses: [sent[0], { ...sent[1], isDefault: true }] });
    expect(await second.streets()).toEqual(['b*', 'a']);
  });

  test.each([
    ['a field of the second', [{ street: 'a' }, { street: 7 }], '/addresses/1/street'],
    ['the second leads nowhere', [{ street: 'a' }, {}], '/addresses/1/street'],
    ['the first has half a position', [{ latitude: 1 }, { street: 'b' }], '/addresses/0/longitude'],
    [
      'two are the default',
      [
        { ...sent[0], isDefault: true },
        { ...sent[1], isDefault: true },
      ],
      '/addresses/1/isDefault',
    ],
    ['there are too many', Array.from({ length: 51 }, () => sent[0]), '/addresses'],
    ['they are no list', { street: 'a' }, '/addresses'],
  ])('are refused at their place, and nobody is added: %s', async (_, addresses, pointer) => {
    const tenant = await api.tenant();
    const { status, body } = await tenant.staff(customers, {
      method: 'POST',
      body: { type: 'stub', name: 'Sara', phone: '90123456', addresses },
    });
    expect([status, body.errors?.map((each: { pointer: string }) => each.pointer)]).toEqual([400, [pointer]]);
    expect((await tenant.viewer(`${customers}/statistics`)).body.total).toBe(0);
  });

  test('are not added where the customer is refused', async () => {
    const tenant = await api.tenant();
    const body = { type: 'stub', name: 'Sara', phone: '90123456', addresses: sent };
    expect((await tenant.staff(customers, { method: 'POST', body })).status).toBe(201);
    const taken = await tenant.staff(customers, { method: 'POST', body });
    expect([taken.status, taken.body.code]).toEqual([409, 'phone_taken']);
    const [{ rows } = { rows: 0 }] = await asOwner<{ rows: number }>(
      'select count(*)::int as rows from org_customer_addresses where tenant_org_id = $1',
      [tenant.id],
    );
    expect(rows).toBe(2);
  });

  test('come with a full customer and with an upgrade, and with a proof that was used once', async () => {
    const verificationToken = await api.provePhone(here.staff, '+96890778801');
    const full = await here.staff(customers, {
      method: 'POST',
      body: { type: 'full', name: 'Sara', verificationToken, addresses: sent },
    });
    expect(full.body).toMatchObject({ profileStatus: 'full', addresses: [{ street: 'a' }, { street: 'b' }] });

    const stub = await somebody({
      type: 'stub',
      name: 'Ali',
      phone: '90778802',
      addresses: [{ street: 'old' }],
    });
    const proof = await api.provePhone(here.staff, '+96890778802');
    const upgrade = (addresses: object[]) =>
      stub.call('POST', '/upgrade', { verificationToken: proof, addresses });
    const refused = await upgrade([{ street: 'a' }, {}]);
    expect(refused.body.errors[0].pointer).toBe('/addresses/1/street');
    const tooMany = await upgrade(Array.from({ length: 50 }, (_, n) => ({ street: `Way ${n}` })));
    expect([tooMany.status, tooMany.body.code]).toEqual([409, 'too_many_addresses']);
    expect(await stub.read()).toMatchObject({ profileStatus: 'stub', version: 2 });
    const upgraded = await upgrade(sent);
    expect(upgraded.body).toMatchObject({ profileStatus: 'full', phoneVerified: true });
    expect(await stub.streets()).toEqual(['old*', 'a', 'b']);
  });
});
