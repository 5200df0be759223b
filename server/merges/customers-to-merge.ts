import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { alreadyMerged } from '../customers/already-merged.ts';
import { Refusal } from '../refusal.ts';
import type { Tenant, TenantTransaction } from '../tenancy/in-tenant.ts';

interface Pair {
  sourceCustomerId: string;
  targetCustomerId: string;
}

/**
 * Who is meant: a target who was merged is whoever it was merged into. A source who was is refused.
 *
 * @returns the id of the target
 * @throws Refusal not_found, already_merged, customer_inactive
 */
export const customersToMerge = async (tenant: Tenant, pair: Pair): Promise<string> => {
  const [found] = await tenant.execute(
    sql<{ source: string | null; target: string | null; is_active: boolean }>`
      select found.source, found.target, (
        select is_active from org_customers_mst where tenant_org_id = ${tenant.id} and id = found.target) as is_active
      from (
        select regulars.surviving_customer(${tenant.id}, ${pair.sourceCustomerId}) as source,
          regulars.surviving_customer(${tenant.id}, ${pair.targetCustomerId}) as target offset 0
      ) found`,
  );
  if (!found?.source || !found.target) throw new Refusal('not_found');
  if (found.source !== pair.sourceCustomerId.toLowerCase())
    throw await alreadyMerged(tenant, pair.sourceCustomerId);
  // They are one already, the other way round.
  if (found.source === found.target) throw await alreadyMerged(tenant, pair.targetCustomerId);
  if (!found.is_active) throw new Refusal('customer_inactive');
  return found.target;
};

/**
 * Holds both customers, always in the same order: of two merges that meet one waits, then finds what the other did.
 * Before them the orders that will move, because whoever changes an order holds it before its customer.
 *
 * @param from whose orders will move
 */
export const holdBoth = async (
  tx: TenantTransaction,
  { from, to }: { from: string; to: string },
): Promise<void> => {
  await tx.execute(
    sql`select from org_orders_mst where tenant_org_id = ${tx.id} and customer_id = ${from}
      order by id for no key update`,
  );
  await tx.execute(
    query
      .selectFrom('org_customers_mst')
      .select('id')
      .where('tenant_org_id', '=', tx.id)
      .where('id', 'in', [from, to])
      .orderBy('id')
      .forUpdate(),
  );
};
