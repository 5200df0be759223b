import { afterAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { matchDuplicates } from '../testing/match-duplicates.ts';
import { type Answered, type Ask, testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
type Body = Record<string, unknown>;

const create = async (caller: Ask, body: Body): Promise<string> => {
  const created = await caller(customers, { method: 'POST', body: { type: 'guest', ...body } });
  expect(created.status).toBe(201);
  return created.body.id;
};
const change = async (caller: Ask, id: string, body: Body) =>
  expect((await caller(`${customers}/${id}`, { method: 'PATCH', body })).status).toBe(200);
const check = (caller: Ask, body: Body) => caller(`${customers}/duplicates/check`, { method: 'POST', body });
const idsOf = ({ status, body }: Answered): string[] => {
  expect(status).toBe(200);
  return body.candidates.map(({ customer }: { customer: { id: string } }) => customer.id);
};
const duplicatesOf = async (caller: Ask, id: string) => idsOf(await caller(`${customers}/${id}/duplicates`));
const dismissal = (caller: Ask, method: 'POST' | 'DELETE', id: string, otherId: string) =>
  caller(`${customers}/${id}/duplicates/${otherId}/dismissal`, { method });

/** The pairs of the inbox, each as its ids in order. */
const inbox = async (caller: Ask, query = ''): Promise<string[][]> => {
  const { status, body } = await caller(`${customers}/duplicates?limit=100${query}`);
  expect(status).toBe(200);
  return body.data.map(({ customers: pair }: { customers: { id: string }[] }) => pair.map(({ id }) => id));
};

const sara = { name: 'Sara Al Balushi', email: 'sara.balushi@example.com' };
const salma = { name: 'Salma Al Harthy', email: 'salma@example.com', birthDate: '1990-05-17' };

/** A tenant with two customers who look like one, and one who looks like nobody. */
const shop = async () => {
  const tenant = await api.tenant();
  const first = await create(tenant.staff, { ...sara, phone: '90123456' });
  const second = await create(tenant.staff, { ...sara, name: 'Sarah Albalushi', phone: '90123457' });
  const other = await create(tenant.staff, { ...salma, phone: '92345678' });
  const match = () => matchDuplicates(api.database, tenant.id);
  return { ...tenant, first, second, other, match };
};

describe('the inbox', () => {
  test('holds who may be one person, with reasons, and nobody else', async () => {
    const { viewer, first, second, match } = await shop();
    expect(await inbox(viewer)).toEqual([]);
    await match();
    const { body } = await viewer(`${customers}/duplicates`);
    expect(body.page).toEqual({ nextCursor: null, total: 1, totalIsExact: true });
    expect(body.data).toMatchObject([
      {
        customers: [
          { id: first, name: sara.name },
          { id: second, phone: '+96890123457' },
        ],
        decision: 'same',
        dismissal: null,
      },
    ]);
    const [{ score, reasons }] = body.data;
    expect(score).toBeGreaterThan(0.9);
    expect(reasons).toContainEqual({ field: 'email', level: 'equal', weight: expect.any(Number) });
    expect(reasons).toContainEqual({
      field: 'phone',
      level: 'one_digit_differs',
      weight: expect.any(Number),
    });
  });

  test('loses a pair that no longer holds: through an edit, or because one is inactive', async () => {
    const { admin, staff, viewer, first, second, match } = await shop();
    await match();
    await change(staff, second, { name: 'Huda Lawati', phone: '94443322', email: null });
    await match();
    expect(await inbox(viewer)).toEqual([]);
    await change(staff, second, { ...sara, phone: '90123457' });
    await match();
    expect(await inbox(viewer)).toEqual([[first, second]]);
    await admin(`${customers}/${second}`, { method: 'DELETE' });
    // At once: a merge takes its pairs with it.
    expect(await inbox(viewer)).toEqual([]);
    await match();
    const [kept] = await asOwner(
      `select (select count(*)::int from org_duplicate_pairs where $1 in (customer_a, customer_b)) as pairs,
        (select count(*)::int from org_duplicate_keys where customer_id = $1) as keys`,
      [second],
    );
    expect(kept).toEqual({ pairs: 0, keys: 0 });
    await admin(`${customers}/${second}/restore`, { method: 'POST' });
    await match();
    expect(await inbox(viewer)).toEqual([[first, second]]);
  });

  test('is paged by score and by time, each pair once, and filtered by decision', async () => {
    const tenant = await api.tenant();
    for (let n = 0; n < 5; n += 1) {
      await create(tenant.staff, { name: 'Layla Rawahi', email: 'layla@example.com' });
    }
    await matchDuplicates(api.database, tenant.id);
    await asOwner(
      `update org_duplicate_pairs set score = 0.3 where tenant_org_id = $1 and customer_a in (
        select customer_a from org_duplicate_pairs where tenant_org_id = $1 order by customer_a limit 1)`,
      [tenant.id],
    );
    const all = await inbox(tenant.viewer);
    expect(all.length).toBe(10);
    for (const sort of ['-score', '-foundAt']) {
      const met: string[] = [];
      const scores: number[] = [];
      for (let cursor = ''; ; ) {
        const { body } = await tenant.viewer(
          `${customers}/duplicates?limit=4&sort=${sort}${cursor && `&cursor=${cursor}`}`,
        );
        expect(body.page.total).toBe(all.length);
        for (const pair of body.data) {
          met.push(pair.customers.map(({ id }: { id: string }) => id).join());
          scores.push(pair.score);
        }
        if (body.page.nextCursor === null) break;
        cursor = body.page.nextCursor;
      }
      expect(met.toSorted()).toEqual(all.map((pair) => pair.join()).toSorted());
      if (sort === '-score') expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    }
    const same = await inbox(tenant.viewer, '&decision=same');
    const ask = await inbox(tenant.viewer, '&decision=ask');
    expect([same.length, ask.length]).toEqual([6, 4]);
  });
});

describe('before anything was worked off', () => {
  test('two creations seconds apart meet, in the check and at the customer', async () => {
    const { staff, viewer, first, second } = await shop();
    expect(idsOf(await check(staff, sara))).toEqual(expect.arrayContaining([first, second]));
    expect(await duplicatesOf(viewer, first)).toEqual([second]);
    expect(await duplicatesOf(viewer, second)).toEqual([first]);
  });

  test('a customer who was changed a moment ago is met as they are now', async () => {
    const { staff, viewer, other, match } = await shop();
    await match();
    const twin = await create(staff, { name: 'Somebody', phone: '94440000' });
    await match();
    await change(staff, twin, { ...salma });
    expect(await duplicatesOf(viewer, other)).toEqual([twin]);
  });
});

describe('the check', () => {
  test.each([false, true])('says the same before and after the work: %j', async (worked) => {
    const { staff, first, second, match } = await shop();
    if (worked) await match();
    const { body } = await check(staff, {
      type: 'stub',
      ...sara,
      phone: '90123456',
      tags: [],
      preferences: {},
    });
    expect(body.candidates.map(({ customer }: { customer: { id: string } }) => customer.id)).toEqual([
      first,
      second,
    ]);
    expect(body.candidates[0]).toMatchObject({
      customer: { customerNumber: 'CUST-00001', profileStatus: 'guest', isActive: true },
      decision: 'same',
    });
  });

  test('shows whoever has the phone, however different', async () => {
    const { staff, other } = await shop();
    const { body } = await check(staff, {
      name: 'Mohammed Busaidi',
      phone: '9234 5678',
      birthDate: '1950-01-02',
    });
    expect(body.candidates).toMatchObject([{ customer: { id: other }, decision: 'ask' }]);
  });

  test('finds a name in the other script', async () => {
    const { staff, other } = await shop();
    expect(idsOf(await check(staff, { name: 'سلمى الحارثي', birthDate: salma.birthDate }))).toEqual([other]);
  });

  test('does no harm with half-typed and strange values', async () => {
    const tenant = await api.tenant();
    await create(tenant.staff, { name: 'Sara' });
    await matchDuplicates(api.database, tenant.id);
    for (const draft of [
      {},
      { name: '' },
      { name: ' ' },
      { name: 'S' },
      { phone: '9' },
      { phone: '+' },
      { email: '@' },
      { email: 'sara@' },
      { birthDate: '1990-' },
      { birthDate: '31/31/9999' },
      { firstName: null, lastName: null, phone: null },
      { name: "'; drop table org_duplicate_keys; --" },
      { name: '\u202e\ufeff🦊👨‍👩‍👧 ʾʿ', email: '%_\\"@x' },
      { name: `${'ا'.repeat(299)}` },
      { displayName: 'x '.repeat(150), notes: 'n'.repeat(9000) },
    ]) {
      const { status } = await check(tenant.staff, draft);
      expect([draft, status]).toEqual([draft, 200]);
    }
  });

  test.each<[string, Body, string]>([
    ['a number for a name', { name: 7 }, '/name'],
    ['an unknown field', { nme: 'x' }, '/nme'],
    ['NUL', { name: 'a\0' }, '/name'],
    ['endless text', { name: 'x'.repeat(301) }, '/name'],
    ['an unknown type', { type: 'king' }, '/type'],
  ])('refuses what no form sends: %s', async (_, draft, pointer) => {
    const { staff } = await api.tenant();
    const { status, body } = await check(staff, draft);
    expect([status, body.code, body.errors[0].pointer]).toEqual([400, 'invalid_request', pointer]);
  });

  test('writes nothing, also when sent with an Idempotency-Key, and a repeated one is looked up anew', async () => {
    const { id, staff, first, second, other, match } = await shop();
    await match();
    const everything = () =>
      asOwner(
        `select (select count(*) from org_customers_mst where tenant_org_id = $1) as customers,
          (select count(*) from org_duplicate_queue where tenant_org_id = $1) as queued,
          (select count(*) from org_idempotency_keys where tenant_org_id = $1) as keys`,
        [id],
      );
    const before = await everything();
    const ask = () =>
      staff(`${customers}/duplicates/check`, {
        method: 'POST',
        body: { ...sara },
        headers: { 'idempotency-key': 'typing' },
      });
    expect(idsOf(await ask())).toEqual(expect.arrayContaining([first, second]));
    expect(await everything()).toEqual(before);
    await change(staff, other, { ...sara, birthDate: null });
    expect(idsOf(await ask())).toContain(other);
  });

  test('is not for a viewer', async () => {
    const { viewer } = await api.tenant();
    expect((await check(viewer, sara)).status).toBe(403);
  });
});

describe('a dismissal', () => {
  test('takes the pair from the inbox, from the customer and from the form of either, and is listed', async () => {
    const { staff, viewer, first, second, match } = await shop();
    await match();
    const { status, body } = await dismissal(staff, 'POST', second, first);
    expect(status).toBe(200);
    expect(body).toMatchObject({ customers: [{ id: first }, { id: second }], decision: 'same' });
    expect(body.dismissal.by.id).toEqual(expect.any(String));
    expect(await inbox(viewer)).toEqual([]);
    expect(await inbox(viewer, '&state=dismissed')).toEqual([[first, second]]);
    expect(await duplicatesOf(viewer, first)).toEqual([]);
    expect(await duplicatesOf(viewer, second)).toEqual([]);
    expect(idsOf(await check(staff, { id: first, ...sara }))).toEqual([]);
    // For anybody else both are still worth showing.
    expect(idsOf(await check(staff, sara))).toEqual(expect.arrayContaining([first, second]));
    const again = await dismissal(staff, 'POST', first, second);
    expect(again.body).toEqual(body);
  });

  test('made before the pair was found keeps it out', async () => {
    const { staff, viewer, first, second, match } = await shop();
    expect((await dismissal(staff, 'POST', first, second)).status).toBe(200);
    await match();
    expect(await inbox(viewer)).toEqual([]);
  });

  test('survives edits that give the two nothing new in common', async () => {
    const { admin, staff, viewer, first, second, match } = await shop();
    await match();
    await dismissal(staff, 'POST', first, second);
    for (const body of [
      { notes: 'Has a sister of the same name' },
      { tags: ['regular'] },
      { phone: '90123458' },
      { name2: 'سارة البلوشي' },
      { birthDate: '1991-01-15' },
      { email: 'sara2@example.com' },
      // Back to what was known when it was dismissed.
      { email: sara.email },
    ]) {
      await change(staff, second, body);
      await match();
      expect([body, await inbox(viewer), await duplicatesOf(viewer, first)]).toEqual([body, [], []]);
    }
    await admin(`${customers}/${second}`, { method: 'DELETE' });
    await match();
    await admin(`${customers}/${second}/restore`, { method: 'POST' });
    await match();
    expect(await inbox(viewer)).toEqual([]);
  });

  test.each<[string, Body]>([
    ['e-mail', { email: 'another@example.com' }],
    ['birthday', { birthDate: '1988-08-08' }],
    ['whole name', { name: 'Sara Al Balushi' }],
  ])('is forgotten once an edit gives the two an equal %s that they had not', async (_, common) => {
    const { staff, viewer, first, second, match } = await shop();
    await match();
    await dismissal(staff, 'POST', first, second);
    await change(staff, first, common);
    await change(staff, second, common);
    expect(await duplicatesOf(viewer, first)).toEqual([second]);
    await match();
    expect(await inbox(viewer)).toEqual([[first, second]]);
    expect(await inbox(viewer, '&state=dismissed')).toEqual([]);
  });

  test('can be taken back, twice as well', async () => {
    const { staff, viewer, first, second, match } = await shop();
    await match();
    await dismissal(staff, 'POST', first, second);
    expect((await dismissal(staff, 'DELETE', second, first)).status).toBe(204);
    expect((await dismissal(staff, 'DELETE', second, first)).status).toBe(204);
    expect(await duplicatesOf(viewer, first)).toEqual([second]);
    await match();
    expect(await inbox(viewer)).toEqual([[first, second]]);
  });

  test('of nobody, of oneself or by a viewer is refused, and nothing is remembered', async () => {
    const { id, staff, viewer, first, second } = await shop();
    for (const method of ['POST', 'DELETE'] as const) {
      for (const [one, two] of [
        [first, first],
        [first, crypto.randomUUID()],
        [crypto.randomUUID(), first],
        [first, 'nobody'],
      ] as const) {
        const { status, body } = await dismissal(staff, method, one, two);
        expect([status, body.code]).toEqual([404, 'not_found']);
      }
      expect((await dismissal(viewer, method, first, second)).status).toBe(403);
    }
    const kept = await asOwner('select 1 from org_duplicate_dismissals where tenant_org_id = $1', [id]);
    expect(kept).toEqual([]);
  });
});

test('a merge takes the source from the inbox at once, and what is said under its id is said of the survivor', async () => {
  const { admin, staff, viewer, first, second, other, match } = await shop();
  await match();
  const merged = await admin(`${customers}/merge`, {
    method: 'POST',
    body: { sourceCustomerId: second, targetCustomerId: first, reason: 'One person' },
  });
  expect(merged.status).toBe(200);
  expect(await inbox(viewer)).toEqual([]);
  await match();
  expect(await inbox(viewer)).toEqual([]);
  const told = await dismissal(staff, 'POST', other, second);
  expect(told.body.customers.map(({ id }: { id: string }) => id)).toEqual([first, other]);
  const undone = await admin(`${customers}/merges/${merged.body.mergeId}/undo`, { method: 'POST' });
  expect(undone.status).toBe(200);
  await match();
  expect(await inbox(viewer)).toEqual([[first, second]]);
});

test('the duplicates of an inactive customer are none, of an unknown one there is no such thing', async () => {
  const { admin, viewer, first } = await shop();
  await admin(`${customers}/${first}`, { method: 'DELETE' });
  expect(await duplicatesOf(viewer, first)).toEqual([]);
  expect((await viewer(`${customers}/${crypto.randomUUID()}/duplicates`)).status).toBe(404);
});

describe('what lies beside a customer', () => {
  const reasonsOf = async (caller: Ask, id: string, other: string): Promise<Record<string, string>> => {
    const { body } = await caller(`${customers}/${id}/duplicates`);
    const found = body.candidates.find(({ customer }: { customer: { id: string } }) => customer.id === other);
    return Object.fromEntries(
      (found?.reasons ?? []).map(({ field, level }: { field: string; level: string }) => [field, level]),
    );
  };
  const scoreOf = async (caller: Ask) => (await caller(`${customers}/duplicates`)).body.data[0]?.score ?? 0;
  const home = { type: 'home', street: 'Airport Street 12', city: 'Muscat', country: 'OM' };

  test('one default address speaks for one person, another one against it, and a change of it is followed', async () => {
    const { staff, viewer, first, second, match } = await shop();
    await match();
    const without = await scoreOf(viewer);
    const live = async (id: string, address: Body) => {
      const added = await staff(`${customers}/${id}/addresses`, { method: 'POST', body: address });
      expect(added.status).toBe(201);
      return added.body.id as string;
    };
    await live(first, home);
    const own = await live(second, { ...home, street: '12, Airport St.' });
    expect(await reasonsOf(viewer, first, second)).toMatchObject({ address: 'close', city: 'equal' });
    await match();
    const together = await scoreOf(viewer);
    expect(together).toBeGreaterThan(without);

    // Not where somebody lives.
    await live(second, { ...home, type: 'work', street: 'Sultan Qaboos Road 700', city: 'Salalah' });
    await match();
    expect(await scoreOf(viewer)).toBe(together);

    const moved = { street: 'Sultan Qaboos Road 700', city: 'Salalah' };
    await staff(`${customers}/${second}/addresses/${own}`, { method: 'PATCH', body: moved });
    await match();
    expect(await reasonsOf(viewer, first, second)).toMatchObject({ address: 'different', city: 'different' });
    expect(await scoreOf(viewer)).toBeLessThan(without);
  });

  test('a phone and an e-mail that a merge kept are compared as the own ones are, until it is undone', async () => {
    const { admin, staff, viewer, first, match } = await shop();
    const gone = await create(staff, { name: 'S. Balushi', phone: '95550001', email: 'old@example.com' });
    const merge = { sourceCustomerId: gone, targetCustomerId: first, reason: 'one person' };
    const merged = await admin(`${customers}/merge`, { method: 'POST', body: merge });
    expect(merged.status).toBe(200);

    const again = await create(staff, { name: 'Sara', phone: '95550001' });
    const mailed = await create(staff, { name: 'Sara', email: 'old@example.com' });
    expect(await reasonsOf(viewer, again, first)).toMatchObject({ phone: 'equal' });
    expect(await reasonsOf(viewer, mailed, first)).toMatchObject({ email: 'equal' });
    expect(idsOf(await check(staff, { name: 'Sara', phone: '95550001' }))).toContain(first);
    await match();
    const pairs = await inbox(viewer);
    expect(pairs).toContainEqual([first, again]);
    expect(pairs).toContainEqual([first, mailed]);

    await change(staff, again, { phone: null });
    const undone = await admin(`${customers}/merges/${merged.body.mergeId}/undo`, { method: 'POST' });
    expect(undone.status).toBe(200);
    await match();
    const left = await inbox(viewer);
    expect(left).not.toContainEqual([first, mailed]);
    expect(left.flat()).toContain(mailed);
  });
});
