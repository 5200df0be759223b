import { ProblemError, type RegularsError } from './errors.ts';

const retriedStatuses = new Set([408, 429, 502, 503, 504]);
const firstDelayMs = 500;
const longestDelayMs = 8_000;
const longestRetryAfterSeconds = 30;

const mayPass = (error: RegularsError): boolean =>
  !(error instanceof ProblemError) ||
  retriedStatuses.has(error.status) ||
  error.code === 'idempotency_key_in_use';

/**
 * Milliseconds to wait after the `tries`th try failed with `error`, or null where another try is of no use.
 * Exponential back-off with full jitter (Brooker, "Exponential Backoff And Jitter", 2015). Where the server
 * says when to come back, never earlier and up to a quarter later, so that not all come back at once; a server
 * that asks for more than half a minute is for the caller to wait for (`retryAfter` says how long).
 */
export const retryDelayMs = (error: RegularsError, tries: number, random = Math.random): number | null => {
  if (!mayPass(error)) return null;
  const retryAfter = error instanceof ProblemError ? error.retryAfter : undefined;
  if (retryAfter === undefined) return random() * Math.min(longestDelayMs, firstDelayMs * 2 ** (tries - 1));
  return retryAfter > longestRetryAfterSeconds ? null : retryAfter * 1000 * (1 + random() / 4);
};
