import type { Tenant } from '@regulars/contract/tenant';
import { sql } from 'kysely';
import { type UnformattedAddress, withLines } from '../addresses/address-json.ts';
import { type JsonText, withFields } from '../http/answer.ts';
import { moneyJson } from '../tenancy/money-json.ts';

const column = (of: string, name: string) => sql.ref(`${of}.${name}`);

/** The name in the main script, of `org_customers_mst` under the name `of`; null: none. */
export const nameOf = (of = 'org_customers_mst') =>
  sql<
    string | null
  >`coalesce(${column(of, 'name')}, nullif(concat_ws(' ', ${column(of, 'first_name')}, ${column(of, 'last_name')}), ''))`;

/** What to call a customer. */
export const displayNameOf = (of = 'org_customers_mst') =>
  sql<string>`coalesce(${column(of, 'display_name')}, ${nameOf(of)}, ${column(of, 'name2')}, ${column(of, 'customer_number')})`;

// Looked for only where somebody was merged: what is read of everybody else costs nothing more.
const contacts = sql`case when merged_ids = '{}' then '[]'::json else (
  select coalesce(json_agg(json_build_object('id', id, 'kind', kind, 'value', value, 'mergeId', merge_id) order by kind desc, value), '[]')
  from (
    select distinct on (contact.kind, contact.search_key) contact.id, contact.kind, contact.value, contact.merge_id
    from org_customer_contacts contact
    where contact.tenant_org_id = org_customers_mst.tenant_org_id and contact.customer_id = org_customers_mst.id
      and contact.removed_at is null
      -- One that has become the customer's own is no further one.
      and contact.search_key is distinct from case contact.kind when 'phone' then phone_reversed else email_folded end
    order by contact.kind, contact.search_key, contact.merge_id
  ) contact) end`;

const customerSince = sql`case when merged_ids = '{}' then created_at else (
  select least(org_customers_mst.created_at, min(merged.created_at)) from org_customers_mst merged
  where merged.tenant_org_id = org_customers_mst.tenant_org_id and merged.id = any (org_customers_mst.merged_ids)) end`;

/**
 * The customer of the contract, as JSON text that PostgreSQL writes and nobody parses on the way to the client.
 * For a statement in which `org_customers_mst` is in scope; contract/customer.ts says what comes out.
 */
export const customerJson = (facts: Tenant) => sql<JsonText>`(select row_to_json(wire)::text from (select
  id, customer_number "customerNumber", profile_status "profileStatus",
  first_name "firstName", last_name "lastName",
  ${displayNameOf()} "displayName",
  ${nameOf()} "name", name2,
  phone, phone_verified "phoneVerified", email, email_verified "emailVerified",
  birth_date "birthDate", avatar_url "avatarUrl", preferences, notes, tags,
  loyalty_points "loyaltyPoints", tier, total_orders "totalOrders",
  ${moneyJson(sql.ref('total_spent'), facts)} "totalSpent",
  last_order_at "lastOrderAt", is_active "isActive",
  merged_ids "mergedIds", merged_into_id "mergedIntoId", ${contacts} "contacts", ${customerSince} "customerSince", version,
  created_at "createdAt", updated_at "updatedAt") wire)`;

/** A customer as read: its JSON, and what the answer's headers need. */
export interface CustomerText {
  id: string;
  version: number;
  json: JsonText;
}

/**
 * The JSON of a customer with the addresses, and which picture, in it. Addresses alone are parsed, because their lines are not PostgreSQL's.
 *
 * @param addresses null: none
 * @param avatarVersion null: no picture
 */
export const withAddresses = (
  { id, version, json }: CustomerText,
  addresses: JsonText | null,
  avatarVersion: number | null,
): CustomerText => {
  const list =
    addresses === null
      ? '[]'
      : JSON.stringify((JSON.parse(addresses) as UnformattedAddress[]).map(withLines));
  return {
    id,
    version,
    json: withFields(json, { addresses: list, avatarVersion: String(avatarVersion) }),
  };
};
