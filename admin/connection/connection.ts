import { ConnectionError, isProblem, RegularsError, TimeoutError } from '@regulars/sdk';
import { earlyAnswer } from './early.ts';

/** Between two looks whether the server is there again. */
const lookMs = 2_000;

let isLost = false;
let waiting = 0;
let coming = 0;
const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};

const isThere = async () => {
  const answer = await fetch('/readyz', { cache: 'no-store', signal: AbortSignal.timeout(5_000) }).catch(
    () => null,
  );
  return answer !== null && answer.status < 500;
};

const lookAgain = async () => {
  while (isLost) {
    if (await isThere()) return found();
    await new Promise<void>((resolve) => {
      const soon = () => {
        clearTimeout(timer);
        removeEventListener('online', soon);
        resolve();
      };
      const timer = setTimeout(soon, lookMs);
      addEventListener('online', soon);
    });
  }
};

const lost = () => {
  if (isLost) return;
  isLost = true;
  tell();
  void lookAgain();
};

const found = () => {
  if (!isLost) return;
  isLost = false;
  tell();
};

addEventListener('offline', lost);
// Code that was asked for ahead, as a link was pointed at.
addEventListener('vite:preloadError', lost);

/** As this tab has last heard of it: the network and the server behind it. */
export const connection = {
  isLost: () => isLost,
  /** How many saves wait for it. */
  waiting: () => waiting,
  /** Whether something that somebody wants to see waits for it. */
  isAwaited: () => isLost && coming > 0,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};

/** `fetch`, which hears whether anybody answers. */
export const heardFetch = async (url: string, init: RequestInit): Promise<Response> => {
  try {
    const response = await (earlyAnswer(url, init) ?? fetch(url, init));
    const type = response.headers.get('content-type') ?? '';
    // Of a proxy whose server is gone; the API's own answers are problems.
    if ([502, 503, 504].includes(response.status) && !type.startsWith('application/problem+json')) lost();
    else found();
    return response;
  } catch (error) {
    const { signal } = init;
    if (!signal?.aborted || signal.reason instanceof TimeoutError) lost();
    throw error;
  }
};

const isUnanswered = (error: unknown) =>
  error instanceof ConnectionError ||
  error instanceof TimeoutError ||
  isProblem(error, 'unavailable') ||
  (isProblem(error, 'unexpected_response') && error instanceof RegularsError && error.status >= 502);

/** Resolves when the server answers, at once where it does. */
const untilFound = () =>
  new Promise<void>((resolve) => {
    const listen = () => {
      if (isLost) return;
      listeners.delete(listen);
      resolve();
    };
    listeners.add(listen);
    listen();
  });

/** Does a piece of work again until it is answered, however long that takes: so it must be safe to repeat. */
export const untilAnswered = async <T>(work: () => Promise<T>): Promise<T> => {
  waiting += 1;
  tell();
  try {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!isUnanswered(error)) throw error;
        lost();
        await untilFound();
      }
    }
  } finally {
    waiting -= 1;
    tell();
  }
};

/**
 * Loads a part of the admin when it is needed, however long the connection is lost by then.
 *
 * @throws What the import throws while the server is there: it has another version by now, and a reload brings that.
 */
export const untilLoaded = async <T>(load: () => Promise<T>): Promise<T> => {
  for (;;) {
    await untilFound();
    try {
      return await load();
    } catch (error) {
      if (await isThere()) throw error;
      lost();
    }
  }
};

/** The same for what somebody wants to see now. */
export const untilShown = async <T>(load: () => Promise<T>): Promise<T> => {
  // React asks while it renders, when nobody may be told anything.
  await Promise.resolve();
  coming += 1;
  tell();
  try {
    return await untilLoaded(load);
  } finally {
    coming -= 1;
    tell();
  }
};
