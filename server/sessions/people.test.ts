import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { cookieOf, testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const session = '/api/v1/session';
const customers = '/api/v1/customers';
type Tenant = Awaited<ReturnType<typeof api.tenant>>;
let here: Tenant;
beforeAll(async () => {
  here = await api.tenant();
});
const signIn = (body: object, headers: Record<string, string> = {}) =>
  api.ask(session, { method: 'POST', body, headers });

describe('signing in', () => {
  test('says who one is, where and as what, and sets a cookie that scripts and other sites do not get', async () => {
    const { email, password, name } = here.ownerAccount;
    const signedIn = await signIn({ email: email.toUpperCase(), password });
    expect(signedIn.status).toBe(200);
    expect(signedIn.body).toEqual({
      actor: { id: expect.any(String), kind: 'person', name, email },
      role: 'owner',
      tenant: {
        id: here.id,
        name: 'Al Noor Laundry',
        name2: null,
        country: 'OM',
        language: 'ar',
        currency: 'OMR',
        timeZone: 'Asia/Muscat',
        customerNumberPrefix: 'CUST',
        position: null,
      },
      language: null,
      tourEnded: true,
      messageChannels: ['sms', 'whatsapp'],
      sendsMail: false,
      mapTiles: null,
      sentryDsn: null,
      tenants: [{ id: here.id, name: 'Al Noor Laundry', name2: null, role: 'owner' }],
    });
    const [cookie, ...others] = signedIn.headers.getSetCookie();
    expect(others).toEqual([]);
    expect(cookie).toMatch(/^regulars\.session_token=/);
    expect(cookie!.split('; ').slice(1).toSorted()).toEqual([
      'HttpOnly',
      'Max-Age=604800',
      'Path=/',
      'SameSite=Lax',
    ]);
    const again = await api.ask(session, { headers: { cookie: cookieOf(signedIn) } });
    expect(again.body).toEqual(signedIn.body);
  });

  test('sets a cookie for https and this host alone where the server is reached by https', async () => {
    const secure = testApi({ publicUrl: 'https://shop.example' });
    const { email, password } = here.ownerAccount;
    const signedIn = await secure.ask(session, { method: 'POST', body: { email, password } });
    const [cookie, ...others] = signedIn.headers.getSetCookie();
    expect(others).toEqual([]);
    expect(cookie).toMatch(/^__Host-regulars\.session_token=/);
    expect(cookie!.split('; ').slice(1).toSorted()).toEqual([
      'HttpOnly',
      'Max-Age=604800',
      'Path=/',
      'SameSite=Lax',
      'Secure',
    ]);
    const out = await secure.ask(session, { method: 'DELETE', headers: { cookie: cookieOf(signedIn) } });
    expect(out.headers.getSetCookie().join()).toMatch(/__Host-regulars\.session_token=;.*Max-Age=0/);
    expect((await secure.ask(session, { headers: { cookie: cookieOf(signedIn) } })).status).toBe(401);
    const again = await secure.ask(session, { method: 'POST', body: { email, password } });
    expect((await secure.ask(session, { headers: { cookie: cookieOf(again) } })).status).toBe(200);
    await secure.close();
  });

  test('answers a wrong password and an unknown e-mail with the same words and no cookie', async () => {
    const { email, password } = here.ownerAccount;
    const wrong = await signIn({ email, password: `${password}x` });
    const unknown = await signIn({ email: `x${email}`, password });
    for (const answered of [wrong, unknown]) {
      expect(answered.status).toBe(401);
      expect(answered.headers.getSetCookie()).toEqual([]);
    }
    expect({ ...unknown.body, requestId: '' }).toEqual({ ...wrong.body, requestId: '' });
    expect(wrong.body.code).toBe('wrong_credentials');
  });

  test.each([
    {},
    { email: 'a@b.example' },
    { email: 'nobody', password: 'x' },
    { email: 'a@b.example', password: '' },
  ])('with %j says what is missing', async (body) => {
    expect((await signIn(body)).body.code).toBe('invalid_request');
  });

  test('tells who works for no business that there is none, and leaves no session', async () => {
    const person = await api.createMember(here.id, 'staff');
    await asOwner('delete from org_members where person_id = $1', [person.id]);
    const { status, body, headers } = await signIn({ email: person.email, password: person.password });
    expect([status, body.code, headers.getSetCookie()]).toEqual([403, 'no_tenant', []]);
    expect(await asOwner('select from sys_sessions where person_id = $1', [person.id])).toEqual([]);
  });

  test('keeps passwords as slow hashes only', async () => {
    const [account] = await asOwner<{ password: string }>(
      `select a.password from sys_accounts a join sys_people p on p.id = a.person_id where p.email = $1`,
      [here.ownerAccount.email],
    );
    expect(account!.password).not.toContain(here.ownerAccount.password);
    expect(account!.password.length).toBeGreaterThan(100);
  });
});

describe('a session', () => {
  test('ends on the server when signing out: its cookie is worth nothing afterwards', async () => {
    const { ask } = await api.signIn(here.ownerAccount);
    expect((await ask(customers)).status).toBe(200);
    const out = await ask(session, { method: 'DELETE' });
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie().join()).toMatch(/regulars\.session_token=;.*Max-Age=0/);
    for (const address of [session, customers]) expect((await ask(address)).status).toBe(401);
  });

  test('never goes on under the id that it had before signing in, which ends', async () => {
    const { cookie } = await api.signIn(here.ownerAccount);
    const { email, password } = here.ownerAccount;
    const wrong = await signIn({ email, password: `${password}x` }, { cookie });
    expect(wrong.status).toBe(401);
    expect((await api.ask(session, { headers: { cookie } })).status).toBe(200);
    const again = await signIn({ email, password }, { cookie });
    expect(cookieOf(again)).not.toBe(cookie);
    expect((await api.ask(session, { headers: { cookie } })).status).toBe(401);
    expect((await api.ask(session, { headers: { cookie: cookieOf(again) } })).status).toBe(200);
  });

  test('is one of several: signing out ends only its own', async () => {
    const [one, other] = [await api.signIn(here.ownerAccount), await api.signIn(here.ownerAccount)];
    await one.ask(session, { method: 'DELETE' });
    expect([(await one.ask(session)).status, (await other.ask(session)).status]).toEqual([401, 200]);
  });

  test('is refused with any part of its cookie changed', async () => {
    const { cookie } = await api.signIn(here.ownerAccount);
    const [name, value] = [
      cookie.slice(0, cookie.indexOf('=')),
      decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1)),
    ];
    const dot = value.indexOf('.');
    const [token, signature] = [value.slice(0, dot), value.slice(dot + 1)];
    const swapped = (text: string) => (text[0] === 'A' ? 'B' : 'A') + text.slice(1);
    for (const tampered of [
      `${swapped(token)}.${signature}`,
      `${token}.${swapped(signature)}`,
      token,
      `${token}.`,
      `.${signature}`,
      `${token}.${signature}A`,
      '',
      '%',
    ]) {
      const { status } = await api.ask(session, {
        headers: { cookie: `${name}=${encodeURIComponent(tampered)}` },
      });
      expect([tampered, status]).toEqual([tampered, 401]);
    }
    expect((await api.ask(session, { headers: { cookie: `${name}=%zz; ${name}` } })).status).toBe(401);
  });

  test('that has expired is refused', async () => {
    const { ask, session: mine } = await api.signIn(await api.createMember(here.id, 'staff'));
    await asOwner("update sys_sessions set expires_at = now() - interval '1 second' where person_id = $1", [
      mine.actor.id,
    ]);
    expect((await ask(session)).status).toBe(401);
  });

  test('is over at once when its person no longer works there, and follows a changed role at once', async () => {
    const person = await api.createMember(here.id, 'admin');
    const { ask } = await api.signIn(person);
    expect((await ask('/api/v1/api-keys')).status).toBe(200);
    await asOwner("update org_members set role = 'viewer' where person_id = $1", [person.id]);
    expect((await ask('/api/v1/api-keys')).status).toBe(403);
    expect((await ask(session)).body.role).toBe('viewer');
    await asOwner('delete from org_members where person_id = $1', [person.id]);
    expect((await ask(customers)).status).toBe(401);
  });

  test('switches among the businesses of its person and nowhere else', async () => {
    const [second, foreign] = [await api.tenant({ name: 'Second' }), await api.tenant({ name: 'Foreign' })];
    const person = await api.createMember(here.id, 'staff');
    await asOwner("insert into org_members (tenant_org_id, person_id, role) values ($1, $2, 'viewer')", [
      second.id,
      person.id,
    ]);
    await second.staff(customers, { method: 'POST', body: { type: 'guest', name: 'Of the second' } });
    const { ask } = await api.signIn(person);
    const switchTo = (tenantId: string) => ask(session, { method: 'PATCH', body: { tenantId } });

    const switched = await switchTo(second.id);
    expect(switched.body).toMatchObject({ role: 'viewer', tenant: { id: second.id, name: 'Second' } });
    expect(switched.body.tenants.map((each: { id: string }) => each.id)).toEqual([here.id, second.id]);
    expect((await ask(session)).body).toEqual(switched.body);
    expect((await ask(customers)).body.data).toMatchObject([{ name: 'Of the second' }]);
    expect((await ask(customers, { method: 'POST', body: { type: 'guest' } })).status).toBe(403);

    expect((await switchTo(foreign.id)).status).toBe(404);
    expect((await ask(session)).body.tenant.id).toBe(second.id);
    expect((await switchTo(here.id)).body.role).toBe('staff');
  });

  test('of a token or a key has nothing to switch', async () => {
    expect((await here.owner(session, { method: 'PATCH', body: { tenantId: here.id } })).status).toBe(404);
  });
});

