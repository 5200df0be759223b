import { createServer } from 'node:http';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OutsideTokenSettings, outsideTokens } from './outside-tokens.ts';

const secret = 'a secret of an outside provider, 256 bits';
const rights = { app_metadata: { tenant_org_id: crypto.randomUUID(), role: 'staff' } };
const none = { secret: undefined, jwksUrl: undefined, audience: undefined, issuer: undefined };

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
    const read = check({ secret });
    const exp = Math.floor(Date.now() / 1000) + 1;
    const short = await new SignJWT(rights)
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('x')
      .setExpirationTime(exp)
      .sign(new TextEncoder().encode(secret));
    expect(await read(short)).toMatchObject({ id: 'x' });
    await new Promise((expired) => setTimeout(expired, exp * 1000 - Date.now() + 1));
    await expect(read(short)).rejects.toMatchObject(unauthenticated);
  });

  test.each(['a\0b', 'a\ud800b'])('whose subject %j no history could keep opens nothing', async (sub) => {
    await expect(check({ secret })(await token({}, 'HS256', secret, sub))).rejects.toMatchObject({
      code: 'no_tenant',
    });
  });
});
