import type { Address } from '@regulars/contract/address';
import { sql } from 'kysely';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { addressJson, type UnformattedAddress, withLines } from './address-json.ts';

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
  const [found] = await tenant.execute(
    sql<{ address: UnformattedAddress; version: number }>`select ${addressJson} as address,
      (select version from org_customers_mst where tenant_org_id = ${tenant.id} and id = ${customerId}) as version
      from org_customer_addresses address
      where tenant_org_id = ${tenant.id} and customer_id = ${customerId} and id = ${id}`,
  );
  if (!found) throw new Refusal('not_found');
  return { address: withLines(found.address), version: found.version };
};
