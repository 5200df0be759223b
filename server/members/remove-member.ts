import type { Statements } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { Refusal } from '../refusal.ts';
import { refuseAsStaff } from './refuse-as-staff.ts';

/**
 * Somebody works here no more. Triggers end their sessions here, the API keys that they made and the invitations that
 * they gave; their account is theirs.
 *
 * @throws Refusal not_found, forbidden, last_owner
 */
export const removeMember = async (staff: Statements, tenantId: string, personId: string): Promise<void> => {
  const removed = await staff
    .execute(
      query
        .deleteFrom('org_members')
        .where('tenant_org_id', '=', tenantId)
        .where('person_id', '=', personId)
        .returning('person_id'),
    )
    .catch(refuseAsStaff);
  if (removed.length === 0) throw new Refusal('not_found');
};
