import type { Compilable, Statements } from '../connect.ts';
import type { Context } from '../context-query.ts';
import { asOwner } from './scratch-database.ts';

export const tenantContext = (tenantId: string): Context => ({
  role: 'regulars_tenant',
  tenantId,
  actorId: 'somebody',
  actorName: 'Somebody',
  requestId: 'a request',
});

export const identityContext: Context = {
  role: 'regulars_identity',
  tenantId: '',
  actorId: '',
  actorName: '',
  requestId: '',
};

/** A statement as it is written, for what no builder of ours would build. */
export const text = <Row = Record<string, unknown>>(
  sql: string,
  parameters: readonly unknown[] = [],
): Compilable<Row> => ({
  sql,
  parameters,
  query: { kind: 'RawNode', sqlFragments: [sql], parameters: [] } as never,
  queryId: { queryId: sql },
});

export const run = <Row = Record<string, unknown>>(
  statements: Statements,
  sql: string,
  parameters: readonly unknown[] = [],
) => statements.execute(text<Row>(sql, parameters));

/** Businesses with a row in every table that a tenant has; of each its id and its first customer's. */
export const tenantsWithRows = (ownerUrl: string, howMany: number) =>
  asOwner(ownerUrl, async (owner) => {
    const { rows: tenants } = await owner.query<{ id: string }>(
      `insert into org_tenants_mst (name, slug, country, currency, time_zone)
       select 'Tenant ' || n, gen_random_uuid(), 'OM', 'OMR', 'Asia/Muscat' from generate_series(1, $1) n returning id`,
      [howMany],
    );
    const ids = tenants.map((tenant) => tenant.id);
    await owner.query(
      `with person as (
         insert into sys_people (name, email) values ('Person', gen_random_uuid() || '@example.com') returning id
       ), member as (
         insert into org_members (tenant_org_id, person_id, role) select t, id, 'owner' from unnest($1::uuid[]) t, person
       ), invitation as (
         insert into org_invitations (tenant_org_id, email, role, status, inviter_id, expires_at)
         select t, 'invited@example.com', 'staff', 'pending', id, now() from unnest($1::uuid[]) t, person
       ), key as (
         insert into org_api_keys (tenant_org_id, name, role, secret_hash, start)
         select t, 'POS', 'staff', sha256(t::text::bytea), 'rgl_' from unnest($1::uuid[]) t
       ), view as (
         insert into org_customer_views (tenant_org_id, owner_id, name, filters, shared)
         select t, 'somebody', 'A view', '{}', true from unnest($1::uuid[]) t
       ), counter as (
         insert into org_counter_times (tenant_org_id, actor_id, milliseconds) select t, 'somebody', 8400 from unnest($1::uuid[]) t
       ), settings as (
         insert into org_verification_settings (tenant_org_id, attempts) select t, 5 from unnest($1::uuid[]) t
       ), loyalty as (
         insert into org_loyalty_settings (tenant_org_id, enabled, earn_on) select t, true, 'received' from unnest($1::uuid[]) t
       ), attempts as (
         insert into org_phone_attempts (tenant_org_id, phone, failures) select t, '+96890123456', 1 from unnest($1::uuid[]) t
       ), code as (
         insert into sys_otp_codes (tenant_org_id, phone, country, purpose, channel, provider, ip, expires_at)
         select t, '+96890123456', 'OM', 'login', 'sms', 'none', '127.0.0.1', now() from unnest($1::uuid[]) t
       )
       insert into org_idempotency_keys (tenant_org_id, actor_id, key, request_hash)
       select t, 'somebody', 'a key', '' from unnest($1::uuid[]) t`,
      [ids],
    );
    const { rows: customers } = await owner.query<{ tenantId: string; customerId: string }>(
      `insert into org_customers_mst (tenant_org_id, profile_status, name, phone)
       select t, 'stub', 'Sara Al Balushi', '+96890123456' from unnest($1::uuid[]) t
       returning tenant_org_id as "tenantId", id as "customerId"`,
      [ids],
    );
    await owner.query(
      `insert into org_customer_addresses (tenant_org_id, customer_id, street, country)
       select tenant_org_id, id, 'Way 3021', 'OM' from org_customers_mst where tenant_org_id = any ($1)`,
      [ids],
    );
    await owner.query(
      `insert into org_customer_avatars (tenant_org_id, customer_id, media_type, content)
       select tenant_org_id, id, 'image/jpeg', 'A picture' from org_customers_mst where tenant_org_id = any ($1)`,
      [ids],
    );
    // With the points that it earns.
    await owner.query(
      `insert into org_orders_mst (tenant_org_id, customer_id, total, currency, content_hash)
       select t, c, 10, 'OMR', sha256('') from unnest($1::uuid[], $2::uuid[]) as customer (t, c)`,
      [customers.map(({ tenantId }) => tenantId), customers.map(({ customerId }) => customerId)],
    );
    // Somebody who was merged into the first, whose phone is a further contact now.
    await owner.query(
      `with other as (
         insert into org_customers_mst (tenant_org_id, profile_status, phone)
         select t, 'guest', '+96890123457' from unnest($1::uuid[]) t returning tenant_org_id, id
       )
       insert into org_customer_merge_log (tenant_org_id, source_id, target_id, reason)
       select t, other.id, c, 'The same person'
       from unnest($1::uuid[], $2::uuid[]) as customer (t, c) join other on other.tenant_org_id = t`,
      [customers.map(({ tenantId }) => tenantId), customers.map(({ customerId }) => customerId)],
    );
    await owner.query(
      `with pair (t, a, b) as (
         select tenant_org_id, min(id::text)::uuid, max(id::text)::uuid from org_customers_mst
         where tenant_org_id = any ($1) group by tenant_org_id
       ), key as (
         insert into org_duplicate_keys (tenant_org_id, key, customer_id) select t, 'a key', a from pair
       ), failure as (
         insert into org_duplicate_failures (tenant_org_id, customer_id, problem) select t, a, 'A problem' from pair
       ), model as (
         insert into org_duplicate_models (tenant_org_id, model, customers) select t, '{}', 2 from pair
       ), found as (
         insert into org_duplicate_pairs (tenant_org_id, customer_a, customer_b, score, reasons)
         select t, a, b, 0.5, '[]' from pair
       )
       insert into org_duplicate_dismissals (tenant_org_id, customer_a, customer_b, score, reasons, agreements, found_at)
       select t, a, b, 0.5, '[]', '{}', now() from pair`,
      [ids],
    );
    await owner.query(
      `with import as (
         insert into org_imports (tenant_org_id, file_name, bytes, format, has_heading, columns)
         select t, 'customers.csv', 10, 'csv', true, '[]' from unnest($1::uuid[]) t returning tenant_org_id, id
       ), chunk as (
         insert into org_import_chunks (tenant_org_id, import_id, number, bytes)
         select tenant_org_id, id, 0, 'name' from import
       ), line as (
         insert into org_import_rows (tenant_org_id, import_id, line, cells, outcome)
         select tenant_org_id, id, 2, '[]', 'create' from import
       )
       insert into org_customer_exports (tenant_org_id, actor_id, format, columns, filters)
       select t, 'somebody', 'csv', '{name}', '{}' from unnest($1::uuid[]) t`,
      [ids],
    );
    return customers;
  });

/** The tables in public, from the catalog: `tenantColumn` is null for those that no tenant has. */
export const tables = (ownerUrl: string) =>
  asOwner(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ name: string; tenantColumn: string | null }>(
      `select relname::text as name,
         case when relname = 'org_tenants_mst' then 'id'
           when relname ~ '^org_' or relname = 'sys_otp_codes' then 'tenant_org_id' end as "tenantColumn"
       from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`,
    );
    return rows;
  });
