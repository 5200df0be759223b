import type { FieldError, ProblemCode } from './schema.ts';

/** Anything that keeps a call from its answer; a caller's own abort is not one, it throws `signal.reason`. */
export class RegularsError extends Error {
  override name = 'RegularsError';
  /**
   * How often the call was tried. After more than one, a refusal can be the echo of an earlier try whose
   * answer was lost: `version_conflict` may then be about the caller's own change.
   */
  tries = 1;
}

/** No answer: the network, a proxy or the server broke off. The work may have been done or not. */
export class ConnectionError extends RegularsError {
  override name = 'ConnectionError';
}

/** No whole answer within `timeoutMs`. The work may have been done or not. */
export class TimeoutError extends RegularsError {
  override name = 'TimeoutError';
}

/** Every code of the API, and `unexpected_response` for an answer that is not of the API: a proxy's page, a redirect. */
export type ErrorCode = ProblemCode | 'unexpected_response';

export interface ProblemFields {
  /** HTTP status. */
  status: number;
  title: string;
  detail?: string | undefined;
  /** What is wrong with which field; empty where the problem is not about fields. */
  errors?: FieldError[] | undefined;
  /** Name it when you ask for help: it finds the request in the server's log. */
  requestId?: string | undefined;
  /** Seconds after which to try again. */
  retryAfter?: number | undefined;
  customerId?: string | undefined;
  mergeId?: string | undefined;
  orderId?: string | undefined;
  attemptsLeft?: number | undefined;
  balance?: number | undefined;
  lockedUntil?: string | undefined;
}

/** The API's no (RFC 9457). Tell one from another by `code`. */
export class ProblemError<Code extends ErrorCode = ErrorCode> extends RegularsError {
  override name = 'ProblemError';
  /** A server newer than this package can send a code that is not in the type. */
  readonly code: Code;
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly errors: readonly FieldError[];
  readonly requestId: string | undefined;
  readonly retryAfter: number | undefined;
  /** phone_taken: the customer who has the phone. already_merged: whom it was merged into. */
  readonly customerId: string | undefined;
  /** already_merged: by which merge. merged_since: the one to undo first. */
  readonly mergeId: string | undefined;
  /** external_ref_taken: the order that has it. */
  readonly orderId: string | undefined;
  /** wrong_code: how many more tries the phone has. */
  readonly attemptsLeft: number | undefined;
  /** not_enough_points, points_spent: how many there are. */
  readonly balance: number | undefined;
  /** phone_locked: until when. */
  readonly lockedUntil: string | undefined;

  constructor(code: Code, problem: ProblemFields) {
    const fields = (problem.errors ?? []).map(({ pointer, detail }) => `${pointer} ${detail}`);
    super([`${code} (${problem.status}): ${problem.detail ?? problem.title}`, ...fields].join('; '));
    this.code = code;
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.requestId = problem.requestId;
    this.retryAfter = problem.retryAfter;
    this.customerId = problem.customerId;
    this.mergeId = problem.mergeId;
    this.orderId = problem.orderId;
    this.attemptsLeft = problem.attemptsLeft;
    this.balance = problem.balance;
    this.lockedUntil = problem.lockedUntil;
  }
}

/** True when `error` is a problem, and one with `code` where that is given. */
export const isProblem = <Code extends ErrorCode = ErrorCode>(
  error: unknown,
  code?: Code,
): error is ProblemError<Code> =>
  error instanceof ProblemError && (code === undefined || error.code === code);
