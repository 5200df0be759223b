import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { createRegulars, isProblem, type ProblemError } from './index.ts';
import { retryAfterSeconds } from './read-answer.ts';
import { page, problem, type Reply, sara, scriptedServer } from './test/scripted-server.ts';

const failureOf = async (reply: Reply): Promise<ProblemError> => {
  await using server = await scriptedServer(reply);
  const { customers } = createRegulars({ baseUrl: server.url, maxRetries: 0 });
  try {
    await customers.create({ type: 'guest' });
  } catch (error) {
    if (isProblem(error)) return error;
    throw error;
  }
  return expect.unreachable('it succeeded');
};

const raw =
  (status: number, type: string, body: string): Reply =>
  (response) =>
    response.writeHead(status, { 'content-type': type }).end(body);

describe('a problem', () => {
  test('is told from others by its code and brings all it says', async () => {
    const error = await failureOf(
      problem(
        409,
        'phone_taken',
        { detail: 'CUST-00001 has it', customerId: sara.id },
        { 'retry-after': '3' },
      ),
    );

    expect(isProblem(error, 'phone_taken')).toBe(true);
    expect(isProblem(error, 'not_found')).toBe(false);
    expect(error).toMatchObject({
      name: 'ProblemError',
      code: 'phone_taken',
      status: 409,
      title: 'Title of phone_taken',
      detail: 'CUST-00001 has it',
      errors: [],
      requestId: 'r-1',
      retryAfter: 3,
      customerId: sara.id,
      message: 'phone_taken (409): CUST-00001 has it',
    });
  });

  test('brings along whatever openapi.json says that one may', async () => {
    const { components } = JSON.parse(await readFile(new URL('../openapi.json', import.meta.url), 'utf8'));
    const { type: _, ...properties } = components.schemas.Problem.properties;
    const values = {
      string: 'some text',
      integer: 7,
      array: [{ pointer: '/a', code: 'required', detail: 'x' }],
    };
    const said = Object.fromEntries(
      Object.entries<{ type: keyof typeof values }>(properties).map(([name, { type }]) => [
        name,
        values[type],
      ]),
    );
    const sent = { ...said, status: 409, code: 'phone_taken' };
    expect(await failureOf(raw(409, 'application/problem+json', JSON.stringify(sent)))).toMatchObject(sent);
  });

  test('of points says how many there are, also where there are none', async () => {
    expect(await failureOf(problem(409, 'not_enough_points', { balance: 0 }))).toMatchObject({ balance: 0 });
  });

  test('about fields names each of them, also in its message', async () => {
    const errors = [
      { pointer: '/phone', code: 'invalid_phone', detail: 'is too short' },
      { pointer: '/id', code: 'read_only', detail: 'is set by the server' },
    ];
    const error = await failureOf(problem(400, 'invalid_request', { errors }));

    expect(error.errors).toEqual(errors);
    expect(error.message).toBe(
      'invalid_request (400): Title of invalid_request; /phone is too short; /id is set by the server',
    );
  });

  test('with a code that this package does not know keeps it', async () => {
    const body = JSON.stringify({ code: 'from_next_year', title: 'New', status: 422 });
    const error = await failureOf(raw(422, 'application/problem+json; charset=utf-8', body));
    expect(error).toMatchObject({ code: 'from_next_year', status: 422, title: 'New' });
  });

  test('is nothing else than a problem', () => {
    for (const other of [new Error('x'), null, undefined, { code: 'phone_taken' }, 'phone_taken']) {
      expect(isProblem(other)).toBe(false);
    }
  });
});

describe('an answer that is not of the API is a problem of its own', () => {
  test.each([
    ['a proxy’s page', page(502), 502],
    ['a page with a good status', page(200), 200],
    ['another server’s JSON error', raw(403, 'application/json', '{"code":"forbidden"}'), 403],
    ['problem+json that is none', raw(500, 'application/problem+json', '{"co'), 500],
    ['problem+json that is null', raw(500, 'application/problem+json', 'null'), 500],
    ['problem+json without a code', raw(500, 'application/problem+json', '{"title":"Oh"}'), 500],
    ['problem+json whose code is no text', raw(500, 'application/problem+json', '{"code":7}'), 500],
    ['an error without a body', (response) => response.writeHead(503).end(), 503],
  ] satisfies [string, Reply, number][])('%s', async (_, reply, status) => {
    expect(await failureOf(reply)).toMatchObject({ code: 'unexpected_response', status, errors: [] });
  });

  test('a redirect, which would turn a POST into a GET, is not followed but named', async () => {
    const error = await failureOf(page(301, { location: 'https://regulars.example.com/' }));
    expect(error).toMatchObject({ code: 'unexpected_response', status: 301 });
    expect(error.detail).toContain('https://regulars.example.com/');
  });

  test('a problem whose parts have other types than agreed is read as far as it can be', async () => {
    const body = JSON.stringify({ code: 'internal', title: 5, detail: {}, errors: 'all', requestId: null });
    const error = await failureOf(raw(500, 'application/problem+json', body));
    expect(error).toMatchObject({ code: 'internal', title: 'internal', errors: [] });
    expect(error.detail).toBeUndefined();
    expect(error.requestId).toBeUndefined();
  });
});

test('Retry-After is seconds or a date, and nothing when it is neither', () => {
  const now = Date.parse('Wed, 21 Oct 2015 07:28:00 GMT');
  expect(retryAfterSeconds('120', now)).toBe(120);
  expect(retryAfterSeconds('Wed, 21 Oct 2015 07:28:30 GMT', now)).toBe(30);
  expect(retryAfterSeconds('Wed, 21 Oct 2015 07:00:00 GMT', now)).toBe(0);
  expect(retryAfterSeconds('soon', now)).toBeUndefined();
  expect(retryAfterSeconds(null, now)).toBeUndefined();
});
