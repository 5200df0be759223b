import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { say } from '../testing/say.ts';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
let here: Awaited<ReturnType<typeof api.tenant>>;
beforeAll(async () => {
  here = await api.tenant();
});

let phones = 90_000_000;
const nextPhone = () => {
  phones += 1;
  return `+968${phones}`;
};
const add = (fields: object = {}) =>
  say(here.staff, 'POST', customers, { type: 'stub', name: 'Sara', phone: nextPhone(), ...fields });
const addFull = async (fields: object = {}) => {
  const phone = nextPhone();
  const verificationToken = await api.provePhone(here.staff, phone);
  return say(here.staff, 'POST', customers, { type: 'full', name: 'Full', verificationToken, ...fields });
};
const ask = (source: { id: string }, target: { id: string }, more: object = {}, caller = here.admin) =>
  caller(`${customers}/merge`, {
    method: 'POST',
    body: { sourceCustomerId: source.id, targetCustomerId: target.id, reason: 'The same person', ...more },
  });
const merge = async (source: { id: string }, target: { id: string }, more: object = {}) => {
  const { status, body } = await ask(source, target, more);
  expect([status, body.code]).toEqual([200, undefined]);
  return body;
};
const read = (id: string) => say(here.viewer, 'GET', `${customers}/${id}`);
const refusal = ({ status, body }: { status: number; body: { code: string } }) => [status, body.code];

