import { query } from '@regulars/database/query';
import { presentCustomer } from '../customers/present-customer.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { type ComparedCustomer, comparedColumns } from './compared-customer.ts';
import { type Alike, listAlike } from './list-alike.ts';

/**
 * Who may be the same person as this customer, but for those of whom somebody said that they are not.
 *
 * @throws Refusal not_found
 * @throws CustomerMerged
 */
export const listCustomerDuplicates = async (tenant: Tenant, id: string): Promise<Alike[]> => {
  const [row] = await tenant.execute<
    ComparedCustomer & { is_active: boolean; merged_into_id: string | null }
  >(
    query
      .selectFrom('org_customers_mst')
      .select([...comparedColumns, 'is_active', 'merged_into_id'])
      .where('tenant_org_id', '=', tenant.id)
      .where('id', '=', id) as never,
  );
  const customer = presentCustomer(row);
  if (!customer.is_active) return [];
  return listAlike(tenant, customer);
};
