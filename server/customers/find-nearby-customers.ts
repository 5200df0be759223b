import type { NearbyQuery } from '@regulars/contract/address';
import type { Page } from '@regulars/contract/paging';
import { sql } from 'kysely';
import { addressJson, type UnformattedAddress, withLines } from '../addresses/address-json.ts';
import { type JsonText, listText, withFields } from '../http/answer.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { customerJson } from './customer-json.ts';

interface Near {
  json: JsonText;
  address: UnformattedAddress;
  distance: number;
}

/**
 * The active customers with an active address within the radius, each once, the nearest first.
 *
 * @returns the JSON of a NearbyCustomerList
 */
export const findNearbyCustomers = async (
  tenant: Tenant,
  { lat, lng, radiusM, limit }: NearbyQuery,
): Promise<JsonText> => {
  const facts = await tenant.facts();
  // One more tells whether there are others.
  const rows = await tenant.execute(
    // Subqueries and no joins: a plan for any tenant would rather read all customers of one than 25 of them by key.
    sql<Near>`select round(near.distance_m::numeric, 2)::float8 as distance,
      (select ${customerJson(facts)} from org_customers_mst
        where tenant_org_id = ${tenant.id} and id = near.customer_id) as json,
      (select ${addressJson} from org_customer_addresses address
        where tenant_org_id = ${tenant.id} and id = near.address_id) as address
      from regulars.nearby_addresses(${tenant.id}::uuid, ${lat}::float8, ${lng}::float8, ${radiusM}::float8,
        ${limit + 1}::int) near
      order by near.distance_m, near.address_id`,
  );
  const shown = rows.slice(0, limit);
  const page: Page = { nextCursor: null, total: shown.length, totalIsExact: rows.length <= limit };
  const data = shown.map(({ json, address, distance }) =>
    withFields(json, { address: JSON.stringify(withLines(address)), distanceM: String(distance) }),
  );
  return listText(data, page);
};