describe('what the target becomes', () => {
  test('its own values, filled up by those of the source; notes joined, preferences merged, tags of both', async () => {
    const source = await add({
      name: 'S',
      name2: 'سارة',
      email: 's@example.com',
      birthDate: '1990-01-01',
      notes: 'of the source',
      preferences: { folding: 'box', notifications: { sms: true, email: true } },
      tags: ['late', 'vip'],
    });
    const target = await add({
      name: 'T',
      email: 't@example.com',
      notes: 'of the target',
      preferences: { folding: 'hanger', notifications: { sms: false } },
      tags: ['vip'],
    });
    const { customer, ...counts } = await merge(source, target);
    expect(customer).toMatchObject({
      id: target.id,
      name: 'T',
      name2: 'سارة',
      phone: target.phone,
      email: 't@example.com',
      birthDate: '1990-01-01',
      notes: `of the target\n\n${source.customerNumber}:\nof the source`,
      preferences: { folding: 'hanger', notifications: { sms: false, email: true } },
      tags: ['vip', 'late'],
      mergedIds: [source.id],
      customerSince: source.createdAt,
      contacts: [
        { kind: 'phone', value: source.phone },
        { kind: 'email', value: 's@example.com' },
      ],
      version: target.version + 1,
    });
    expect(counts).toEqual({
      mergeId: expect.any(String),
      ordersMoved: 0,
      addressesMoved: 0,
      loyaltyPointsMerged: 0,
      contactsKept: 2,
      tagsAdded: 1,
    });
  });

  test('the values that were chosen, and what gives way stays as a further contact', async () => {
    const source = await add({
      firstName: 'S',
      lastName: 'Source',
      name: null,
      email: 's@example.com',
      notes: 's',
    });
    const target = await add({ name: 'T', email: 't@example.com', notes: 't', birthDate: '1990-01-01' });
    const { customer } = await merge(source, target, {
      fields: { name: 'source', phone: 'source', email: 'source', notes: 'target', birthDate: 'source' },
    });
    expect(customer).toMatchObject({
      name: 'S Source',
      phone: source.phone,
      email: 's@example.com',
      notes: 't',
      // The source has none to leave.
      birthDate: '1990-01-01',
      contacts: [
        { kind: 'phone', value: target.phone },
        { kind: 'email', value: 't@example.com' },
      ],
    });
  });

  test('keeps the name by which it is called', async () => {
    const source = await add({ name: 'Other', displayName: 'Mrs Other' });
    const target = await add({ name: null, firstName: 'Sara', lastName: 'B' });
    const { customer } = await merge(source, target);
    expect([customer.displayName, customer.name]).toEqual(['Sara B', 'Sara B']);
  });

  test('has the orders, addresses and points of both, and one default address: its own', async () => {
    const shop = await api.tenant();
    const call = (method: string, path: string, body?: object) => say(shop.owner, method, path, body);
    await call('PATCH', '/api/v1/tenant/loyalty', {
      enabled: true,
      pointsPerUnit: '10',
      expiryMonths: 12,
      tiers: [{ key: 'gold', name: 'Gold', name2: null, threshold: 90 }],
    });
    const person = (n: number) =>
      call('POST', customers, {
        type: 'stub',
        name: 'P',
        phone: `9000000${n}`,
        addresses: [{ street: 'Same' }, { street: `Default ${n}`, isDefault: true }],
      });
    const [source, target] = [await person(1), await person(2)];
    for (const [customer, total] of [
      [source, '4.500'],
      [source, '1.000'],
      [target, '5.000'],
    ]) {
      await call('POST', '/api/v1/orders', { customerId: customer.id, total, status: 'delivered' });
    }
    await call('POST', `${customers}/${source.id}/loyalty/adjustments`, { points: -15, reason: 'A mistake' });
    const merged = await call('POST', `${customers}/merge`, {
      sourceCustomerId: source.id,
      targetCustomerId: target.id,
      reason: 'The same person',
    });
    expect(merged).toMatchObject({ ordersMoved: 2, addressesMoved: 2, loyaltyPointsMerged: 40 });
    expect(merged.customer).toMatchObject({
      totalOrders: 3,
      totalSpent: { amount: '10.500' },
      loyaltyPoints: 90,
      tier: 'gold',
    });
    expect(merged.customer.addresses.map((each: { street: string }) => each.street)).toEqual([
      'Default 2',
      'Same',
      'Same',
      'Default 1',
    ]);
    const loyalty = await call('GET', `${customers}/${target.id}/loyalty`);
    expect([loyalty.balance, loyalty.earned]).toEqual([90, 105]);
    const [there] = await asOwner(
      `select loyalty_points, total_orders, total_spent::float, tier, is_active,
         (select sum(points)::int from org_loyalty_ledger where customer_id = c.id) as ledger
       from org_customers_mst c where id = $1`,
      [source.id],
    );
    expect(there).toEqual({
      loyalty_points: 0,
      total_orders: 0,
      total_spent: 0,
      tier: null,
      is_active: false,
      ledger: 0,
    });
  });

  test('has the default address of the source where it has none of its own', async () => {
    const source = await add({ addresses: [{ street: 'First' }, { street: 'Default', isDefault: true }] });
    const { customer } = await merge(source, await add());
    expect(customer.addresses.map((each: { street: string }) => each.street)).toEqual(['Default', 'First']);
  });

  test('tells it as one change of each, and counts as one customer', async () => {
    const shop = await api.tenant();
    const call = (method: string, path: string, body?: object) => say(shop.owner, method, path, body);
    const source = await call('POST', customers, {
      type: 'guest',
      email: 's@example.com',
      addresses: [{ street: 'Way 1' }],
    });
    const target = await call('POST', customers, { type: 'stub', name: 'T', phone: '90000001' });
    await call('POST', '/api/v1/orders', { customerId: source.id, total: '1' });
    const { mergeId } = await call('POST', `${customers}/merge`, {
      sourceCustomerId: source.id,
      targetCustomerId: target.id,
      reason: 'The same person',
    });
    const history = await call('GET', `${customers}/${target.id}/history`);
    expect(history.page.total).toBe(2);
    expect(history.data[0].action).toBe('merged');
    expect(history.data[0].changes).toContainEqual({
      field: 'merge',
      from: null,
      to: expect.objectContaining({
        id: mergeId,
        customerNumber: source.customerNumber,
        reason: 'The same person',
        ordersMoved: 1,
      }),
    });
    const told = await asOwner(
      `select version, action, changes -> 'merge' #>> '{to,customerNumber}' as number
       from org_customer_history where customer_id = $1 order by version desc limit 2`,
      [source.id],
    );
    expect(told).toEqual([
      { version: 4, action: 'merged_into', number: target.customerNumber },
      { version: 3, action: 'orders_changed', number: null },
    ]);
    expect(await call('GET', `${customers}/statistics`)).toMatchObject({
      guest: 1,
      stub: 1,
      active: 1,
      inactive: 1,
    });
  });
});

