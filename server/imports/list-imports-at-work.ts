import type { Database } from '@regulars/database/connect';
import type { Context } from '@regulars/database/context-query';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';

const dispatcher: Context = {
  role: 'regulars_dispatcher',
  tenantId: '',
  actorId: 'regulars',
  actorName: '',
  requestId: '',
};

export interface ImportAtWork {
  tenantId: string;
  id: string;
}

/** The imports of all tenants for which something is to be done. */
export const listImportsAtWork = (database: Database): Promise<ImportAtWork[]> =>
  database.each(dispatcher).execute(
    sql<ImportAtWork>`select tenant_org_id as "tenantId", id from org_imports
      where state in ('checking', 'importing', 'rolling_back') order by tenant_org_id, id`.compile(query),
  );
