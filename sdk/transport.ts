import { baseAddress, type Query, search } from './address.ts';
import { ConnectionError, RegularsError, TimeoutError } from './errors.ts';
import { pause } from './pause.ts';
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
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: Query;
  /** Sent as JSON, a form as it is. */
  body?: object;
  headers?: Record<string, string>;
}

/** How one try is made. */
interface Asked {
  timeoutMs: number;
  /** The call in words that hold nothing personal. */
  what: string;
  onResponse: CallOptions['onResponse'];
}

/** Makes one call and resolves with its parsed body. */
export interface Send {
  <Id extends OperationId>(call: Call, options: PostOptions): Promise<Success<Id>>;
  /** The same for what is not JSON and may be long: resolves as soon as the answer begins. */
  open(call: Call, options: CallOptions): Promise<Response>;
}

// Not crypto.randomUUID: browsers hide it from pages that came over plain HTTP, as in a shop's own network.
const newIdempotencyKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

const longestTimerMs = 2 ** 31 - 1;

/**
 * Runs `work` with a signal that aborts with the caller's, for as long as somebody reads what came of it; until it
 * resolves also, after `timeoutMs`, with a TimeoutError.
 */
const inTime = async <T>(
  work: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal | undefined,
  timeoutMs: number,
  what: string,
): Promise<T> => {
  signal?.throwIfAborted();
  const late = new AbortController();
  const both = signal ? AbortSignal.any([signal, late.signal]) : late.signal;
  const timer = setTimeout(
    () => late.abort(new TimeoutError(`No answer within ${timeoutMs} ms: ${what}`)),
    Math.min(timeoutMs, longestTimerMs),
  );
  try {
    return await work(both);
  } catch (cause) {
    if (both.aborted) throw both.reason;
    throw cause instanceof RegularsError ? cause : new ConnectionError(`No answer: ${what}`, { cause });
  } finally {
    clearTimeout(timer);
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

  /** Makes a call until `answered` has its answer, or it is refused for good. */
  const call = async <T>(
    { method, path, query = {}, body, headers }: Call,
    options: PostOptions,
    answered: (fetched: (signal: AbortSignal) => Promise<Response>, asked: Asked) => Promise<T>,
  ): Promise<T> => {
    const url = base + path + search(query);
    // Names no query and no body: both can hold personal data, and messages end up in logs.
    const what = `${method} ${base}${path}`;
    const timeoutMs = options.timeoutMs ?? client.timeoutMs ?? 30_000;
    const maxRetries = options.maxRetries ?? client.maxRetries ?? 2;

    const sent = new Headers({ accept: 'application/json, application/problem+json', ...headers });
    if (method === 'POST') sent.set('idempotency-key', options.idempotencyKey ?? newIdempotencyKey());
    const init: RequestInit = { method, headers: sent, redirect: 'manual' };
    if (client.credentials) init.credentials = client.credentials;
    if (body instanceof FormData) init.body = body;
    else if (body) {
      sent.set('content-type', 'application/json');
      init.body = JSON.stringify(body);
    }

    for (let tries = 1; ; tries += 1) {
      const token = await bearer();
      if (token) sent.set('authorization', `Bearer ${token}`);
      try {
        return await answered((signal) => doFetch(url, { ...init, signal }), {
          timeoutMs,
          what,
          onResponse: options.onResponse ?? client.onResponse,
        });
      } catch (error) {
        if (!(error instanceof RegularsError)) throw error;
        error.tries = tries;
        const delay = tries > maxRetries ? null : retryDelayMs(error, tries);
        if (delay === null) throw error;
        await pause(delay, options.signal);
      }
    }
  };

  const send = <Id extends OperationId>(asked: Call, options: PostOptions) =>
    call(asked, options, async (fetched, { timeoutMs, what, onResponse }) => {
      const whole = async (signal: AbortSignal) => {
        const response = await fetched(signal);
        return { response, text: await response.text() };
      };
      const { response, text } = await inTime(whole, options.signal, timeoutMs, what);
      onResponse?.(response);
      return readAnswer(response, text) as Success<Id>;
    });
  const open: Send['open'] = (asked, options) =>
    call(asked, options, async (fetched, { timeoutMs, what, onResponse }) => {
      const response = await inTime(fetched, options.signal, timeoutMs, what);
      onResponse?.(response);
      if (!response.ok) readAnswer(response, await response.text());
      return response;
    });
  return Object.assign(send, { open });
};
