import type { Invitation } from '@regulars/contract/member';
import type { Statements } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { Refusal } from '../refusal.ts';
import { listInvitations } from './list-invitations.ts';

/** @returns the invitation as it was. @throws Refusal not_found */
export const revokeInvitation = async (
  staff: Statements,
  tenantId: string,
  id: string,
): Promise<Invitation> => {
  const [invitation] = await listInvitations(staff, tenantId, id);
  const revoked = await staff.execute(
    query
      .updateTable('org_invitations')
      .set({ status: 'revoked' })
      .where('tenant_org_id', '=', tenantId)
      .where('id', '=', id)
      .where('status', '=', 'pending')
      .returning('id'),
  );
  if (!invitation || revoked.length === 0) throw new Refusal('not_found');
  return invitation;
};
