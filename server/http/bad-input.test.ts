import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { problems } from '@regulars/contract/problem';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { everyOperation, testApi } from '../testing/test-api.ts';
import { largestBody } from './read-body.ts';

const api = testApi();
afterAll(api.close);

const customers = '/api/v1/customers';
let here: Awaited<ReturnType<typeof api.tenant>>;
let known: { id: string; addressId: string };
beforeAll(async () => {
  here = await api.tenant();
  const { body } = await here.staff(customers, {
    method: 'POST',
    body: { type: 'guest', name: 'Known', addresses: [{ street: 'Way 3021' }] },
  });
  known = { id: body.id, addressId: body.addresses[0].id };
});

const json = { 'content-type': 'application/json' };
/** A creation that would succeed, but for what stands in `raw`. */
const post = (rawBody: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = json) =>
  here.staff(customers, { method: 'POST', rawBody, headers });
const count = async () => {
  const [row] = await asOwner<{ rows: number }>(
    `select (select count(*) from org_customers_mst where tenant_org_id = $1)
      + (select count(*) from org_customer_history where tenant_org_id = $1)
      + (select count(*) from org_customer_tokens where tenant_org_id = $1)
      + (select count(*) from org_customer_addresses where tenant_org_id = $1)
      + (select count(*) from org_api_keys where tenant_org_id = $1) as rows`,
    [here.id],
  );
  return row!.rows;
};

