import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serverIn } from '../tenancy/actor.ts';
import { cursorsOf } from '../tenancy/cursors.ts';
import { asOwner } from '../testing/as-owner.ts';
import { cuttableLink } from '../testing/cuttable-link.ts';
import { emptyDatabase } from '../testing/empty-database.ts';
import { importFile } from '../testing/import-file.ts';
import { matchDuplicates, tenancyOf } from '../testing/match-duplicates.ts';
import { testSecret } from '../testing/people-and-tenants.ts';
import { type Ask, type TestApi, testApi } from '../testing/test-api.ts';
import { forgetChanges } from './forget-changes.ts';
import { watchers } from './watch-changes.ts';

const api = testApi();
// A second process on the same database.
const other = testApi();
afterAll(async () => {
  await api.close();
  await other.close();
});

const customers = '/api/v1/customers';
const many = { customerId: null, version: null };
type Tenant = Awaited<ReturnType<typeof api.tenant>>;
let shop: Tenant;
let there: Tenant;
beforeAll(async () => {
  [shop, there] = await Promise.all([api.tenant(), api.tenant()]);
});

/** A stream of changes, read as it comes. */
const watching = async (headers: Record<string, string>, server: TestApi = api) => {
  const response = await server.open('/api/v1/changes', headers);
  expect(response.status).toBe(200);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const changes: unknown[] = [];
  let id = '';
  let isOver = false;
  const begun = Promise.withResolvers<void>();
  const reading = (async () => {
    for (let text = ''; ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      text += value;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const event = text.slice(0, end);
        text = text.slice(end + 2);
        if (event.startsWith('data: ')) changes.push(JSON.parse(event.slice(6)));
        else {
          id = event.slice('id: '.length);
          begun.resolve();
        }
      }
    }
    isOver = true;
  })();
  await begun.promise;
  return {
    changes,
    id: () => id,
    isOver: () => isOver,
    leave: async () => {
      await reader.cancel();
      await reading;
    },
  };
};
type Watching = Awaited<ReturnType<typeof watching>>;

const bearer = async (tenant: { id: string }, role: 'owner' | 'staff' | 'viewer' = 'viewer') => ({
  authorization: `Bearer ${await api.token(tenant.id, role)}`,
});
const add = async (staff: Ask, name: string) => {
  const made = await staff(customers, { method: 'POST', body: { type: 'guest', name } });
  expect(made.status).toBe(201);
  return made.body.id as string;
};
/** Waits until this was told, and nothing but it. */
const told = async (watch: Watching, expected: unknown[]) => {
  await expect.poll(() => watch.changes, { timeout: 20_000 }).toEqual(expected);
  watch.changes.length = 0;
};

test('every process tells its watchers what any of them changed, with the version, and nothing of what it says', async () => {
  const [here, elsewhere] = [await watching(await bearer(shop)), await watching(await bearer(shop), other)];
  const id = await add(shop.staff, 'Sara');
  for (const watch of [here, elsewhere])
    await told(watch, [{ kind: 'customer', customerId: id, version: 1 }]);
  const changed = await other.withHeaders(await bearer(shop, 'staff'))(`${customers}/${id}`, {
    method: 'PATCH',
    body: { notes: 'By the other process' },
  });
  expect(changed.status).toBe(200);
  for (const watch of [here, elsewhere])
    await told(watch, [{ kind: 'customer', customerId: id, version: 2 }]);
  await Promise.all([here.leave(), elsewhere.leave()]);
});

test('a business is told of itself alone, also where it holds the id of a stream of another', async () => {
  const watch = await watching(await bearer(shop));
  const theirs = await watching(await bearer(there));
  const id = await add(there.staff, 'Secret');
  await told(theirs, [{ kind: 'customer', customerId: id, version: 1 }]);
  const own = await add(shop.staff, 'Own');
  await told(watch, [{ kind: 'customer', customerId: own, version: 1 }]);
  for (const forged of [theirs.id(), 'made up', `${watch.id()}x`]) {
    const resumed = await watching({ ...(await bearer(shop)), 'last-event-id': forged });
    await told(resumed, [{ kind: 'everything', ...many }]);
    await resumed.leave();
  }
  await Promise.all([watch.leave(), theirs.leave()]);
});

