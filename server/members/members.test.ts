import { setTimeout as later } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { type Ask, testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const members = '/api/v1/members';
const invitations = '/api/v1/invitations';
const keys = '/api/v1/api-keys';
const customers = '/api/v1/customers';

type Tenant = Awaited<ReturnType<typeof api.tenant>>;
let here: Tenant;
let owner: Ask;
let admin: Ask;
beforeAll(async () => {
  here = await api.tenant();
  owner = (await api.signIn(here.ownerAccount)).ask;
  admin = (await api.signIn(await api.createMember(here.id, 'admin', 'Amal Admin'))).ask;
});

const rolesOf = async (tenantId: string) =>
  Object.fromEntries(
    (
      await asOwner<{ id: string; role: string }>(
        'select person_id as id, role from org_members where tenant_org_id = $1',
        [tenantId],
      )
    ).map(({ id, role }) => [id, role]),
  );
const change = (ask: Ask, id: string, role: string) =>
  ask(`${members}/${id}`, { method: 'PATCH', body: { role } });
const remove = (ask: Ask, id: string) => ask(`${members}/${id}`, { method: 'DELETE' });
const codeOf = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];

/** JSON that is sent to its end once something else has happened: the server has begun to read it by then. */
const bodyAfter = (body: object, something: () => Promise<unknown>) =>
  new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        await something();
        controller.enqueue(new TextEncoder().encode(JSON.stringify(body)));
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );

describe('the members', () => {
  test('are listed with role, when they were seen, second factor and keys, and nothing that signs them in', async () => {
    const tenant = await api.tenant();
    const person = await api.createMember(tenant.id, 'admin', 'Mina');
    const { ask } = await api.signIn(person);
    await ask(keys, { method: 'POST', body: { name: 'Till', role: 'staff' } });
    const { body } = await ask(members);
    expect(body.data).toEqual([
      expect.objectContaining({ email: tenant.ownerAccount.email, role: 'owner', seenAt: null, apiKeys: 0 }),
      {
        id: person.id,
        name: 'Mina',
        email: person.email,
        role: 'admin',
        twoFactor: false,
        seenAt: expect.any(String),
        apiKeys: 1,
      },
    ]);
  });

  test('get another role, which holds at once in the session that they have', async () => {
    const person = await api.createMember(here.id, 'staff');
    const { ask } = await api.signIn(person);
    expect((await change(admin, person.id, 'viewer')).body).toMatchObject({ id: person.id, role: 'viewer' });
    expect((await ask('/api/v1/session')).body.role).toBe('viewer');
    expect((await ask(customers, { method: 'POST', body: { type: 'guest' } })).status).toBe(403);
  });

  test('who are removed are out at once, here alone, and their old session does not come back with them', async () => {
    const second = await api.tenant();
    const person = await api.createMember(here.id, 'staff');
    await asOwner("insert into org_members (tenant_org_id, person_id, role) values ($1, $2, 'staff')", [
      second.id,
      person.id,
    ]);
    const [first, elsewhere] = [await api.signIn(person), await api.signIn(person)];
    await elsewhere.ask('/api/v1/session', { method: 'PATCH', body: { tenantId: second.id } });
    expect((await remove(admin, person.id)).body).toMatchObject({ id: person.id, role: 'staff' });
    expect((await first.ask(customers)).status).toBe(401);
    expect((await elsewhere.ask(customers)).status).toBe(200);
    await asOwner("insert into org_members (tenant_org_id, person_id, role) values ($1, $2, 'staff')", [
      here.id,
      person.id,
    ]);
    expect((await first.ask(customers)).status).toBe(401);
    expect((await remove(admin, person.id)).status).toBe(200);
    expect(codeOf(await remove(admin, person.id))).toEqual([404, 'not_found']);
  });

  test.each([
    ['removed', 401, 'unauthenticated'],
    ['lowered', 403, 'forbidden'],
    ['signed out', 401, 'unauthenticated'],
  ])('who are %s while they still send do nothing with it', async (how, status, code) => {
    const person = await api.createMember(here.id, 'admin');
    const { ask } = await api.signIn(person);
    const end = async () => {
      if (how === 'removed') await remove(owner, person.id);
      else if (how === 'lowered') await change(owner, person.id, 'viewer');
      else await ask('/api/v1/session', { method: 'DELETE' });
      await later(1100);
    };
    const late = await ask(customers, {
      method: 'POST',
      rawBody: bodyAfter({ type: 'guest', name: `Late of ${person.id}` }, end),
      headers: { 'content-type': 'application/json' },
    });
    expect(codeOf(late)).toEqual([status, code]);
    const made = await asOwner('select from org_customers_mst where tenant_org_id = $1 and name like $2', [
      here.id,
      `Late of ${person.id}`,
    ]);
    expect(made).toEqual([]);
  });

  test('who are removed at the same moment leave no key behind', async () => {
    const person = await api.createMember(here.id, 'admin');
    const { ask } = await api.signIn(person);
    const removing = new pg.Client(inject('ownerUrl'));
    await removing.connect();
    await removing.query('begin');
    await removing.query('delete from org_members where tenant_org_id = $1 and person_id = $2', [
      here.id,
      person.id,
    ]);
    const made = ask(keys, { method: 'POST', body: { name: 'Late', role: 'admin' } });
    await expect
      .poll(() => asOwner("select from pg_locks where locktype = 'advisory' and not granted"))
      .toHaveLength(1);
    await removing.query('commit');
    await removing.end();
    expect(codeOf(await made)).toEqual([403, 'forbidden']);
    expect(await asOwner('select from org_api_keys where created_by = $1', [person.id])).toEqual([]);
  });

  test.each(['remove', 'lower'] as const)(
    'who may make no keys any more take theirs along: %s',
    async (how) => {
      const person = await api.createMember(here.id, 'admin');
      const { ask } = await api.signIn(person);
      const own = (await ask(keys, { method: 'POST', body: { name: 'Mine', role: 'viewer' } })).body;
      const other = (await owner(keys, { method: 'POST', body: { name: 'Of the owner', role: 'viewer' } }))
        .body;
      const invited = await ask(invitations, {
        method: 'POST',
        body: { email: `${how}@example.com`, role: 'staff' },
      });
      const withKey = (key: string) => api.ask(customers, { headers: { authorization: `Bearer ${key}` } });
      expect((await withKey(own.key)).status).toBe(200);
      await (how === 'remove' ? remove(owner, person.id) : change(owner, person.id, 'staff'));
      expect((await withKey(own.key)).status).toBe(401);
      expect((await withKey(other.key)).status).toBe(200);
      const link = await api.ask('/api/v1/join/link', {
        method: 'POST',
        body: { token: invited.body.link.split('#')[1] },
      });
      expect(codeOf(link)).toEqual([403, 'invitation_invalid']);
    },
  );
});

