import type { Database } from '@regulars/database/connect';
import { sql } from 'kysely';
import { cleaner } from '../tenancy/across-tenants.ts';

/** Deletes the imports of every tenant whose time is over, with their files and rows. @returns how many */
export const cleanUpImports = async (database: Database): Promise<number> => {
  const [cleaned] = await database.each(cleaner).execute(
    sql<{ count: number }>`with gone as (
      delete from org_imports where kept_until < now() returning kept_until
    ) select count(*) as count from gone`,
  );
  return cleaned?.count ?? 0;
};
