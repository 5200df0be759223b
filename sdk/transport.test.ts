import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  ConnectionError,
  createRegulars,
  isProblem,
  ProblemError,
  RegularsError,
  TimeoutError,
} from './index.ts';
import {
  answer,
  halfAnswer,
  page,
  problem,
  type Reply,
  reset,
  sara,
  scriptedServer,
  shortAnswer,
  silence,
  stalledAnswer,
} from './test/scripted-server.ts';

const atOnce = { 'retry-after': '0' };
const newSara = { type: 'stub', name: 'Sara Al Balushi', phone: '90123456' } as const;

/** What `promise` is rejected with. */
const failure = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.unreachable('it succeeded'),
    (error: unknown) => error,
  );

afterEach(() => vi.unstubAllGlobals());

describe('a call whose failure can pass is tried again', () => {
  const passing: [string, Reply][] = [
    ['the connection is cut', reset],
    ['the answer is cut in the middle', halfAnswer],
    ['the JSON ends early', shortAnswer],
    ['no answer comes in time', silence],
    ['the answer stalls', stalledAnswer],
    ['408 from a proxy', page(408, atOnce)],
    ['429', page(429, atOnce)],
    ['502 from a proxy', page(502, atOnce)],
    ['503', problem(503, 'unavailable', {}, atOnce)],
    ['504 from a proxy', page(504, atOnce)],
    ['the same key is still under way', problem(409, 'idempotency_key_in_use', {}, atOnce)],
  ];

  test.each(passing)(
    '%s: a create succeeds at the second try, with the same key and body',
    async (_, reply) => {
      await using server = await scriptedServer(reply, answer(sara, 201));
      const regulars = createRegulars({ baseUrl: server.url, timeoutMs: 1000 });

      expect(await regulars.customers.create(newSara)).toEqual(sara);

      const [first, second] = server.received;
      expect(server.received).toHaveLength(2);
      expect(first?.headers['idempotency-key']).toMatch(/^[0-9a-f]{32}$/);
      expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
      expect(first?.body).toEqual(newSara);
      expect(second?.body).toEqual(newSara);
    },
  );

  test('a read, a change and a deactivation too', async () => {
    await using server = await scriptedServer(reset, answer(sara), reset, answer(sara), reset, answer(sara));
    const { customers } = createRegulars({ baseUrl: server.url });

    await customers.get(sara.id);
    await customers.update(sara.id, { notes: null });
    await customers.deactivate(sara.id);

    expect(server.received.map(({ method }) => method)).toEqual([
      'GET',
      'GET',
      'PATCH',
      'PATCH',
      'DELETE',
      'DELETE',
    ]);
  });

  test('a create is done once although its first answer is lost', async () => {
    const made = new Map<string | string[] | undefined, object>();
    const make: Reply = (_, { headers, body }) => {
      const key = headers['idempotency-key'];
      if (!made.has(key)) made.set(key, { ...sara, name: (body as { name: string }).name });
    };
    await using server = await scriptedServer(
      (response, received) => {
        make(response, received);
        reset(response, received);
      },
      (response, received) => {
        make(response, received);
        answer(made.get(received.headers['idempotency-key'])!, 201)(response, received);
      },
    );

    const created = await createRegulars({ baseUrl: server.url }).customers.create(newSara);

    expect(made.size).toBe(1);
    expect(created.name).toBe(newSara.name);
  });

  test('as often as maxRetries says, then the last failure is thrown', async () => {
    const busy = problem(503, 'unavailable', {}, atOnce);
    await using server = await scriptedServer(busy, busy, busy, busy, busy, busy);
    const { customers } = createRegulars({ baseUrl: server.url });

    const byDefault = await failure(customers.statistics());
    expect(isProblem(byDefault, 'unavailable') && byDefault.tries).toBe(3);
    expect(server.received).toHaveLength(3);

    const once = await failure(customers.statistics({ maxRetries: 0 }));
    expect(isProblem(once, 'unavailable') && once.tries).toBe(1);
    expect(server.received).toHaveLength(4);
  });
});

