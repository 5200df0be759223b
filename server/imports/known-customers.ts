import { sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';
import type { ImportRecord, ReadRow } from './read-record.ts';

/** A customer whom rows may mean. */
export interface KnownCustomer
  extends Required<{ [Column in keyof ImportRecord]: ImportRecord[Column] | null }> {
  id: string;
  number: number;
  is_active: boolean;
  is_merged: boolean;
}

/** Those whom the rows of a batch may mean, by all that tells one customer from another. */
export interface KnownCustomers {
  byId: Map<string, KnownCustomer>;
  byNumber: Map<number, KnownCustomer>;
  /** Active ones. */
  byPhone: Map<string, KnownCustomer>;
  /** Active ones, up to three of each e-mail. */
  byEmail: Map<string, KnownCustomer[]>;
  /** Whom an earlier import made of a row like this. */
  byFingerprint: Map<string, KnownCustomer>;
}

/** An e-mail as it is compared. */
export const foldedEmail = (email: string) => email.toLowerCase();

export const knownCustomers = async (tenant: Tenant, rows: readonly ReadRow[]): Promise<KnownCustomers> => {
  const some = <T>(values: (T | null | undefined)[]): T[] => [
    ...new Set(values.filter((value): value is T => value !== null && value !== undefined)),
  ];
  const ids = some(rows.map(({ id }) => id));
  const numbers = some(rows.map(({ customerNumber }) => customerNumber));
  const phones = some(rows.map(({ record }) => record.phone));
  const emails = some(rows.map(({ record }) => record.email && foldedEmail(record.email)));
  const fingerprints = some(rows.map(({ fingerprint }) => fingerprint));
  const earlier =
    fingerprints.length === 0
      ? []
      : await tenant.execute(
          sql<{ fingerprint: string; id: string }>`
            select distinct on (fingerprint) fingerprint, customer_id as id from org_import_rows
            where tenant_org_id = ${tenant.id} and fingerprint = any (${fingerprints}::text[])
              and customer_id is not null and result in ('created', 'unchanged') and rollback is distinct from 'deactivated'
            order by fingerprint, import_id desc`,
        );
  const found = await tenant.execute(
    sql<KnownCustomer>`
      select customer.id, customer_number_int as number, is_active, merged_into_id is not null as is_merged,
        first_name, last_name, display_name,
        coalesce(name, nullif(concat_ws(' ', first_name, last_name), '')) as name, name2,
        phone, email, birth_date, avatar_url, preferences, notes, tags
      from (
        select unnest(${[...ids, ...earlier.map(({ id }) => id)]}::uuid[]) as id
        union
        select id from org_customers_mst
        where tenant_org_id = ${tenant.id} and customer_number_int = any (${numbers}::bigint[])
        union
        select id from org_customers_mst
        where tenant_org_id = ${tenant.id} and is_active and phone = any (${phones}::text[])
        union
        select mailed.id from unnest(${emails}::text[]) as e (mail), lateral (
          select id from org_customers_mst where tenant_org_id = ${tenant.id} and email_folded = mail and is_active
          limit 3) mailed
      ) met, lateral (
        -- The limit keeps it one look for each.
        select * from org_customers_mst where tenant_org_id = ${tenant.id} and org_customers_mst.id = met.id limit 1
      ) customer`,
  );
  const known: KnownCustomers = {
    byId: new Map(),
    byNumber: new Map(),
    byPhone: new Map(),
    byEmail: new Map(),
    byFingerprint: new Map(),
  };
  for (const customer of found) {
    known.byId.set(customer.id, customer);
    known.byNumber.set(customer.number, customer);
    if (!customer.is_active) continue;
    if (customer.phone !== null) known.byPhone.set(customer.phone, customer);
    if (customer.email !== null) {
      const email = foldedEmail(customer.email);
      known.byEmail.set(email, [...(known.byEmail.get(email) ?? []), customer]);
    }
  }
  for (const { fingerprint, id } of earlier) {
    const customer = known.byId.get(id);
    if (customer?.is_active) known.byFingerprint.set(fingerprint, customer);
  }
  return known;
};
