import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { findInvitation, readInvitation } from './invitation-link.ts';
import { staffContext } from './staff-context.ts';

/** What whoever holds the link may know before joining. @throws Refusal invitation_invalid */
export const invitationFacts = async (database: Database, token: string) => {
  const link = readInvitation(token);
  const staff = database.each(staffContext(link.tenantId));
  const { email, role, inviter_id } = await findInvitation(staff, link);
  const [business] = await staff.execute(
    query.selectFrom('org_tenants_mst').select(['name', 'name2']).where('id', '=', link.tenantId),
  );
  const people = await staff.execute(
    query
      .selectFrom('sys_people')
      .select(['id', 'name', 'email'])
      .where((is) => is.or([is('id', '=', inviter_id), is('email', '=', email)])),
  );
  return {
    business: business!,
    email,
    role,
    invitedBy: people.find(({ id }) => id === inviter_id)!.name,
    hasAccount: people.some((person) => person.email === email),
  };
};
