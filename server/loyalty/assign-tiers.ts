import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type { TenantStatements } from '../tenancy/in-tenant.ts';

/** So few that nobody waits long for one of them. */
const batch = 1000;

/**
 * Gives every customer the tier that the business's rule says, a thousand at a time; those who have it already are
 * left alone. Whoever was interrupted begins again.
 */
export const assignTiers = async (tenant: TenantStatements): Promise<void> => {
  let last: string | null = '00000000-0000-0000-0000-000000000000';
  while (last !== null) {
    const rows: { id: string }[] = await tenant.execute(
      sql<{ id: string }>`
        with batch as materialized (
          select id from org_customers_mst where tenant_org_id = ${tenant.id} and id > ${last}
          order by id limit ${batch}
        ), due as materialized (
          select customer.id from batch join org_customers_mst as customer
            on customer.tenant_org_id = ${tenant.id} and customer.id = batch.id
          where customer.tier is distinct from regulars.tier_of(${tenant.id}, customer.id)
          order by customer.id for no key update of customer
        ), assigned as (
          update org_customers_mst as customer set tier = customer.tier from due
          where customer.tenant_org_id = ${tenant.id} and customer.id = due.id
        )
        select id from batch order by id desc limit 1`,
    );
    last = rows[0]?.id ?? null;
  }
  await tenant.execute(
    query
      .updateTable('org_loyalty_settings')
      .set({ tiers_pending: false })
      .where('tenant_org_id', '=', tenant.id),
  );
};
