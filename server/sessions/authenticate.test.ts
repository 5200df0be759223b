import { createHmac } from 'node:crypto';
import { access } from '@regulars/contract/access';
import { roles } from '@regulars/contract/role';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../app.ts';
import { serveOperation } from '../http/serve-operation.ts';
import { testAppSettings } from '../testing/app-settings.ts';
import { asOwner } from '../testing/as-owner.ts';
import { testJwtSecret, testSecret } from '../testing/people-and-tenants.ts';
import { type Ask, everyOperation, testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

const bytes = (text: string) => new TextEncoder().encode(text);
const signed = (claims: object, { secret = testJwtSecret, subject = 'somebody', expires = '1h' } = {}) =>
  new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setExpirationTime(expires)
    .sign(bytes(secret));
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

type Tenant = Awaited<ReturnType<typeof api.tenant>>;
let here: Tenant;
beforeAll(async () => {
  here = await api.tenant();
});

/** Every operation, as a request that gets past the question of who asks. */
const requests = everyOperation().map(({ operation, allowed }) => ({
  id: operation.id,
  allowed,
  takesBody: Boolean(operation.body),
  send: (ask: Ask) =>
    ask(
      operation.path.replaceAll(/\{\w+\}/g, () => crypto.randomUUID()),
      {
        method: operation.method.toUpperCase(),
        ...(operation.body && { body: {} }),
      },
    ),
}));

describe.each(requests.filter(({ allowed }) => allowed === 'open'))('$id', ({ send, takesBody }) => {
  test.each(['nobody', ...roles] as const)('is open to %s', async (who) => {
    const { status, body } = await send(who === 'nobody' ? api.ask : here[who]);
    expect([status, body.code]).toEqual(takesBody ? [400, 'invalid_request'] : [200, undefined]);
  });
});

describe.each(requests.filter(({ allowed }) => allowed !== 'open'))('$id', ({ allowed, send }) => {
  const may = allowed === 'signed-in' ? roles : (allowed as readonly string[]);

  test.each(roles.filter((role) => may.includes(role)))('is for %s', async (role) => {
    expect([401, 403]).not.toContain((await send(here[role])).status);
  });

  test.each(roles.filter((role) => !may.includes(role)))('is not for %s', async (role) => {
    const { status, body } = await send(here[role]);
    expect([status, body.code]).toEqual([403, 'forbidden']);
  });

  test('is for nobody without a sign-in', async () => {
    const { status, body } = await send(api.ask);
    expect([status, body.code]).toEqual([401, 'unauthenticated']);
  });

  const rights = () => ({ app_metadata: { tenant_org_id: here.id, role: 'owner' } });
  const unauthenticated: [string, () => Promise<string> | string][] = [
    ['an expired token', () => signed(rights(), { expires: '-1s' })],
    ['a token of another secret', () => signed(rights(), { secret: testSecret })],
    [
      'a token that is not signed',
      () => {
        const exp = Math.floor(Date.now() / 1000) + 3600;
        return `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded({ sub: 'somebody', exp, ...rights() })}.`;
      },
    ],
    [
      'a token that never expires',
      () =>
        new SignJWT(rights()).setProtectedHeader({ alg: 'HS256' }).setSubject('x').sign(bytes(testJwtSecret)),
    ],
    ['something that is no token', () => 'no-token-at-all-1234'],
    ['an API key that was made up', () => `rgl_${'A'.repeat(86)}`],
    ['an API key that was revoked', async () => (await ended()).key],
    ['the token of a session, which is for a cookie', async () => (await ended()).sessionToken],
    ['a cursor of a list', async () => (await ended()).cursor],
  ];
  test.each(unauthenticated)('is not for %s', async (_, token) => {
    const { status, body, headers } = await send(
      api.withHeaders({ authorization: `Bearer ${await token()}` }),
    );
    expect([status, body.code]).toEqual([401, 'unauthenticated']);
    expect(headers.get('www-authenticate')).toBe('Bearer');
  });

  const cookies: [string, (cookies: Awaited<ReturnType<typeof ended>>['cookies']) => string][] = [
    ['a session that has expired', ({ expired }) => expired],
    ['a session that was signed out', ({ signedOut }) => signedOut],
    ['a session that was signed by another', ({ forged }) => forged],
    ['a session without a signature', ({ unsigned }) => unsigned],
  ];
  test.each(cookies)('is not for %s', async (_, cookie) => {
    const { status, body } = await send(api.withHeaders({ cookie: cookie((await ended()).cookies) }));
    expect([status, body.code]).toEqual([401, 'unauthenticated']);
  });

  const without: [string, () => object][] = [
    ['a tenant', () => ({ app_metadata: { role: 'owner' } })],
    ['a role', () => ({ app_metadata: { tenant_org_id: here.id } })],
    ['a role that there is', () => ({ app_metadata: { tenant_org_id: here.id, role: 'superuser' } })],
    [
      'a tenant but the one that its user wrote into it',
      () => ({ user_metadata: rights().app_metadata, ...rights().app_metadata }),
    ],
    [
      'a tenant that there is',
      () => ({ app_metadata: { tenant_org_id: crypto.randomUUID(), role: 'owner' } }),
    ],
  ];
  test.each(without)('is not for a token without %s', async (_, claims) => {
    const { status, body } = await send(
      api.withHeaders({ authorization: `Bearer ${await signed(claims())}` }),
    );
    expect([status, body.code]).toEqual([403, 'no_tenant']);
  });

  test.each(['Basic b3duZXI6cGFzc3dvcmQ=', 'Bearer', 'Bearer a b', ''])(
    'is not for the Authorization %j, whatever the cookie',
    async (authorization) => {
      const { cookie } = await ownersBrowser();
      expect((await send(api.withHeaders({ authorization, cookie }))).status).toBe(401);
    },
  );
});

let browser: ReturnType<typeof api.signIn> | undefined;
const ownersBrowser = () => {
  browser ??= api.signIn(here.ownerAccount);
  return browser;
};

/** What was good once, or is good for something else. */
const makeEnded = async () => {
  const shop = await api.tenant();
  const made = await shop.owner('/api/v1/api-keys', {
    method: 'POST',
    body: { name: 'Till', role: 'admin' },
  });
  expect(made.status).toBe(201);
  const { key, id } = made.body;
  await shop.owner(`/api/v1/api-keys/${id}`, { method: 'DELETE' });
  for (let n = 0; n < 2; n += 1) {
    await shop.staff('/api/v1/customers', { method: 'POST', body: { type: 'guest' } });
  }
  const list = await shop.viewer('/api/v1/customers?limit=1');

  const [expired, signedOut, open] = [
    await api.signIn(shop.ownerAccount),
    await api.signIn(shop.ownerAccount),
    await api.signIn(shop.ownerAccount),
  ];
  const tokenOf = (cookie: string) => /session_token=([^.]+)/.exec(decodeURIComponent(cookie))![1]!;
  await asOwner(`update sys_sessions set expires_at = now() - interval '1 second' where token = $1`, [
    tokenOf(expired.cookie),
  ]);
  await signedOut.ask('/api/v1/session', { method: 'DELETE' });
  const name = open.cookie.split('=')[0];
  const token = tokenOf(open.cookie);
  const signature = createHmac('sha256', 'another secret').update(token).digest('base64');
  return {
    key: key as string,
    sessionToken: token,
    cursor: list.body.page.nextCursor as string,
    cookies: {
      expired: expired.cookie,
      signedOut: signedOut.cookie,
      forged: `${name}=${encodeURIComponent(`${token}.${signature}`)}`,
      unsigned: `${name}=${token}`,
    },
  };
};
let endedOnce: ReturnType<typeof makeEnded> | undefined;
const ended = () => {
  endedOnce ??= makeEnded();
  return endedOnce;
};

describe('the table of roles', () => {
  test('has a row for every operation and an operation for every row', () => {
    const ids = everyOperation().map(({ operation }) => operation.id);
    expect(ids.toSorted()).toEqual(Object.keys(access).toSorted());
  });

  test('has a row for every route under /api', () => {
    const { app } = createApp(
      api.database,
      testAppSettings('http://localhost', null, '/dev/null'),
      null as never,
    );
    const known = everyOperation().map(
      ({ operation }) =>
        `${operation.method.toUpperCase()} ${operation.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    );
    const served = app.routes
      .filter(({ path }) => path.startsWith('/api'))
      .map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect(served.toSorted()).toEqual([...known, 'ALL /api/*'].toSorted());
  });

  test('is asked at the start: an operation without a row does not start', () => {
    const { operation } = everyOperation()[0]!;
    expect(() => serveOperation({ ...operation, id: 'forgotten' as never }, {} as never)).toThrow(
      /forgotten/,
    );
  });
});

describe('the tenant', () => {
  test.each(['auth0|7', crypto.randomUUID()])('is not another for a token of %s', async (subject) => {
    const token = await api.token(here.id, 'owner', { subject });
    const { status, body } = await api.ask('/api/v1/session', {
      method: 'PATCH',
      body: { tenantId: (await api.tenant()).id },
      headers: { authorization: `Bearer ${token}` },
    });
    expect([status, body.code]).toEqual([404, 'not_found']);
  });

  test('cannot be chosen by query or header', async () => {
    const other = await api.tenant();
    await other.staff('/api/v1/customers', { method: 'POST', body: { type: 'guest' } });
    const statistics = '/api/v1/customers/statistics';
    const headers = { 'x-tenant-id': other.id, 'x-tenant-org-id': other.id, tenant: other.id };
    expect((await here.viewer(statistics, { headers })).body.total).toBe(0);
    for (const name of ['tenantId', 'tenant_org_id']) {
      expect((await here.viewer(`${statistics}?${name}=${other.id}`)).status).toBe(400);
    }
  });

  test.each(['tenantId', 'tenant_org_id', 'tenantOrgId'])(
    'cannot be chosen by %s in the body',
    async (field) => {
      const other = await api.tenant();
      const { status, body } = await here.staff('/api/v1/customers', {
        method: 'POST',
        body: { type: 'guest', [field]: other.id },
      });
      expect(status).toBe(400);
      expect(body.errors).toMatchObject([{ pointer: `/${field}`, code: 'unknown_field' }]);
      expect((await other.viewer('/api/v1/customers/statistics')).body.total).toBe(0);
    },
  );
});
