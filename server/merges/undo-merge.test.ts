import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { say } from '../testing/say.ts';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
let here: Awaited<ReturnType<typeof api.tenant>>;
beforeAll(async () => {
  here = await api.tenant();
  await say(here.owner, 'PATCH', '/api/v1/tenant/loyalty', {
    enabled: true,
    pointsPerUnit: '10',
    expiryMonths: 12,
  });
});

let phones = 90_000_000;
const nextPhone = () => {
  phones += 1;
  return `+968${phones}`;
};
const add = (fields: object = {}) =>
  say(here.staff, 'POST', customers, { type: 'stub', name: 'Sara', phone: nextPhone(), ...fields });
const addFull = async () => {
  const phone = nextPhone();
  const verificationToken = await api.provePhone(here.staff, phone);
  return say(here.staff, 'POST', customers, { type: 'full', name: 'Full', verificationToken });
};
const merge = async (
  source: { id: string },
  target: { id: string },
  fields: Record<string, string> = {},
): Promise<string> =>
  (
    await say(here.admin, 'POST', `${customers}/merge`, {
      sourceCustomerId: source.id,
      targetCustomerId: target.id,
      fields,
      reason: 'The same person',
    })
  ).mergeId;
const ask = (mergeId: string, caller = here.admin) =>
  caller(`${customers}/merges/${mergeId}/undo`, { method: 'POST' });
const undo = async (mergeId: string) => {
  const { status, body } = await ask(mergeId);
  expect([status, body.code]).toEqual([200, undefined]);
  return body;
};
const change = (customer: { id: string }, fields: object) =>
  say(here.staff, 'PATCH', `${customers}/${customer.id}`, fields);
const order = (customer: { id: string }, total = '1', status = 'delivered') =>
  say(here.staff, 'POST', '/api/v1/orders', { customerId: customer.id, total, status });
const read = (customer: { id: string }) => say(here.viewer, 'GET', `${customers}/${customer.id}`);
const adjust = (customer: { id: string }, points: number) =>
  say(here.admin, 'POST', `${customers}/${customer.id}/loyalty/adjustments`, { points, reason: 'So' });
const listed = async (mergeId: string) =>
  (await say(here.viewer, 'GET', `${customers}/merges?limit=100`)).data.find(
    (each: { id: string }) => each.id === mergeId,
  );