describe('a call is tried once only', () => {
  const final: [string, Reply][] = [
    ['400', problem(400, 'invalid_request')],
    ['401', problem(401, 'unauthenticated')],
    ['403', problem(403, 'forbidden')],
    ['404', problem(404, 'not_found')],
    ['409 phone_taken', problem(409, 'phone_taken', {}, atOnce)],
    ['412', problem(412, 'version_conflict')],
    ['413', problem(413, 'body_too_large')],
    ['422', problem(422, 'idempotency_key_reused')],
    ['500', problem(500, 'internal')],
    ['a page where JSON belongs', page(200)],
    ['a redirect', page(302, { location: '/elsewhere' })],
  ];

  test.each(final)('after %s', async (_, reply) => {
    await using server = await scriptedServer(reply, answer(sara, 201));
    const { customers } = createRegulars({ baseUrl: server.url });

    const error = await failure(customers.create(newSara));

    expect(error).toBeInstanceOf(ProblemError);
    expect((error as ProblemError).tries).toBe(1);
    expect(server.received).toHaveLength(1);
  });

  test('when the server asks for a longer wait than half a minute, which the caller is told', async () => {
    await using server = await scriptedServer(problem(503, 'unavailable', {}, { 'retry-after': '31' }));
    const { customers } = createRegulars({ baseUrl: server.url });

    const error = await failure(customers.statistics());

    expect(isProblem(error, 'unavailable') && error.retryAfter).toBe(31);
    expect(server.received).toHaveLength(1);
  });
});

describe('no answer', () => {
  test('in time is a TimeoutError, whether nothing comes or only the beginning', async () => {
    await using server = await scriptedServer(silence, stalledAnswer);
    const { customers } = createRegulars({ baseUrl: server.url, maxRetries: 0 });

    expect(await failure(customers.get(sara.id, { timeoutMs: 200 }))).toBeInstanceOf(TimeoutError);
    expect(await failure(customers.get(sara.id, { timeoutMs: 200 }))).toBeInstanceOf(TimeoutError);
  });

  test('at all is a ConnectionError with its cause', async () => {
    const server = await scriptedServer();
    await server[Symbol.asyncDispose]();

    const error = await failure(createRegulars({ baseUrl: server.url, maxRetries: 1 }).session.get());

    expect(error).toBeInstanceOf(ConnectionError);
    expect((error as ConnectionError).cause).toBeInstanceOf(TypeError);
    expect((error as ConnectionError).tries).toBe(2);
  });

  test('leaves no search term, body or token in the message', async () => {
    await using server = await scriptedServer(reset, reset, silence);
    const { customers } = createRegulars({ baseUrl: server.url, maxRetries: 0, token: 'secret-token' });

    for (const call of [
      () => customers.list({ search: '90123456' }),
      () => customers.create(newSara),
      () => customers.list({ search: '90123456' }, { timeoutMs: 50 }),
    ]) {
      const error = await failure(call());
      expect(error).toBeInstanceOf(RegularsError);
      expect(String(error)).not.toMatch(/90123456|Sara|secret/);
    }
  });

  test('is not waited for without end when the limit is Infinity or longer than a timer can run', async () => {
    await using server = await scriptedServer(answer(sara), answer(sara));
    const { customers } = createRegulars({ baseUrl: server.url, maxRetries: 0 });

    await customers.get(sara.id, { timeoutMs: Number.POSITIVE_INFINITY });
    await customers.get(sara.id, { timeoutMs: 2 ** 40 });
    expect(server.received).toHaveLength(2);
  });
});

