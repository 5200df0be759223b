import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { acrossTenants } from '../tenancy/across-tenants.ts';

const cleaner = acrossTenants('regulars_cleaner');

/** Deletes what has been told to everybody who could still ask for it: which that is, its policy says. */
export const forgetChanges = async (database: Database): Promise<void> => {
  await database.each(cleaner).execute(query.deleteFrom('org_changes'));
};
