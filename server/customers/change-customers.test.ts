import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
let here: Awaited<ReturnType<typeof api.tenant>>;
beforeAll(async () => {
  here = await api.tenant();
});

let phones = 90_000_000;
const add = async (fields: object = {}) => {
  phones += 1;
  const body = { type: 'stub', name: 'Sara', phone: `${phones}`, ...fields };
  const created = await here.staff(customers, { method: 'POST', body });
  expect(created.status).toBe(201);
  return created.body;
};
const get = async (id: string) => (await here.viewer(`${customers}/${id}`)).body;
const bulk = (what: 'tags' | 'deactivate' | 'restore', all: object[], headers = {}) =>
  here.admin(`${customers}/bulk/${what}`, { method: 'POST', body: { customers: all }, headers });
const told = async (answer: ReturnType<typeof bulk>) => {
  const { status, body } = await answer;
  expect(status).toBe(200);
  return body.results.map(({ outcome, code }: { outcome: string; code: string | null }) => code ?? outcome);
};

describe('tags on many', () => {
  test('are put on and taken away, and what is told undoes exactly that', async () => {
    const [vip, plain] = [await add({ tags: ['vip', 'hotel'] }), await add()];
    const all = [vip, plain].map(({ id }) => ({ id, add: ['vip', 'late'], remove: ['hotel'] }));
    const { body } = await bulk('tags', all);
    expect(body).toMatchObject({ changed: 2, unchanged: 0, refused: 0 });
    expect(body.results).toMatchObject([
      { customerId: vip.id, version: 2, added: ['late'], removed: ['hotel'] },
      { customerId: plain.id, version: 2, added: ['vip', 'late'], removed: [] },
    ]);
    expect((await get(vip.id)).tags).toEqual(['vip', 'late']);
    expect((await here.viewer(`${customers}?tag=late`)).body.page.total).toBe(2);

    const back = body.results.map((each: Record<string, unknown>) => ({
      id: each.customerId,
      version: each.version,
      add: each.removed,
      remove: each.added,
    }));
    expect(await told(bulk('tags', back))).toEqual(['changed', 'changed']);
    expect((await get(vip.id)).tags).toEqual(['vip', 'hotel']);
    expect((await get(plain.id)).tags).toEqual([]);
  });

  test('that are there already make no version; each that is changed makes one, told by whom', async () => {
    const [vip, plain] = [await add({ tags: ['vip'] }), await add()];
    const all = [vip, plain].map(({ id }) => ({ id, add: ['vip'] }));
    expect(await told(bulk('tags', all))).toEqual(['unchanged', 'changed']);
    expect((await get(vip.id)).version).toBe(1);
    const [entry] = (await here.viewer(`${customers}/${plain.id}/history`)).body.data;
    expect(entry).toMatchObject({
      version: 2,
      action: 'updated',
      changes: [{ field: 'tags', from: [], to: ['vip'] }],
    });
  });

  test('are never more than a customer may have', async () => {
    const full = await add({ tags: Array.from({ length: 50 }, (_, at) => `tag ${at}`) });
    const other = await add();
    expect(
      await told(
        bulk(
          'tags',
          [full, other].map(({ id }) => ({ id, add: ['one more'] })),
        ),
      ),
    ).toEqual(['invalid_request', 'changed']);
    expect((await get(full.id)).version).toBe(1);
    const swap = [{ id: full.id, add: ['one more'], remove: ['tag 0'] }];
    expect(await told(bulk('tags', swap))).toEqual(['changed']);
  });

  test('are for staff, deactivating and restoring for admins', async () => {
    const { id } = await add();
    const ask = (who: 'viewer' | 'staff', what: string) =>
      here[who](`${customers}/bulk/${what}`, { method: 'POST', body: { customers: [{ id }] } });
    expect((await ask('staff', 'tags')).status).toBe(200);
    for (const [who, what] of [
      ['viewer', 'tags'],
      ['staff', 'deactivate'],
      ['staff', 'restore'],
    ] as const) {
      expect((await ask(who, what)).body.code).toBe('forbidden');
    }
  });
});

