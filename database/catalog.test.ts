import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type CatalogRule, catalogRules, offendersOf } from './testing/catalog-rules.ts';
import { type ScratchDatabase, scratchDatabase } from './testing/scratch-database.ts';

const client = new pg.Client({ connectionString: inject('ownerUrl') });
beforeAll(() => client.connect());
afterAll(() => client.end());

const rules = Object.keys(catalogRules) as CatalogRule[];

describe('in the migrated database', () => {
  test.each(rules)('%s', async (rule) => {
    expect(await offendersOf(client, rule)).toEqual([]);
  });
});

// Planting locks tables, so it happens where nobody else works.
let scratch: ScratchDatabase;
let garden: pg.Client;
beforeAll(async () => {
  scratch = await scratchDatabase({ ownerUrl: inject('ownerUrl'), appUrl: inject('appUrl') });
  garden = new pg.Client({ connectionString: scratch.ownerUrl });
  await garden.connect();
});
afterAll(async () => {
  await garden.end();
  await scratch.drop();
});

const guarded = (name: string) => `
  alter table ${name} enable row level security;
  alter table ${name} force row level security;`;

// For each rule what would break it, and who should be found to have done so.
const plants: Record<CatalogRule, { sql: string; offender: string }[]> = {
  'every table has forced row-level security': [
    { sql: 'create table org_planted (tenant_org_id uuid)', offender: 'org_planted' },
    { sql: 'alter table org_customers_mst no force row level security', offender: 'org_customers_mst' },
    { sql: 'alter table sys_people disable row level security', offender: 'sys_people' },
  ],
  'every table of a tenant names the tenant in each row': [
    { sql: 'create table org_planted (id uuid primary key)', offender: 'org_planted' },
    { sql: 'create table sys_planted (tenant_org_id uuid)', offender: 'sys_planted' },
    {
      sql: 'alter table org_api_keys drop constraint org_api_keys_pkey; alter table org_api_keys alter tenant_org_id drop not null',
      offender: 'org_api_keys',
    },
  ],
  'every table of a tenant has a policy for tenants': [
    {
      sql: `create table org_planted (tenant_org_id uuid not null); ${guarded('org_planted')}`,
      offender: 'org_planted',
    },
    { sql: 'drop policy own on org_customers_mst', offender: 'org_customers_mst' },
  ],
  'every policy that lets tenants see holds them to their own rows': [
    {
      sql: 'create policy planted on org_customers_mst to regulars_tenant using (true)',
      offender: 'org_customers_mst planted',
    },
    {
      sql: `create policy planted on org_members for select to public
        using (tenant_org_id = regulars.current_tenant() or role = 'owner')`,
      offender: 'org_members planted',
    },
    {
      sql: `alter policy own on org_customers_mst using (regulars.current_tenant() is not null)`,
      offender: 'org_customers_mst own',
    },
  ],
  'every policy that lets tenants write holds them to their own rows': [
    {
      sql: 'create policy planted on org_customers_mst for insert to regulars_tenant with check (true)',
      offender: 'org_customers_mst planted',
    },
    {
      sql: `create policy planted on org_customers_mst for update to regulars_tenant
        using (tenant_org_id = regulars.current_tenant()) with check (is_active)`,
      offender: 'org_customers_mst planted',
    },
  ],
  'a policy is for tenants, for identity or for an errand and nobody else': [
    {
      sql: 'create policy planted on org_members using (tenant_org_id = regulars.current_tenant())',
      offender: 'org_members planted',
    },
    {
      sql: 'create policy planted on org_customers_mst to regulars_matchmaker using (true)',
      offender: 'org_customers_mst planted',
    },
  ],
  'a policy asks no other table and nothing that changes from row to row': [
    {
      sql: `create policy planted on org_members to regulars_tenant
        using (tenant_org_id = regulars.current_tenant() and exists (select from org_api_keys))`,
      offender: 'org_members planted',
    },
    {
      sql: 'create policy planted on org_members to regulars_tenant using (random() > 0)',
      offender: 'org_members planted',
    },
  ],
  'every table has a primary key': [{ sql: 'create table sys_planted (id uuid)', offender: 'sys_planted' }],
  'every key and index of a tenant begins with the tenant': [
    { sql: 'create index planted on org_customers_mst (email)', offender: 'planted' },
    {
      sql: 'alter table org_api_keys add constraint planted unique (start, tenant_org_id)',
      offender: 'planted',
    },
    {
      sql: `alter table org_idempotency_keys drop constraint org_idempotency_keys_pkey;
        alter table org_idempotency_keys add constraint planted primary key (key)`,
      offender: 'planted',
    },
  ],
  'every foreign key between tables of a tenant begins with the tenant on both sides': [
    {
      sql: `create table org_planted (tenant_org_id uuid not null, customer_id uuid);
        create unique index by_id on org_customers_mst (id);
        alter table org_planted add constraint planted foreign key (customer_id) references org_customers_mst (id)`,
      offender: 'planted',
    },
  ],
  'every foreign key has an index on the side that refers': [
    {
      sql: 'drop index org_customers_by_merge',
      offender: 'org_customers_mst_tenant_org_id_merged_into_id_fkey',
    },
    { sql: 'drop index org_invitations_by_inviter', offender: 'org_invitations_inviter_id_fkey' },
  ],
  'every text by whose beginning customers are found is kept in the order of its bytes': [
    { sql: 'create index planted on org_customers_mst (tenant_org_id, email)', offender: 'planted.email' },
  ],
  'no tenant has any privilege on what belongs to all': [
    { sql: 'grant select on sys_customers_mst to regulars_tenant', offender: 'sys_customers_mst' },
    { sql: 'grant select (email) on sys_people to regulars_tenant', offender: 'sys_people.email' },
    { sql: 'grant select (token) on sys_sessions to regulars_tenant', offender: 'sys_sessions.token' },
  ],
  'identity has no privilege on what belongs to tenants, but for their staff': [
    { sql: 'grant select on org_customers_mst to regulars_identity', offender: 'org_customers_mst' },
    {
      sql: 'grant select (phone) on org_customers_mst to regulars_identity',
      offender: 'org_customers_mst.phone',
    },
  ],
  'nobody else has any privilege, least of all the API roles of Supabase': [
    {
      sql: 'grant select on org_customers_mst to regulars_app',
      offender: 'org_customers_mst to regulars_app',
    },
    {
      sql: 'grant select (phone) on org_customers_mst to public',
      offender: 'org_customers_mst.phone to public',
    },
    { sql: 'create role planted; grant all on sys_people to planted', offender: 'sys_people to planted' },
    { sql: 'grant usage on schema regulars to public', offender: 'schema regulars to public' },
    { sql: 'grant usage on schema public to regulars_app', offender: 'schema public to regulars_app' },
    {
      sql: 'create function regulars.planted() returns int language sql return 1',
      offender: 'regulars.planted() to public',
    },
    {
      sql: 'grant execute on function generate_customer_number to public',
      offender: 'generate_customer_number(uuid) to public',
    },
    {
      sql: 'grant execute on function regulars_people.link_person() to public',
      offender: 'regulars_people.link_person() to public',
    },
    {
      sql: 'create table regulars.planted (); grant select on regulars.planted to public',
      offender: 'regulars.planted to public',
    },
  ],
  'who works across tenants may do what it is for and nothing else': [
    {
      sql: 'grant select (phone) on sys_otp_codes to regulars_cleaner',
      offender: 'regulars_cleaner: SELECT on sys_otp_codes.phone',
    },
    {
      sql: 'grant update (used_at) on sys_otp_codes to regulars_courier',
      offender: 'regulars_courier: UPDATE on sys_otp_codes.used_at',
    },
    {
      sql: 'grant select (customer_id) on org_duplicate_queue to regulars_dispatcher',
      offender: 'regulars_dispatcher: SELECT on org_duplicate_queue.customer_id',
    },
    {
      sql: 'grant select on org_customers_mst to regulars_matchmaker',
      offender: 'regulars_matchmaker: SELECT on org_customers_mst',
    },
  ],
  'nobody may empty a table, refer to it or put a trigger on it, which row-level security does not hold back':
    [
      {
        sql: 'grant truncate on org_customers_mst to regulars_tenant',
        offender: 'org_customers_mst to regulars_tenant',
      },
      {
        sql: 'grant references (id) on sys_people to regulars_identity',
        offender: 'sys_people.id to regulars_identity',
      },
    ],
  'no privilege can be handed on': [
    {
      sql: 'grant select on org_members to regulars_tenant with grant option',
      offender: 'org_members to regulars_tenant',
    },
  ],
  'the login can use no table without a context': [
    { sql: 'grant delete on org_members to regulars_app', offender: 'org_members' },
    { sql: 'grant select (name) on org_customers_mst to public', offender: 'org_customers_mst' },
  ],
  'the roles of the server own nothing': [
    { sql: 'alter table org_customers_mst owner to regulars_app', offender: 'table org_customers_mst' },
    {
      sql: 'alter function regulars.fold(text) owner to regulars_tenant',
      offender: 'function regulars.fold(text)',
    },
  ],
  'the roles of the server have no power beyond their grants': [
    { sql: 'alter role regulars_app bypassrls', offender: 'regulars_app' },
    { sql: 'alter role regulars_tenant superuser', offender: 'regulars_tenant' },
    { sql: 'alter role regulars_identity login', offender: 'regulars_identity' },
  ],
  'the login has to become another role to do anything': [
    { sql: 'alter role regulars_app inherit', offender: 'regulars_app' },
    { sql: 'grant regulars_tenant to regulars_app with inherit true', offender: 'regulars_tenant' },
  ],
  'the login may become a tenant, identity or who runs an errand, and these nobody': [
    { sql: 'grant regulars_matchmaker to regulars_app', offender: 'regulars_app as regulars_matchmaker' },
    { sql: 'grant regulars_tenant to regulars_courier', offender: 'regulars_courier as regulars_tenant' },
    { sql: 'grant pg_read_all_data to regulars_tenant', offender: 'regulars_tenant as pg_read_all_data' },
    { sql: 'create role planted; grant planted to regulars_app', offender: 'regulars_app as planted' },
    {
      sql: 'grant regulars_tenant to regulars_app with admin option',
      offender: 'regulars_app as regulars_tenant',
    },
  ],
  'the roles of the server can make nothing in a schema': [
    { sql: 'grant create on schema regulars to regulars_tenant', offender: 'regulars_tenant in regulars' },
    { sql: 'grant create on schema public to public', offender: 'regulars_app in public' },
  ],
  'a function that runs with the rights of its owner has its search_path pinned': [
    { sql: 'alter function regulars.fold(text) security definer', offender: 'regulars.fold(text)' },
  ],
  'a function that runs with the rights of its owner is not owned by one who bypasses row-level security': [
    {
      sql: `alter function regulars.fold(text) security definer set search_path = ''`,
      offender: 'regulars.fold(text)',
    },
    {
      sql: `create role planted bypassrls; grant create on schema regulars to planted;
        alter function regulars.fold(text) security definer; alter function regulars.fold(text) owner to planted`,
      offender: 'regulars.fold(text)',
    },
  ],
  'no view shows what its reader may not see': [
    { sql: 'create view planted as select * from org_customers_mst', offender: 'planted' },
    { sql: 'create materialized view regulars.planted as select 1', offender: 'regulars.planted' },
  ],
  'history leaves out what is derived from another column': [
    {
      sql: `alter table org_customers_mst add planted text generated always as (upper(name)) stored`,
      offender: 'planted',
    },
  ],
  'history leaves out nothing else but what no caller would miss': [
    {
      sql: `create or replace function regulars.customer_facts(customer org_customers_mst) returns jsonb
        language sql stable return to_jsonb(customer) - 'notes'`,
      offender: 'notes',
    },
  ],
  'every foreign key to a customer is one that a merge knows what to do about': [
    {
      sql: `create table org_planted (tenant_org_id uuid, id uuid, buyer uuid,
        foreign key (tenant_org_id, buyer) references org_customers_mst)`,
      offender: 'org_planted.buyer',
    },
    { sql: 'drop table org_customer_contacts', offender: 'org_customer_contacts.customer_id' },
  ],
  'what a merge moves has a key of tenant and id, and its customer before everything else in an index': [
    {
      sql: 'alter table org_customer_contacts drop constraint org_customer_contacts_pkey',
      offender: 'org_customer_contacts',
    },
    { sql: 'drop index org_orders_by_customer', offender: 'org_orders_mst' },
  ],
  'every table says what it is for': [
    { sql: 'comment on table org_customers_mst is null', offender: 'org_customers_mst' },
  ],
};

describe.each(rules)('%s: who breaks it is found', (rule) => {
  test.each(plants[rule])('$sql', async ({ sql, offender }) => {
    await garden.query('begin');
    try {
      await garden.query(sql);
      expect(await offendersOf(garden, rule)).toContain(offender);
    } finally {
      await garden.query('rollback');
    }
  });
});
