import { query } from '@regulars/database/query';
import { versionConflict } from '../http/expected-version.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import type { CustomerText } from './customer-json.ts';
import { getCustomer } from './get-customer.ts';
import { presentCustomer } from './present-customer.ts';

/**
 * Sets columns of one customer, where it still has one of the expected versions.
 *
 * @param versions null: whatever its version
 * @throws Refusal not_found, version_conflict
 * @throws CustomerMerged
 */
export const changeCustomer = async (
  tenant: TenantTransaction,
  id: string,
  columns: object,
  versions: number[] | null,
): Promise<CustomerText> => {
  const [changed] = await tenant.execute(
    query
      .updateTable('org_customers_mst')
      .set(columns)
      .where('tenant_org_id', '=', tenant.id)
      .where('id', '=', id)
      .where('merged_into_id', 'is', null)
      .$if(versions !== null, (update) =>
        update.where('version', '=', (any) => any.fn.any(any.val(versions!))),
      )
      .returning('id'),
  );
  // Only now, with the customer held, is what the addresses are certain.
  if (changed) return getCustomer(tenant, id);
  const [other] = await tenant.execute(
    query
      .selectFrom('org_customers_mst')
      .select(['version', 'merged_into_id'])
      .where('tenant_org_id', '=', tenant.id)
      .where('id', '=', id),
  );
  const { version } = presentCustomer(other);
  throw versionConflict(version);
};
