import { baseAddress, type Query, search } from './address.ts';
import { ConnectionError, RegularsError, TimeoutError } from './errors.ts';
import { readAnswer } from './read-answer.ts';
import { retryDelayMs } from './retry-delay.ts';
import type { OperationId, Success } from './schema.ts';

export interface CallOptions {
  /** Ends the call, also between two tries: it throws `signal.reason`. */
  signal?: AbortSignal | undefined;
  /** Milliseconds that one try may take to the last byte of its answer; 30 000, Infinity for no limit. */
  timeoutMs?: number | undefined;
  /** Tries after the first; 2. */
  maxRetries?: number | undefined;
  /** Called with status and headers of every answer, also of one that is retried. */
  onResponse?: ((response: Pick<Response, 'status' | 'headers'>) => void) | undefined;
}

export interface PostOptions extends CallOptions {
  /** Your own key where the same work may be sent again after a restart; otherwise each call makes one. */
  idempotencyKey?: string | undefined;
}

export interface ClientOptions extends Pick<CallOptions, 'timeoutMs' | 'maxRetries' | 'onResponse'> {
  /** Where the server is: `https://regulars.example.com`, with a path where it lies under one; in a browser '' is the page's host. */
  baseUrl: string;
  /** An API key or an identity provider's token; a function is asked before every try, so that it can renew. */
  token?: string | (() => string | undefined | Promise<string | undefined>) | undefined;
  /** Instead of the global fetch. */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /** Whether the browser sends the session cookie: `include` for a page on another origin. */
  credentials?: 'omit' | 'same-origin' | 'include' | undefined;
}

interface Call {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  query?: Query;
  body?: object;
  headers?: Record<string, string>;
}

/** Makes one call and resolves with its parsed body. */
export type Send = <Id extends OperationId>(call: Call, options: PostOptions) => Promise<Success<Id>>;

// Not crypto.randomUUID: browsers hide it from pages that came over plain HTTP, as in a shop's own network.
const newIdempotencyKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

/** Resolves after `ms`; rejects with the signal's reason as soon as it aborts. */
const pause = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted) abort();
  });

const longestTimerMs = 2 ** 31 - 1;

/** Runs `work` with a signal that aborts with the caller's or, after `timeoutMs`, with a TimeoutError. */
const inTime = async <T>(
  work: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal | undefined,
  timeoutMs: number,
  what: string,
): Promise<T> => {
  signal?.throwIfAborted();
  const stop = new AbortController();
  const abort = () => stop.abort(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  const timer = setTimeout(
    () => stop.abort(new TimeoutError(`No answer within ${timeoutMs} ms: ${what}`)),
    Math.min(timeoutMs, longestTimerMs),
  );
  try {
    return await work(stop.signal);
  } catch (cause) {
    if (stop.signal.aborted) throw stop.signal.reason;
    throw new ConnectionError(`No answer: ${what}`, { cause });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
};

/**
 * How every call is made. A call that fails in a way that can pass is tried again (see retry-delay.ts), whatever
 * its method: a POST carries the same Idempotency-Key in each try, and a PATCH or DELETE repeated leads to the
 * same state. With If-Match, a try whose answer was lost can make the next one a `version_conflict`: it is
 * handed on, with `tries` above one, since only a fresh look at the customer tells whose change it was.
 */
export const transport = (client: ClientOptions): Send => {
  const base = baseAddress(client.baseUrl);
  const doFetch = client.fetch ?? ((url: string, init: RequestInit) => fetch(url, init));
  const bearer = async () => (typeof client.token === 'function' ? client.token() : client.token);

  return async <Id extends OperationId>(
    { method, path, query = {}, body, headers }: Call,
    options: PostOptions,
  ) => {
    const url = base + path + search(query);
    // Names no query and no body: both can hold personal data, and messages end up in logs.
    const what = `${method} ${base}${path}`;
    const timeoutMs = options.timeoutMs ?? client.timeoutMs ?? 30_000;
    const maxRetries = options.maxRetries ?? client.maxRetries ?? 2;
    const onResponse = options.onResponse ?? client.onResponse;

    const sent = new Headers({ accept: 'application/json, application/problem+json', ...headers });
    if (method === 'POST') sent.set('idempotency-key', options.idempotencyKey ?? newIdempotencyKey());
    const init: RequestInit = { method, headers: sent, redirect: 'manual' };
    if (client.credentials) init.credentials = client.credentials;
    if (body) {
      sent.set('content-type', 'application/json');
      init.body = JSON.stringify(body);
    }

    const tryOnce = async (signal: AbortSignal) => {
      const response = await doFetch(url, { ...init, signal });
      return { response, text: await response.text() };
    };

    for (let tries = 1; ; tries += 1) {
      const token = await bearer();
      if (token) sent.set('authorization', `Bearer ${token}`);
      try {
        const { response, text } = await inTime(tryOnce, options.signal, timeoutMs, what);
        onResponse?.(response);
        return readAnswer(response, text) as Success<Id>;
      } catch (error) {
        if (!(error instanceof RegularsError)) throw error;
        error.tries = tries;
        const delay = tries > maxRetries ? null : retryDelayMs(error, tries);
        if (delay === null) throw error;
        await pause(delay, options.signal);
      }
    }
  };
};
