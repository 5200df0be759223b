import { query } from '@regulars/database/query';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { type ComparedCustomer, comparedColumns } from './compared-customer.ts';
import { type Alike, listAlike } from './list-alike.ts';

/**
 * Who may be the same person as this customer, but for those of whom somebody said that they are not.
 *
 * @throws Refusal not_found
 */
export const listCustomerDuplicates = async (tenant: Tenant, id: string): Promise<Alike[]> => {
  const [customer] = await tenant.execute<ComparedCustomer & { is_active: boolean }>(
    query
      .selectFrom('org_customers_mst')
      .select([...comparedColumns, 'is_active'])
      .where('tenant_org_id', '=', tenant.id)
      .where('id', '=', id) as never,
  );
  if (!customer) throw new Refusal('not_found');
  if (!customer.is_active) return [];
  return listAlike(tenant, customer);
};