describe('is told', () => {
  let watch: Watching;
  let id: string;
  beforeAll(async () => {
    id = await add(shop.staff, 'Omar');
    watch = await watching(await bearer(shop));
  });
  afterAll(() => watch.leave());

  test('of an order with what it does to its customer, and of one that does nothing to it', async () => {
    const order = await shop.staff('/api/v1/orders', {
      method: 'POST',
      body: { externalRef: 'changes/1', customerId: id, total: '5' },
    });
    expect(order.status, order.text).toBe(201);
    await expect
      .poll(() => watch.changes)
      .toEqual(
        expect.arrayContaining([
          { kind: 'order', customerId: id, version: null },
          { kind: 'customer', customerId: id, version: 2 },
        ]),
      );
    watch.changes.length = 0;
    await shop.staff(`/api/v1/orders/${order.body.id}`, { method: 'PATCH', body: { note: 'By the door' } });
    await told(watch, [{ kind: 'order', customerId: id, version: null }]);
  });

  test('of an address as of a version of the customer', async () => {
    await shop.staff(`${customers}/${id}/addresses`, { method: 'POST', body: { street: 'Way 3021' } });
    await told(watch, [{ kind: 'customer', customerId: id, version: 3 }]);
  });

  test('of settings', async () => {
    await shop.admin('/api/v1/tenant', { method: 'PATCH', body: { name: 'Al Noor' } });
    await told(watch, [{ kind: 'settings', ...many }]);
    await shop.admin('/api/v1/tenant/loyalty', { method: 'PATCH', body: { enabled: true } });
    await told(watch, [{ kind: 'settings', ...many }]);
  });

  test('of the inbox of duplicates', async () => {
    const pair = await api.tenant();
    for (const phone of ['90123456', '90123457'])
      await pair.staff(customers, { method: 'POST', body: { type: 'stub', name: 'Sara Al Balushi', phone } });
    const inbox = await watching(await bearer(pair));
    await matchDuplicates(api.database, pair.id);
    await told(inbox, [{ kind: 'duplicates', ...many }]);
    await inbox.leave();
  });

  test('of an import in a word', async () => {
    const rows = Array.from({ length: 1000 }, (_, n) => `Imported ${n}\n`).join('');
    await importFile(api.database, shop, `name\n${rows}`);
    await expect.poll(() => watch.changes).toContainEqual({ kind: 'customer', ...many });
    expect(watch.changes.length).toBeLessThan(10);
    watch.changes.length = 0;
  });
});

test('what is committed late is told although what began later was told before', async () => {
  const tenant = await api.tenant();
  const id = await add(tenant.staff, 'Held');
  const second = await add(tenant.staff, 'Not held');
  const watch = await watching(await bearer(tenant));
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let isWritten = false;
  const late = tenancyOf(api.database).inTenant(serverIn(tenant.id), 'late', async (tx) => {
    await tx.execute(sql`update org_customers_mst set notes = 'late' where id = ${id}`);
    isWritten = true;
    await held;
  });
  await expect.poll(() => isWritten).toBe(true);
  await tenant.staff(`${customers}/${second}`, { method: 'PATCH', body: { notes: 'early' } });
  await told(watch, [{ kind: 'customer', customerId: second, version: 2 }]);
  release();
  await late;
  await told(watch, [{ kind: 'customer', customerId: id, version: 2 }]);
  await watch.leave();
});

describe('who comes back', () => {
  test('is told by any process what was missed, once', async () => {
    const watch = await watching(await bearer(shop));
    await watch.leave();
    const id = await add(shop.staff, 'Meanwhile');
    const back = await watching({ ...(await bearer(shop)), 'last-event-id': watch.id() }, other);
    await told(back, [{ kind: 'customer', customerId: id, version: 1 }]);
    await back.leave();
    const again = await watching({ ...(await bearer(shop)), 'last-event-id': back.id() });
    const next = await add(shop.staff, 'Next');
    await told(again, [{ kind: 'customer', customerId: next, version: 1 }]);
    await again.leave();
  });

  test('after more than a quarter of an hour is told to read everything anew', async () => {
    const key = createHash('sha256').update(`cursors ${testSecret}`).digest();
    const longAgo = cursorsOf(shop.id, key).seal('changes', ['1:1:', String(Date.now() / 1000 - 15 * 60)]);
    const back = await watching({ ...(await bearer(shop)), 'last-event-id': longAgo });
    await told(back, [{ kind: 'everything', ...many }]);
    await back.leave();
  });
});

