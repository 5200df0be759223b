import fc from 'fast-check';
import { arbitraryOf } from './arbitrary-of.ts';
import { document, type Schema } from './document.ts';
import { rawJson } from './hostile.ts';
import { type Answer, takesBody, wrongWith } from './oracle.ts';
import { spoil } from './spoil.ts';

interface Operation {
  path: string;
  method: string;
  id: string;
  parameters: { in: string; name: string; required?: boolean; schema: Schema }[];
  body: Schema | undefined;
}

/** One request, and what the server made of it that it should not have. */
export interface Finding {
  operation: string;
  wrong: string;
  request: string;
}

interface Fuzzing {
  url: string;
  headers: Record<string, string>;
  /**
   * Of what is there, by its place in an address: customers, orders. What belongs to a customer is the first one's. What
   * the requests add comes to it.
   */
  ids: Record<string, string[]>;
  seed: number;
  /** Requests to each operation. */
  each: number;
  tell?: (done: number, of: number) => void;
}

const methods = ['get', 'post', 'patch', 'put', 'delete'];

const operations: Operation[] = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([method]) => methods.includes(method))
    .map(([method, operation]) => ({
      path,
      method,
      id: operation.operationId,
      parameters: operation.parameters ?? [],
      body: operation.requestBody?.content?.['application/json']?.schema,
    })),
);

/** These hash a password each time, which is slow on purpose. */
const slow = new Set(['signIn', 'setUp']);
/** So many requests to an operation before what they added is among what the next ones name. */
const round = 10;
/** A request that is not answered by then never will be. */
const patience = 20_000;

interface Shot {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  headers: Record<string, unknown>;
  body: unknown;
}

/**
 * Sends each operation of openapi.json values that its schemas want and, among them, hostile ones, and holds every
 * answer against what openapi.json says: no failure, no status and no shape that it does not tell of, no body
 * accepted that it does not allow, no connection without an answer.
 */
export const fuzz = async ({ url, headers, ids, seed, each, tell }: Fuzzing) => {
  const findings: Finding[] = [];
  const statuses = new Map<string, Map<number, number>>();
  let sent = 0;
  for (let begun = 0; begun < each; begun += round) {
    for (const [at, operation] of operations.entries()) {
      if (slow.has(operation.id) && begun > 0) continue;
      const shots = fc.sample(shotsAt(operation, ids), {
        seed: seed + begun * 1000 + at,
        numRuns: round,
      });
      for (const shot of shots) {
        const { wrong, status, request, id } = await fire(url, headers, operation, shot);
        sent += 1;
        if (wrong) findings.push({ operation: operation.id, wrong, request });
        if (id) ids[operation.path.split('/').at(-1)!]?.push(id);
        const counted = statuses.get(operation.id) ?? new Map<number, number>();
        statuses.set(operation.id, counted.set(status, (counted.get(status) ?? 0) + 1));
      }
    }
    tell?.(Math.min(begun + round, each), each);
  }
  return { findings, statuses, sent };
};

