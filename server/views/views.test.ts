import { customerQuery } from '@regulars/contract/customer';
import { viewColumns, viewFilters } from '@regulars/contract/view';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { type Ask, testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const views = '/api/v1/customers/views';
const save = async (ask: Ask, body: object = {}) => {
  const { status, body: view } = await ask(views, { method: 'POST', body: { name: 'A view', ...body } });
  expect(status).toBe(201);
  return view;
};
const change = (ask: Ask, id: string, body: object) => ask(`${views}/${id}`, { method: 'PATCH', body });
const remove = (ask: Ask, id: string) => ask(`${views}/${id}`, { method: 'DELETE' });
const listed = async (ask: Ask) => (await ask(views)).body.data;
const names = async (ask: Ask) => (await listed(ask)).map(({ name }: { name: string }) => name);

let tenant: Awaited<ReturnType<typeof api.tenant>>;
/** Somebody else of the same business. */
const colleague = async (role: 'admin' | 'staff' | 'viewer') =>
  api.withHeaders({ authorization: `Bearer ${await api.token(tenant.id, role)}` });
beforeAll(async () => {
  tenant = await api.tenant();
});

const everyFilter = {
  search: 'sara',
  type: 'stub',
  status: 'all',
  tag: 'vip',
  verified: false,
  createdFrom: '2026-01-01',
  createdTo: '2026-12-31',
  lastOrderFrom: '2026-01-01',
  lastOrderTo: '2026-12-31',
  hasPoints: true,
};

describe('a saved view', () => {
  test('holds every filter of the list, and nothing else of its query', () => {
    const { sort, limit, cursor, ...filters } = customerQuery.shape;
    expect(Object.keys(viewFilters.shape).sort()).toEqual(Object.keys(filters).sort());
    expect(Object.keys(everyFilter).sort()).toEqual(Object.keys(filters).sort());
  });

  test('is read as it was saved, and leads to a list', async () => {
    const me = await colleague('viewer');
    const body = {
      name: 'سارة VIP',
      filters: everyFilter,
      sort: '-name',
      columns: ['tags', 'phone'],
      shared: true,
    };
    const saved = await save(me, body);
    expect(saved).toMatchObject({ ...body, position: 1, owner: { name: null } });
    expect(await listed(me)).toContainEqual(saved);
    const query = new URLSearchParams(
      Object.fromEntries(Object.entries(saved.filters).map(([name, value]) => [name, String(value)])),
    );
    expect((await me(`/api/v1/customers?${query}&sort=${saved.sort}`)).status).toBe(200);
    await remove(me, saved.id);
    expect((await remove(me, saved.id)).status).toBe(404);
  });

  test('without more than a name is the plain list, private, and the last of its owner', async () => {
    const me = await colleague('staff');
    await save(me, { name: 'First' });
    expect(await save(me, { name: 'Second' })).toMatchObject({
      filters: {},
      sort: null,
      columns: null,
      shared: false,
      position: 2,
    });
  });

  test('changes in what is sent alone', async () => {
    const me = await colleague('staff');
    const saved = await save(me, { filters: everyFilter, sort: 'name' });
    const renamed = { ...saved, name: 'Renamed' };
    expect((await change(me, saved.id, { name: 'Renamed' })).body).toEqual(renamed);
    expect((await change(me, saved.id, {})).body).toEqual(renamed);
    expect(
      (await change(me, saved.id, { filters: { type: 'guest' }, sort: null, columns: ['email'] })).body,
    ).toEqual({ ...renamed, filters: { type: 'guest' }, sort: null, columns: ['email'] });
  });

  test.each([
    [{ name: '' }, '/name', 'too_short'],
    [{ name: 'x'.repeat(101) }, '/name', 'too_long'],
    [{ filters: { status: 'gone' } }, '/filters/status', 'invalid_value'],
    [{ filters: { verified: 'true' } }, '/filters/verified', 'invalid_type'],
    [{ filters: { createdFrom: '2026-13-01' } }, '/filters/createdFrom', 'invalid_value'],
    [{ filters: { cursor: 'x' } }, '/filters/cursor', 'unknown_field'],
    [{ filters: { limit: 5 } }, '/filters/limit', 'unknown_field'],
    [{ filters: [] }, '/filters', 'invalid_type'],
    [{ sort: 'phone' }, '/sort', 'invalid_value'],
    [{ columns: ['notes'] }, '/columns/0', 'invalid_value'],
    [{ columns: ['email', 'email'] }, '/columns', 'invalid_value'],
    [{ owner: { id: 'somebody', name: null } }, '/owner', 'read_only'],
    [{ tenantOrgId: crypto.randomUUID() }, '/tenantOrgId', 'unknown_field'],
  ])('with %j is refused, and nothing is kept or changed', async (body, pointer, code) => {
    const me = await colleague('staff');
    const kept = await save(me, { name: 'Kept' });
    for (const answer of [
      await me(views, { method: 'POST', body: { name: 'Another', ...body } }),
      await change(me, kept.id, { name: 'Changed', ...body }),
    ]) {
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toMatchObject([{ pointer, code }]);
    }
    expect(await listed(me)).toContainEqual(kept);
    expect(await names(me)).not.toContain('Another');
  });

  test('of another version is read without what this one does not know', async () => {
    const me = await colleague('staff');
    const { id } = await save(me, { filters: { tag: 'vip' } });
    await asOwner(
      `update org_customer_views set filters = $2, sort = 'shoeSize', columns = '{phone,shoeSize,email}' where id = $1`,
      [
        id,
        JSON.stringify({
          tag: 'vip',
          shoeSize: 44,
          type: 'regular',
          createdFrom: 'yesterday',
          verified: 'yes',
          hasPoints: true,
          constructor: 1,
        }),
      ],
    );
    expect((await listed(me)).find((view: { id: string }) => view.id === id)).toMatchObject({
      filters: { tag: 'vip', hasPoints: true },
      sort: null,
      columns: ['phone', 'email'],
    });
    expect((await change(me, id, { name: 'Still mine' })).status).toBe(200);
  });

  test('can show every column there is', async () => {
    const me = await colleague('staff');
    expect(await save(me, { columns: viewColumns })).toMatchObject({ columns: viewColumns });
  });

  test('belongs to a key as to a person', async () => {
    const { key } = (
      await tenant.owner('/api/v1/api-keys', { method: 'POST', body: { name: 'Till', role: 'staff' } })
    ).body;
    const till = api.withHeaders({ authorization: `Bearer ${key}` });
    await save(till, { name: 'Of the till' });
    expect(await names(till)).toContain('Of the till');
    expect(await names(tenant.owner)).not.toContain('Of the till');
  });
});

describe('a view that is', () => {
  test('private is for its owner alone: an admin neither sees, changes nor deletes it', async () => {
    const [me, staff, admin] = [await colleague('staff'), await colleague('staff'), await colleague('admin')];
    const mine = await save(me, { name: 'Private' });
    for (const other of [staff, admin]) {
      expect(await names(other)).not.toContain('Private');
      expect((await change(other, mine.id, { name: 'Taken' })).status).toBe(404);
      expect((await remove(other, mine.id)).status).toBe(404);
    }
    expect(await listed(me)).toContainEqual(mine);
  });

  test('shared is seen by all, and changed by its owner and admins alone', async () => {
    const [me, staff, admin] = [await colleague('staff'), await colleague('staff'), await colleague('admin')];
    const { id } = await save(me, { name: 'Shared', shared: true });
    expect(await names(staff)).toContain('Shared');
    for (const answer of [await change(staff, id, { name: 'Taken' }), await remove(staff, id)]) {
      expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
    }
    expect((await change(admin, id, { name: 'Better', filters: { type: 'full' } })).status).toBe(200);
    expect(await names(me)).toContain('Better');
    // It would be out of the admin's own sight.
    for (const body of [{ shared: false }, { position: 1 }]) {
      expect((await change(admin, id, body)).status).toBe(403);
    }
    expect((await change(me, id, { shared: false })).status).toBe(200);
    expect(await names(admin)).not.toContain('Better');
    await change(me, id, { shared: true });
    expect((await remove(admin, id)).status).toBe(200);
    expect(await names(me)).not.toContain('Better');
  });

  test('of another business is not there, shared or not', async () => {
    const there = await api.tenant();
    const { id } = await save(there.owner, { name: 'Elsewhere', shared: true });
    expect(await names(tenant.owner)).not.toContain('Elsewhere');
    expect((await change(tenant.owner, id, { name: 'Taken' })).status).toBe(404);
  });
});

describe('of one owner', () => {
  test('there are never more than 50 views, also when they are saved at once', async () => {
    const [me, other] = [await colleague('staff'), await colleague('staff')];
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) => me(views, { method: 'POST', body: { name: `View ${n}` } })),
    );
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
      Array.from({ length: 10 }, () => [409, 'too_many_views']),
    );
    const own = await listed(me);
    expect(own.map(({ position }: { position: number }) => position)).toEqual(
      Array.from({ length: 50 }, (_, n) => n + 1),
    );
    await save(other);
    await remove(me, own[20].id);
    await save(me);
    expect((await me(views, { method: 'POST', body: { name: 'One more' } })).status).toBe(409);
  });

  test('the order is what it was moved to, after any mix of saving, moving and deleting', async () => {
    const step = fc.record({
      kind: fc.constantFrom('save', 'move', 'delete'),
      which: fc.nat(20),
      to: fc.integer({ min: 1, max: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        const me = await colleague('staff');
        const expected: string[] = [];
        for (const [n, { kind, which, to }] of steps.entries()) {
          const at = which % Math.max(1, expected.length);
          if (kind === 'save' || expected.length === 0) expected.push((await save(me, { name: `${n}` })).id);
          else if (kind === 'delete') await remove(me, expected.splice(at, 1)[0]!);
          else {
            const [id] = expected.splice(at, 1);
            expect((await change(me, id!, { position: to })).status).toBe(200);
            expected.splice(to - 1, 0, id!);
          }
        }
        const own = (await listed(me)).filter(({ name }: { name: string }) => /^\d+$/.test(name));
        expect(own.map(({ id }: { id: string }) => id)).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });

  test('views that are moved at once keep a place each', async () => {
    const me = await colleague('staff');
    const saved: { id: string }[] = [];
    for (let n = 0; n < 6; n += 1) saved.push(await save(me));
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, n) => change(me, saved[n % 6]!.id, { position: ((n * 5) % 6) + 1 })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await listed(me)).map(({ position }: { position: number }) => position)).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
  });
});
