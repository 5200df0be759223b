import { afterAll, describe, expect, it } from 'vitest';
import { readSettings } from '../settings.ts';
import { everyOperation, testApi } from '../testing/test-api.ts';

const shop = 'https://shop.example.com';
const closed = testApi();
const open = testApi({
  environment: { CORS_ORIGINS: `${shop}, http://localhost:5173`, HSTS_SECONDS: '31536000' },
});
afterAll(async () => {
  await closed.close();
  await open.close();
});

const customers = '/api/v1/customers';
const corsHeaders = (headers: Headers) =>
  [...headers.keys()].filter((name) => name.startsWith('access-control-'));
const preflight = (origin: string) => ({
  method: 'OPTIONS',
  headers: {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type,idempotency-key',
  },
});

describe('a page of another site', () => {
  it('may ask nothing where nobody said so', async () => {
    const { staff } = await closed.tenant();
    for (const { operation } of everyOperation()) {
      const path = operation.path.replaceAll(/\{\w+\}/g, () => crypto.randomUUID());
      const { headers } = await closed.ask(path, preflight(shop));
      expect([operation.id, corsHeaders(headers)]).toEqual([operation.id, []]);
    }
    expect(corsHeaders((await staff(customers, { headers: { origin: shop } })).headers)).toEqual([]);
  });

  it('may ask with a token where its origin is named, and read what it needs of the answer', async () => {
    const { staff } = await open.tenant();
    const asked = await open.fetch(new Request(`http://localhost${customers}`, preflight(shop)));
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe(shop);
    expect(asked.headers.get('access-control-allow-headers')).toContain('Idempotency-Key');
    const created = await staff(customers, {
      method: 'POST',
      body: { type: 'guest' },
      headers: { origin: shop },
    });
    expect(created.status).toBe(201);
    expect(created.headers.get('access-control-allow-origin')).toBe(shop);
    expect(created.headers.get('access-control-expose-headers')).toContain('ETag');
    // A problem can be read as well.
    const missing = await staff(`${customers}/${crypto.randomUUID()}`, { headers: { origin: shop } });
    expect([missing.status, missing.headers.get('access-control-allow-origin')]).toEqual([404, shop]);
  });

  it.each([
    'https://shop.example.com.evil.example',
    'http://shop.example.com',
    'null',
    'https://evil.example',
  ])('may not as %s, and no cache gives it what another was given', async (origin) => {
    const { staff } = await open.tenant();
    const asked = await open.fetch(new Request(`http://localhost${customers}`, preflight(origin)));
    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
    const { headers } = await staff(customers, { headers: { origin } });
    expect(headers.get('access-control-allow-origin')).toBeNull();
    for (const vary of [asked.headers.get('vary'), headers.get('vary')]) expect(vary).toMatch(/\borigin\b/i);
    expect((await staff(customers)).headers.get('vary')).toMatch(/\borigin\b/i);
  });

  it('never asks with the cookie of somebody who is signed in, named or not', async () => {
    const { ownerAccount } = await open.tenant();
    const browser = await open.signIn(ownerAccount);
    const asked = await browser.ask(customers, {
      method: 'POST',
      body: { type: 'guest' },
      headers: { origin: shop, 'sec-fetch-site': 'cross-site' },
    });
    expect([asked.status, asked.body.code]).toEqual([403, 'foreign_origin']);
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull();
  });
});

it('what is no list of origins stops the start', () => {
  for (const CORS_ORIGINS of ['*', 'shop.example.com', 'https://shop.example.com/', 'null', 'file://x']) {
    expect(() => readSettings({ CORS_ORIGINS })).toThrow(/CORS_ORIGINS/);
  }
  expect(readSettings({}).CORS_ORIGINS).toEqual([]);
});

it('browsers are told to come by https alone where that is set, and only there', async () => {
  const hsts = async ({ ask, tenant }: typeof open) => {
    const { staff } = await tenant();
    const answers = [await ask('/docs'), await staff(customers), await ask(customers)];
    return answers.map(({ headers }) => headers.get('strict-transport-security'));
  };
  expect(await hsts(open)).toEqual(Array(3).fill('max-age=31536000'));
  expect(await hsts(closed)).toEqual(Array(3).fill(null));
});
