import { sql } from 'kysely';
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
const add = async (body: object = {}) =>
  (await here.staff(customers, { method: 'POST', body: { type: 'guest', ...body } })).body;
const historyOf = async (id: string, page = '') =>
  (await here.viewer(`${customers}/${id}/history${page}`)).body;

describe('the history of a customer, filtered', () => {
  test('by kind, by person and by day, page after page, counts what it shows', async () => {
    const { id } = await add({ name: 'Sara' });
    const patch = (who: 'staff' | 'admin', body: object) =>
      here[who](`${customers}/${id}`, { method: 'PATCH', body });
    await patch('admin', { notes: 'one' });
    await here.staff(`${customers}/${id}/addresses`, { method: 'POST', body: { street: 'Way 1' } });
    await patch('admin', { notes: 'two' });
    // Twenty minutes before and after midnight where the business is, on the day before in UTC.
    await asOwner(
      `update org_customer_history set at = case version when 1 then timestamptz '2026-03-01 19:40Z' else '2026-03-01 20:20Z' end
        where customer_id = $1 and version < 3`,
      [id],
    );
    const versions = async (filters: string) => {
      const { data, page } = await historyOf(id, `?${filters}`);
      expect(page).toEqual({ nextCursor: null, total: data.length, totalIsExact: true });
      return data.map(({ version }: { version: number }) => version);
    };
    const { actors } = await historyOf(id);
    expect(actors).toHaveLength(2);
    const [{ actor }] = (await historyOf(id, '?limit=1')).data;
    expect(await versions('kind=profile')).toEqual([4, 2, 1]);
    expect(await versions('kind=addresses')).toEqual([3]);
    expect(await versions('kind=merges')).toEqual([]);
    expect(await versions(`actorId=${actor.id}`)).toEqual([4, 2]);
    expect(await versions(`actorId=${actor.id}&kind=addresses`)).toEqual([]);
    expect(await versions('from=2026-03-01&to=2026-03-01')).toEqual([1]);
    expect(await versions('from=2026-03-02&to=2026-03-02')).toEqual([2]);

    const first = await historyOf(id, '?kind=profile&limit=2');
    expect(first.page).toMatchObject({ total: 3, nextCursor: expect.any(String) });
    const second = await historyOf(id, `?kind=profile&limit=2&cursor=${first.page.nextCursor}`);
    expect(second.data.map(({ version }: { version: number }) => version)).toEqual([1]);
    expect(second.actors).toBeUndefined();
    const elsewhere = await here.viewer(
      `${customers}/${id}/history?kind=points&cursor=${first.page.nextCursor}`,
    );
    expect(elsewhere.body.code).toBe('invalid_cursor');
  });

  test.each(['kind=everything', 'from=yesterday', 'to=2026-02-30', 'actorId='])(
    'by %s is refused',
    async (query) => {
      const { id } = await add();
      const { status, body } = await here.viewer(`${customers}/${id}/history?${query}`);
      expect([status, body.code]).toEqual([400, 'invalid_request']);
    },
  );
});