test('what nobody can ask for any more is forgotten, and nothing else', async () => {
  const tenant = await api.tenant();
  await add(tenant.staff, 'Old');
  await asOwner(
    "update org_changes set changed_at = now() - interval '16 minutes' where tenant_org_id = $1",
    [tenant.id],
  );
  const young = await add(tenant.staff, 'Young');
  await forgetChanges(api.database);
  expect(
    await asOwner('select kind, customer_id as id from org_changes where tenant_org_id = $1', [tenant.id]),
  ).toEqual([{ kind: 'customer', id: young }]);
});

describe('a stream ends', () => {
  test('with the session, before anything more is told', async () => {
    const { cookie, ask } = await api.signIn(shop.ownerAccount);
    const watch = await watching({ cookie });
    expect((await ask('/api/v1/session', { method: 'DELETE' })).status).toBe(204);
    await add(shop.staff, 'After the end');
    await expect.poll(watch.isOver).toBe(true);
    expect(watch.changes).toEqual([]);
  });

  test('with the membership', async () => {
    const member = await api.createMember(shop.id, 'staff');
    const { cookie } = await api.signIn(member);
    const watch = await watching({ cookie });
    await asOwner('delete from org_members where person_id = $1', [member.id]);
    await add(shop.staff, 'After the end');
    await expect.poll(watch.isOver).toBe(true);
    expect(watch.changes).toEqual([]);
  });

  test('when the process does, so that nothing waits for it', async () => {
    const stopping = new AbortController();
    const ending = testApi({ stopping: stopping.signal });
    const watch = await watching(await bearer(shop), ending);
    stopping.abort();
    await expect.poll(watch.isOver).toBe(true);
    await ending.close();
  });
});

test('nobody watches from more than twenty places; who leaves one has it back', async () => {
  const key = await bearer(there);
  const all = await Promise.all(Array.from({ length: 20 }, () => watching(key)));
  const refused = await api.withHeaders(key)('/api/v1/changes');
  expect([refused.status, refused.body.code, refused.headers.get('retry-after')]).toEqual([
    429,
    'too_many_watchers',
    '30',
  ]);
  const somebodyElse = await watching(await bearer(there));
  await all.pop()!.leave();
  all.push(await watching(key), somebodyElse);
  await Promise.all(all.map(({ leave }) => leave()));
});

test('who does not read is sent nothing more, and holds no place', async () => {
  const tenant = tenancyOf(api.database).asTenant(serverIn(there.id), 'slow');
  const all = watchers(api.database, () => {}, 20);
  const slow = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const { stream } = await all.watch(tenant, new Headers());
      const reader = stream!.of.getReader();
      expect((await reader.read()).done).toBe(false);
      return reader;
    }),
  );
  const again = async () => {
    const { stream } = await all.watch(tenant, new Headers());
    await stream!.of.cancel();
  };
  await expect
    .poll(() =>
      again().then(
        () => 'there is a place',
        () => 'none',
      ),
    )
    .toBe('there is a place');
  expect((await slow[0]!.read()).done).toBe(true);
});

test('while the database is away streams end, and afterwards nothing is missed', async () => {
  const own = await emptyDatabase();
  const link = await cuttableLink(own.appUrl);
  const server = testApi({ appUrl: link.url });
  const beside = testApi({ appUrl: own.appUrl });
  const { id: tenantId } = await beside.createTenant();
  const headers = { authorization: `Bearer ${await beside.token(tenantId, 'staff')}` };
  const staff = beside.withHeaders(headers);
  const watch = await watching(headers, server);
  const first = await add(staff, 'Before');
  await told(watch, [{ kind: 'customer', customerId: first, version: 1 }]);
  await link.cut();
  const second = await add(staff, 'Meanwhile');
  await link.mend();
  // Ended or not, by where the cut fell: either way the change is told, once.
  await expect.poll(() => watch.isOver() || watch.changes.length > 0, { timeout: 30_000 }).toBe(true);
  const back = watch.isOver() ? await watching({ ...headers, 'last-event-id': watch.id() }, server) : watch;
  await told(back, [{ kind: 'customer', customerId: second, version: 1 }]);
  await back.leave();
  await server.close();
  await beside.close();
  await own.drop();
});
