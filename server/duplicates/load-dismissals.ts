import { sql } from 'kysely';
import type { TenantStatements } from '../tenancy/in-tenant.ts';
import { pairKey } from './pair.ts';

/** What was known when somebody said that a pair is two people, by pair; of pairs with one of these customers. */
export const loadDismissals = async (
  tenant: TenantStatements,
  customerIds: readonly string[],
): Promise<Map<string, ReadonlySet<string>>> => {
  const rows = await tenant.execute(
    sql<{ a: string; b: string; agreements: string[] }>`
      select customer_a as a, customer_b as b, agreements from org_duplicate_dismissals
      where tenant_org_id = ${tenant.id} and customer_a = any(${customerIds}::uuid[])
      union all
      select customer_a, customer_b, agreements from org_duplicate_dismissals
      where tenant_org_id = ${tenant.id} and customer_b = any(${customerIds}::uuid[])`,
  );
  return new Map(rows.map(({ a, b, agreements }) => [pairKey(a, b), new Set(agreements)]));
};

/** Does a dismissal still count: is there nothing strong in common now that was not there then? */
export const stands = (dismissal: ReadonlySet<string> | undefined, agreements: readonly string[]): boolean =>
  dismissal !== undefined && agreements.every((each) => dismissal.has(each));