describe('a preview', () => {
  const preview = (source: { id: string }, target: { id: string }, fields: object = {}) =>
    say(here.staff, 'POST', `${customers}/merge/preview`, {
      sourceCustomerId: source.id,
      targetCustomerId: target.id,
      fields,
    });

  test('says of every field what it will be, whose it is and why, and changes nothing', async () => {
    const source = await addFull({
      name: 'S',
      email: 's@example.com',
      birthDate: '1990-01-01',
      notes: 's',
      displayName: 'Mrs S',
      preferences: { folding: 'box', notifications: { sms: true } },
      tags: ['s', 'both'],
      addresses: [{ street: 'Way' }],
    });
    const target = await add({
      name: 'T',
      email: 't@example.com',
      birthDate: '1991-01-01',
      notes: 't',
      preferences: { folding: 'hanger' },
      tags: ['both'],
    });
    await say(here.staff, 'POST', '/api/v1/orders', { customerId: source.id, total: '4.5' });
    const before = [await read(source.id), await read(target.id)];
    const seen = await preview(source, target, { email: 'source' });
    expect([seen.source, seen.target]).toEqual(before);
    expect([await read(source.id), await read(target.id)]).toEqual(before);
    const told = Object.fromEntries(
      seen.fields.map(({ field, result, from, why, isConflict }: Record<string, string>) => [
        field,
        [result, from, why, isConflict],
      ]),
    );
    expect(told).toEqual({
      firstName: [null, null, 'neither_has_one', false],
      lastName: [null, null, 'neither_has_one', false],
      displayName: [null, null, 'target_is_named', false],
      name: ['T', 'target', 'target_stays', true],
      name2: [null, null, 'neither_has_one', false],
      phone: [target.phone, 'target', 'target_stays', true],
      email: ['s@example.com', 'source', 'chosen', true],
      birthDate: ['1991-01-01', 'target', 'target_stays', true],
      avatarUrl: [null, null, 'neither_has_one', false],
      preferences: [{ folding: 'hanger', notifications: { sms: true } }, 'both', 'joined', true],
      notes: [`t\n\n${source.customerNumber}:\ns`, 'both', 'joined', true],
      tags: [['both', 's'], 'both', 'joined', false],
      profileStatus: ['stub', 'target', 'phone_not_proven', false],
    });
    expect(seen.moves).toEqual({
      orders: 1,
      totalSpent: { amount: '4.500', currency: 'OMR' },
      addresses: 1,
      loyaltyPoints: 0,
      tags: 1,
      consents: 1,
      contacts: 2,
      mergedCustomers: 0,
    });
    expect(seen.warnings).toEqual(['birth_dates_differ', 'verification_lost']);
    const { customer } = await merge(source, target, { fields: { email: 'source' } });
    for (const field of [
      'name',
      'phone',
      'email',
      'birthDate',
      'preferences',
      'notes',
      'tags',
      'profileStatus',
    ]) {
      expect(customer[field], field).toEqual(told[field]![0]);
    }
  });

  test('is refused as the merge would be', async () => {
    const [one, two] = [await add(), await add()];
    await merge(one, two);
    const { status, body } = await here.staff(`${customers}/merge/preview`, {
      method: 'POST',
      body: { sourceCustomerId: one.id, targetCustomerId: two.id },
    });
    expect([status, body.code, body.customerId]).toEqual([409, 'already_merged', two.id]);
  });
});

