import { type FieldError, type ProblemCode, problems } from '@regulars/contract/problem';
import type { Statements } from '@regulars/database/connect';

interface Details {
  detail?: string;
  errors?: FieldError[];
  customerId?: string;
  orderId?: string;
  mergeId?: string;
  balance?: number;
  attemptsLeft?: number;
  lockedUntil?: string;
  headers?: Record<string, string>;
}

/** A no with its reason: thrown anywhere below a route, answered as the problem of its code. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly more: Details & {
    /** What can be looked up only once the failed transaction is over. */
    complete?: (tenant: Statements & { id: string }) => Promise<Details>;
  };

  constructor(code: ProblemCode, more: Refusal['more'] = {}) {
    super(more.detail ?? problems[code].title);
    this.name = 'Refusal';
    this.code = code;
    this.more = more;
  }
}

/**
 * The customer whom a request names was merged into another. Thrown by verbs like a refusal; serve-operation.ts does
 * the work once more for who is there instead, so that old ids work for ever.
 */
export class CustomerMerged extends Error {
  readonly into: string;

  constructor(into: string) {
    super('The customer was merged into another.');
    this.name = 'CustomerMerged';
    this.into = into;
  }
}

/** One field of the body is wrong. */
export const refuseField = (pointer: string, code: FieldError['code'], detail: string) =>
  new Refusal('invalid_request', { errors: [{ pointer, code, detail }] });
