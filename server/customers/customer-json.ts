import { currencyDigits } from '@regulars/contract/money';
import type { Tenant } from '@regulars/contract/tenant';
import { sql } from 'kysely';
import { type UnformattedAddress, withLines } from '../addresses/address-json.ts';
import type { JsonText } from '../http/answer.ts';

const firstAndLast = sql`nullif(concat_ws(' ', first_name, last_name), '')`;

/**
 * The customer of the contract, as JSON text that PostgreSQL writes and nobody parses on the way to the client.
 * For a statement in which `org_customers_mst` is in scope; contract/customer.ts says what comes out.
 */
export const customerJson = (facts: Tenant) => sql<JsonText>`(select row_to_json(wire)::text from (select
  id, customer_number "customerNumber", profile_status "profileStatus",
  first_name "firstName", last_name "lastName",
  coalesce(display_name, name, ${firstAndLast}, name2, customer_number) "displayName",
  coalesce(name, ${firstAndLast}) "name", name2,
  phone, phone_verified "phoneVerified", email, email_verified "emailVerified",
  birth_date "birthDate", avatar_url "avatarUrl", preferences, notes, tags,
  loyalty_points "loyaltyPoints", tier, total_orders "totalOrders",
  json_build_object('amount', round(total_spent, ${sql.lit(currencyDigits(facts.currency))})::text,
    'currency', ${sql.lit(facts.currency)}::text) "totalSpent",
  last_order_at "lastOrderAt", is_active "isActive", version,
  created_at "createdAt", updated_at "updatedAt") wire)`;

/** A customer as read: its JSON, and what the answer's headers need. */
export interface CustomerText {
  id: string;
  version: number;
  json: JsonText;
}

/**
 * The JSON of a customer with the addresses in it. These alone are parsed, because their lines are not PostgreSQL's.
 *
 * @param addresses null: none
 */
export const withAddresses = (
  { id, version, json }: CustomerText,
  addresses: JsonText | null,
): CustomerText => {
  const list =
    addresses === null
      ? '[]'
      : JSON.stringify((JSON.parse(addresses) as UnformattedAddress[]).map(withLines));
  return { id, version, json: `${json.slice(0, -1)},"addresses":${list}}` as JsonText };
};