describe('a proof', () => {
  const person = async (id: string) =>
    (await asOwner('select sys_customer_id as person from org_customers_mst where id = $1', [id]))[0]!.person;

  test('comes along with its phone, and makes the target full', async () => {
    const source = await addFull();
    const target = await add();
    const { customer } = await merge(source, target, { fields: { phone: 'source' } });
    expect(customer).toMatchObject({ phone: source.phone, phoneVerified: true, profileStatus: 'full' });
    expect(await person(target.id)).toBe(await person(source.id));
    const guest = await say(here.staff, 'POST', customers, { type: 'guest' });
    const other = await merge(await addFull(), guest);
    expect(other.customer).toMatchObject({ phoneVerified: true, profileStatus: 'full' });
  });

  test('does not come along where another phone stays', async () => {
    const source = await addFull();
    const target = await add();
    const { customer } = await merge(source, target);
    expect(customer).toMatchObject({ phone: target.phone, phoneVerified: false, profileStatus: 'stub' });
    expect(await person(target.id)).toBeNull();
  });

  test('stays with a full target whose phone stays, and ends with one that gives way', async () => {
    const stays = await addFull();
    expect((await merge(await add(), stays)).customer).toMatchObject({
      phoneVerified: true,
      profileStatus: 'full',
    });
    const gives = await addFull();
    expect((await merge(await add(), gives, { fields: { phone: 'source' } })).customer).toMatchObject({
      phoneVerified: false,
      profileStatus: 'full',
    });
  });

  test('of an inactive customer serves the one who has the phone now', async () => {
    const source = await addFull();
    await say(here.admin, 'DELETE', `${customers}/${source.id}`);
    const target = await add({ phone: source.phone });
    const { customer } = await merge(source, target);
    expect(customer).toMatchObject({ phoneVerified: true, profileStatus: 'full', contacts: [] });
  });
});

describe('is refused, and nothing is written,', () => {
  const untouched = async (ids: string[], work: () => Promise<void>) => {
    const state = () =>
      asOwner('select to_jsonb(c) as c from org_customers_mst c where id = any ($1) order by id', [ids]);
    const before = await state();
    await work();
    expect(await state()).toEqual(before);
  };

  test('of a customer into itself', async () => {
    const one = await add();
    const { status, body } = await ask(one, one);
    expect([status, body.errors[0].pointer]).toEqual([400, '/targetCustomerId']);
  });

  test('of whoever is not there, or in another business', async () => {
    const one = await add();
    const there = await api.tenant();
    const foreign = await say(there.staff, 'POST', customers, { type: 'guest' });
    await untouched([one.id, foreign.id], async () => {
      for (const id of [crypto.randomUUID(), foreign.id]) {
        expect(refusal(await ask(one, { id }))).toEqual([404, 'not_found']);
        expect(refusal(await ask({ id }, one))).toEqual([404, 'not_found']);
      }
    });
  });

  test('of whoever was merged: the refusal says into whom, and by which merge', async () => {
    const [one, two, three] = [await add(), await add(), await add()];
    const { mergeId } = await merge(one, two);
    await merge(two, three);
    const { status, body } = await ask(one, await add());
    expect([status, body.code, body.customerId, body.mergeId]).toEqual([
      409,
      'already_merged',
      three.id,
      mergeId,
    ]);
    expect(refusal(await ask(three, one))).toEqual([409, 'already_merged']);
  });

  test('where the phone that would come along is somebody else’s by now: the refusal says whose', async () => {
    const source = await add();
    await say(here.admin, 'DELETE', `${customers}/${source.id}`);
    const holder = await add({ phone: source.phone });
    const target = await say(here.staff, 'POST', customers, { type: 'guest', name: 'T' });
    await untouched([source.id, target.id, holder.id], async () => {
      const { status, body } = await ask(source, target);
      expect([status, body.code, body.customerId]).toEqual([409, 'phone_taken', holder.id]);
    });
  });

  test('into an inactive customer', async () => {
    const [one, two] = [await add(), await add()];
    await say(here.admin, 'DELETE', `${customers}/${two.id}`);
    expect(refusal(await ask(one, two))).toEqual([409, 'customer_inactive']);
  });

  test('without a reason, with a field that cannot be chosen, by staff', async () => {
    const [one, two] = [await add(), await add()];
    expect(refusal(await ask(one, two, { reason: ' ' }))).toEqual([400, 'invalid_request']);
    expect(refusal(await ask(one, two, { fields: { tags: 'source' } }))).toEqual([400, 'invalid_request']);
    expect(refusal(await ask(one, two, { fields: { phone: 'both' } }))).toEqual([400, 'invalid_request']);
    expect(refusal(await ask(one, two, {}, here.staff))).toEqual([403, 'forbidden']);
  });

  test('where the preferences of both together are too large, unless one side is chosen', async () => {
    const large = (key: string) => ({ preferences: { [key]: 'x'.repeat(12_000) } });
    const [one, two] = [await add(large('a')), await add(large('b'))];
    const { status, body } = await ask(one, two);
    expect([status, body.errors[0].pointer]).toEqual([400, '/fields/preferences']);
    await merge(one, two, { fields: { preferences: 'target' } });
  });

  test('by hand: no statement of a tenant makes somebody merged, proven or quiet', async () => {
    const [one, two] = [await add(), await add()];
    // One message is one transaction.
    const as = (text: string) =>
      asOwner(
        `select set_config('role', 'regulars_tenant', true), set_config('regulars.tenant_org_id', '${here.id}', true); ${text}`,
      ).then(
        () => 'done',
        (error: Error) => error.message,
      );
    const where = `where tenant_org_id = '${here.id}' and id = '${one.id}'`;
    for (const text of [
      `update org_customers_mst set merged_into_id = '${two.id}' ${where}`,
      `update org_customers_mst set merged_ids = array['${two.id}'::uuid] ${where}`,
      `update org_customers_mst set is_merging = true ${where}`,
      `update org_customers_mst set phone_verified = true ${where}`,
      `insert into org_customer_contacts (tenant_org_id, customer_id, merge_id, kind, value)
       values ('${here.id}', '${one.id}', '${one.id}', 'phone', '+96890000000')`,
      `insert into org_customer_merge_log (tenant_org_id, source_id, target_id, reason, source_fields)
       values ('${here.id}', '${one.id}', '${two.id}', 'x', '{}')`,
      `update org_customer_merge_log set target_before = '{}'`,
      `delete from org_customer_merge_log`,
    ]) {
      expect(await as(text), text).toMatch(/permission denied|row-level security|are merged by/);
    }
  });
});

