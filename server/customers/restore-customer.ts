import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { changeCustomer } from './change-customer.ts';
import { explainingConstraints } from './customer-constraints.ts';
import type { CustomerText } from './customer-json.ts';

/**
 * Brings a deactivated customer back. Once more changes nothing.
 *
 * @throws Refusal not_found, phone_taken (somebody else has been given the phone), version_conflict
 */
export const restoreCustomer = (
  tenant: TenantTransaction,
  id: string,
  versions: number[] | null,
): Promise<CustomerText> =>
  explainingConstraints(changeCustomer(tenant, id, { is_active: true }, versions), { ofCustomer: id });