describe('a body', () => {
  test.each<[string, string | Uint8Array<ArrayBuffer>, number, string]>([
    ['that is empty', '', 400, 'malformed_request'],
    ['that is not JSON', '{type: guest}', 400, 'malformed_request'],
    ['that ends too early', '{"type":"guest"', 400, 'malformed_request'],
    ['with more behind it', '{"type":"guest"}{}', 400, 'malformed_request'],
    ['that is not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 400, 'malformed_request'],
    ['in UTF-16', Uint8Array.from(Buffer.from('{"type":"guest"}', 'utf16le')), 400, 'malformed_request'],
    ['of a hundred thousand brackets', '['.repeat(100_000), 400, 'malformed_request'],
    [
      'nested deeper than 32',
      `{"type":"guest","preferences":${'{"a":'.repeat(33)}1${'}'.repeat(33)}}`,
      400,
      'malformed_request',
    ],
    ['that names a field twice', '{"type":"guest","type":"guest"}', 400, 'malformed_request'],
    [
      'that names a field once more in other letters',
      '{"type":"guest","t\\u0079pe":"stub"}',
      400,
      'malformed_request',
    ],
    [
      'that names a field twice further inside',
      '{"type":"guest","preferences":{"shelf":[{"row":1,"row":2}]}}',
      400,
      'malformed_request',
    ],
    ['that names __proto__ twice', '{"type":"guest","__proto__":1,"__proto__":1}', 400, 'malformed_request'],
    ['that is null', 'null', 400, 'invalid_request'],
    ['that is an array', '[{"type":"guest"}]', 400, 'invalid_request'],
    ['that is a number', '7', 400, 'invalid_request'],
    ['that is a string', '"guest"', 400, 'invalid_request'],
    ['over the limit', `{"type":"guest","notes":"${'x'.repeat(largestBody)}"}`, 413, 'body_too_large'],
    [
      'with a string over its limit',
      `{"type":"guest","notes":"${'x'.repeat(10_001)}"}`,
      400,
      'invalid_request',
    ],
  ])('%s is refused', async (_, raw, status, code) => {
    const before = await count();
    const answered = await post(raw);
    expect([answered.status, answered.body.code]).toEqual([status, code]);
    expect(await count()).toBe(before);
  });

  test('may have a field in each of its objects, and in a string whatever looks like one', async () => {
    const body =
      '{"type":"guest","notes":"\\"type\\":{\\\\","preferences":{"a":{"type":1},"b":[{"type":":"},{"type":2}]}}';
    const { status, body: created } = await post(body);
    expect([status, created.notes]).toEqual([201, '"type":{\\']);
    expect(created.preferences).toEqual({ a: { type: 1 }, b: [{ type: ':' }, { type: 2 }] });
  });

  test('over the limit is refused as well when it does not say its length', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(65_536));
    let sent = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        sent += 1;
        controller.enqueue(chunk);
      },
    });
    const { status } = await here.staff(customers, { method: 'POST', rawBody: endless, headers: json });
    expect(status).toBe(413);
    expect(sent).toBeLessThan(40);
  });

  test('with a byte order mark, or as deep as 32, is read', async () => {
    expect((await post('\ufeff{"type":"guest"}')).status).toBe(201);
    const deep = `{"type":"guest","preferences":${'{"a":'.repeat(31)}1${'}'.repeat(31)}}`;
    expect((await post(deep)).status).toBe(201);
    expect((await post(`{"type":"guest","notes":"${'[{'.repeat(1000)}"}`)).status).toBe(201);
  });

  test.each([
    [{}],
    [{ 'content-type': 'text/plain' }],
    [{ 'content-type': 'application/x-www-form-urlencoded' }],
    [{ 'content-type': 'multipart/form-data; boundary=x' }],
    [{ 'content-type': 'application/jsonp' }],
    [{ ...json, 'content-encoding': 'br' }],
  ] as Record<string, string>[][])('sent as %j is refused by its type', async (headers) => {
    const { status, body } = await post(new TextEncoder().encode('{"type":"guest"}'), headers);
    expect([status, body.code]).toEqual([415, 'unsupported_media_type']);
  });

  const withBody = everyOperation().filter(({ operation }) => operation.body || operation.upload);
  test.each(withBody)(
    'of $operation.id is refused as a form or text of another site',
    async ({ operation }) => {
      const before = await count();
      const type = operation.upload ? 'application/json' : 'multipart/form-data; boundary=x';
      for (const contentType of ['text/plain', 'application/x-www-form-urlencoded', type]) {
        const { status, body } = await here.owner(
          operation.path.replace('{id}', known.id).replaceAll(/\{\w+\}/g, () => crypto.randomUUID()),
          {
            method: operation.method.toUpperCase(),
            rawBody: '{"type":"guest"}',
            headers: { 'content-type': contentType },
          },
        );
        expect([contentType, status, body.code]).toEqual([contentType, 415, 'unsupported_media_type']);
      }
      expect(await count()).toBe(before);
    },
  );

  test('that is compressed is refused, not unpacked', async () => {
    const packed = Uint8Array.from(gzipSync('{"type":"guest"}'));
    const { status } = await post(packed, { ...json, 'content-encoding': 'gzip' });
    expect(status).toBe(415);
  });

  test.each(['application/json; charset=utf-8', 'Application/JSON'])('sent as %s is read', async (type) => {
    expect((await post('{"type":"guest"}', { 'content-type': type })).status).toBe(201);
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '$where', ''])(
    'with the field %j is refused by its name',
    async (field) => {
      for (const value of ['"x"', '{"isAdmin":true}', 'null']) {
        const { status, body } = await post(`{"type":"guest",${JSON.stringify(field)}:${value}}`);
        expect(status).toBe(400);
        expect(body.errors).toMatchObject([{ pointer: `/${field}`, code: 'unknown_field' }]);
      }
      expect(({} as Record<string, unknown>).isAdmin).toBe(undefined);
    },
  );

  test('points at a field whose name has slashes and tildes by RFC 6901', async () => {
    const { body } = await post('{"type":"guest","a/b~c":1}');
    expect(body.errors[0].pointer).toBe('/a~1b~0c');
  });
});