describe('two at once', () => {
  test('of A into B beside B into A: one is done, the other is told of it', async () => {
    for (let round = 0; round < 8; round += 1) {
      const [one, two] = [await add({ tags: ['one'] }), await add({ tags: ['two'] })];
      const answers = await Promise.all([ask(one, two), ask(two, one)]);
      expect(answers.map(refusal).toSorted()).toEqual([
        [200, undefined],
        [409, 'already_merged'],
      ]);
      const { body } = answers.find(({ status }) => status === 200)!;
      expect(answers.find(({ status }) => status === 409)!.body.customerId).toBe(body.customer.id);
      expect((await read(one.id)).tags.toSorted()).toEqual(['one', 'two']);
      expect((await read(two.id)).id).toBe(body.customer.id);
    }
  });

  test('of many into one, while orders and addresses come in under every id: nothing is lost', async () => {
    const target = await add();
    const sources = await Promise.all(Array.from({ length: 5 }, () => add()));
    const work = [target, ...sources].flatMap(({ id }) => [
      here.staff('/api/v1/orders', { method: 'POST', body: { customerId: id, total: '1' } }),
      here.staff(`${customers}/${id}/addresses`, { method: 'POST', body: { street: 'Way' } }),
      here.staff(`${customers}/${id}`, { method: 'PATCH', body: { preferences: { [id]: true } } }),
    ]);
    const answers = await Promise.all([...sources.map((source) => ask(source, target)), ...work]);
    expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 201)).toEqual(
      [],
    );
    const after = await read(target.id);
    expect(after).toMatchObject({ totalOrders: 6, totalSpent: { amount: '6.000' } });
    expect(after.addresses.length).toBe(6);
    expect(Object.keys(after.preferences).length).toBe(6);
    expect(after.mergedIds.length).toBe(5);
  });

  test('of orders that change while they move, in either direction: each change is done', async () => {
    const [source, target] = [await add(), await add()];
    const orders = await Promise.all(
      Array.from({ length: 12 }, () =>
        say(here.staff, 'POST', '/api/v1/orders', { customerId: source.id, total: '1' }),
      ),
    );
    const changeAll = (total: string) =>
      orders.map(({ id }) => here.staff(`/api/v1/orders/${id}`, { method: 'PATCH', body: { total } }));
    const [merged, ...changed] = await Promise.all([ask(source, target), ...changeAll('2')]);
    expect([merged, ...changed].map(({ status }) => status)).toEqual(Array(13).fill(200));
    expect((await read(source.id)).totalSpent.amount).toBe('24.000');
    const undo = `${customers}/merges/${merged.body.mergeId}/undo`;
    const back = await Promise.all([here.admin(undo, { method: 'POST' }), ...changeAll('3')]);
    expect(back.map(({ status }) => status)).toEqual(Array(13).fill(200));
    expect((await read(source.id)).totalSpent.amount).toBe('36.000');
    expect((await read(target.id)).totalSpent.amount).toBe('0.000');
  });

  test('with one Idempotency-Key: one merge, and the same answer', async () => {
    const [one, two] = [await add(), await add()];
    const request = {
      method: 'POST',
      body: { sourceCustomerId: one.id, targetCustomerId: two.id, reason: 'The same person' },
      headers: { 'idempotency-key': crypto.randomUUID() },
    };
    const first = await here.admin(`${customers}/merge`, request);
    const second = await here.admin(`${customers}/merge`, request);
    expect([first.status, second.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
    expect(second.body).toEqual(first.body);
  });
});

