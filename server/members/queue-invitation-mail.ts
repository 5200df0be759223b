import type { CreatedInvitation } from '@regulars/contract/member';
import type { Attempts } from '../sessions/attempts.ts';

/** Has an invitation sent to whom it is for, by the token of its link. */
export type MailInvitation = (token: string) => Promise<void>;

/**
 * Has an invitation sent, as far as that pesters nobody.
 *
 * @param mail null: none is set up
 * @returns what to tell the inviter
 */
export const queueInvitationMail = async (
  { mail, attempts }: { mail: MailInvitation | null; attempts: Attempts },
  { tenantId, email, token }: { tenantId: string; email: string; token: string },
): Promise<CreatedInvitation['mail']> => {
  if (mail === null) return 'off';
  const room = await attempts.invitationMail(tenantId, email);
  if (room === 'none here') return 'limited';
  // How many invite the same person is for no business to know.
  if (room === 'enough') await mail(token);
  return 'queued';
};