test.each(everyOperation())(
  '$operation.id refuses a parameter of the query that it does not know',
  async ({ operation }) => {
    const { status, body } = await here.owner(
      `${operation.path.replace('{id}', known.id).replaceAll(/\{\w+\}/g, () => crypto.randomUUID())}?include=everything`,
      { method: operation.method.toUpperCase(), ...(operation.body && { body: {} }) },
    );
    expect(status).toBe(400);
    expect(body.errors).toContainEqual({
      pointer: '?include',
      code: 'unknown_field',
      detail: 'There is no such field here.',
    });
  },
);

/** Text that no database could keep: half a character, and NUL. As it stands in JSON. */
const unstorable = ['\\ud800', 'a\\udc00b', '\\udc00\\ud800', '\\u0000', 'a\\u0000'];

describe('text that cannot be stored', () => {
  const fields = [
    'firstName',
    'lastName',
    'displayName',
    'name',
    'name2',
    'phone',
    'email',
    'birthDate',
    'notes',
  ];
  const bodies: [string, (text: string) => string, string][] = [
    ...fields.map((field): [string, (text: string) => string, string] => [
      field,
      (text) => `"${field}":"${text}"`,
      `/${field}`,
    ]),
    ['avatarUrl', (text) => `"avatarUrl":"https://example.com/${text}"`, '/avatarUrl'],
    ['tags', (text) => `"tags":["fine","${text}"]`, '/tags/1'],
    ['preferences.folding', (text) => `"preferences":{"folding":"${text}"}`, '/preferences/folding'],
    ['a preference of its own', (text) => `"preferences":{"own":["${text}"]}`, '/preferences'],
    ['the name of a preference', (text) => `"preferences":{"own":{"${text}":1}}`, '/preferences'],
  ];

  test.each(bodies)('in %s is refused at its place', async (_, field, pointer) => {
    const before = await count();
    for (const text of unstorable) {
      const created = await post(`{"type":"guest",${field(text)}}`);
      const changed = await here.staff(`${customers}/${known.id}`, {
        method: 'PATCH',
        rawBody: `{${field(text)}}`,
        headers: json,
      });
      for (const { status, body } of [created, changed]) {
        expect([text, status, body.code]).toEqual([text, 400, 'invalid_request']);
        expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
      }
    }
    expect(await count()).toBe(before);
  });

  test('in a search is refused, or read as the sign for it', async () => {
    expect((await here.viewer(`${customers}?search=a%00b`)).status).toBe(400);
    for (const search of ['%ED%A0%80', '%FF', '%', '%zz', '%C0%80']) {
      expect((await here.viewer(`${customers}?search=${search}`)).status).toBe(200);
    }
  });

  test('in the name of a business, of a key, in an e-mail or a password is refused', async () => {
    for (const text of unstorable) {
      const send = (ask: typeof api.ask, address: string, rawBody: string) =>
        ask(address, { method: 'POST', rawBody, headers: json });
      const key = await send(here.owner, '/api/v1/api-keys', `{"name":"${text}","role":"staff"}`);
      const email = await send(api.ask, '/api/v1/session', `{"email":"${text}@example.com","password":"x"}`);
      const password = await send(
        api.ask,
        '/api/v1/session',
        `{"email":"a@example.com","password":"${text}"}`,
      );
      expect([key.status, email.status, password.status]).toEqual([400, 400, 400]);
    }
  });
});

