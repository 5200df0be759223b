import { sql } from 'kysely';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';

/**
 * Holds these customers until the end of the transaction, always in the same order, before anything of theirs is
 * touched: so no two transactions wait for each other.
 *
 * @returns by id, who it is now: a merge may have been faster
 */
export const holdCustomers = async (
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<Map<string, string>> => {
  const held = await tx.execute(
    sql<{ id: string; survivor: string }>`
      select id, merged_into_id as survivor from org_customers_mst
      where tenant_org_id = ${tx.id} and id = any(${[...new Set(ids)]}::uuid[])
      order by id for no key update`,
  );
  const merged = held.flatMap(({ survivor }) => survivor ?? []);
  const survivors = merged.length > 0 ? await holdCustomers(tx, merged) : new Map<string, string>();
  return new Map(held.map(({ id, survivor }) => [id, survivor ? survivors.get(survivor)! : id]));
};
