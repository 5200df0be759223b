import type { Invitation, NewInvitation } from '@regulars/contract/member';
import type { Statements } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../tenancy/actor.ts';
import { invitationDays, invitationToken } from './invitation-link.ts';
import { listInvitations } from './list-invitations.ts';
import { refuseAsStaff } from './refuse-as-staff.ts';

/**
 * Invites somebody by e-mail: a link that is good once, for seven days. Whoever was invited already gets another one,
 * and the one before is worth nothing any more.
 *
 * @throws Refusal forbidden, already_member
 */
export const createInvitation = async (
  staff: Statements,
  actor: Actor,
  { email: written, role }: NewInvitation,
): Promise<{ invitation: Invitation; token: string }> => {
  // The database would refuse it as well, without a word for a token or a key, whose id may be no person's.
  if (actor.kind !== 'person') throw new Refusal('forbidden', { detail: 'Members alone invite.' });
  const email = written.toLowerCase();
  const [known] = await staff.execute(
    query
      .selectFrom('org_members')
      .innerJoin('sys_people', 'sys_people.id', 'org_members.person_id')
      .select('sys_people.id')
      .where('org_members.tenant_org_id', '=', actor.tenantId)
      .where('sys_people.email', '=', email),
  );
  if (known) throw new Refusal('already_member');

  // Of one who is invited again it is the row that is there, which the link has to name.
  const [before] = await staff.execute(
    query
      .selectFrom('org_invitations')
      .select('id')
      .where('tenant_org_id', '=', actor.tenantId)
      .where('email', '=', email)
      .where('status', '=', 'pending'),
  );
  const id = before?.id ?? crypto.randomUUID();
  const { token, hash } = invitationToken.create(actor.tenantId, id);
  const expires_at = sql<Date>`now() + ${invitationDays} * interval '1 day'`;
  await staff
    .execute(
      query
        .insertInto('org_invitations')
        .values({
          tenant_org_id: actor.tenantId,
          id,
          email,
          role,
          status: 'pending',
          inviter_id: actor.id,
          token_hash: hash,
          expires_at,
        })
        .onConflict((known) =>
          known
            .columns(['tenant_org_id', 'email'])
            .where('status', '=', sql.lit('pending'))
            .doUpdateSet({ role, inviter_id: actor.id, token_hash: hash, expires_at }),
        ),
    )
    .catch(refuseAsStaff);
  const [invitation] = await listInvitations(staff, actor.tenantId, id);
  return { invitation: invitation!, token };
};
