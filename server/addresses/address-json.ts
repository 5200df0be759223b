import type { Address } from '@regulars/contract/address';
import { type RawBuilder, sql } from 'kysely';
import { formatAddress } from './format-address.ts';

/** An address of the contract but for its lines, which PostgreSQL does not write. */
export type UnformattedAddress = Omit<Address, 'formatted'>;

/** Of a statement in which `org_customer_addresses` is called `address`. */
export const addressJson: RawBuilder<UnformattedAddress> = sql`regulars.address_json(address,
  (select regulars.distance_m(tenant.latitude, tenant.longitude, address.latitude, address.longitude)
    from org_tenants_mst tenant where tenant.id = address.tenant_org_id))`;

export const withLines = (address: UnformattedAddress): Address => ({
  ...address,
  formatted: formatAddress(address),
});