describe('another site', () => {
  const foreign = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:8080' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  ];

  test.each(foreign)('with %j makes no signed-in browser write', async (headers) => {
    const { ask } = await api.signIn(here.ownerAccount);
    const { id } = (await ask(customers, { method: 'POST', body: { type: 'guest' } })).body;
    const before = (await ask(`${customers}/statistics`)).body;
    for (const [method, address, body] of [
      ['POST', customers, { type: 'guest' }],
      ['PATCH', `${customers}/${id}`, { notes: 'forged' }],
      ['DELETE', `${customers}/${id}`, undefined],
      ['POST', `${customers}/${id}/restore`, undefined],
      ['POST', '/api/v1/api-keys', { name: 'forged', role: 'admin' }],
      ['DELETE', session, undefined],
      ['PATCH', session, { tenantId: here.id }],
      ['POST', session, here.ownerAccount],
    ] as const) {
      const answered = await ask(address, { method, ...(body && { body }), headers });
      expect([method, address, answered.status, answered.body.code]).toEqual([
        method,
        address,
        403,
        'foreign_origin',
      ]);
    }
    expect((await ask(`${customers}/statistics`)).body).toEqual(before);
    expect((await ask(`${customers}/${id}`)).body.version).toBe(1);
    expect((await ask(customers, { headers })).status).toBe(200);
  });

  test.each([
    {},
    { origin: 'http://localhost' },
    { 'sec-fetch-site': 'same-origin', origin: 'http://localhost' },
    { 'sec-fetch-site': 'none' },
    { origin: 'http://shop.example:8080', host: 'shop.example:8080' },
  ])('is not what sends %j', async (headers) => {
    const { ask } = await api.signIn(here.ownerAccount);
    const { status } = await ask(customers, {
      method: 'POST',
      body: { type: 'guest' },
      headers: { ...headers },
    });
    expect(status).toBe(201);
  });

  test('may use a token, which no browser sends by itself', async () => {
    const { status } = await here.staff(customers, {
      method: 'POST',
      body: { type: 'guest' },
      headers: { origin: 'https://pos.example', 'sec-fetch-site': 'cross-site' },
    });
    expect(status).toBe(201);
  });
});
