import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { formOf } from '../testing/import-file.ts';
import { type Ask, everyOperation, testApi } from '../testing/test-api.ts';
import { takesIdempotencyKey } from './operation.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
let here: Awaited<ReturnType<typeof api.tenant>>;
beforeAll(async () => {
  here = await api.tenant();
});

const stub = (phone: string) => ({ type: 'stub', name: 'Sara', phone });
const post = (ask: Ask, key: string, body: object = { type: 'guest' }, path = customers) =>
  ask(path, { method: 'POST', body, headers: { 'idempotency-key': key } });
const keysOf = (tenantId: string) =>
  asOwner<{ key: string }>('select key from org_idempotency_keys where tenant_org_id = $1 order by key', [
    tenantId,
  ]);

describe('a POST with an Idempotency-Key', () => {
  test('that is sent again does nothing and gets the first answer', async () => {
    const first = await post(here.staff, 'again');
    const again = await post(here.staff, 'again');
    expect(first.headers.get('idempotent-replayed')).toBe(null);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect([again.status, again.text]).toEqual([201, first.text]);
    for (const name of ['etag', 'location']) {
      expect(again.headers.get(name)).toBe(first.headers.get(name));
    }
  });

  test('that is sent twenty times at once makes one customer, and all get the same answer', async () => {
    const tenant = await api.tenant();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post(tenant.staff, 'at-once', stub('90123456'))),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ headers }) => !headers.has('idempotent-replayed')).length).toBe(1);
    expect((await tenant.viewer(`${customers}/statistics`)).body.total).toBe(1);
  });

  test('that is sent at once through two servers makes one customer', async () => {
    const other = testApi();
    const tenant = await api.tenant();
    const authorization = `Bearer ${await api.token(tenant.id, 'staff')}`;
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        post((n % 2 ? api : other).withHeaders({ authorization }), 'two-servers', stub('90123456')),
      ),
    );
    await other.close();
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect((await tenant.viewer(`${customers}/statistics`)).body.total).toBe(1);
  });

  test('that is sent with another body or to another address is refused', async () => {
    await post(here.staff, 'reused', stub('91110001'));
    const customer = (await post(here.admin, 'reused-restore')).body.id;
    for (const refused of [
      await post(here.staff, 'reused', stub('91110002')),
      await post(here.staff, 'reused', { ...stub('91110001'), notes: 'more' }),
      await post(here.admin, 'reused-restore', undefined, `${customers}/${customer}/restore`),
    ]) {
      expect([refused.status, refused.body.code]).toEqual([422, 'idempotency_key_reused']);
    }
  });

  test('that fails leaves no key behind: its retry starts anew', async () => {
    const tenant = await api.tenant();
    const holder = await post(tenant.staff, 'holder', stub('90123456'));
    expect((await post(tenant.staff, 'later', stub('90123456'))).status).toBe(409);
    expect((await post(tenant.staff, 'later', { type: 'stub' })).status).toBe(400);
    expect((await post(tenant.staff, 'later', { ...stub('90123456'), type: 'full' })).status).toBe(422);
    expect(await keysOf(tenant.id)).toEqual([{ key: 'holder' }]);
    await tenant.admin(`${customers}/${holder.body.id}`, { method: 'DELETE' });
    const later = await post(tenant.staff, 'later', stub('90123456'));
    expect([later.status, later.headers.has('idempotent-replayed')]).toEqual([201, false]);
  });

  test('is apart from the same key of another actor and of another tenant', async () => {
    const other = await api.tenant();
    const first = await post(here.staff, 'shared-key');
    const ids = [first, await post(here.admin, 'shared-key'), await post(other.staff, 'shared-key')].map(
      ({ status, body }) => {
        expect(status).toBe(201);
        return body.id;
      },
    );
    expect(new Set(ids).size).toBe(3);
  });

  test('keeps its answer where nobody read the first', async () => {
    const tenant = await api.tenant();
    const sent = () => post(tenant.staff, 'lost', stub('90123456'));
    // Nobody looks at what this one answers.
    await sent().then(() => {});
    const retried = await sent();
    expect([retried.status, retried.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
    expect((await tenant.viewer(`${customers}/${retried.body.id}`)).status).toBe(200);
  });

  test('gets the answer of its time, not of today', async () => {
    const first = await post(here.staff, 'then', stub('91110003'));
    await here.staff(`${customers}/${first.body.id}`, { method: 'PATCH', body: { notes: 'since then' } });
    expect((await post(here.staff, 'then', stub('91110003'))).text).toBe(first.text);
  });

  test('restores once', async () => {
    const { body } = await post(here.staff, 'restored');
    await here.admin(`${customers}/${body.id}`, { method: 'DELETE' });
    const restore = () =>
      here.admin(`${customers}/${body.id}/restore`, {
        method: 'POST',
        headers: { 'idempotency-key': 'restore' },
      });
    const first = await restore();
    await here.admin(`${customers}/${body.id}`, { method: 'DELETE' });
    const again = await restore();
    expect([first.status, again.status, again.text]).toEqual([200, 200, first.text]);
    expect((await here.viewer(`${customers}/${body.id}`)).body.isActive).toBe(false);
  });

  test('signs in as often as it is sent', async () => {
    const { email, password } = here.ownerAccount;
    const [first, again] = [
      await post(api.ask, 'sign-in', { email, password }, '/api/v1/session'),
      await post(api.ask, 'sign-in', { email, password }, '/api/v1/session'),
    ];
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.headers.getSetCookie()[0]).not.toBe(first.headers.getSetCookie()[0]);
  });

  test('is not answered to whoever may no longer ask', async () => {
    const key = await here.owner('/api/v1/api-keys', {
      method: 'POST',
      body: { name: 'Till', role: 'staff' },
    });
    const till = api.withHeaders({ authorization: `Bearer ${key.body.key}` });
    expect((await post(till, 'revoked')).status).toBe(201);
    await here.owner(`/api/v1/api-keys/${key.body.id}`, { method: 'DELETE' });
    expect((await post(till, 'revoked')).status).toBe(401);
  });

  test('is forgotten after two days', async () => {
    const tenant = await api.tenant();
    const first = await post(tenant.staff, 'old');
    await asOwner(
      "update org_idempotency_keys set created_at = now() - interval '49 hours' where tenant_org_id = $1",
      [tenant.id],
    );
    await post(tenant.staff, 'new');
    expect(await keysOf(tenant.id)).toEqual([{ key: 'new' }]);
    expect((await post(tenant.staff, 'old')).body.id).not.toBe(first.body.id);
  });
});

