import type { Statements } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import type { findInvitation } from './invitation-link.ts';

/** Makes a person a member, as they were invited, and uses the invitation up. In one transaction with what it was found in. */
export const useInvitation = async (
  statements: Statements,
  { tenantId, id, role }: Awaited<ReturnType<typeof findInvitation>>,
  personId: string,
): Promise<void> => {
  await statements.execute(
    query
      .insertInto('org_members')
      .values({ tenant_org_id: tenantId, person_id: personId, role })
      .onConflict((known) => known.columns(['tenant_org_id', 'person_id']).doNothing()),
  );
  await statements.execute(
    query
      .updateTable('org_invitations')
      .set({ status: 'accepted' })
      .where('tenant_org_id', '=', tenantId)
      .where('id', '=', id),
  );
};