describe('an undone merge', () => {
  test('gives back what came from the source, and leaves with the target what was added since', async () => {
    const source = await add({
      addresses: [{ street: 'Of the source' }],
      email: 's@example.com',
      tags: ['s'],
    });
    const target = await add();
    await order(source, '2');
    const mergeId = await merge(source, target);
    await order(target, '3');
    await say(here.staff, 'POST', `${customers}/${source.id}/addresses`, { street: 'Since' });
    await change(target, { tags: ['s', 'since'] });
    const undone = await undo(mergeId);
    expect(undone).toMatchObject({
      mergeId,
      ordersReturned: 1,
      addressesReturned: 1,
      loyaltyPointsReturned: 20,
      fieldsKept: [],
      source: {
        id: source.id,
        customerNumber: source.customerNumber,
        phone: source.phone,
        email: 's@example.com',
        isActive: true,
        totalOrders: 1,
        loyaltyPoints: 20,
        addresses: [{ street: 'Of the source', isDefault: true }],
      },
      target: {
        id: target.id,
        phone: target.phone,
        email: null,
        tags: ['since'],
        mergedIds: [],
        contacts: [],
        totalOrders: 1,
        loyaltyPoints: 30,
        addresses: [{ street: 'Since', isDefault: true }],
      },
    });
    expect((await here.viewer(`${customers}/${source.id}`)).headers.get('content-location')).toBeNull();
  });

  test('leaves what was edited since as it is, and names it', async () => {
    const source = await add({
      name: 'S',
      email: 's@example.com',
      birthDate: '1990-01-01',
      preferences: { folding: 'box', fragrance: 'oud' },
    });
    const target = await add({ name: 'T' });
    const mergeId = await merge(source, target, { name: 'source' });
    await change(target, { email: 'since@example.com', preferences: { folding: 'hanger' } });
    const undone = await undo(mergeId);
    expect(undone.fieldsKept.toSorted()).toEqual(['email', 'preferences.folding']);
    expect(undone.target).toMatchObject({
      name: 'T',
      email: 'since@example.com',
      birthDate: null,
      preferences: { folding: 'hanger' },
    });
    expect((await listed(mergeId)).undone.fieldsKept.toSorted()).toEqual(['email', 'preferences.folding']);
  });

  test('hands what it had found on to a later one: in any order everybody is who they were', async () => {
    for (const first of [0, 1]) {
      const [one, two] = [await add({ email: '1@example.com' }), await add({ email: '2@example.com' })];
      const target = await add({ email: 't@example.com' });
      const merges = [
        await merge(one, target, { email: 'source', phone: 'source' }),
        await merge(two, target, { email: 'source', phone: 'source' }),
      ];
      const { target: between } = await undo(merges[first]!);
      expect([between.email, between.phone]).toEqual(
        first === 0 ? ['2@example.com', two.phone] : ['1@example.com', one.phone],
      );
      expect(between.contacts.map(({ value }: { value: string }) => value)).toEqual([
        target.phone,
        't@example.com',
      ]);
      const { target: after } = await undo(merges[1 - first]!);
      expect([after.email, after.phone, after.contacts]).toEqual(['t@example.com', target.phone, []]);
    }
  });

  test('gives a proof back to whoever gave it, and takes it from whoever got it', async () => {
    const source = await addFull();
    const target = await add();
    const person = async (id: string) =>
      (await asOwner('select sys_customer_id as person from org_customers_mst where id = $1', [id]))[0]!
        .person;
    const proven = await person(source.id);
    const undone = await undo(await merge(source, target, { phone: 'source' }));
    expect(undone.source).toMatchObject({ phone: source.phone, phoneVerified: true, profileStatus: 'full' });
    expect(undone.target).toMatchObject({ phone: target.phone, phoneVerified: false, profileStatus: 'stub' });
    expect([await person(source.id), await person(target.id)]).toEqual([proven, null]);
  });

  test('gives back a proof that had given way', async () => {
    const target = await addFull();
    const undone = await undo(await merge(await add(), target, { phone: 'source' }));
    expect(undone.target).toMatchObject({ phone: target.phone, phoneVerified: true, profileStatus: 'full' });
  });

  test('ends the proof that an inactive customer lent to the same phone', async () => {
    const source = await addFull();
    await say(here.admin, 'DELETE', `${customers}/${source.id}`);
    const target = await add({ phone: source.phone });
    const undone = await undo(await merge(source, target));
    expect(undone.target).toMatchObject({ phone: source.phone, phoneVerified: false, profileStatus: 'stub' });
    expect(undone.source).toMatchObject({ isActive: false, phoneVerified: true, profileStatus: 'full' });
  });

  test('leaves somebody full who has proven another phone since', async () => {
    const guest = await say(here.staff, 'POST', customers, { type: 'guest', name: 'G' });
    const mergeId = await merge(await addFull(), guest);
    const phone = nextPhone();
    await change(guest, { phone, verificationToken: await api.provePhone(here.staff, phone) });
    const undone = await undo(mergeId);
    expect(undone.target).toMatchObject({ phone, phoneVerified: true, profileStatus: 'full' });
  });

  test('is told in the history of both, once', async () => {
    const [source, target] = [await add(), await add()];
    await undo(await merge(source, target));
    for (const customer of [source, target]) {
      const { data, page } = await say(here.viewer, 'GET', `${customers}/${customer.id}/history`);
      expect(data.map(({ action }: { action: string }) => action)).toEqual([
        'merge_undone',
        customer === source ? 'merged_into' : 'merged',
        'created',
      ]);
      expect(page.total).toBe(3);
    }
  });
});

describe('points', () => {
  test('that came along and were spent cannot be taken back: the undo is refused and nothing is written', async () => {
    const [source, target] = [await add(), await add()];
    await order(source, '5');
    await order(target, '1');
    const mergeId = await merge(source, target);
    await adjust(target, -30);
    const { status, body } = await ask(mergeId);
    expect([status, body.code, body.balance]).toEqual([409, 'points_spent', 30]);
    expect(await listed(mergeId)).toMatchObject({ canUndo: false, whyNot: 'points_spent', undone: null });
    expect((await read(source)).id).toBe(target.id);
    await adjust(target, 20);
    const undone = await undo(mergeId);
    expect([undone.source.loyaltyPoints, undone.target.loyaltyPoints]).toEqual([50, 0]);
  });

  test('that a moved order earned or lost since go with the order', async () => {
    const [source, target] = [await add(), await add()];
    const cancelled = await order(source, '5');
    const delivered = await order(source, '2', 'ready');
    const mergeId = await merge(source, target);
    for (const [id, status] of [
      [cancelled.id, 'cancelled'],
      [delivered.id, 'delivered'],
    ]) {
      await say(here.staff, 'PATCH', `/api/v1/orders/${id}`, { status });
    }
    expect((await read(target)).loyaltyPoints).toBe(20);
    const undone = await undo(mergeId);
    expect([undone.source.loyaltyPoints, undone.target.loyaltyPoints]).toEqual([20, 0]);
  });

  test('that expired since have expired for both', async () => {
    const [source, target] = [await add(), await add()];
    await order(source, '5');
    const mergeId = await merge(source, target);
    // A year later, as far as these points know.
    await asOwner(
      `update org_loyalty_ledger set expires_at = now() - interval '1 minute'
       where customer_id = any ($1) and expires_at is not null`,
      [[source.id, target.id]],
    );
    await asOwner(
      `update org_customer_merge_log
       set point_lots = jsonb_set(point_lots, '{0,expires_at}', to_jsonb(now() - interval '1 minute')) where id = $1`,
      [mergeId],
    );
    const undone = await undo(mergeId);
    expect([undone.source.loyaltyPoints, undone.target.loyaltyPoints]).toEqual([0, 0]);
  });
});

