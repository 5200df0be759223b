import type { Address } from '@regulars/contract/address';
import { type RawBuilder, sql } from 'kysely';
import type { JsonText } from '../http/answer.ts';
import { formatAddress } from './format-address.ts';

/** An address of the contract but for its lines, which PostgreSQL does not write. */
export type UnformattedAddress = Omit<Address, 'formatted'>;

/** Rows of the contract's addresses; `condition` and what follows it may name the table as `address`. */
export const addressRows = (condition: RawBuilder<unknown>) => sql<UnformattedAddress>`select
  address.id, address.type, address.label, address.building, address.floor, address.apartment, address.street,
  address.area, address.city, address.region, address.postal_code "postalCode", address.country,
  address.latitude, address.longitude, address.delivery_notes "deliveryNotes",
  address.is_default "isDefault", address.deleted_at is null "isActive",
  (select round(regulars.distance_m(tenant.latitude, tenant.longitude, address.latitude, address.longitude)::numeric, 2)
    from org_tenants_mst tenant where tenant.id = address.tenant_org_id) "distanceM",
  address.created_at "createdAt", address.updated_at "updatedAt"
  from org_customer_addresses address where ${condition}`;

/** The default first, then in the order in which they were added. */
export const inOrder = sql`order by address.is_default desc, address.added_version, address.created_at, address.id`;

/**
 * The active addresses of the customer as JSON text, null where there are none. For a statement in which
 * `org_customers_mst` is in scope.
 */
export const activeAddresses = sql<JsonText | null>`(select json_agg(row_to_json(wire))::text from (${addressRows(
  sql`address.tenant_org_id = org_customers_mst.tenant_org_id and address.customer_id = org_customers_mst.id
    and address.deleted_at is null ${inOrder}`,
)}) wire)`;

export const withLines = (address: UnformattedAddress): Address => ({
  ...address,
  formatted: formatAddress(address),
});
