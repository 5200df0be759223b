import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { cleaner } from '../tenancy/across-tenants.ts';

/** Deletes what has been told to everybody who could still ask for it: which that is, its policy says. */
export const forgetChanges = async (database: Database): Promise<void> => {
  await database.each(cleaner).execute(query.deleteFrom('org_changes'));
};
