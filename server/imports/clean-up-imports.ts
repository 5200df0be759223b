import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { cleaner } from '../tenancy/across-tenants.ts';

/** Deletes the imports of every tenant whose time is over, with their files and rows. */
export const cleanUpImports = async (database: Database): Promise<void> => {
  await database
    .each(cleaner)
    .execute(query.deleteFrom('org_imports').where('kept_until', '<', sql<Date>`now()`));
};
