import type { Statements } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { later, newPhone, send, verify } from '../testing/phone-codes.ts';
import { testApi } from '../testing/test-api.ts';
import { cleanUpCodes } from './clean-up-codes.ts';

const api = testApi();
afterAll(api.close);

let here: Awaited<ReturnType<typeof api.tenant>>;
beforeAll(async () => {
  here = await api.tenant();
});

const customers = '/api/v1/customers';
const context = (tenantId: string) =>
  ({ role: 'regulars_tenant', tenantId, actorId: 'somebody', actorName: '', requestId: '' }) as const;
const run = (statements: Statements, statement: ReturnType<typeof sql>) => statements.execute(statement);
const asTenant = (statement: ReturnType<typeof sql>, tenantId = here.id) =>
  run(api.database.each(context(tenantId)), statement);
const create = async (body: object, caller = here.staff) =>
  (await caller(customers, { method: 'POST', body })).body;
const full = async (phone: string, { staff } = here) =>
  create({ type: 'full', name: 'Sara', verificationToken: await api.provePhone(staff, phone) }, staff);
const denied = { code: '42501' };

describe('in SQL a tenant', () => {
  test('makes nobody full or verified without a proof', async () => {
    const phone = newPhone();
    const { id } = await create({ type: 'stub', name: 'Sara', phone });
    const notProven = { code: '23514', constraint: 'full_is_proven' };
    await expect(
      asTenant(sql`update org_customers_mst set profile_status = 'full' where id = ${id}`),
    ).rejects.toMatchObject(notProven);
    await expect(
      asTenant(sql`insert into org_customers_mst (tenant_org_id, profile_status, name, phone)
        values (${here.id}, 'full', 'Sara', ${newPhone()})`),
    ).rejects.toMatchObject(notProven);
    await expect(
      asTenant(sql`update org_customers_mst set phone_verified = true where id = ${id}`),
    ).rejects.toMatchObject(denied);
    await expect(
      asTenant(sql`insert into org_customers_mst (tenant_org_id, profile_status, phone_verified)
        values (${here.id}, 'guest', true)`),
    ).rejects.toMatchObject(denied);
  });

  test('makes nobody full by a token that another transaction used, or that is for another phone', async () => {
    const [phone, other] = [newPhone(), newPhone()];
    const { id } = await create({ type: 'stub', name: 'Sara', phone });
    const stranger = await create({ type: 'stub', name: 'Ali', phone: other });
    await api.provePhone(here.staff, phone);
    const use = sql`update sys_otp_codes set token_used_by = pg_current_xact_id() where phone = ${phone}`;
    const makeFull = (customer: string) =>
      sql`update org_customers_mst set profile_status = 'full' where id = ${customer}
        returning profile_status, phone_verified`;
    await expect(
      api.database.transaction(context(here.id), async (tx) => {
        await run(tx, use);
        return run(tx, makeFull(stranger.id));
      }),
    ).rejects.toMatchObject({ constraint: 'full_is_proven' });
    await asTenant(use);
    await expect(asTenant(makeFull(id))).rejects.toMatchObject({ constraint: 'full_is_proven' });
    await expect(asTenant(use)).rejects.toMatchObject({ constraint: 'token_is_good' });
  });

  test('makes somebody full by a token that is used in the same transaction, once and in time', async () => {
    const phone = newPhone();
    const { id } = await create({ type: 'stub', name: 'Sara', phone });
    const use = sql`update sys_otp_codes set token_used_by = pg_current_xact_id() where phone = ${phone}`;
    await send(here.staff, phone);
    await expect(asTenant(use)).rejects.toMatchObject({ constraint: 'token_is_good' });
    await verify(here.staff, phone, api.messages.codeFor(phone));
    await expect(
      asTenant(sql`update sys_otp_codes set token_used_by = '1' where phone = ${phone}`),
    ).rejects.toMatchObject({ constraint: 'token_is_good' });
    const proven = api.database.transaction(context(here.id), async (tx) => {
      await run(tx, use);
      return run(
        tx,
        sql`update org_customers_mst set profile_status = 'full' where id = ${id}
          returning profile_status, phone_verified`,
      );
    });
    expect(await proven).toEqual([{ profile_status: 'full', phone_verified: true }]);
    await later(here.id, 61);
    await api.provePhone(here.staff, phone);
    await later(here.id, 601);
    await expect(
      asTenant(sql`update sys_otp_codes set token_used_by = pg_current_xact_id()
        where phone = ${phone} and token_used_by is null`),
    ).rejects.toMatchObject({ constraint: 'token_is_good' });
  });

  test('makes no full customer anything else again', async () => {
    const { id } = await full(newPhone());
    for (const kind of ['stub', 'guest']) {
      await expect(
        asTenant(sql`update org_customers_mst set profile_status = ${kind} where id = ${id}`),
      ).rejects.toMatchObject({ code: '23514', constraint: 'full_stays_full' });
    }
    const changed = await here.staff(`${customers}/${id}`, { method: 'PATCH', body: { phone: newPhone() } });
    expect(changed.body).toMatchObject({ profileStatus: 'full', phoneVerified: false });
  });

  test('adds no code that is sent, used or proven already, and moves none to another phone', async () => {
    const row = {
      tenant_org_id: here.id,
      phone: newPhone(),
      country: 'OM',
      purpose: 'login',
      channel: 'sms',
    };
    const values = { ...row, provider: 'file', ip: 'x', expires_at: new Date().toISOString() };
    for (const more of [
      { state: 'sent' },
      { used_at: new Date().toISOString() },
      { token_hash: Buffer.alloc(32) },
      { token_used_by: '1' },
    ]) {
      const insert = query.insertInto('sys_otp_codes').values({ ...values, ...more } as never);
      await expect(api.database.each(context(here.id)).execute(insert)).rejects.toMatchObject(denied);
    }
    for (const column of ['phone', 'purpose', 'code_hash', 'expires_at', 'created_at', 'tenant_org_id']) {
      await expect(
        asTenant(sql`update sys_otp_codes set ${sql.ref(column)} = ${sql.ref(column)}`),
      ).rejects.toMatchObject(denied);
    }
    await expect(asTenant(sql`delete from sys_otp_codes`)).rejects.toMatchObject(denied);
    await expect(asTenant(sql`delete from org_phone_attempts`)).rejects.toMatchObject(denied);
  });
});

