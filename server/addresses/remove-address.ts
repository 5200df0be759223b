import { sql } from 'kysely';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { changeAddress, isActive } from './change-address.ts';
import type { VersionedAddress } from './get-address.ts';

/**
 * Takes an address out of use; nothing is deleted. Once more changes nothing.
 *
 * @throws Refusal not_found, version_conflict
 */
export const removeAddress = (
  tx: TenantTransaction,
  which: { customerId: string; id: string; versions: number[] | null },
): Promise<VersionedAddress> => changeAddress(tx, which, { deleted_at: sql`now()` }, isActive);
