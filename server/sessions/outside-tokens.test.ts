import { createServer } from 'node:http';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type OutsideTokenSettings, outsideTokens } from './outside-tokens.ts';

const secret = 'a secret of an outside provider, 256 bits';
const rights = { app_metadata: { tenant_org_id: crypto.randomUUID(), role: 'staff' } };
const none = {
  secret: undefined,
  jwksUrl: undefined,
  audience: undefined,
  issuer: undefined,
  maxAgeSeconds: 86_400,
};

let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let otherKeys: typeof keys;
let jwksUrl: string;
const published = createServer(async (_, response) => {
  const key = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ keys: [key] }));
});
beforeAll(async () => {
  keys = await generateKeyPair('ES256', { extractable: true });
  otherKeys = await generateKeyPair('ES256');
  await new Promise<void>((listening) => published.listen(0, '127.0.0.1', listening));
  jwksUrl = `http://127.0.0.1:${(published.address() as { port: number }).port}/jwks`;
});
afterAll(() => {
  published.close();
  published.closeAllConnections();
});

const token = (
  claims: object = {},
  alg = 'HS256',
  key: Parameters<SignJWT['sign']>[0] | string = secret,
  subject = 'auth0|7',
) =>
  new SignJWT({ ...rights, ...claims })
    .setProtectedHeader({ alg, kid: 'one' })
    .setSubject(subject)
    .setExpirationTime('1h')
    .sign(typeof key === 'string' ? new TextEncoder().encode(key) : key);

const check = (settings: Partial<OutsideTokenSettings>) => outsideTokens({ ...none, ...settings });
const unauthenticated = { code: 'unauthenticated' };

