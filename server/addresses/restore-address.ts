import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { changeAddress, isRemoved } from './change-address.ts';
import type { VersionedAddress } from './get-address.ts';

/**
 * Brings a removed address back, also as the default if it was that. Once more changes nothing.
 *
 * @throws Refusal not_found, too_many_addresses, version_conflict
 */
export const restoreAddress = (
  tx: TenantTransaction,
  which: { customerId: string; id: string; versions: number[] | null },
): Promise<VersionedAddress> => changeAddress(tx, which, { deleted_at: null }, isRemoved);
