import type { ExportColumn } from '@regulars/contract/export';
import { currencyDigits } from '@regulars/contract/money';
import type { Tenant } from '@regulars/contract/tenant';
import { type RawBuilder, sql } from 'kysely';
import { moneyJson } from '../tenancy/money-json.ts';

/** A column of a file, from the columns of org_customers_mst. */
interface Written {
  /** Text, or null. */
  text: RawBuilder<unknown>;
  /** Whether anybody can have typed it: then it is guarded and quoted in a CSV. */
  isTyped: boolean;
  /** A number to whoever calculates with it. */
  isNumber?: boolean;
  /** As the API has it; where it is not the text. */
  json?: RawBuilder<unknown>;
}

const typed = (text: RawBuilder<unknown>, json?: RawBuilder<unknown>): Written => ({
  text,
  isTyped: true,
  ...(json && { json }),
});
const plain = (text: RawBuilder<unknown>, json?: RawBuilder<unknown>): Written => ({
  text,
  isTyped: false,
  ...(json && { json }),
});
const number = (column: RawBuilder<unknown>, json?: RawBuilder<unknown>): Written => ({
  text: sql`${column}::text`,
  json: json ?? column,
  isTyped: false,
  isNumber: true,
});
const moment = (column: string) =>
  plain(sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`, sql.ref(column));

/**
 * What each column holds. A name is the full one, so that a list can be read; what a customer is called is given as it
 * was set, because an import would otherwise set it.
 */
export const writtenColumns = (facts: Tenant): Record<ExportColumn, Written> => ({
  customerNumber: typed(sql`customer_number`),
  name: typed(sql`coalesce(name, nullif(concat_ws(' ', first_name, last_name), ''))`),
  name2: typed(sql`name2`),
  // E.164, which the table sees to: a plus and digits are no formula, and guarded they could not be read as a phone.
  phone: plain(sql`phone`),
  email: typed(sql`email`),
  type: plain(sql`profile_status`),
  status: plain(sql`case when is_active then 'active' else 'inactive' end`),
  phoneVerified: plain(sql`case when phone_verified then 'true' else 'false' end`, sql`phone_verified`),
  totalOrders: number(sql`total_orders`),
  totalSpent: number(
    sql`round(total_spent, ${sql.lit(currencyDigits(facts.currency))})`,
    moneyJson(sql.ref('total_spent'), facts),
  ),
  loyaltyPoints: number(sql`loyalty_points`),
  lastOrderAt: moment('last_order_at'),
  createdAt: moment('created_at'),
  id: plain(sql`id::text`),
  firstName: typed(sql`first_name`),
  lastName: typed(sql`last_name`),
  displayName: typed(sql`display_name`),
  birthDate: plain(sql`birth_date::text`),
  // As people write lists, unless a tag could be taken for two.
  tags: typed(
    sql`case when tags = '{}' then null when array_to_string(tags, '') ~ '[][;,،|]' then array_to_json(tags)::text
      else array_to_string(tags, '; ') end`,
    sql`tags`,
  ),
  notes: typed(sql`notes`),
  preferences: typed(sql`nullif(preferences, '{}')::text`, sql`preferences`),
  avatarUrl: typed(sql`avatar_url`),
  emailVerified: plain(sql`case when email_verified then 'true' else 'false' end`, sql`email_verified`),
  tier: typed(sql`tier`),
  updatedAt: moment('updated_at'),
});
