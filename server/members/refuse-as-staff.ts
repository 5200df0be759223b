import { Refusal } from '../refusal.ts';
import { violates } from '../tenancy/postgres-problems.ts';

/** What the database says to whoever changes the staff against its rules. */
export const refuseAsStaff = (error: unknown): never => {
  if (violates(error, 'staff_by_admins')) {
    throw new Refusal('forbidden', {
      detail: 'Members who are owners or admins change the staff, and owners alone make and unmake owners.',
    });
  }
  if (violates(error, 'an_owner_stays')) throw new Refusal('last_owner');
  throw error;
};
