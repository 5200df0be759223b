import type { View } from '@regulars/contract/view';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { viewOf, viewRow } from './view-row.ts';

/** The actor's own views in their order, then those that others share; row-level security hides the rest. */
export const listViews = async (tenant: Tenant): Promise<View[]> => {
  const rows = await tenant.execute(
    query
      .selectFrom('org_customer_views')
      .select(viewRow)
      .where('tenant_org_id', '=', tenant.id)
      .orderBy(sql`owner_id <> ${tenant.actor.id}`)
      .orderBy('owner_id')
      .orderBy('position')
      .orderBy('id'),
  );
  return rows.map(viewOf);
};