test('a merge whose connection is cut at any moment is done as a whole or not at all', async () => {
  // Its connections have a name of their own, so that nobody else's are cut.
  const cut = testApi({ appUrl: `${inject('appUrl')}?application_name=regulars_to_cut` });
  const shop = await cut.tenant();
  const call = (method: string, path: string, body?: object) => say(shop.owner, method, path, body);
  for (let round = 0; round < 6; round += 1) {
    const [source, target] = [
      await call('POST', customers, { type: 'guest', addresses: [{ street: 'Way' }] }),
      await call('POST', customers, { type: 'guest' }),
    ];
    await asOwner(
      `insert into org_orders_mst (tenant_org_id, customer_id, total, currency, content_hash)
       select $1, $2, 1, 'OMR', sha256('') from generate_series(1, 400)`,
      [shop.id, source.id],
    );
    const merging = shop.owner(`${customers}/merge`, {
      method: 'POST',
      body: { sourceCustomerId: source.id, targetCustomerId: target.id, reason: 'The same person' },
    });
    let over = false;
    void merging.then(() => {
      over = true;
    });
    // Further into it each time.
    await new Promise((later) => setTimeout(later, 4 + 25 * round));
    if (!over) {
      await asOwner(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'regulars_to_cut' and state <> 'idle'`,
      );
    }
    const { status } = await merging;
    expect(status).toBeOneOf([200, 503]);
    const [found] = await asOwner<Record<string, number>>(
      `select (select count(*)::int from org_orders_mst where customer_id = $1) as orders,
         (select count(*)::int from org_customer_addresses where customer_id = $1) as addresses,
         (select count(*)::int from org_customer_merge_log where source_id = $1) as merges,
         (select total_orders from org_customers_mst where id = $1) as counted,
         (select count(*)::int from org_customers_mst where id = $1 and merged_into_id is null) as there`,
      [source.id],
    );
    expect(found).toEqual(
      found!.merges
        ? { orders: 0, addresses: 0, merges: 1, counted: 0, there: 0 }
        : { orders: 400, addresses: 1, merges: 0, counted: 400, there: 1 },
    );
    if (status === 200) expect(found!.merges).toBe(1);
  }
  await cut.close();
});