/** In one request of four nothing is hostile, so that what others refer to comes about. */
const shotsAt = ({ path: address, parameters, body }: Operation, ids: Fuzzing['ids']): fc.Arbitrary<Shot> => {
  const of = (place: string): Schema => {
    const those = parameters.filter((parameter) => parameter.in === place);
    return {
      type: 'object',
      properties: Object.fromEntries(those.map(({ name, schema }) => [name, schema])),
      required: those.filter(({ required }) => required).map(({ name }) => name),
    };
  };
  const customers = ids.customers!.slice(-200);
  const named = [...address.matchAll(/([\w-]+)\/\{(\w+)\}/g)];
  const inPath = fc.record(
    Object.fromEntries(
      named.map(([, kind = '', name = '']) => [
        name,
        // Now and then one of something else.
        fc.oneof(
          // Whose everything is that an address names beside a customer.
          ...(kind === 'customers' && named.length > 1
            ? [{ weight: 5, arbitrary: fc.constant(ids.customers![0]!) }]
            : []),
          { weight: 9, arbitrary: fc.constantFrom(...(ids[kind] ?? customers).slice(-200)) },
          { weight: 1, arbitrary: fc.constantFrom(...Object.values(ids).flat()) },
        ),
      ]),
    ),
  );
  const others = arbitraryOf(
    {
      type: 'object',
      properties: { query: of('query'), headers: of('header'), ...(body && { body }) },
      required: ['query', 'headers', 'body'],
    },
    customers,
  ) as fc.Arbitrary<Omit<Shot, 'path'>>;
  const sound = fc.tuple(inPath, others).map(([path, rest]) => ({ path, ...rest }));
  return sound.chain(({ path, query, headers, body: sent }) => {
    const parts = { path, query, headers, ...(body && { body: sent }) };
    return fc.nat(3).chain((luck) =>
      luck === 0
        ? fc.constant({ ...parts, body: sent })
        : fc.constantFrom(...(Object.keys(parts) as (keyof Shot)[])).chain((part) =>
            // An address without its parts is another address.
            spoil(parts[part]).map((spoilt) => ({
              body: sent,
              ...parts,
              [part]: part === 'body' || isRecord(spoilt) ? spoilt : parts[part],
            })),
          ),
    );
  });
};

const isRecord = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

const written = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** What a client can put into an address or a header at all. */
const encoded = (value: unknown) => encodeURIComponent(written(value).toWellFormed().slice(0, 2000));
const headerSafe = (value: unknown) =>
  written(value)
    .replaceAll(/[^\x20-\x7e\x80-\xff]/g, '')
    .slice(0, 1000);

const fire = async (url: string, own: Record<string, string>, operation: Operation, shot: Shot) => {
  const path = operation.path.replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => encoded(shot.path[name]) || '%20',
  );
  const query = Object.entries(shot.query)
    .map(([name, value]) => `${name}=${encoded(value)}`)
    .join('&');
  const rawBody = shot.body === undefined ? undefined : rawJson(shot.body);
  const headers: Record<string, string> = {
    ...own,
    ...Object.fromEntries(
      Object.entries(shot.headers)
        .filter(([name]) => /^[\w-]+$/.test(name))
        .map(([name, value]) => [name, headerSafe(value)]),
    ),
    ...(rawBody !== undefined && { 'content-type': 'application/json' }),
  };
  const address = `${path}${query && `?${query}`}`;
  const request = `${operation.method.toUpperCase()} ${address} ${JSON.stringify(shot.headers)} ${rawBody ?? ''}`;
  let answer: Answer;
  try {
    const response = await fetch(url + address, {
      method: operation.method.toUpperCase(),
      headers,
      ...(rawBody !== undefined && { body: rawBody }),
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    });
    const type = response.headers.get('content-type') ?? '';
    const isEndless = type.startsWith('text/event-stream');
    if (isEndless) await response.body?.cancel();
    answer = { status: response.status, type, text: isEndless ? '' : await response.text() };
  } catch (error) {
    return { wrong: `no answer: ${error}`, status: 0, request };
  }
  return { ...judged(operation, rawBody, answer), status: answer.status, request };
};

const judged = (
  operation: Operation,
  rawBody: string | undefined,
  answer: Answer,
): { wrong?: string; id?: string } => {
  const { status, type, text } = answer;
  if (status >= 500) return { wrong: `${status}: ${text.slice(0, 300)}` };
  // An id that is none lies outside of the API's addresses: nothing is there, whatever the method.
  const isElsewhere = operation.path.includes('{') && (status === 404 || status === 405);
  const wrong = isElsewhere ? null : wrongWith(operation, answer);
  if (wrong) return { wrong: `${wrong} ${text.slice(0, 300)}` };
  if (status >= 300) return {};
  const made = type.includes('json') && text !== '' ? JSON.parse(text) : null;
  const isRight = rawBody === undefined || takesBody(operation, JSON.parse(rawBody));
  // In bulk each is answered by itself: that one is wrong, the answer has to say.
  if (!isRight && !made?.refused) return { wrong: `accepted with ${status}` };
  return typeof made?.id === 'string' ? { id: made.id } : {};
};
