import { segment } from './address.ts';
import type {
  AcceptInvitation,
  CreatedInvitation,
  Invitation,
  InvitationFacts,
  InvitationLink,
  InvitationList,
  Member,
  MemberChanges,
  MemberList,
  NewInvitation,
  Session,
} from './schema.ts';
import type { CallOptions, PostOptions, Send } from './transport.ts';

/** Who works for the business. Changes are for members, not for keys and outside tokens. */
export interface Members {
  list(options?: CallOptions): Promise<MemberList>;
  /** `forbidden` where an owner is made or unmade by anybody else; `last_owner`. */
  update(id: string, changes: MemberChanges, options?: CallOptions): Promise<Member>;
  /** Their sessions here, API keys and invitations end at once. */
  remove(id: string, options?: CallOptions): Promise<Member>;
}

/** Links by which people join: sent by mail where the server does, else passed on by whoever invites. */
export interface Invitations {
  list(options?: CallOptions): Promise<InvitationList>;
  /** The link in the answer is shown this once; whoever was invited already gets another, and the one before ends. */
  create(body: NewInvitation, options?: PostOptions): Promise<CreatedInvitation>;
  revoke(id: string, options?: CallOptions): Promise<Invitation>;
  /** What the link invites to; `invitation_invalid` when it is used, old or wrong. */
  check(body: InvitationLink, options?: PostOptions): Promise<InvitationFacts>;
  /** Joins with a new account and signs in; `account_exists` where signing in with the token is the way. */
  accept(body: AcceptInvitation, options?: PostOptions): Promise<Session>;
}

const members = '/api/v1/members';
const invitations = '/api/v1/invitations';
const join = '/api/v1/join';

export const membersOf = (send: Send): Members => ({
  list: (options = {}) => send<'listMembers'>({ method: 'GET', path: members }, options),
  update: (id, body, options = {}) =>
    send<'changeMember'>({ method: 'PATCH', path: `${members}/${segment(id)}`, body }, options),
  remove: (id, options = {}) =>
    send<'removeMember'>({ method: 'DELETE', path: `${members}/${segment(id)}` }, options),
});

export const invitationsOf = (send: Send): Invitations => ({
  list: (options = {}) => send<'listInvitations'>({ method: 'GET', path: invitations }, options),
  create: (body, options = {}) =>
    send<'createInvitation'>({ method: 'POST', path: invitations, body }, options),
  revoke: (id, options = {}) =>
    send<'revokeInvitation'>({ method: 'DELETE', path: `${invitations}/${segment(id)}` }, options),
  check: (body, options = {}) =>
    send<'checkInvitation'>({ method: 'POST', path: `${join}/link`, body }, options),
  accept: (body, options = {}) => send<'acceptInvitation'>({ method: 'POST', path: join, body }, options),
});
