import { sql } from 'kysely';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';

/** The no about a customer who was merged: says who is there instead, and by which merge. */
export const alreadyMerged = async (tenant: Tenant, id: string): Promise<Refusal> => {
  const [merged] = await tenant.execute(
    sql<{ customerId: string; mergeId: string }>`
      select regulars.surviving_customer(${tenant.id}, source_id) as "customerId", id as "mergeId"
      from org_customer_merge_log
      where tenant_org_id = ${tenant.id} and source_id = ${id} and undone_at is null`,
  );
  return new Refusal('already_merged', merged);
};
