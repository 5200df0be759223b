import type { Address, addressQuery } from '@regulars/contract/address';
import type { Page } from '@regulars/contract/paging';
import { sql } from 'kysely';
import type { z } from 'zod';
import { presentCustomer } from '../customers/present-customer.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { addressJson, type UnformattedAddress, withLines } from './address-json.ts';

/** Of the removed ones: nobody looks for those that are older. */
const mostRemoved = 100;

interface Found {
  version: number;
  merged_into_id: string | null;
  active: UnformattedAddress[] | null;
  removed: UnformattedAddress[] | null;
  removed_count: number;
}

/**
 * The addresses of a customer: the active ones, the default first, then the removed ones, the last one first.
 *
 * @throws Refusal not_found
 */
export const listAddresses = async (
  tenant: Tenant,
  customerId: string,
  { status }: z.output<typeof addressQuery>,
): Promise<{ version: number; data: Address[]; page: Page }> => {
  const ofCustomer = sql`address.tenant_org_id = ${tenant.id} and address.customer_id = ${customerId}`;
  const active = sql`regulars.active_addresses(tenant_org_id, id)::json`;
  const removed = sql`(select json_agg(wire) from (select ${addressJson} as wire from org_customer_addresses address
    where ${ofCustomer} and address.deleted_at is not null
    order by address.deleted_at desc, address.id limit ${mostRemoved}) last)`;
  const [named] = await tenant.execute(
    sql<Found>`select version, merged_into_id,
      ${status === 'inactive' ? sql`null` : active} as active,
      ${status === 'active' ? sql`null` : removed} as removed,
      ${
        status === 'active'
          ? sql`0`
          : sql`(select count(*) from org_customer_addresses address where ${ofCustomer} and address.deleted_at is not null)`
      } as removed_count
      from org_customers_mst where tenant_org_id = ${tenant.id} and id = ${customerId}`,
  );
  const found = presentCustomer(named);
  return {
    version: found.version,
    data: [...(found.active ?? []), ...(found.removed ?? [])].map(withLines),
    page: {
      nextCursor: null,
      total: (found.active?.length ?? 0) + found.removed_count,
      totalIsExact: true,
    },
  };
};
