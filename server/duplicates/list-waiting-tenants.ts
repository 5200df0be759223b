import type { Database } from '@regulars/database/connect';
import { sql } from 'kysely';
import { dispatcher } from '../tenancy/across-tenants.ts';

/**
 * The tenants with customers who wait to be compared; costs one look into an index for each of them. Where an import is
 * being written they wait for its end: both would only be slower for it.
 */
export const listWaitingTenants = async (database: Database): Promise<string[]> => {
  const rows = await database.each(dispatcher).execute(
    sql<{ id: string }>`
      with recursive waiting as (
        (select tenant_org_id from org_duplicate_queue order by tenant_org_id limit 1)
        union all
        select (select tenant_org_id from org_duplicate_queue
          where tenant_org_id > waiting.tenant_org_id order by tenant_org_id limit 1)
        from waiting where tenant_org_id is not null
      )
      select tenant_org_id as id from waiting where tenant_org_id is not null and not exists (
        select from org_imports where org_imports.tenant_org_id = waiting.tenant_org_id and state = 'importing')`,
  );
  return rows.map(({ id }) => id);
};
