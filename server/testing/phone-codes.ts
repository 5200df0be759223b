import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { asOwner } from './as-owner.ts';
import type { Ask } from './test-api.ts';

let last = 0;
/** An Omani phone that no other test uses, in E.164: the person behind a proven one is the same in every tenant. */
export const newPhone = (): string => {
  last += 1;
  const file = createHash('sha256').update(expect.getState().testPath!).digest().readUInt16BE() % 1000;
  return `+96892${String(file).padStart(3, '0')}${String(last).padStart(3, '0')}`;
};

export const send = (caller: Ask, phone: string, more: object = {}, headers: Record<string, string> = {}) =>
  caller('/api/v1/customers/send-otp', {
    method: 'POST',
    body: { phone, purpose: 'verification', ...more },
    headers,
  });

export const verify = (
  caller: Ask,
  phone: string,
  code: string,
  purpose = 'verification',
  headers: Record<string, string> = {},
) => caller('/api/v1/customers/verify-otp', { method: 'POST', body: { phone, purpose, code }, headers });

/** Another code of the same length. */
export const wrong = (code: string): string =>
  String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0');

/** Lets time pass for all codes, tokens and locks of a tenant, in the database, which decides. */
export const later = async (tenantId: string, seconds: number): Promise<void> => {
  await asOwner(
    `with codes as (
       update sys_otp_codes set created_at = created_at - passed, expires_at = expires_at - passed,
         token_expires_at = token_expires_at - passed
       from (values ($2 * interval '1 second')) as time (passed) where tenant_org_id = $1
     )
     update org_phone_attempts set locked_until = locked_until - $2 * interval '1 second',
       tried_at = tried_at - $2 * interval '1 second' where tenant_org_id = $1`,
    [tenantId, seconds],
  );
};

/** Sets what org_verification_settings says of a tenant. */
export const settle = (tenantId: string, settings: Record<string, unknown>) =>
  asOwner(
    `insert into org_verification_settings select * from jsonb_populate_record(null::org_verification_settings, $1)`,
    [JSON.stringify({ tenant_org_id: tenantId, ...settings })],
  );
