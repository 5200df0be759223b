import type { AddressChanges } from '@regulars/contract/address';
import { Refusal } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { addressColumns } from './address-columns.ts';
import { changeAddress, isActive } from './change-address.ts';
import type { VersionedAddress } from './get-address.ts';

/**
 * Changes what was sent and nothing else. Made the default, it takes that from the other.
 *
 * @throws Refusal invalid_request, not_found, address_removed, version_conflict
 */
export const updateAddress = async (
  tx: TenantTransaction,
  which: { customerId: string; id: string; versions: number[] | null },
  changes: AddressChanges,
): Promise<VersionedAddress> => {
  const { country } = await tx.facts();
  const changed = await changeAddress(tx, which, addressColumns(changes, country), isActive);
  if (!changed.address.isActive) throw new Refusal('address_removed');
  return changed;
};