describe('an address', () => {
  test.each([
    '/api',
    '/api/',
    '/api/v1',
    '/api/v2/customers',
    '/api/v1/customer',
    '/api/v1/customers/',
    '/api/v1/customers//restore',
    '/api/v1/customers/x/y/z',
    '/api/v1/customers/%00',
    '/api/v1/customers/%ff%fe',
    '/api/v1/customers/..%2f..',
  ])('%s that is none of the API is answered with a problem', async (address) => {
    const { status, body, headers } = await here.owner(address);
    expect([status, body.code]).toEqual([404, 'not_found']);
    expect(headers.get('content-type')).toBe('application/problem+json');
  });

  test.each([
    'not-a-uuid',
    '1',
    'null',
    'undefined',
    '__proto__',
    `${'a'.repeat(5000)}`,
    "' or 1=1",
    '00000000-0000-0000-0000-00000000000g',
  ])('with the id %j names nothing', async (id) => {
    for (const [method, more] of [
      ['GET', ''],
      ['GET', '/history'],
      ['POST', '/restore'],
      ['DELETE', ''],
      ['PATCH', ''],
    ] as const) {
      const { status, body } = await here.owner(`${customers}/${encodeURIComponent(id)}${more}`, {
        method,
        ...(method === 'PATCH' && { body: {} }),
      });
      expect([method, status, body.code]).toEqual([method, 404, 'not_found']);
    }
  });

  const byPath = Map.groupBy(everyOperation(), ({ operation }) => operation.path);
  test.each([...byPath])('%s takes its own methods and names them to others', async (address, its) => {
    const own = its.flatMap(({ operation: { method } }) =>
      method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()],
    );
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY']) {
      // What follows /customers/ or /orders/ can be an id for the methods that take one.
      if (own.includes(method) || /\/(customers|orders)\/[a-z-]+$/.test(address)) continue;
      const { status, headers, body } = await here.owner(
        address.replace('{id}', known.id).replace('{addressId}', known.addressId),
        { method },
      );
      expect([method, status]).toEqual([method, 405]);
      expect(headers.get('allow')?.split(', ').toSorted()).toEqual(own.toSorted());
      if (method !== 'HEAD') expect(body.code).toBe('method_not_allowed');
    }
  });

  test('answers HEAD as GET, without the body', async () => {
    const address = `${customers}/${known.id}`;
    const get = await here.viewer(address);
    const head = await here.viewer(address, { method: 'HEAD' });
    expect([head.status, head.text, head.headers.get('etag')]).toEqual([200, '', get.headers.get('etag')]);
    expect((await api.ask(address, { method: 'HEAD' })).status).toBe(401);
  });

  test.each(['limit=1&limit=1', '__proto__=a&__proto__=b', 'search=a&search=b'])(
    'with a parameter that is there twice is refused: %s',
    async (query) => {
      const { status, body } = await here.viewer(`${customers}?${query}`);
      expect(status).toBe(400);
      expect(body.errors[0].detail).toContain('twice');
    },
  );

  test.each(['__proto__', 'constructor', 'toString', 'tenantId'])(
    'with the unknown parameter %s is refused by its name',
    async (name) => {
      const { status, body } = await here.viewer(`${customers}?${name}=x`);
      expect(status).toBe(400);
      expect(body.errors).toMatchObject([{ pointer: `?${name}`, code: 'unknown_field' }]);
    },
  );
});

const naughty = (() => {
  const folder = process.env.REGULARS_SHARED_DATA ?? path.join(import.meta.dirname, '../../../shared/data');
  try {
    return JSON.parse(readFileSync(path.join(folder, 'blns.json'), 'utf8')) as string[];
  } catch {
    return null;
  }
})();

describe.skipIf(naughty === null)('the big list of naughty strings', () => {
  const each = async (work: (text: string) => Promise<void>) => {
    for (let n = 0; n < naughty!.length; n += 8) await Promise.all(naughty!.slice(n, n + 8).map(work));
  };
  const documented = (status: number, fine: number) => expect([fine, 400]).toContain(status);

  test('comes back from the notes exactly', async () => {
    await each(async (notes) => {
      const created = await here.staff(customers, { method: 'POST', body: { type: 'guest', notes } });
      expect([notes, created.status]).toEqual([notes, 201]);
      expect((await here.viewer(`${customers}/${created.body.id}`)).body.notes).toBe(notes);
    });
  });

  test('is kept or refused as a name', async () => {
    let kept = 0;
    await each(async (name) => {
      const { status, body } = await here.staff(customers, { method: 'POST', body: { type: 'guest', name } });
      documented(status, 201);
      if (status !== 201) return;
      kept += 1;
      expect(body.name).toBe(name.trim());
    });
    expect(kept).toBeGreaterThan(400);
  });

  test('is searched for without harm', async () => {
    await each(async (text) => {
      const { status } = await here.viewer(`${customers}?search=${encodeURIComponent(text)}&limit=1`);
      documented(status, 200);
    });
  });

  test('is no phone, or one that exists', async () => {
    await each(async (phone) => {
      const { status } = await here.staff(`${customers}/${known.id}`, { method: 'PATCH', body: { phone } });
      documented(status, 200);
    });
  });

  test('is no preference that does harm', async () => {
    await each(async (text) => {
      const preferences = { own: { [text]: text } };
      const { status, body } = await here.staff(customers, {
        method: 'POST',
        body: { type: 'guest', preferences },
      });
      expect([text, status]).toEqual([text, 201]);
      expect(body.preferences).toEqual(preferences);
    });
  });
});