describe('is refused, and nothing is written,', () => {
  test('where the target was merged since: the later merge first', async () => {
    const [one, two, three] = [await add(), await add(), await add()];
    const inner = await merge(one, two);
    const outer = await merge(two, three);
    const { status, body } = await ask(inner);
    expect([status, body.code, body.mergeId]).toEqual([409, 'merged_since', outer]);
    expect(await listed(inner)).toMatchObject({
      canUndo: false,
      whyNot: 'merged_since',
      laterMergeId: outer,
    });
    await undo(outer);
    expect(await listed(inner)).toMatchObject({ canUndo: true, whyNot: null, laterMergeId: null });
    await undo(inner);
  });

  test('a second time', async () => {
    const mergeId = await merge(await add(), await add());
    await undo(mergeId);
    const { status, body } = await ask(mergeId);
    expect([status, body.code]).toEqual([409, 'already_undone']);
  });

  test('where somebody was given the phone meanwhile: the source’s, or what the target had', async () => {
    for (const fields of [{}, { phone: 'source' }] as Record<string, string>[]) {
      const [source, target] = [await add(), await add()];
      const mergeId = await merge(source, target, fields);
      const holder = await add({ phone: fields.phone ? target.phone : source.phone });
      const { status, body } = await ask(mergeId);
      expect([status, body.code, body.customerId]).toEqual([409, 'phone_taken', holder.id]);
      expect((await read(source)).id).toBe(target.id);
    }
  });

  test('by staff, of an unknown merge, of another business', async () => {
    const mergeId = await merge(await add(), await add());
    const there = await api.tenant();
    expect((await ask(mergeId, here.staff)).status).toBe(403);
    expect((await ask(crypto.randomUUID())).status).toBe(404);
    expect((await ask(mergeId, there.admin)).status).toBe(404);
    expect((await say(there.viewer, 'GET', `${customers}/merges`)).data).toEqual([]);
  });
});

test('of two undos at once one is done; of two merges into one both are undone at once', async () => {
  for (let round = 0; round < 5; round += 1) {
    const [one, two, target] = [await add({ tags: ['1'] }), await add({ tags: ['2'] }), await add()];
    const merges = [await merge(one, target), await merge(two, target)];
    const answers = await Promise.all([...merges, merges[0]!].map((mergeId) => ask(mergeId)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 409]);
    expect(await read(target)).toMatchObject({ tags: [], mergedIds: [] });
    expect(await read(one)).toMatchObject({ id: one.id, tags: ['1'] });
  }
});

describe('the list of merges', () => {
  test('tells of a customer what was merged into it, through every link, and which it was merged into', async () => {
    const [one, two, three] = [await add(), await add(), await add()];
    const merges = [await merge(one, two), await merge(two, three)];
    const idsOf = async (customer: { id: string }) =>
      (await say(here.viewer, 'GET', `${customers}/merges?customerId=${customer.id}`)).data.map(
        ({ id }: { id: string }) => id,
      );
    expect(await idsOf(three)).toEqual(merges.toReversed());
    expect(await idsOf(one)).toEqual([merges[0]]);
    expect((await here.viewer(`${customers}/merges?customerId=${crypto.randomUUID()}`)).status).toBe(404);
  });

  test('comes in pages, each merge once', async () => {
    const shop = await api.tenant();
    const target = await say(shop.staff, 'POST', customers, { type: 'guest' });
    for (let n = 0; n < 5; n += 1) {
      const source = await say(shop.staff, 'POST', customers, { type: 'guest' });
      await say(shop.admin, 'POST', `${customers}/merge`, {
        sourceCustomerId: source.id,
        targetCustomerId: target.id,
        reason: `${n}`,
      });
    }
    const reasons: string[] = [];
    for (let cursor = ''; ; ) {
      const { data, page } = await say(shop.viewer, 'GET', `${customers}/merges?limit=2${cursor}`);
      reasons.push(...data.map(({ reason }: { reason: string }) => reason));
      expect(page.total).toBe(5);
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(reasons).toEqual(['4', '3', '2', '1', '0']);
  });
});
