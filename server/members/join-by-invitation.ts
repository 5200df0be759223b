import type { Database } from '@regulars/database/connect';
import { Refusal } from '../refusal.ts';
import { findInvitation, readInvitation } from './invitation-link.ts';
import { staffContext } from './staff-context.ts';
import { useInvitation } from './use-invitation.ts';

/**
 * Somebody who has an account joins with it: the one that the invitation was made for.
 *
 * @returns the business
 * @throws Refusal invitation_invalid
 */
export const joinByInvitation = (
  database: Database,
  token: string,
  person: { id: string; email: string },
): Promise<string> => {
  const link = readInvitation(token);
  return database.transaction(staffContext(link.tenantId), async (statements) => {
    const invitation = await findInvitation(statements, link, { toUse: true });
    if (invitation.email !== person.email) throw new Refusal('invitation_invalid');
    await useInvitation(statements, invitation, person.id);
    return link.tenantId;
  });
};
