import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { changeCustomer } from './change-customer.ts';
import type { CustomerText } from './customer-json.ts';

/**
 * Takes a customer out of the lists and frees the phone; nothing is deleted. Once more changes nothing.
 *
 * @throws Refusal not_found, version_conflict
 */
export const deactivateCustomer = (
  tenant: TenantTransaction,
  id: string,
  versions: number[] | null,
): Promise<CustomerText> => changeCustomer(tenant, id, { is_active: false }, versions);
