import { ConnectionError, isProblem, type ProblemCode, TimeoutError } from '@regulars/sdk';
import type { TFunction } from 'i18next';

const told: Record<ProblemCode, true> = {
  malformed_request: true,
  invalid_request: true,
  invalid_cursor: true,
  unauthenticated: true,
  wrong_credentials: true,
  two_factor_required: true,
  wrong_second_factor: true,
  forbidden: true,
  foreign_origin: true,
  no_tenant: true,
  setup_link_invalid: true,
  invitation_invalid: true,
  recovery_invalid: true,
  not_found: true,
  method_not_allowed: true,
  phone_taken: true,
  too_many_addresses: true,
  address_removed: true,
  currency_in_use: true,
  too_many_views: true,
  already_full: true,
  external_ref_taken: true,
  not_enough_points: true,
  loyalty_off: true,
  customer_inactive: true,
  already_merged: true,
  already_undone: true,
  merged_since: true,
  points_spent: true,
  unknown_customer: true,
  full_customer_required: true,
  wrong_code: true,
  code_expired: true,
  country_not_allowed: true,
  verification_token_invalid: true,
  too_many_requests: true,
  account_exists: true,
  already_member: true,
  last_owner: true,
  mail_off: true,
  two_factor_on: true,
  two_factor_off: true,
  wrong_password: true,
  too_many_attempts: true,
  too_many_codes: true,
  phone_locked: true,
  message_refused: true,
  messages_unavailable: true,
  idempotency_key_in_use: true,
  version_conflict: true,
  body_too_large: true,
  request_timeout: true,
  headers_too_large: true,
  unsupported_media_type: true,
  import_busy: true,
  import_not_ready: true,
  file_unreadable: true,
  too_many_exports: true,
  too_many_watchers: true,
  row_refused: true,
  verification_required: true,
  idempotency_key_reused: true,
  internal: true,
  storage_full: true,
  unavailable: true,
};
const isTold = (code: string): code is ProblemCode => Object.hasOwn(told, code);

/** The same for a problem that is told of and not thrown. */
export const problemCodeText = (t: TFunction, code: string): string =>
  isTold(code) ? t(`problem.${code}`) : t('problem.unexpected');

/** What went wrong and what to do, in the reader's language. */
export const problemText = (t: TFunction, error: unknown): string => {
  if (error instanceof TimeoutError) return t('problem.timeout');
  if (error instanceof ConnectionError) return t('problem.connection');
  if (isProblem(error)) return problemCodeText(t, error.code);
  return t('problem.unexpected');
};

/** What to name when asking for help. */
export const requestIdOf = (error: unknown) => (isProblem(error) ? error.requestId : undefined);