describe('the person behind a proven phone', () => {
  const persons = (phone: string) =>
    asOwner<{ id: string }>('select id from sys_customers_mst where phone = $1', [phone]);
  const linkOf = (id: string) =>
    asOwner<{ sys_customer_id: string | null }>(
      'select sys_customer_id from org_customers_mst where id = $1',
      [id],
    );

  test('is one across tenants, and nobody before the proof', async () => {
    const there = await api.tenant();
    const phone = newPhone();
    await create({ type: 'stub', name: 'Sara', phone });
    expect(await persons(phone)).toEqual([]);
    const other = await full(phone, there);
    const [person, ...more] = await persons(phone);
    expect(more).toEqual([]);
    const mine = await here.staff(`${customers}?search=${encodeURIComponent(phone)}`);
    const token = await api.provePhone(here.staff, phone);
    await here.staff(`${customers}/${mine.body.data[0].id}/upgrade`, {
      method: 'POST',
      body: { verificationToken: token },
    });
    expect(await persons(phone)).toEqual([person]);
    expect(await linkOf(other.id)).toEqual([{ sys_customer_id: person!.id }]);
    expect(await linkOf(mine.body.data[0].id)).toEqual([{ sys_customer_id: person!.id }]);
  });

  test('is one where two tenants prove the phone at once', async () => {
    const tenants = await Promise.all([api.tenant(), api.tenant(), api.tenant()]);
    const phone = newPhone();
    const tokens: string[] = [];
    for (const tenant of tenants) tokens.push(await api.provePhone(tenant.staff, phone));
    const made = await Promise.all(
      tenants.map(({ staff }, n) =>
        create({ type: 'full', name: 'Sara', verificationToken: tokens[n] }, staff),
      ),
    );
    expect(made.map(({ profileStatus }) => profileStatus)).toEqual(['full', 'full', 'full']);
    expect(await persons(phone)).toHaveLength(1);
  });

  test('is left with the proof of the phone', async () => {
    const [phone, next] = [newPhone(), newPhone()];
    const { id } = await full(phone);
    await here.staff(`${customers}/${id}`, { method: 'PATCH', body: { phone: next } });
    expect(await linkOf(id)).toEqual([{ sys_customer_id: null }]);
    expect(await persons(next)).toEqual([]);
    const verificationToken = await api.provePhone(here.staff, next);
    await here.staff(`${customers}/${id}`, { method: 'PATCH', body: { phone: next, verificationToken } });
    expect(await linkOf(id)).toEqual([{ sys_customer_id: (await persons(next))[0]!.id }]);
  });

  test('is out of every tenant’s reach', async () => {
    for (const statement of [
      sql`select from sys_customers_mst`,
      sql`insert into sys_customers_mst (phone) values (${newPhone()})`,
      sql`update org_customers_mst set sys_customer_id = null`,
    ]) {
      await expect(asTenant(statement)).rejects.toMatchObject(denied);
    }
    // Nor by a table of its own on which the trigger would run.
    const borrowed = api.database.transaction(context(here.id), async (tx) => {
      await run(tx, sql`create temp table mine (phone text, phone_verified boolean, sys_customer_id uuid)`);
      await run(
        tx,
        sql`create trigger link before insert on mine for each row execute function regulars_people.link_person()`,
      );
    });
    await expect(borrowed).rejects.toMatchObject(denied);
  });

  test('known elsewhere or not: the answers are the same', async () => {
    const there = await api.tenant();
    const [known, unknown] = [newPhone(), newPhone()];
    await full(known, there);
    const shape = async (phone: string) => {
      const {
        id,
        phone: own,
        customerNumber,
        displayName,
        createdAt,
        customerSince,
        updatedAt,
        ...rest
      } = await full(phone);
      const { text } = await here.staff(`${customers}/${id}/history`);
      return { rest, history: text.replaceAll(/"(at|requestId|to)":"[^"]*"/g, '') };
    };
    expect(await shape(known)).toEqual(await shape(unknown));
    // The id tells no time: not that somebody met the person before.
    const [{ id } = { id: '' }] = await persons(known);
    expect(id[14]).toBe('4');
  });
});

test('an upgrade keeps what the customer has, and merges preferences', async () => {
  const phone = newPhone();
  const { id } = await create({
    type: 'stub',
    name: 'Sara',
    phone,
    notes: 'Rings twice',
    tags: ['vip'],
    preferences: { folding: 'hanger', notifications: { sms: true } },
  });
  await asOwner(`update org_customers_mst set loyalty_points = 120, total_orders = 7 where id = $1`, [id]);
  const before = (await here.viewer(`${customers}/${id}`)).body;
  const upgrade = (verificationToken: string, headers = {}) =>
    here.staff(`${customers}/${id}/upgrade`, {
      method: 'POST',
      body: {
        verificationToken,
        email: 'sara@example.com',
        preferences: { fragrance: 'oud', notifications: { email: true } },
      },
      headers,
    });
  const token = await api.provePhone(here.staff, phone);
  const headers = { 'idempotency-key': 'upgrade' };
  const { status, body, text } = await upgrade(token, headers);
  expect(status).toBe(200);
  expect(body).toEqual({
    ...before,
    profileStatus: 'full',
    phoneVerified: true,
    email: 'sara@example.com',
    preferences: { folding: 'hanger', fragrance: 'oud', notifications: { sms: true, email: true } },
    version: before.version + 1,
    updatedAt: body.updatedAt,
  });
  expect((await upgrade(token, headers)).text).toBe(text);
  expect((await upgrade(token)).body.code).toBe('already_full');
  expect((await here.viewer(`${customers}/${id}`)).body.version).toBe(body.version);
});

test('an upgrade gives a guest the phone that was proven, and needs a name', async () => {
  const phone = newPhone();
  const { id } = await create({ type: 'guest' });
  const verificationToken = await api.provePhone(here.staff, phone);
  const upgrade = (more: object) =>
    here.staff(`${customers}/${id}/upgrade`, { method: 'POST', body: { verificationToken, ...more } });
  expect((await upgrade({})).body.errors).toMatchObject([{ pointer: '/name', code: 'required' }]);
  expect((await upgrade({ phone })).body.errors).toMatchObject([{ pointer: '/phone', code: 'read_only' }]);
  expect((await upgrade({ name: 'Sara' })).body).toMatchObject({ phone, profileStatus: 'full' });
});

test('cleaning up takes the codes that no limit counts, of every tenant, and nothing else', async () => {
  const [old, there] = [await api.tenant(), await api.tenant()];
  const phones = [newPhone(), newPhone(), newPhone()] as const;
  await send(old.staff, phones[0]);
  await send(there.staff, phones[0]);
  await verify(old.staff, phones[0], 'x');
  for (const { id } of [old, there]) await later(id, 120);
  await send(old.staff, phones[1]);
  for (const { id } of [old, there]) await later(id, 2 * 86_400 - 60);
  await send(old.staff, phones[2]);
  const left = (tenantId: string) =>
    asOwner('select phone from sys_otp_codes where tenant_org_id = $1 order by created_at', [tenantId]);
  expect(await left(old.id)).toHaveLength(3);
  await cleanUpCodes(api.database);
  expect(await left(old.id)).toEqual([{ phone: phones[1] }, { phone: phones[2] }]);
  expect(await left(there.id)).toEqual([]);
  // The tries of a phone outlive its codes.
  expect(
    await asOwner('select phone, failures from org_phone_attempts where tenant_org_id = $1', [old.id]),
  ).toEqual([{ phone: phones[0], failures: 1 }]);
});

test('cleaning up forgets a count of wrong codes after a month without a try, and never while the phone is locked', async () => {
  const tenant = await api.tenant();
  const [twice, locked, lately] = [newPhone(), newPhone(), newPhone()];
  const tries = async (phone: string, howMany: number) => {
    await send(tenant.staff, phone);
    for (let n = 0; n < howMany; n += 1) await verify(tenant.staff, phone, 'x');
  };
  await tries(twice, 2);
  await tries(locked, 3);
  await later(tenant.id, 29 * 86_400);
  await cleanUpCodes(api.database);
  const left = async () =>
    (
      await asOwner<{ phone: string }>(
        'select phone from org_phone_attempts where tenant_org_id = $1 order by phone',
        [tenant.id],
      )
    ).map(({ phone }) => phone);
  // Every code is gone by now, and the next one still finds two wrong tries before it.
  expect(await left()).toEqual([twice, locked]);
  await send(tenant.staff, twice);
  expect((await verify(tenant.staff, twice, 'x')).body.code).toBe('phone_locked');
  await tries(lately, 1);
  await asOwner(`update org_phone_attempts set locked_until = now() + interval '1 minute' where phone = $1`, [
    twice,
  ]);
  await asOwner(
    `update org_phone_attempts set tried_at = tried_at - interval '31 days' where phone in ($1, $2)`,
    [twice, locked],
  );
  await cleanUpCodes(api.database);
  expect(await left()).toEqual([twice, lately]);
});

test('a code made with the former key is right while the key is listed', async () => {
  const [one, other] = ['1'.repeat(32), '2'.repeat(32)];
  const servers = [one, `${other}, ${one}`, other].map((keys) =>
    testApi({ environment: { OTP_SECRETS: keys } }),
  );
  const [before, during, after] = servers as [typeof api, typeof api, typeof api];
  const authorization = `Bearer ${await api.token(here.id, 'staff')}`;
  const [first, second] = [newPhone(), newPhone()];
  const at = (server: typeof api) => server.withHeaders({ authorization });
  await send(at(before), first);
  await send(at(before), second);
  expect((await verify(at(during), first, before.messages.codeFor(first))).status).toBe(200);
  expect((await verify(at(after), second, before.messages.codeFor(second))).body.code).toBe('wrong_code');
  await later(here.id, 61);
  await send(at(during), second);
  expect((await verify(at(after), second, during.messages.codeFor(second))).status).toBe(200);
  await Promise.all(servers.map((server) => server.close()));
});
