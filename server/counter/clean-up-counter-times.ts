import type { Database } from '@regulars/database/connect';
import { sql } from 'kysely';
import { cleaner } from '../tenancy/across-tenants.ts';

/** Deletes the times of every tenant that nobody asks for any more: which they are, the policy says. */
export const cleanUpCounterTimes = async (database: Database): Promise<void> => {
  await database.each(cleaner).execute(sql`delete from org_counter_times`);
};
