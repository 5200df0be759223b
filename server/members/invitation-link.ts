import { timingSafeEqual } from 'node:crypto';
import type { Role } from '@regulars/contract/role';
import type { Statements } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { Refusal } from '../refusal.ts';
import { tenantToken } from '../tenancy/tenant-token.ts';

export const invitationToken = tenantToken('rgi_');
export const invitationDays = 7;

/** Behind the #, which browsers keep from every server and its logs. */
export const invitationLinkOf = (publicUrl: string, token: string) => `${publicUrl}/join#${token}`;

/** @returns the tenant that a token names. @throws Refusal invitation_invalid: for what is no such token */
export const readInvitation = (token: string) => {
  const read = invitationToken.read(token);
  if (!read) throw new Refusal('invitation_invalid');
  return read;
};

/**
 * The invitation behind a token, as long as it is good.
 *
 * @param toUse in a transaction: nobody else uses it meanwhile
 * @throws Refusal invitation_invalid
 */
export const findInvitation = async (
  statements: Statements,
  { tenantId, id, hash }: ReturnType<typeof readInvitation>,
  { toUse = false } = {},
) => {
  const [found] = await statements.execute(
    query
      .selectFrom('org_invitations')
      .select(['id', 'email', 'role', 'token_hash', 'inviter_id'])
      .where('tenant_org_id', '=', tenantId)
      .where('id', '=', id)
      .where('status', '=', 'pending')
      .where('expires_at', '>', sql<Date>`now()`)
      .$if(toUse, (it) => it.forUpdate()),
  );
  if (!found?.token_hash || !timingSafeEqual(found.token_hash, hash)) throw new Refusal('invitation_invalid');
  return { ...found, role: found.role as Role, tenantId };
};