describe('many are deactivated and restored', () => {
  test('and who is so already is unchanged', async () => {
    const [one, two] = [await add(), await add()];
    const all = [{ id: one.id }, { id: two.id }];
    expect(await told(bulk('deactivate', [{ id: one.id }]))).toEqual(['changed']);
    expect(await told(bulk('deactivate', all))).toEqual(['unchanged', 'changed']);
    expect([(await get(one.id)).isActive, (await get(two.id)).isActive]).toEqual([false, false]);
    expect(await told(bulk('restore', all))).toEqual(['changed', 'changed']);
    expect(await get(one.id)).toEqual({ ...one, version: 3, updatedAt: expect.any(String) });
  });

  test('but not those whose phone somebody else has now, nor two of one phone', async () => {
    const [first, other] = [await add(), await add()];
    await bulk('deactivate', [{ id: first.id }]);
    const second = await add({ phone: first.phone });
    await bulk('deactivate', [{ id: second.id }, { id: other.id }]);
    const all = [first, second, other].map(({ id }) => ({ id }));
    expect(await told(bulk('restore', all))).toEqual(['changed', 'phone_taken', 'changed']);
    expect(await told(bulk('restore', all))).toEqual(['unchanged', 'phone_taken', 'unchanged']);
    expect((await get(second.id)).isActive).toBe(false);
  });

  test('by two at once: each is changed once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => add()));
    const ids = all.map(({ id }) => ({ id }));
    const answers = await Promise.all([
      bulk('deactivate', ids),
      bulk('deactivate', ids.toReversed()),
      bulk(
        'tags',
        ids.toReversed().map(({ id }) => ({ id, add: ['gone'] })),
      ),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers[0]!.body.changed + answers[1]!.body.changed).toBe(20);
    for (const { id } of all)
      expect(await get(id)).toMatchObject({ isActive: false, tags: ['gone'], version: 3 });
  });

  test('once under one Idempotency-Key, and told the same', async () => {
    const ids = [{ id: (await add()).id }];
    const key = { 'idempotency-key': crypto.randomUUID() };
    const [first, second] = [await bulk('deactivate', ids, key), await bulk('deactivate', ids, key)];
    expect(second.body).toEqual(first.body);
    expect(first.body.changed).toBe(1);
  });
});

describe('who is named', () => {
  test('and unknown, of another tenant, or changed since sinks nobody else, and nothing leaks', async () => {
    const there = await api.tenant();
    const foreign = (await there.staff(customers, { method: 'POST', body: { type: 'guest' } })).body;
    const [known, changed] = [await add(), await add()];
    await here.staff(`${customers}/${changed.id}`, { method: 'PATCH', body: { notes: 'since' } });
    const { body } = await bulk('deactivate', [
      { id: crypto.randomUUID() },
      { id: foreign.id },
      { id: changed.id, version: 1 },
      { id: known.id, version: 1 },
    ]);
    expect(body).toMatchObject({ changed: 1, unchanged: 0, refused: 3 });
    const [unknown, elsewhere, conflict, done] = body.results;
    expect({ ...elsewhere, index: 0 }).toEqual(unknown);
    expect(unknown).toMatchObject({ customerId: null, code: 'not_found' });
    expect(conflict).toMatchObject({ code: 'version_conflict', version: 2 });
    expect(done).toMatchObject({ outcome: 'changed', version: 2 });
    expect((await there.viewer(`${customers}/${foreign.id}`)).body).toEqual(foreign);
  });

  test('and was merged is whoever is there instead; to be restored, it is refused', async () => {
    const [gone, stays] = [await add(), await add()];
    await here.admin(`${customers}/merge`, {
      method: 'POST',
      body: { sourceCustomerId: gone.id, targetCustomerId: stays.id, reason: 'The same person' },
    });
    const both = [{ id: gone.id.toUpperCase() }, { id: stays.id }];
    const tagged = await bulk(
      'tags',
      both.map((each) => ({ ...each, add: ['vip'] })),
    );
    expect(tagged.body.results).toMatchObject([
      { customerId: stays.id, outcome: 'changed' },
      { customerId: stays.id, outcome: 'unchanged' },
    ]);
    expect(await told(bulk('deactivate', both))).toEqual(['changed', 'unchanged']);
    expect(await told(bulk('restore', both))).toEqual(['already_merged', 'changed']);
  });

  test.each([
    ['nobody', []],
    ['more than 500', Array.from({ length: 501 }, () => ({ id: crypto.randomUUID() }))],
    [
      'one twice',
      ['0190aaaa-0000-7000-8000-00000000000a', '0190AAAA-0000-7000-8000-00000000000A'].map((id) => ({ id })),
    ],
    ['no id', [{ id: '1' }]],
    ['a tag of nothing', [{ id: crypto.randomUUID(), add: [' '] }]],
  ])('is %s: the whole is refused', async (_, all) => {
    const { status, body } = await bulk('tags', all);
    expect([status, body.code]).toEqual([400, 'invalid_request']);
  });
});
