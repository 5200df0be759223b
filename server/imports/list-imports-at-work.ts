import type { Database } from '@regulars/database/connect';
import { sql } from 'kysely';
import { dispatcher } from '../tenancy/across-tenants.ts';

export interface ImportAtWork {
  tenantId: string;
  id: string;
}

/** The imports of all tenants for which something is to be done, the oldest first. */
export const listImportsAtWork = (database: Database): Promise<ImportAtWork[]> =>
  database.each(dispatcher).execute(
    sql<ImportAtWork>`select tenant_org_id as "tenantId", id from org_imports
      where state in ('checking', 'importing', 'rolling_back') order by id`,
  );
