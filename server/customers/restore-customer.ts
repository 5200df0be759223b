import { CustomerMerged } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { alreadyMerged } from './already-merged.ts';
import { changeCustomer } from './change-customer.ts';
import { explainingConstraints } from './customer-constraints.ts';
import type { CustomerText } from './customer-json.ts';

/**
 * Brings a deactivated customer back. Once more changes nothing.
 *
 * @throws Refusal not_found, phone_taken (somebody else has been given the phone), version_conflict, already_merged
 */
export const restoreCustomer = async (
  tenant: TenantTransaction,
  id: string,
  versions: number[] | null,
): Promise<CustomerText> => {
  try {
    return await explainingConstraints(changeCustomer(tenant, id, { is_active: true }, versions), {
      ofCustomer: id,
    });
  } catch (error) {
    if (!(error instanceof CustomerMerged)) throw error;
    // Not the one who is there instead: whoever restores a merged customer wants both.
    throw await alreadyMerged(tenant, id);
  }
};