describe('an Idempotency-Key', () => {
  const posts = everyOperation().filter(
    ({ operation, allowed }) => takesIdempotencyKey(operation) && allowed !== 'open',
  );

  const token = 'made up';
  const phone = '90123456';
  const bodies: Record<string, object> = {
    mergeCustomers: {
      sourceCustomerId: crypto.randomUUID(),
      targetCustomerId: crypto.randomUUID(),
      reason: 'The same person',
    },
    createApiKey: { name: 'x', role: 'staff' },
    createInvitation: { email: 'x@example.com', role: 'staff' },
    tagCustomers: { customers: [{ id: crypto.randomUUID(), add: ['x'] }] },
    deactivateCustomers: { customers: [{ id: crypto.randomUUID() }] },
    restoreCustomers: { customers: [{ id: crypto.randomUUID() }] },
    createAddress: { street: 'Way 3021' },
    recordCounterTime: { milliseconds: 8_400 },
    createView: { name: 'x' },
    upgradeCustomer: { verificationToken: token },
    sendCode: { phone, purpose: 'login' },
    verifyCode: { phone, purpose: 'login', code: '123456' },
    createOrder: { phone, total: '1' },
    recordOrders: { orders: [{ externalRef: 'x', phone, total: '1' }] },
    redeemPoints: { points: 1 },
    adjustPoints: { points: 1, reason: 'x' },
    commitImport: {},
  };

  test.each(posts)('of $operation.id has 1 to 255 visible ASCII characters', async ({ operation }) => {
    for (const key of ['', 'with blank', 'x'.repeat(256), 'é', 'tab\tbed']) {
      const { status, body } = await here.owner(
        operation.path.replaceAll(/\{\w+\}/g, () => crypto.randomUUID()),
        {
          method: 'POST',
          ...(operation.upload
            ? { rawBody: formOf('name\nSara\n') }
            : { body: bodies[operation.id] ?? { type: 'guest' } }),
          headers: { 'idempotency-key': key },
        },
      );
      expect([key, status, body.code]).toEqual([key, 400, 'invalid_request']);
      expect(body.errors[0].pointer).toBe('Idempotency-Key');
    }
    expect((await post(here.owner, 'x'.repeat(255))).status).toBe(201);
  });

  /** Does something of the tenant in a transaction that stays open until it is released, and then leaves nothing. */
  const holding = async (tenantId: string, actorId: string, statement: ReturnType<typeof sql>) => {
    let release = () => {};
    const held = new Promise<void>((done) => {
      release = done;
    });
    let locked = () => {};
    const isLocked = new Promise<void>((done) => {
      locked = done;
    });
    const transaction = api.database.transaction(
      { role: 'regulars_tenant', tenantId, actorId, actorName: '', requestId: '' },
      async (tx) => {
        await tx.execute(statement);
        locked();
        await held;
        throw new Error('rolled back');
      },
    );
    await isLocked;
    return async () => {
      release();
      await expect(transaction).rejects.toThrow('rolled back');
    };
  };

  test('whose first request takes for long is told as in use, with when to come back', async () => {
    const tenant = await api.tenant();
    await post(tenant.staff, 'known');
    const [{ actor_id }] = (await asOwner<{ actor_id: string }>(
      'select actor_id from org_idempotency_keys where tenant_org_id = $1',
      [tenant.id],
    )) as [{ actor_id: string }];
    const release = await holding(
      tenant.id,
      actor_id,
      sql`insert into org_idempotency_keys (tenant_org_id, actor_id, key, request_hash)
        values (${tenant.id}, ${actor_id}, 'slow', '')`,
    );
    const { status, body, headers } = await post(tenant.staff, 'slow');
    await release();
    expect([status, body.code, headers.get('retry-after')]).toEqual([409, 'idempotency_key_in_use', '1']);
    expect((await post(tenant.staff, 'slow')).status).toBe(201);
  });

  test('is not said to be in use where its work waits for what somebody else holds', async () => {
    const tenant = await api.tenant();
    await post(tenant.staff, 'first');
    const release = await holding(tenant.id, 'holder', sql`select generate_customer_number(${tenant.id})`);
    const waited = await Promise.all([
      post(tenant.staff, 'waits'),
      tenant.staff(customers, { method: 'POST', body: { type: 'guest' } }),
    ]);
    await release();
    for (const { status, body, headers } of waited) {
      expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'unavailable', '1']);
    }
    expect(await keysOf(tenant.id)).toEqual([{ key: 'first' }]);
    const retried = await post(tenant.staff, 'waits');
    expect([retried.status, retried.body.customerNumber]).toEqual([201, 'CUST-00002']);
  });
});
