import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const keys = '/api/v1/api-keys';
const customers = '/api/v1/customers';
let here: Awaited<ReturnType<typeof api.tenant>>;
beforeAll(async () => {
  here = await api.tenant();
});

const newKey = async (role: string, by = here.owner) => {
  const { status, body } = await by(keys, { method: 'POST', body: { name: `Till ${role}`, role } });
  expect(status).toBe(201);
  return { ...body, ask: api.withHeaders({ authorization: `Bearer ${body.key}` }) };
};

describe('an API key', () => {
  test.each([
    ['admin', 200, 201, 200],
    ['staff', 200, 201, 403],
    ['viewer', 200, 403, 403],
  ])('of the role %s may do what the role may', async (role, read, create, listKeys) => {
    const { ask } = await newKey(role);
    expect((await ask(customers)).status).toBe(read);
    expect((await ask(customers, { method: 'POST', body: { type: 'guest' } })).status).toBe(create);
    expect((await ask(keys)).status).toBe(listKeys);
  });

  test('cannot be an owner', async () => {
    const { status } = await here.owner(keys, { method: 'POST', body: { name: 'Till', role: 'owner' } });
    expect(status).toBe(400);
  });

  test('makes no keys, which would go on when it has ended', async () => {
    const { ask, id } = await newKey('admin');
    const { status, body } = await ask(keys, { method: 'POST', body: { name: 'Another', role: 'viewer' } });
    expect([status, body.code]).toEqual([403, 'forbidden']);
    expect(await asOwner('select from org_api_keys where created_by = $1', [id])).toEqual([]);
  });

  test('says in its session who it is, and works for its business alone', async () => {
    const { id, ask } = await newKey('staff');
    const { body } = await ask('/api/v1/session');
    expect(body).toMatchObject({
      actor: { id, kind: 'key', name: 'Till staff' },
      role: 'staff',
      tenants: [],
    });
    expect(body.tenant.id).toBe(here.id);
  });

  test('is the actor in the history', async () => {
    const { id, ask } = await newKey('staff');
    const created = await ask(customers, { method: 'POST', body: { type: 'guest' } });
    const { body } = await here.viewer(`${customers}/${created.body.id}/history`);
    expect(body.data[0].actor).toEqual({ id, name: 'Till staff' });
  });

  test('stops working at once when it is revoked, and leaves the list', async () => {
    const { id, ask } = await newKey('viewer');
    expect((await ask(customers)).status).toBe(200);
    expect((await here.admin(`${keys}/${id}`, { method: 'DELETE' })).status).toBe(200);
    expect((await ask(customers)).status).toBe(401);
    expect((await here.admin(keys)).body.data.map((key: { id: string }) => key.id)).not.toContain(id);
    expect((await here.admin(`${keys}/${id}`, { method: 'DELETE' })).status).toBe(404);
  });

  test.each(['+16:00', '-23:59'])('ends at a time with whatever offset from UTC: %s', async (offset) => {
    const expiresAt = `2099-05-17T12:00:00${offset}`;
    const asked = { method: 'POST', body: { name: 'Far away', role: 'viewer', expiresAt } };
    const { status, body } = await here.owner(keys, asked);
    expect([status, Date.parse(body.expiresAt)]).toEqual([201, Date.parse(expiresAt)]);
  });

  test.each(['9999-12-31T23:59:59-01:00', '2020-01-01T00:00:00Z'])(
    'does not end at a time that it cannot: %s',
    async (expiresAt) => {
      const asked = { method: 'POST', body: { name: 'Never', role: 'viewer', expiresAt } };
      const { status, body } = await here.owner(keys, asked);
      expect([status, body.errors[0].pointer]).toEqual([400, '/expiresAt']);
    },
  );

  test('ends at its time, and tells until then when it was last used', async () => {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const { body } = await here.owner(keys, {
      method: 'POST',
      body: { name: 'For a while', role: 'viewer', expiresAt },
    });
    expect([Date.parse(body.expiresAt), body.lastUsedAt]).toEqual([Date.parse(expiresAt), null]);
    const ask = api.withHeaders({ authorization: `Bearer ${body.key}` });
    expect((await ask(customers)).status).toBe(200);
    const listed = async () =>
      (await here.admin(keys)).body.data.find(({ id }: { id: string }) => id === body.id);
    expect((await listed()).lastUsedAt).not.toBe(null);
    await asOwner(
      `update org_api_keys set created_at = now() - interval '2 seconds', expires_at = now() - interval '1 second'
        where id = $1`,
      [body.id],
    );
    expect((await ask(customers)).status).toBe(401);
    expect(await listed()).toBe(undefined);
  });

  test('cannot end before it begins', async () => {
    const { status, body } = await here.owner(keys, {
      method: 'POST',
      body: { name: 'Too late', role: 'viewer', expiresAt: '2020-01-01T00:00:00Z' },
    });
    expect([status, body.errors[0].pointer]).toEqual([400, '/expiresAt']);
  });

  test('is kept as the SHA-256 of its secret and nowhere else', async () => {
    const { id, key } = await newKey('staff');
    const secret = Buffer.from(key.slice(4), 'base64url').subarray(32);
    expect(secret.length).toBe(32);
    const [row] = await asOwner<{ secret_hash: Buffer; row: string }>(
      'select secret_hash, to_jsonb(k)::text as row from org_api_keys k where id = $1',
      [id],
    );
    expect(row!.secret_hash).toEqual(createHash('sha256').update(secret).digest());
    expect(row!.row).not.toContain(secret.toString('hex'));
    expect(row!.row).not.toContain(key.slice(-43));
    const { text } = await here.admin(keys);
    expect(text).not.toContain(key.slice(-43));
    expect(text).not.toContain(row!.secret_hash.toString('hex'));
  });

  test('is refused with any character of it changed, left out or added', async () => {
    const { key, ask } = await newKey('viewer');
    expect((await ask(customers)).status).toBe(200);
    const changed = [...key].map(
      (character, at) => key.slice(0, at) + (character === 'B' ? 'C' : 'B') + key.slice(at + 1),
    );
    // The last character carries fewer bits than it could.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const lastChanged = [...alphabet].map((last) => key.slice(0, -1) + last).filter((other) => other !== key);
    const lengthened = [`${key}A`, `${key}=`, `${key}.`, `${key.slice(0, 20)}.${key.slice(20)}`, `${key}~~`];
    for (const tampered of [...changed, ...lastChanged, ...lengthened, key.slice(0, -1)]) {
      const { status } = await api.ask(customers, { headers: { authorization: `Bearer ${tampered}` } });
      expect([tampered, status]).toEqual([tampered, 401]);
    }
  });

  test('with the tenant of another business in it opens nothing', async () => {
    const other = await api.tenant();
    const { key } = await newKey('admin');
    const bytes = Buffer.from(key.slice(4), 'base64url');
    Buffer.from(other.id.replaceAll('-', ''), 'hex').copy(bytes, 0);
    const { status } = await api.ask(customers, {
      headers: { authorization: `Bearer rgl_${bytes.toString('base64url')}` },
    });
    expect(status).toBe(401);
  });

  test('is shown once: a retry gets the same answer without it', async () => {
    const asked = {
      method: 'POST',
      body: { name: 'POS', role: 'staff' },
      headers: { 'idempotency-key': crypto.randomUUID() },
    };
    const first = await here.owner(keys, asked);
    const again = await here.owner(keys, asked);
    expect(first.body.key).toMatch(/^rgl_/);
    expect(again.status).toBe(201);
    expect(again.body).toEqual({ ...first.body, key: null });
    const kept = await asOwner<{ answer: string }>(
      'select answer::text from org_idempotency_keys where tenant_org_id = $1',
      [here.id],
    );
    expect(kept.filter(({ answer }) => answer.includes(first.body.key))).toEqual([]);
  });
});
