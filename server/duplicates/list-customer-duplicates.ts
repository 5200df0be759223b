import { sql } from 'kysely';
import { presentCustomer } from '../customers/present-customer.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { type ComparedCustomer, comparedOf } from './compared-customer.ts';
import { type Alike, listAlike } from './list-alike.ts';

type Row = ComparedCustomer & { is_active: boolean; merged_into_id: string | null };

/**
 * Who may be the same person as this customer, but for those of whom somebody said that they are not.
 *
 * @throws Refusal not_found
 * @throws CustomerMerged
 */
export const listCustomerDuplicates = async (tenant: Tenant, id: string): Promise<Alike[]> => {
  const [row] = await tenant.execute(
    sql<Row>`select ${comparedOf('c')}, is_active, merged_into_id from org_customers_mst c
      where tenant_org_id = ${tenant.id} and id = ${id}`,
  );
  const customer = presentCustomer(row);
  if (!customer.is_active) return [];
  return listAlike(tenant, customer);
};
