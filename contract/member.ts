import { z } from 'zod';
import { timestamp } from './moment.ts';
import { listOf } from './paging.ts';
import { role } from './role.ts';
import { emailAddress, password } from './session.ts';
import { line } from './text.ts';

/** Somebody who works for the business. */
export const member = z
  .strictObject({
    id: z.uuid().meta({ description: 'Of the person.' }),
    name: z.string(),
    email: z.string(),
    role,
    twoFactor: z.boolean(),
    seenAt: timestamp.nullable().meta({
      description: 'When they last did something here, to within five minutes; null: not yet.',
    }),
    apiKeys: z
      .int()
      .meta({ description: 'How many keys in force they have made: these end with their right to.' }),
  })
  .meta({ id: 'Member' });
export type Member = z.infer<typeof member>;

export const memberList = listOf(member).meta({ id: 'MemberList' });
export const memberChanges = z
  .strictObject({ role })
  .meta({ id: 'MemberChanges', example: { role: 'admin' } });

export const invitation = z
  .strictObject({
    id: z.uuid(),
    email: z.string(),
    role,
    invitedBy: z.string().meta({ description: 'By name.' }),
    expiresAt: timestamp,
    createdAt: timestamp,
  })
  .meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof invitation>;

export const invitationList = listOf(invitation).meta({ id: 'InvitationList' });
export const newInvitation = z
  .strictObject({ email: emailAddress, role })
  .meta({ id: 'NewInvitation', example: { email: 'mina@example.com', role: 'staff' } });
export type NewInvitation = z.infer<typeof newInvitation>;

export const createdInvitation = invitation
  .extend({
    link: z.url().nullable().meta({
      description:
        'For the invited, to be passed on by you where no mail brings it. Shown this once: null when a repeated request gets its first answer.',
    }),
    mail: z.enum(['queued', 'limited', 'off']).meta({
      description:
        'queued: the link is on its way to the invited. limited: none is sent, for there have been too many. off: this server sends none.',
    }),
  })
  .meta({ id: 'CreatedInvitation' });
export type CreatedInvitation = z.infer<typeof createdInvitation>;

export const invitationToken = z
  .string()
  .min(1)
  .max(200)
  .meta({ description: 'What the link carries behind its #.' });

export const invitationLink = z
  .strictObject({ token: invitationToken })
  .meta({ id: 'InvitationLink', example: { token: '…' } });

/** What whoever holds the link may know. */
export const invitationFacts = z
  .strictObject({
    business: z.strictObject({ name: z.string(), name2: z.string().nullable() }),
    email: z.string(),
    role,
    invitedBy: z.string(),
    hasAccount: z.boolean().meta({
      description: 'Somebody signs in with this e-mail already: joining is signing in with the token.',
    }),
  })
  .meta({ id: 'InvitationFacts' });

export const acceptInvitation = z.strictObject({ token: invitationToken, name: line(200), password }).meta({
  id: 'AcceptInvitation',
  example: { token: '…', name: 'Mina Haddad', password: 'correct horse battery' },
});
export type AcceptInvitation = z.infer<typeof acceptInvitation>;