describe('an aborted call throws the reason of its signal and is not tried again', () => {
  const reason = new Error('changed my mind');

  test('aborted before: nothing is sent', async () => {
    await using server = await scriptedServer();
    const { customers } = createRegulars({ baseUrl: server.url });

    expect(await failure(customers.list({}, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(server.received).toHaveLength(0);
  });

  test('aborted while the answer is awaited', async () => {
    const stop = new AbortController();
    await using server = await scriptedServer(() => stop.abort(reason));
    const { customers } = createRegulars({ baseUrl: server.url });

    expect(await failure(customers.create(newSara, { signal: stop.signal }))).toBe(reason);
    expect(server.received).toHaveLength(1);
  });

  test('aborted while the body is read', async () => {
    const stop = new AbortController();
    await using server = await scriptedServer((response, received) => {
      stalledAnswer(response, received);
      setImmediate(() => stop.abort(reason));
    });
    const { customers } = createRegulars({ baseUrl: server.url });

    expect(await failure(customers.get(sara.id, { signal: stop.signal }))).toBe(reason);
    expect(server.received).toHaveLength(1);
  });

  test.each<[string, (abort: () => void) => unknown]>([
    ['as soon as the answer is there', (abort) => abort()],
    ['while the next try is awaited', (abort) => setTimeout(abort, 10)],
  ])('aborted between two tries, %s', async (_, when) => {
    const stop = new AbortController();
    await using server = await scriptedServer(problem(503, 'unavailable', {}, { 'retry-after': '30' }));
    const { customers } = createRegulars({ baseUrl: server.url });
    const onResponse = () => void when(() => stop.abort(reason));

    expect(await failure(customers.list({}, { signal: stop.signal, onResponse }))).toBe(reason);
    expect(server.received).toHaveLength(1);
  });

  test('and one that ends leaves nothing behind on the signal', async () => {
    const { signal } = new AbortController();
    await using server = await scriptedServer(problem(503, 'unavailable', {}, atOnce), answer(sara));

    await createRegulars({ baseUrl: server.url }).customers.get(sara.id, { signal });

    expect(server.received).toHaveLength(2);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('the Idempotency-Key', () => {
  test('is another one for every call, or the caller’s own', async () => {
    await using server = await scriptedServer(answer(sara), answer(sara), answer(sara));
    const { customers } = createRegulars({ baseUrl: server.url });

    await customers.create(newSara);
    await customers.create(newSara);
    await customers.create(newSara, { idempotencyKey: 'till-7/receipt-1' });

    const keys = server.received.map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(3);
    expect(keys[2]).toBe('till-7/receipt-1');
  });

  test('can be made on a page that came over plain HTTP', async () => {
    await using server = await scriptedServer(answer(sara));
    const { getRandomValues } = crypto;
    vi.stubGlobal('crypto', { getRandomValues: getRandomValues.bind(crypto) });

    await createRegulars({ baseUrl: server.url }).customers.create({ type: 'guest' });

    expect(server.received[0]?.headers['idempotency-key']).toMatch(/^[0-9a-f]{32}$/);
  });

  test('goes with POST only', async () => {
    await using server = await scriptedServer(answer(sara), answer(sara), answer(sara));
    const { customers } = createRegulars({ baseUrl: server.url });

    await customers.get(sara.id);
    await customers.update(sara.id, {});
    await customers.deactivate(sara.id);

    expect(server.received).toHaveLength(3);
    for (const { headers } of server.received) expect(headers).not.toHaveProperty('idempotency-key');
  });
});

describe('who calls', () => {
  test('a token that renews itself is asked for before every try', async () => {
    await using server = await scriptedServer(problem(503, 'unavailable', {}, atOnce), answer(sara));
    let asked = 0;
    const token = async () => `token-${++asked}`;

    await createRegulars({ baseUrl: server.url, token }).customers.get(sara.id);

    expect(server.received.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  test('a failure to get a token is thrown as it is, and nothing is sent', async () => {
    await using server = await scriptedServer();
    const broken = new Error('no token today');
    const { customers } = createRegulars({ baseUrl: server.url, token: () => Promise.reject(broken) });

    expect(await failure(customers.get(sara.id))).toBe(broken);
    expect(server.received).toHaveLength(0);
  });

  test('without a token no Authorization is sent', async () => {
    await using server = await scriptedServer(answer(sara));
    await createRegulars({ baseUrl: server.url }).customers.get(sara.id);
    expect(server.received[0]?.headers).not.toHaveProperty('authorization');
  });
});

test('own fetch is used, with the credentials asked for', async () => {
  await using server = await scriptedServer(answer(sara));
  const seen: (string | undefined)[] = [];
  const regulars = createRegulars({
    baseUrl: server.url,
    credentials: 'include',
    fetch: (url, init) => {
      seen.push(url, init.credentials);
      return fetch(url, init);
    },
  });

  expect(await regulars.customers.get(sara.id)).toEqual(sara);
  expect(seen).toEqual([`${server.url}/api/v1/customers/${sara.id}`, 'include']);
});

test('onResponse sees status and headers of every answer, also of those that are tried again', async () => {
  await using server = await scriptedServer(
    problem(503, 'unavailable', {}, atOnce),
    answer(sara, 201, { etag: '"5"' }),
  );
  const seen: [number, string | null][] = [];

  await createRegulars({
    baseUrl: server.url,
    onResponse: ({ status, headers }) => seen.push([status, headers.get('etag')]),
  }).customers.create(newSara);

  expect(seen).toEqual([
    [503, null],
    [201, '"5"'],
  ]);
});
