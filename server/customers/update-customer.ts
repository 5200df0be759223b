import type { CustomerChanges } from '@regulars/contract/customer';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { changeCustomer } from './change-customer.ts';
import { customerColumns } from './customer-columns.ts';
import { explainingConstraints } from './customer-constraints.ts';
import type { CustomerText } from './customer-json.ts';
import { getCustomer } from './get-customer.ts';

/**
 * Changes what was sent and nothing else.
 *
 * @param versions from If-Match; null: whatever the version
 * @throws Refusal invalid_request, not_found, phone_taken, version_conflict
 */
export const updateCustomer = async (
  tenant: Tenant,
  id: string,
  changes: CustomerChanges,
  versions: number[] | null,
): Promise<CustomerText> => {
  const { country } = await tenant.facts();
  const columns = customerColumns(changes, { country, preferences: 'of the row' });
  if (Object.keys(columns).length > 0) {
    return explainingConstraints(changeCustomer(tenant, id, columns, versions), { e164: columns.phone });
  }
  const unchanged = await getCustomer(tenant, id);
  if (versions !== null && !versions.includes(unchanged.version)) throw new Refusal('version_conflict');
  return unchanged;
};
