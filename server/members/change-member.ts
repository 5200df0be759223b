import type { Role } from '@regulars/contract/role';
import type { Statements } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { Refusal } from '../refusal.ts';
import { refuseAsStaff } from './refuse-as-staff.ts';

/** Gives a member another role. @throws Refusal not_found, forbidden, last_owner */
export const changeMember = async (
  staff: Statements,
  tenantId: string,
  personId: string,
  role: Role,
): Promise<void> => {
  const changed = await staff
    .execute(
      query
        .updateTable('org_members')
        .set({ role })
        .where('tenant_org_id', '=', tenantId)
        .where('person_id', '=', personId)
        .returning('person_id'),
    )
    .catch(refuseAsStaff);
  if (changed.length === 0) throw new Refusal('not_found');
};