describe('the history of a customer', () => {
  test('tells every change from → to, by whom, in which request, newest first', async () => {
    const { cookie, session } = await api.signIn(here.ownerAccount);
    const ask = (path: string, method: string, requestId: string, body?: object) =>
      api.ask(path, {
        method,
        ...(body && { body }),
        headers: { cookie, 'x-request-id': requestId },
      });
    const created = await ask(customers, 'POST', 'request-created', {
      type: 'guest',
      firstName: 'Sara',
      birthDate: '1990-01-31',
      preferences: { folding: 'flat' },
    });
    const address = `${customers}/${created.body.id}`;
    await ask(address, 'PATCH', 'request-updated', {
      firstName: null,
      name: 'Sara',
      phone: '90123456',
      preferences: { fragrance: 'oud' },
      tags: ['vip'],
    });
    await ask(address, 'DELETE', 'request-deactivated');
    await ask(`${address}/restore`, 'POST', 'request-restored');

    const { data, page } = await historyOf(created.body.id);
    expect(page).toEqual({ nextCursor: null, total: 4, totalIsExact: true });
    const actor = { id: session.actor.id, name: 'Olivia Owner' };
    const byField = (changes: { field: string }[]) =>
      changes.toSorted((a, b) => (a.field < b.field ? -1 : 1));
    expect(
      data.map((entry: { changes: { field: string }[] }) => ({ ...entry, changes: byField(entry.changes) })),
    ).toEqual([
      {
        version: 4,
        at: expect.any(String),
        action: 'restored',
        actor,
        requestId: 'request-restored',
        changes: [{ field: 'isActive', from: false, to: true }],
      },
      {
        version: 3,
        at: expect.any(String),
        action: 'deactivated',
        actor,
        requestId: 'request-deactivated',
        changes: [{ field: 'isActive', from: true, to: false }],
      },
      {
        version: 2,
        at: expect.any(String),
        action: 'updated',
        actor,
        requestId: 'request-updated',
        changes: [
          { field: 'firstName', from: 'Sara', to: null },
          { field: 'name', from: null, to: 'Sara' },
          { field: 'phone', from: null, to: '+96890123456' },
          { field: 'preferences', from: { folding: 'flat' }, to: { folding: 'flat', fragrance: 'oud' } },
          { field: 'profileStatus', from: 'guest', to: 'stub' },
          { field: 'tags', from: [], to: ['vip'] },
        ],
      },
      {
        version: 1,
        at: created.body.createdAt,
        action: 'created',
        actor,
        requestId: 'request-created',
        changes: [
          { field: 'birthDate', from: null, to: '1990-01-31' },
          { field: 'customerNumber', from: null, to: created.body.customerNumber },
          { field: 'firstName', from: null, to: 'Sara' },
          { field: 'preferences', from: {}, to: { folding: 'flat' } },
          { field: 'profileStatus', from: null, to: 'guest' },
        ],
      },
    ]);
    expect(data.slice(0, 3).map(({ at }: { at: string }) => at)).not.toContain(created.body.createdAt);
  });

  test('tells of fields of a customer and of nothing derived from them', async () => {
    const everything = {
      firstName: 'Sara',
      lastName: 'Said',
      displayName: 'Sara S',
      name: 'Sara Said',
      name2: 'سارة',
      phone: '90770001',
      email: 'sara@example.com',
      birthDate: '1990-01-31',
      avatarUrl: 'https://example.com/a.png',
      preferences: { folding: 'flat' },
      notes: 'Evenings',
      tags: ['vip'],
    };
    const { id, ...customer } = await add(everything);
    const cleared = Object.fromEntries(Object.keys(everything).map((name) => [name, null]));
    await here.staff(`${customers}/${id}`, {
      method: 'PATCH',
      body: { ...cleared, name: 'x', phone: '90770002' },
    });
    await asOwner(
      'update org_customers_mst set total_orders = 3, total_spent = 12.5, last_order_at = now() where id = $1',
      [id],
    );
    await here.admin(`${customers}/${id}`, { method: 'DELETE' });
    const { data } = await historyOf(id);
    expect(data.length).toBe(4);
    const fields = new Set(
      data.flatMap(({ changes }: { changes: { field: string }[] }) => changes.map(({ field }) => field)),
    );
    const known = new Set(Object.keys(customer));
    expect([...fields].filter((field) => !known.has(field as string))).toEqual([]);
    for (const field of Object.keys(everything)) expect(fields).toContain(field);
    expect(data[1].actor.id).toMatch(/^database:/);
  });

  test('grows by one with every version, whoever changes the row', async () => {
    const { id } = await add();
    await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        here.staff(`${customers}/${id}`, { method: 'PATCH', body: { notes: `note ${n}` } }),
      ),
    );
    const { data, page } = await historyOf(id);
    expect(data.map(({ version }: { version: number }) => version)).toEqual([
      11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1,
    ]);
    expect(page.total).toBe(11);
    // Each begins where the one before ended.
    for (const [n, entry] of data.slice(0, -2).entries()) {
      expect(entry.changes[0].from).toBe(data[n + 1].changes[0].to);
    }
  });

  test('is walked by cursor, also while it grows', async () => {
    const { id } = await add();
    const patch = (n: number) =>
      here.staff(`${customers}/${id}`, { method: 'PATCH', body: { notes: `note ${n}` } });
    for (let n = 0; n < 6; n += 1) await patch(n);
    const walked: number[] = [];
    let cursor = '';
    for (let pages = 0; pages < 10; pages += 1) {
      const { data, page } = await historyOf(id, `?limit=3${cursor}`);
      walked.push(...data.map(({ version }: { version: number }) => version));
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
      await patch(100 + pages);
    }
    expect(walked).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });

  test('takes no cursor of another customer, of the list, or made up', async () => {
    const [one, other] = [await add({ notes: 'a' }), await add({ notes: 'b' })];
    await here.staff(`${customers}/${other.id}`, { method: 'PATCH', body: { notes: 'c' } });
    const foreign = (await historyOf(other.id, '?limit=1')).page.nextCursor;
    const ofList = (await here.viewer(`${customers}?limit=1`)).body.page.nextCursor;
    for (const cursor of [foreign, ofList, 'x', '', `${foreign}x`]) {
      const { status, body } = await here.viewer(`${customers}/${one.id}/history?cursor=${cursor}`);
      expect([cursor, status, body.code]).toEqual([cursor, 400, 'invalid_cursor']);
    }
  });

  test('of a customer that does not exist is not found', async () => {
    expect((await here.viewer(`${customers}/${crypto.randomUUID()}/history`)).status).toBe(404);
  });

  test('names a request by an id of ours where the caller sent none that is one', async () => {
    const { body, headers } = await here.staff(customers, {
      method: 'POST',
      body: { type: 'guest' },
      headers: { 'x-request-id': 'a b; drop' },
    });
    const [{ requestId }] = (await historyOf(body.id)).data;
    expect(requestId).toBe(headers.get('x-request-id'));
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('nobody in a tenant', () => {
  const inTenant = (text: ReturnType<typeof sql>) =>
    api.database
      .each({
        role: 'regulars_tenant',
        tenantId: here.id,
        actorId: 'forger',
        actorName: 'Forger',
        requestId: 'forged-request',
      })
      .execute(text);

  test.each(['update', 'delete', 'insert', 'truncate'])('can %s history', async (way) => {
    const { id } = await add();
    const statement = {
      update: sql`update org_customer_history set actor_id = 'somebody else' where customer_id = ${id}`,
      delete: sql`delete from org_customer_history where customer_id = ${id}`,
      insert: sql`insert into org_customer_history (tenant_org_id, customer_id, version, action, changes)
        values (${here.id}, ${id}, 99, 'updated', '{}')`,
      truncate: sql`truncate org_customer_history`,
    }[way]!;
    const before = (await historyOf(id)).data;
    await expect(inTenant(statement)).rejects.toMatchObject({ code: '42501' });
    expect((await historyOf(id)).data).toEqual(before);
  });

  test('can delete a customer, or change a number, a version, a total or a time', async () => {
    const { id } = await add();
    for (const statement of [
      sql`delete from org_customers_mst where id = ${id}`,
      ...['customer_number', 'version', 'total_orders', 'created_at', 'phone_verified'].map(
        (column) => sql`update org_customers_mst set ${sql.ref(column)} = default where id = ${id}`,
      ),
    ]) {
      await expect(inTenant(statement)).rejects.toMatchObject({ code: '42501' });
    }
  });
});
