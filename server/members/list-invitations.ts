import type { Invitation } from '@regulars/contract/member';
import type { Statements } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';

/** The invitations that can still be accepted, newest first; or the one. */
export const listInvitations = (staff: Statements, tenantId: string, id?: string): Promise<Invitation[]> =>
  staff.execute(
    query
      .selectFrom('org_invitations as invitation')
      .innerJoin('sys_people as inviter', 'inviter.id', 'invitation.inviter_id')
      .select(['invitation.id', 'invitation.email', 'invitation.role', 'inviter.name as invitedBy'])
      .select(sql<string>`to_json(invitation.expires_at) #>> '{}'`.as('expiresAt'))
      .select(sql<string>`to_json(invitation.created_at) #>> '{}'`.as('createdAt'))
      .where('invitation.tenant_org_id', '=', tenantId)
      .where('invitation.status', '=', 'pending')
      .where('invitation.expires_at', '>', sql<Date>`now()`)
      .$if(id !== undefined, (those) => those.where('invitation.id', '=', id!))
      .orderBy('invitation.created_at', 'desc')
      .orderBy('invitation.id', 'desc'),
  ) as Promise<Invitation[]>;