describe('an owner', () => {
  test('is made and unmade by owners alone, and nobody raises himself', async () => {
    const person = await api.createMember(here.id, 'admin');
    const { ask } = await api.signIn(person);
    const mina = await api.createMember(here.id, 'staff');
    const ownerId = (await owner(members)).body.data[0].id;
    const before = await rolesOf(here.id);
    const imitated = api.withHeaders({
      authorization: `Bearer ${await api.token(here.id, 'owner', { subject: ownerId })}`,
    });
    for (const refused of [
      await change(ask, person.id, 'owner'),
      await change(ask, mina.id, 'owner'),
      await change(ask, ownerId, 'staff'),
      await remove(ask, ownerId),
      await ask(invitations, { method: 'POST', body: { email: 'boss@example.com', role: 'owner' } }),
      // A token of another provider and a key are nobody who works here.
      await change(here.owner, mina.id, 'admin'),
      await remove(here.admin, mina.id),
      // Also where it has the id of somebody who does.
      await change(imitated, mina.id, 'admin'),
      await remove(imitated, mina.id),
      await here.owner(invitations, { method: 'POST', body: { email: 'new@example.com', role: 'staff' } }),
    ]) {
      expect(codeOf(refused)).toEqual([403, 'forbidden']);
    }
    expect(await rolesOf(here.id)).toEqual(before);
    expect((await owner(invitations)).body.data.map(({ email }: { email: string }) => email)).not.toContain(
      'boss@example.com',
    );
    expect((await change(owner, mina.id, 'owner')).body.role).toBe('owner');
    expect((await change(owner, mina.id, 'staff')).body.role).toBe('staff');
  });

  test('stays: the last one can be neither lowered nor removed, not even by himself or in the database', async () => {
    const tenant = await api.tenant();
    const { ask, session } = await api.signIn(tenant.ownerAccount);
    expect(codeOf(await change(ask, session.actor.id, 'admin'))).toEqual([409, 'last_owner']);
    expect(codeOf(await remove(ask, session.actor.id))).toEqual([409, 'last_owner']);
    await expect(
      asOwner('delete from org_members where tenant_org_id = $1', [tenant.id]),
    ).rejects.toMatchObject({
      constraint: 'an_owner_stays',
    });
    await expect(
      asOwner("update org_members set role = 'viewer' where tenant_org_id = $1", [tenant.id]),
    ).rejects.toMatchObject({ constraint: 'an_owner_stays' });
    expect(await rolesOf(tenant.id)).toEqual({ [session.actor.id]: 'owner' });
  });

  test.each(['remove', 'lower'] as const)(
    'stays where two owners %s each other at once, time and again',
    async (how) => {
      for (let round = 0; round < 8; round += 1) {
        const tenant = await api.tenant();
        const other = await api.createMember(tenant.id, 'owner');
        const [one, two] = [await api.signIn(tenant.ownerAccount), await api.signIn(other)];
        const act = (ask: Ask, id: string) => (how === 'remove' ? remove(ask, id) : change(ask, id, 'staff'));
        const answers = await Promise.all([act(one.ask, other.id), act(two.ask, one.session.actor.id)]);
        // The second was no owner any more when its turn came, or not even signed in.
        expect(answers.map(({ status }) => status).toSorted()[0]).toBe(200);
        expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
        const owners = Object.values(await rolesOf(tenant.id)).filter((role) => role === 'owner');
        expect(owners).toHaveLength(1);
      }
    },
  );
});

describe('staff and viewers', () => {
  test.each(['staff', 'viewer'] as const)('as %s see and change nobody', async (role) => {
    const { ask, session } = await api.signIn(await api.createMember(here.id, role));
    for (const answered of [
      await ask(members),
      await ask(invitations),
      await ask(keys),
      await change(ask, session.actor.id, 'admin'),
      await remove(ask, session.actor.id),
      await ask(invitations, { method: 'POST', body: { email: 'new@example.com', role: 'viewer' } }),
      await ask(keys, { method: 'POST', body: { name: 'Mine', role: 'viewer' } }),
    ]) {
      expect(codeOf(answered)).toEqual([403, 'forbidden']);
    }
  });
});
