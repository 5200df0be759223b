import {
  acceptInvitation as acceptance,
  createdInvitation,
  invitationFacts as facts,
  invitation,
  invitationLink,
  invitationList,
  member,
  memberChanges,
  memberList,
  newInvitation,
} from '@regulars/contract/member';
import { session } from '@regulars/contract/session';
import type { Database } from '@regulars/database/connect';
import { z } from 'zod';
import { ok, okWhole } from '../http/answer.ts';
import { type Operation, operation } from '../http/operation.ts';
import { Refusal } from '../refusal.ts';
import type { Attempts } from '../sessions/attempts.ts';
import type { Auth } from '../sessions/auth.ts';
import type { People } from '../sessions/people.ts';
import type { Actor } from '../tenancy/actor.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { changeMember } from './change-member.ts';
import { createInvitation } from './create-invitation.ts';
import { invitationFacts } from './invitation-facts.ts';
import { invitationLinkOf } from './invitation-link.ts';
import { listInvitations } from './list-invitations.ts';
import { listMembers } from './list-members.ts';
import { type MailInvitation, queueInvitationMail } from './queue-invitation-mail.ts';
import { removeMember } from './remove-member.ts';
import { revokeInvitation } from './revoke-invitation.ts';
import { staffContext } from './staff-context.ts';

export interface Membership {
  database: Database;
  auth: Auth;
  people: People;
  attempts: Attempts;
  /** Where browsers reach the server. */
  publicUrl: string;
  /** Null: no mail is set up. */
  mails: { invitation: MailInvitation } | null;
}

const members = 'Members';
const invitations = 'Invitations';
const params = z.strictObject({ id: z.uuid() });

export const memberRoutes = ({
  database,
  auth,
  people,
  attempts,
  publicUrl,
  mails,
}: Membership): Operation[] => {
  const staffOf = (actor: Actor, requestId: string) =>
    database.each(staffContext(actor.tenantId, actor, requestId));

  const memberAs = async (actor: Actor, requestId: string, id: string) => {
    const all = await listMembers(staffOf(actor, requestId), actor.tenantId);
    const found = all.find((each) => each.id === id);
    if (!found) throw new Refusal('not_found');
    return found;
  };

  return [
    operation({
      id: 'listMembers',
      method: 'get',
      path: '/api/v1/members',
      tag: members,
      summary: 'List who works for the business',
      success: { status: 200, description: 'All of them, owners first', schema: memberList },
      work: 'read',
      handle: async ({ actor, requestId }) =>
        okWhole(await listMembers(staffOf(actor, requestId), actor.tenantId)),
    }),

    operation({
      id: 'changeMember',
      method: 'patch',
      path: '/api/v1/members/{id}',
      tag: members,
      summary: 'Give a member another role',
      description:
        'For members alone, not for keys and tokens of other providers. Only an owner makes or unmakes owners. Invitations that the member gave are revoked; as staff or viewer so are the API keys that the member made.',
      params,
      body: memberChanges,
      success: { status: 200, description: 'The member as changed', schema: member },
      problems: ['not_found', 'last_owner'],
      work: 'write-in-steps',
      handle: async ({ actor, requestId, params: { id }, body: { role } }) => {
        await changeMember(staffOf(actor, requestId), actor.tenantId, id, role);
        return ok(await memberAs(actor, requestId, id));
      },
    }),

    operation({
      id: 'removeMember',
      method: 'delete',
      path: '/api/v1/members/{id}',
      tag: members,
      summary: 'Remove a member',
      description:
        'Their sessions here, the API keys that they made and the invitations that they gave end at once. Their account stays theirs.',
      params,
      success: { status: 200, description: 'The member as they were', schema: member },
      problems: ['not_found', 'last_owner'],
      work: 'write-in-steps',
      handle: async ({ actor, requestId, params: { id } }) => {
        const removed = await memberAs(actor, requestId, id);
        await removeMember(staffOf(actor, requestId), actor.tenantId, id);
        return ok(removed);
      },
    }),

    operation({
      id: 'listInvitations',
      method: 'get',
      path: '/api/v1/invitations',
      tag: invitations,
      summary: 'List the invitations that can still be accepted',
      success: { status: 200, description: 'All of them, newest first', schema: invitationList },
      work: 'read',
      handle: async ({ actor, requestId }) =>
        okWhole(await listInvitations(staffOf(actor, requestId), actor.tenantId)),
    }),

    operation({
      id: 'createInvitation',
      method: 'post',
      path: '/api/v1/invitations',
      tag: invitations,
      summary: 'Invite somebody to work for the business',
      description:
        'Answers a link that is good once, for seven days, and only for this e-mail. Where the server sends mail the link goes there, three times a day to one e-mail and fifty times in all at the most; `mail` says whether it does. Otherwise pass it on. Who was invited already gets another link, and the one before ends. Only an owner invites owners.',
      body: newInvitation,
      success: {
        status: 201,
        description: 'The invitation: the only time that its link is shown',
        schema: createdInvitation,
      },
      problems: ['already_member'],
      work: 'write-in-steps',
      handle: async ({ actor, requestId, body }) => {
        const { invitation, token } = await createInvitation(staffOf(actor, requestId), actor, body);
        const { tenantId } = actor;
        const { email } = invitation;
        const mail = await queueInvitationMail(
          { mail: mails?.invitation ?? null, attempts },
          { tenantId, email, token },
        );
        return {
          status: 201,
          body: { ...invitation, link: invitationLinkOf(publicUrl, token), mail },
          remembered: { ...invitation, link: null, mail },
        };
      },
    }),

    operation({
      id: 'revokeInvitation',
      method: 'delete',
      path: '/api/v1/invitations/{id}',
      tag: invitations,
      summary: 'Revoke an invitation',
      description: 'Its link is worth nothing any more.',
      params,
      success: { status: 200, description: 'The invitation as it was', schema: invitation },
      problems: ['not_found'],
      work: 'write-in-steps',
      handle: async ({ actor, requestId, params: { id } }) =>
        ok(await revokeInvitation(staffOf(actor, requestId), actor.tenantId, id)),
    }),

    operation({
      id: 'checkInvitation',
      method: 'post',
      path: '/api/v1/join/link',
      tag: invitations,
      summary: 'What does this link invite to?',
      body: invitationLink,
      success: { status: 200, description: 'Whom, where, as what', schema: facts },
      problems: ['invitation_invalid', 'foreign_origin', 'too_many_attempts'],
      work: 'open',
      handle: async ({ body: { token }, ip }) =>
        ok(await attempts.from(ip, () => invitationFacts(database, token))),
    }),

    operation({
      id: 'acceptInvitation',
      method: 'post',
      path: '/api/v1/join',
      tag: invitations,
      summary: 'Join with a new account, and sign in',
      description: 'Whoever has an account already signs in instead, with the token as `invitation`.',
      body: acceptance,
      success: { status: 201, description: 'The new member, signed in', schema: session },
      problems: ['invitation_invalid', 'account_exists', 'foreign_origin', 'too_many_attempts'],
      work: 'open',
      handle: async ({ body, headers, ip }) => {
        const email = await attempts.from(ip, () => acceptInvitation(database, auth, body));
        const { password } = body;
        const { session, cookies } = await people.signIn({ email, password }, headers, ip);
        return { status: 201, body: session, headers: { 'set-cookie': cookies } };
      },
    }),
  ];
};
