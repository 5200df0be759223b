import type { NewAddress } from '@regulars/contract/address';
import { holdCustomer } from '../customers/hold-customer.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { addAddresses } from './add-addresses.ts';
import { getAddress, type VersionedAddress } from './get-address.ts';

/**
 * Adds an address; the first of a customer becomes the default.
 *
 * @param versions from If-Match; null: whatever the version of the customer
 * @throws Refusal not_found, too_many_addresses, version_conflict
 */
export const createAddress = async (
  tx: TenantTransaction,
  customerId: string,
  address: NewAddress,
  versions: number[] | null,
): Promise<VersionedAddress> => {
  await holdCustomer(tx, customerId, versions);
  const [id] = await addAddresses(tx, customerId, [address]);
  return getAddress(tx, customerId, id!);
};
