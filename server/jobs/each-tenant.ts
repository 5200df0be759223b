import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { identityContext } from '../sessions/auth.ts';

/** Does work for every tenant, for one after the other. */
export const eachTenant = async (
  database: Database,
  work: (tenantId: string) => Promise<void>,
): Promise<void> => {
  const tenants = await database
    .each(identityContext)
    .execute(query.selectFrom('org_tenants_mst').select('id').orderBy('id'));
  for (const { id } of tenants) await work(id);
};
