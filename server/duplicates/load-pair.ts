import { query } from '@regulars/database/query';
import type { Prepared } from '@regulars/linkage/prepare';
import { sql } from 'kysely';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { type ComparedCustomer, comparedColumns, prepareCustomer } from './compared-customer.ts';

/**
 * Two customers, active or not, the one with the lower id first.
 *
 * @throws Refusal not_found: one of them, or both are the same
 */
export const loadPair = async (
  tenant: Tenant,
  id: string,
  otherId: string,
): Promise<[Prepared, Prepared]> => {
  const rows = await tenant.execute<ComparedCustomer>(
    sql<ComparedCustomer>`select ${sql.join(comparedColumns.map((column) => sql.ref(column)))} from org_customers_mst
      where tenant_org_id = ${tenant.id} and id = any(${[id, otherId]}::uuid[]) order by id`.compile(query),
  );
  const [a, b] = rows.map(prepareCustomer);
  if (!a || !b) throw new Refusal('not_found');
  return [a, b];
};