describe('a token of an outside identity provider', () => {
  test('is an actor that nobody here has to know', async () => {
    expect(await check({ secret })(await token({ name: 'Sara', email: 's@example.com' }))).toEqual({
      id: 'auth0|7',
      kind: 'token',
      name: 'Sara',
      email: 's@example.com',
      role: 'staff',
      tenantId: rights.app_metadata.tenant_org_id,
    });
  });

  test('is taken when signed with a published key, and only with that', async () => {
    const read = check({ jwksUrl });
    expect(await read(await token({}, 'ES256', keys.privateKey))).toMatchObject({ id: 'auth0|7' });
    await expect(read(await token({}, 'ES256', otherKeys.privateKey))).rejects.toMatchObject(unauthenticated);
  });

  test('is refused when the published key was used as a shared secret', async () => {
    const forged = await token({}, 'HS256', await exportSPKI(keys.publicKey));
    await expect(check({ jwksUrl })(forged)).rejects.toMatchObject(unauthenticated);
    await expect(check({ jwksUrl, secret })(forged)).rejects.toMatchObject(unauthenticated);
  });

  test('may come in either way where both are set', async () => {
    const read = check({ jwksUrl, secret });
    expect(await read(await token())).toMatchObject({ id: 'auth0|7' });
    expect(await read(await token({}, 'ES256', keys.privateKey))).toMatchObject({ id: 'auth0|7' });
  });

  test.each([{}, { aud: 'somebody else' }, { aud: 'regulars', iss: 'https://evil.example' }])(
    'is refused with %j where audience and issuer are configured',
    async (claims) => {
      const read = check({ secret, audience: 'regulars', issuer: 'https://id.example' });
      await expect(read(await token(claims))).rejects.toMatchObject(unauthenticated);
    },
  );

  test('is taken for its audience and issuer', async () => {
    const read = check({ secret, audience: 'regulars', issuer: 'https://id.example' });
    expect(await read(await token({ aud: ['regulars'], iss: 'https://id.example' }))).toMatchObject(
      rights.app_metadata.role === 'staff' ? { role: 'staff' } : {},
    );
  });

  test('is refused everywhere while no provider is configured', async () => {
    await expect(check({})(await token())).rejects.toMatchObject(unauthenticated);
  });

  test('is neither taken nor refused while the published keys cannot be read', async () => {
    const broken = createServer((_, response) => response.writeHead(500).end());
    await new Promise<void>((listening) => broken.listen(0, '127.0.0.1', listening));
    const address = `http://127.0.0.1:${(broken.address() as { port: number }).port}/jwks`;
    const signed = await new SignJWT(rights)
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .setSubject('somebody')
      .setExpirationTime('1h')
      .sign(keys.privateKey);
    const answers = outsideTokens({ ...none, jwksUrl: address });
    await expect(answers(signed)).rejects.toMatchObject({ code: 'unavailable' });
    broken.close();
    broken.closeAllConnections();
    await expect(outsideTokens({ ...none, jwksUrl: address })(signed)).rejects.toMatchObject({
      code: 'unavailable',
    });
  });

  test('is refused for the time before it begins', async () => {
    const early = await token({ nbf: Math.floor(Date.now() / 1000) + 600 });
    await expect(check({ secret })(early)).rejects.toMatchObject(unauthenticated);
  });

  test('stops working when it expires, also where it was seen before', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const read = check({ secret });
    const exp = Math.floor(Date.now() / 1000) + 60;
    const short = await new SignJWT(rights)
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('x')
      .setExpirationTime(exp)
      .sign(new TextEncoder().encode(secret));
    expect(await read(short)).toMatchObject({ id: 'x' });
    vi.setSystemTime(exp * 1000 + 1);
    await expect(read(short)).rejects.toMatchObject(unauthenticated);
    vi.useRealTimers();
  });

  describe('is refused', () => {
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const now = () => Math.floor(Date.now() / 1000);
    const claims = () => ({ sub: 'x', exp: now() + 600, ...rights });
    const by = (header: object, key: Parameters<SignJWT['sign']>[0] | string = secret) =>
      new SignJWT(claims())
        .setProtectedHeader(header as { alg: string })
        .sign(typeof key === 'string' ? new TextEncoder().encode(key) : key);
    const refuses = async (forged: string, settings: Partial<OutsideTokenSettings> = { secret, jwksUrl }) =>
      expect(check(settings)(forged)).rejects.toMatchObject(unauthenticated);

    test.each(['none', 'None', 'NONE', 'nOnE', '', 'HS384', 'HS512', 'RS256', 'dir', 'A256KW'])(
      'as signed by %j, with no signature, an empty or a borrowed one',
      async (alg) => {
        const body = `${encoded({ alg, typ: 'JWT' })}.${encoded(claims())}`;
        const borrowed = (await token()).split('.')[2];
        for (const signature of ['', 'AA', borrowed]) await refuses(`${body}.${signature}`);
        await refuses(body);
      },
    );

    test('with rights that were changed behind the signature', async () => {
      const [header, , signature] = (await token()).split('.');
      const more = { ...claims(), app_metadata: { ...rights.app_metadata, role: 'owner' } };
      await refuses(`${header}.${encoded(more)}.${signature}`);
    });

    test('with a key of its own in the header, or an address of one, which nobody fetches', async () => {
      const stranger = await generateKeyPair('ES256', { extractable: true });
      const jwk = { ...(await exportJWK(stranger.publicKey)), kid: 'one', alg: 'ES256' };
      let fetched = 0;
      const own = createServer((_, response) => {
        fetched += 1;
        response.end(JSON.stringify({ keys: [jwk] }));
      });
      await new Promise<void>((listening) => own.listen(0, '127.0.0.1', listening));
      const address = `http://127.0.0.1:${(own.address() as { port: number }).port}/keys`;
      for (const trick of [{ jwk }, { jku: address }, { x5u: address }, { x5c: ['MIIB'] }, {}]) {
        await refuses(await by({ alg: 'ES256', kid: 'one', ...trick }, stranger.privateKey));
      }
      expect(fetched).toBe(0);
      own.close();
      own.closeAllConnections();
    });

    test.each(['../../../dev/null', '/dev/null', "' or 1=1 --", 'two', '\0', 'x'.repeat(5000)])(
      'with the kid %j, whatever an empty key would sign',
      async (kid) => {
        const emptyKey = await crypto.subtle.importKey(
          'raw',
          new Uint8Array(1),
          { name: 'HMAC', hash: 'SHA-256' },
          false,
          ['sign'],
        );
        await refuses(await by({ alg: 'ES256', kid }, otherKeys.privateKey));
        const signing = `${encoded({ alg: 'HS256', kid })}.${encoded(claims())}`;
        const signature = await crypto.subtle.sign('HMAC', emptyKey, new TextEncoder().encode(signing));
        await refuses(`${signing}.${Buffer.from(signature).toString('base64url')}`);
      },
    );

    test('with critical headers that nobody here understands', async () => {
      const body = encoded(claims());
      const header = encoded({ alg: 'HS256', crit: ['exp'], exp: 1 });
      const key = await crypto.subtle.importKey(
        'raw',
        new TextEncoder().encode(secret),
        { name: 'HMAC', hash: 'SHA-256' },
        false,
        ['sign'],
      );
      const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`${header}.${body}`));
      await refuses(`${header}.${body}.${Buffer.from(signature).toString('base64url')}`);
    });

    test.each(['logout+jwt', 'dpop+jwt', 'secevent+jwt', 'JWE', ''])(
      'as a token of the type %j',
      async (typ) => {
        await refuses(await by({ alg: 'HS256', typ }));
      },
    );

    test.each([
      ['is older than a day', () => ({ iat: now() - 86_401, exp: now() + 600 })],
      ['was issued next year', () => ({ iat: now() + 31_536_000, exp: now() + 31_600_000 })],
      ['does not say since when, and has more than a day to go', () => ({ exp: now() + 86_500 })],
    ])('when it %s', async (_, times) => {
      const old = new SignJWT({ ...claims(), ...times() }).setProtectedHeader({ alg: 'HS256' });
      await refuses(await old.sign(new TextEncoder().encode(secret)));
    });

    test('as soon as it is too old, also where it was seen before', async () => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
      const read = check({ secret, maxAgeSeconds: 60 });
      const aged = await new SignJWT({ ...claims(), iat: now() })
        .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
        .sign(new TextEncoder().encode(secret));
      expect(await read(aged)).toMatchObject({ id: 'x' });
      vi.setSystemTime(Date.now() + 58_000);
      expect(await read(aged)).toMatchObject({ id: 'x' });
      vi.setSystemTime(Date.now() + 3000);
      await expect(read(aged)).rejects.toMatchObject(unauthenticated);
      vi.useRealTimers();
    });
  });

  test.each(['a\0b', 'a\ud800b'])('whose subject %j no history could keep opens nothing', async (sub) => {
    await expect(check({ secret })(await token({}, 'HS256', secret, sub))).rejects.toMatchObject({
      code: 'no_tenant',
    });
  });
});
