import { type RawBuilder, sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';
import type { Search } from './parse-search.ts';

// Nothing that begins with a prefix sorts behind it and the last character of Unicode.
export const endOf = (prefix: string | null) => prefix && `${prefix}\u{10FFFF}`;

/** Ends of phones are beginnings of what is kept the other way round. */
export const reversed = (text: string | null) => text && [...text].reverse().join('');

/** Does what is in a column begin like this? */
export const begins = (column: string, start: string | null) =>
  sql`(${sql.ref(column)} >= ${start} and ${sql.ref(column)} < ${endOf(start)})`;

/** Who has such a further phone or e-mail, which gave way in a merge. */
export const contacts = (tenant: Tenant, kind: 'phone' | 'email', range: RawBuilder<unknown>) => sql`
    select customer_id from org_customer_contacts
    where tenant_org_id = ${tenant.id} and kind = ${sql.lit(kind)} and removed_at is null and ${range}`;
export const keysFrom = (start: string | null) =>
  sql`search_key >= ${start}::text and search_key < ${endOf(start)}::text`;
export const keysLike = (key: string | null) => sql`search_key = ${key}::text`;

/** Whoever a customer with this number was merged into. */
export const survivor = (tenant: Tenant, { customerNumber }: Search) => sql`(
  select regulars.surviving_customer(${tenant.id}, id) from org_customers_mst
  where tenant_org_id = ${tenant.id} and customer_number_int = ${customerNumber}::bigint
    and merged_into_id is not null)`;
