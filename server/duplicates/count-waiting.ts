import type { Database } from '@regulars/database/connect';
import { sql } from 'kysely';
import { dispatcher } from '../tenancy/across-tenants.ts';

/** How many customers of all tenants wait to be compared, counted up to 10,000: more are as bad. */
export const countWaiting = async (database: Database): Promise<number> => {
  const [row] = await database.each(dispatcher).execute(
    sql<{ waiting: number }>`
      select count(*)::int as waiting from (select tenant_org_id from org_duplicate_queue limit 10000) queue`,
  );
  return row!.waiting;
};
