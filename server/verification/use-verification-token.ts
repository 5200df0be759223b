import type { Purpose } from '@regulars/contract/verification';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type { E164 } from '../phones/normalize-phone.ts';
import { Refusal } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { hashToken } from './secrets.ts';

/**
 * Uses a verification token up, in the transaction that writes what it proves: the database lets a phone become
 * verified in that transaction and no other.
 *
 * @param purposes those for which a proof will do here
 * @returns the phone that it proves
 * @throws Refusal verification_token_invalid: unknown, used, expired, of another tenant or for another purpose
 */
export const useVerificationToken = async (
  tx: TenantTransaction,
  token: string,
  purposes: readonly Purpose[],
): Promise<E164> => {
  const [used] = await tx.execute(
    query
      .updateTable('sys_otp_codes')
      .set({ token_used_by: sql<string>`pg_current_xact_id()` })
      .where('tenant_org_id', '=', tx.id)
      .where('token_hash', '=', hashToken(token))
      .where('token_used_by', 'is', null)
      .where('token_expires_at', '>', sql<Date>`now()`)
      .where('purpose', 'in', purposes)
      .returning('phone'),
  );
  if (!used) throw new Refusal('verification_token_invalid');
  return used.phone as E164;
};
