import type { Database } from '@regulars/database/connect';
import type { Context } from '@regulars/database/context-query';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';

const cleaner: Context = {
  role: 'regulars_cleaner',
  tenantId: '',
  actorId: 'regulars',
  actorName: '',
  requestId: '',
};

/** Deletes the imports of every tenant whose time is over, with their files and rows. @returns how many */
export const cleanUpImports = async (database: Database): Promise<number> => {
  const [cleaned] = await database.each(cleaner).execute<{ count: number }>(
    sql<{ count: number }>`with gone as (
      delete from org_imports where kept_until < now() returning kept_until
    ) select count(*) as count from gone`.compile(query),
  );
  return cleaned?.count ?? 0;
};
