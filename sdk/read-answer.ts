import { ConnectionError, type ErrorCode, ProblemError } from './errors.ts';

const mediaType = ({ headers }: Response): string =>
  (headers.get('content-type') ?? '').split(';', 1)[0]!.trim().toLowerCase();

/** Seconds from a Retry-After header, which holds seconds or a date (RFC 9110, 10.2.3). */
export const retryAfterSeconds = (header: string | null, now = Date.now()): number | undefined => {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
};

const unexpected = (response: Response): ProblemError => {
  const { status, headers } = response;
  const location = headers.get('location');
  const redirected = response.type === 'opaqueredirect' || (status >= 300 && status < 400);
  return new ProblemError('unexpected_response', {
    status,
    title: 'The answer does not come from the API of Regulars',
    detail: redirected
      ? `A redirect${location === null ? '' : ` to ${location}`}: set baseUrl to the server's own address`
      : `Status ${status} with ${mediaType(response) || 'no content type'}: is baseUrl right, is a proxy in between?`,
    retryAfter: retryAfterSeconds(headers.get('retry-after')),
  });
};

const textOr = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const numberOr = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

const problemOf = (response: Response, text: string): ProblemError => {
  if (mediaType(response) !== 'application/problem+json') return unexpected(response);
  let body: Record<string, unknown> | null;
  try {
    body = JSON.parse(text);
  } catch {
    return unexpected(response);
  }
  const code = textOr(body?.code);
  if (body === null || code === undefined) return unexpected(response);
  return new ProblemError(code as ErrorCode, {
    status: response.status,
    title: textOr(body.title) ?? code,
    detail: textOr(body.detail),
    errors: Array.isArray(body.errors) ? body.errors : undefined,
    requestId: textOr(body.requestId),
    retryAfter: retryAfterSeconds(response.headers.get('retry-after')),
    customerId: textOr(body.customerId),
    mergeId: textOr(body.mergeId),
    orderId: textOr(body.orderId),
    attemptsLeft: numberOr(body.attemptsLeft),
    balance: numberOr(body.balance),
    lockedUntil: textOr(body.lockedUntil),
  });
};

/** The parsed body of a success; throws a ProblemError, or a ConnectionError where the body broke off. */
export const readAnswer = (response: Response, text: string): unknown => {
  if (!response.ok) throw problemOf(response, text);
  if (response.status === 204) return undefined;
  if (mediaType(response) !== 'application/json') throw unexpected(response);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ConnectionError('The answer broke off', { cause });
  }
};
