import type { Address } from '@regulars/contract/address';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { addressRows, type UnformattedAddress, withLines } from './address-json.ts';

/** An address as read, and the version of its customer. */
export interface VersionedAddress {
  address: Address;
  version: number;
}

/** @throws Refusal not_found: also where the address is another customer's */
export const getAddress = async (
  tenant: Tenant,
  customerId: string,
  id: string,
): Promise<VersionedAddress> => {
  const [found] = await tenant.execute<{ address: UnformattedAddress; version: number }>(
    sql<{ address: UnformattedAddress; version: number }>`select row_to_json(wire) as address,
      (select version from org_customers_mst where tenant_org_id = ${tenant.id} and id = ${customerId}) as version
      from (${addressRows(
        sql`address.tenant_org_id = ${tenant.id} and address.customer_id = ${customerId} and address.id = ${id}`,
      )}) wire`.compile(query),
  );
  if (!found) throw new Refusal('not_found');
  return { address: withLines(found.address), version: found.version };
};
