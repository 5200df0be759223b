import type { Prepared } from '@regulars/linkage/prepare';
import { sql } from 'kysely';
import { presentCustomer } from '../customers/present-customer.ts';
import { CustomerMerged, Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { type ComparedCustomer, comparedOf, prepareCustomer } from './compared-customer.ts';

/**
 * Two customers, active or not, the one with the lower id first. For the other, too, an id that was merged away leads
 * to whoever is there.
 *
 * @throws Refusal not_found: one of them, or both are the same
 * @throws CustomerMerged the first
 */
export const loadPair = async (
  tenant: Tenant,
  id: string,
  otherId: string,
): Promise<[Prepared, Prepared]> => {
  const one = await load(tenant, id);
  const other = await loadSurvivor(tenant, otherId);
  if (one.id === other.id) throw new Refusal('not_found');
  return one.id < other.id ? [one, other] : [other, one];
};

const loadSurvivor = async (tenant: Tenant, id: string): Promise<Prepared> => {
  try {
    return await load(tenant, id);
  } catch (error) {
    if (!(error instanceof CustomerMerged)) throw error;
    return loadSurvivor(tenant, error.into);
  }
};

const load = async (tenant: Tenant, id: string): Promise<Prepared> => {
  const [row] = await tenant.execute(
    sql<ComparedCustomer & { merged_into_id: string | null }>`
      select ${comparedOf('c')}, merged_into_id from org_customers_mst c
      where tenant_org_id = ${tenant.id} and id = ${id}`,
  );
  return prepareCustomer(presentCustomer(row));
};