describe('anything at all', () => {
  const documented = new Set<number>(Object.values(problems).map(({ status }) => status));
  const anything = fc.oneof(
    { depthSize: 'small' },
    fc.jsonValue({ maxDepth: 3, noUnicodeString: false }),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\0', '\ud800', '__proto__', '-1', 'null', 'é'.repeat(300)),
    fc.constantFrom(1e308, -0, 2 ** 53, 1e-7, Number.MAX_SAFE_INTEGER),
  );
  const fieldNames = [
    ...['type', 'firstName', 'lastName', 'displayName', 'name', 'name2', 'phone', 'email', 'birthDate'],
    ...['avatarUrl', 'preferences', 'notes', 'tags', 'id', 'version', 'isActive', '__proto__'],
    ...['street', 'floor', 'country', 'latitude', 'longitude', 'isDefault', 'addresses', 'position'],
    ...['role', 'password', 'tenantId', 'token', 'tenant', 'owner'],
    ...['externalRef', 'customerId', 'total', 'status', 'placedAt', 'points', 'reason', 'orders', 'tiers'],
  ];
  const body = fc.oneof(
    anything,
    fc.dictionary(fc.constantFrom(...fieldNames), anything, { maxKeys: 6 }),
    fc.record({
      type: fc.constantFrom('guest', 'stub'),
      preferences: fc.dictionary(fc.string({ unit: 'binary' }), anything),
    }),
  );
  const query = fc.dictionary(
    fc.constantFrom(
      ...[
        'search',
        'limit',
        'cursor',
        'sort',
        'type',
        'status',
        'lat',
        'lng',
        'radiusM',
        'placedFrom',
        'months',
        'x',
      ],
    ),
    fc.oneof(fc.string({ unit: 'binary-ascii' }), fc.constantFrom('name', 'stub', 'all', '5', '1e1')),
    { maxKeys: 3 },
  );

  test.each(everyOperation())('sent to $operation.id is answered as documented', async ({ operation }) => {
    await fc.assert(
      fc.asyncProperty(body, query, async (sent, asked) => {
        const parameters = new URLSearchParams(asked);
        const { status } = await here.owner(
          `${operation.path.replace('{id}', known.id).replace('{addressId}', known.addressId)}?${parameters}`.replace(
            /\?$/,
            '',
          ),
          {
            method: operation.method.toUpperCase(),
            ...(operation.method !== 'get' && { body: sent }),
          },
        );
        expect(status).toBeLessThan(500);
        expect(documented.has(status) || status === operation.success.status).toBe(true);
      }),
      { numRuns: operation.body || operation.query ? 150 : 10 },
    );
  });

  test('left nothing behind that cannot be read', async () => {
    for (let cursor = ''; ; ) {
      const { status, body } = await here.viewer(`${customers}?status=all&limit=100${cursor}`);
      expect(status).toBe(200);
      if (body.page.nextCursor === null) break;
      cursor = `&cursor=${body.page.nextCursor}`;
    }
    expect((await here.viewer(`${customers}/${known.id}/history?limit=100`)).status).toBe(200);
  });
});
