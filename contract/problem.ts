import { z } from 'zod';
import { timestamp } from './moment.ts';

/**
 * Every way in which the API says no: one registry from which come the responses, openapi.json,
 * the SDK's `code` type and the pages in docs/problems.
 */
export const problems = {
  malformed_request: { status: 400, title: 'The request cannot be read' },
  invalid_request: { status: 400, title: 'The request has errors' },
  invalid_cursor: { status: 400, title: 'The cursor does not belong to this list' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  wrong_credentials: { status: 401, title: 'E-mail or password is wrong' },
  two_factor_required: { status: 401, title: 'A code of your second factor is needed' },
  wrong_second_factor: { status: 401, title: 'The code of the second factor is wrong' },
  forbidden: { status: 403, title: 'Your role may not do this' },
  foreign_origin: { status: 403, title: 'The request comes from another site' },
  no_tenant: { status: 403, title: 'You belong to no business here' },
  setup_link_invalid: { status: 403, title: 'This set-up link is not valid' },
  invitation_invalid: { status: 403, title: 'This invitation is not valid' },
  recovery_invalid: { status: 403, title: 'This link to a new password is not valid' },
  not_found: { status: 404, title: 'There is no such thing' },
  method_not_allowed: { status: 405, title: 'This address does not take that method' },
  phone_taken: { status: 409, title: 'Another customer has this phone' },
  external_ref_taken: { status: 409, title: 'Another order has this externalRef' },
  not_enough_points: { status: 409, title: 'The customer does not have so many points' },
  loyalty_off: { status: 409, title: 'This business gives no points' },
  customer_inactive: { status: 409, title: 'The customer is inactive' },
  too_many_views: { status: 409, title: 'You have as many saved views as one may have' },
  account_exists: { status: 409, title: 'Somebody signs in with this e-mail already' },
  already_member: { status: 409, title: 'They work for this business already' },
  last_owner: { status: 409, title: 'A business needs an owner' },
  mail_off: { status: 409, title: 'No mail is set up here' },
  two_factor_on: { status: 409, title: 'The second factor is on already' },
  two_factor_off: { status: 409, title: 'There is no second factor' },
  idempotency_key_in_use: { status: 409, title: 'A request with this Idempotency-Key is still under way' },
  version_conflict: { status: 412, title: 'The customer has changed since you read it' },
  body_too_large: { status: 413, title: 'The body is too large' },
  request_timeout: { status: 408, title: 'The request did not arrive in time' },
  headers_too_large: { status: 431, title: 'Address and headers are too large' },
  unsupported_media_type: { status: 415, title: 'The body is not of the type that is taken here' },
  too_many_addresses: { status: 409, title: 'The customer has as many addresses as there can be' },
  address_removed: { status: 409, title: 'The address was removed' },
  currency_in_use: { status: 409, title: 'There are orders in this currency' },
  already_merged: { status: 409, title: 'The customer was merged into another' },
  already_undone: { status: 409, title: 'The merge was undone already' },
  merged_since: { status: 409, title: 'A later merge has to be undone first' },
  points_spent: { status: 409, title: 'Points that came with the merge were spent' },
  already_full: { status: 409, title: 'The customer is a full one already' },
  unknown_customer: { status: 422, title: 'There is no such customer' },
  full_customer_required: { status: 422, title: 'Only a full customer redeems points' },
  wrong_password: { status: 422, title: 'The password is wrong' },
  wrong_code: { status: 422, title: 'The code is wrong' },
  code_expired: { status: 422, title: 'There is no code that could be right' },
  country_not_allowed: { status: 422, title: 'No codes are sent to this country' },
  verification_token_invalid: { status: 422, title: 'The verification token proves nothing here' },
  too_many_requests: { status: 429, title: 'Too many requests in this minute' },
  too_many_attempts: { status: 429, title: 'Too many attempts' },
  too_many_codes: { status: 429, title: 'Too many codes were asked for' },
  phone_locked: { status: 429, title: 'The phone is locked after too many wrong codes' },
  message_refused: { status: 502, title: 'The message could not be sent to this phone' },
  messages_unavailable: { status: 503, title: 'Messages cannot be sent right now' },
  import_busy: { status: 409, title: 'The import is at work' },
  import_not_ready: { status: 409, title: 'The import has not come so far, or is over' },
  file_unreadable: { status: 422, title: 'The file cannot be read as CSV or XLSX' },
  too_many_exports: { status: 429, title: 'Several exports are under way' },
  too_many_watchers: { status: 429, title: 'Changes are watched from too many places' },
  row_refused: { status: 422, title: 'A row cannot go in' },
  verification_required: { status: 422, title: 'A full customer needs a proven phone' },
  idempotency_key_reused: { status: 422, title: 'This Idempotency-Key came with another request before' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  storage_full: { status: 503, title: 'There is no space left to write to' },
  unavailable: { status: 503, title: 'The service cannot answer right now' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

/** Why one field was refused. */
export const fieldCodes = [
  'required',
  'unknown_field',
  'read_only',
  'invalid_type',
  'invalid_value',
  'too_short',
  'too_long',
  'too_small',
  'too_large',
  'invalid_phone',
] as const;
export type FieldCode = (typeof fieldCodes)[number];

export const fieldError = z
  .strictObject({
    pointer: z.string().meta({
      description: 'JSON pointer into the body, `?name` for a query parameter, or the name of a header.',
    }),
    code: z.enum(fieldCodes),
    detail: z.string(),
  })
  .meta({ id: 'FieldError' });
export type FieldError = z.infer<typeof fieldError>;

export const problemCode = z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]);

/** RFC 9457, application/problem+json. */
export const problem = z
  .strictObject({
    type: z.string().meta({ description: 'Address of the page that explains this code.' }),
    title: z.string(),
    status: z.int(),
    code: problemCode,
    detail: z.string().optional(),
    requestId: z.string(),
    errors: z.array(fieldError).optional(),
    attemptsLeft: z.int().optional().meta({ description: 'wrong_code: how many more tries the phone has.' }),
    lockedUntil: timestamp.optional().meta({ description: 'phone_locked: until when.' }),
    customerId: z.uuid().optional().meta({
      description: 'phone_taken: the customer who has it. already_merged: who it was merged into.',
    }),
    mergeId: z.uuid().optional().meta({
      description: 'already_merged: by which merge. merged_since: the one to undo first.',
    }),
    orderId: z.uuid().optional().meta({ description: 'external_ref_taken: the order that has it.' }),
    balance: z.int().optional().meta({ description: 'not_enough_points, points_spent: how many there are.' }),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;
