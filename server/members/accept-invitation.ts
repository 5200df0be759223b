import type { AcceptInvitation } from '@regulars/contract/member';
import type { Database } from '@regulars/database/connect';
import { Refusal } from '../refusal.ts';
import type { Auth } from '../sessions/auth.ts';
import { createPerson } from '../sessions/create-person.ts';
import { violates } from '../tenancy/postgres-problems.ts';
import { findInvitation, readInvitation } from './invitation-link.ts';
import { staffContext } from './staff-context.ts';
import { useInvitation } from './use-invitation.ts';

/**
 * Makes the account of somebody who was invited and has none: person, password, membership, all or nothing.
 *
 * @returns the e-mail that they sign in with
 * @throws Refusal invitation_invalid, account_exists
 */
export const acceptInvitation = async (
  database: Database,
  auth: Auth,
  { token, name, password }: AcceptInvitation,
): Promise<string> => {
  const link = readInvitation(token);
  const context = staffContext(link.tenantId);
  // Before the slow hash, which no made-up link is worth.
  await findInvitation(database.each(context), link);
  const { hash } = (await auth.$context).password;
  const passwordHash = await hash(password);
  try {
    return await database.transaction(context, async (statements) => {
      const invitation = await findInvitation(statements, link, { toUse: true });
      const personId = await createPerson(statements, { name, email: invitation.email, passwordHash });
      await useInvitation(statements, invitation, personId);
      return invitation.email;
    });
  } catch (error) {
    if (violates(error, 'sys_people_email_key')) throw new Refusal('account_exists');
    throw error;
  }
};
