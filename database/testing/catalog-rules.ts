import type pg from 'pg';

/**
 * What holds for every table, key, policy, function and role of the schema, as queries of pg_catalog that return
 * whoever breaks it (column `offender`). So a migration cannot add a table and forget its guard.
 *
 * Ours are the tables in public that are named org_… or sys_…, the schema regulars, and the functions in both
 * schemas that no extension brought.
 */
/** Who works across tenants, each for one purpose. */
const errands = "'regulars_cleaner', 'regulars_courier', 'regulars_dispatcher', 'regulars_porter'";

const facts = `
with errand (name) as (
  select rolname from pg_roles where rolname in (${errands})
  -- Where another database of the cluster has made the role of this name, this one's carries the name of the database.
  union all
  select pg_get_userbyid(proowner) from pg_proc where oid = 'regulars_people.link_person()'::regprocedure
), our_table as (
  select pg_class.*, pg_class.oid as id, relname::text as name
  from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname ~ '^(org|sys)_'
), tenant_table as (
  select our_table.*, tenant.attnum as tenant_column, tenant.attnotnull as tenant_known
  from our_table left join pg_attribute tenant
    on tenant.attrelid = id and tenant.attname = case name when 'org_tenants_mst' then 'id' else 'tenant_org_id' end
  where (name ~ '^org_' or tenant.attnum is not null)
    -- A session is looked up by its token before the tenant is known, and outlives the choice of one;
    -- no tenant has any privilege on it.
    and name <> 'sys_sessions'
), our_function as (
  select pg_proc.*, pg_proc.oid as id, pg_proc.oid::regprocedure::text as name from pg_proc
  where pronamespace in ('public'::regnamespace, 'regulars'::regnamespace, 'regulars_people'::regnamespace)
    and not exists (select from pg_depend where classid = 'pg_proc'::regclass and objid = pg_proc.oid and deptype = 'e')
), our_role as (
  select * from pg_roles where rolname in ('regulars_app', 'regulars_tenant', 'regulars_identity') or rolname in (select name from errand)
), granted as (
  select 'schema ' || nspname as thing, nspname as space, 'n' as kind, nspowner as owner, acl.*
  from pg_namespace, lateral aclexplode(coalesce(nspacl, acldefault('n', nspowner))) acl
  where nspname in ('public', 'regulars', 'regulars_people')
  union all
  select name, 'public', 't', relowner, acl.* from our_table, lateral aclexplode(relacl) acl
  union all
  select name || '.' || attname, 'public', 't', relowner, acl.*
  from our_table join pg_attribute on attrelid = id, lateral aclexplode(attacl) acl
  union all
  select oid::regclass::text, 'regulars', 't', relowner, acl.*
  from pg_class, lateral aclexplode(coalesce(relacl, acldefault(case relkind when 'S' then 's' else 'r' end::"char", relowner))) acl
  where relnamespace = 'regulars'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S', 'f')
  union all
  select name, pronamespace::regnamespace::text, 'f', proowner, acl.*
  from our_function, lateral aclexplode(coalesce(proacl, acldefault('f', proowner))) acl
), grants as (
  select granted.*, case grantee when 0 then 'public' else pg_get_userbyid(grantee)::text end as role from granted
  where grantee <> owner
), policy as (
  select tenant_table.name || ' ' || polname as title, polcmd, polroles, tenant_table.name,
    pg_get_expr(polqual, polrelid) as reads, pg_get_expr(polwithcheck, polrelid) as writes,
    polqual::text || coalesce(polwithcheck::text, '') as tree, pg_policy.oid as id
  from tenant_table join pg_policy on polrelid = id
)`;

// Of everybody but tenants: what these reach is said by their privileges.
const others = `array(select oid from pg_roles where rolname in ('regulars_identity', ${errands}))`;

// The tenant first, and nothing that could be true instead.
const ofTenant = String.raw`'^\(+(tenant_org_id|id) = regulars\.current_tenant\(\)\)( AND |$)'`;
const holdsToTenant = (expression: string) => `${expression} ~ ${ofTenant} and ${expression} !~ ' OR '`;

export const catalogRules = {
  'every table has forced row-level security': `
    select name as offender from our_table where not (relrowsecurity and relforcerowsecurity)`,

  'every table of a tenant names the tenant in each row': `
    select name as offender from tenant_table where tenant_column is null or not tenant_known`,

  'every table of a tenant has a policy for tenants': `
    select name as offender from tenant_table where not exists (
      select from pg_policy where polrelid = id and polroles @> array[(select oid from pg_roles where rolname = 'regulars_tenant')])`,

  'every policy that lets tenants see holds them to their own rows': `
    select title as offender from policy
    where not polroles <@ ${others}
      and polcmd <> 'a' and not coalesce(${holdsToTenant('reads')}, false)`,

  'every policy that lets tenants write holds them to their own rows': `
    select title as offender from policy
    where not polroles <@ ${others}
      and polcmd in ('a', 'w', '*') and not coalesce(${holdsToTenant("coalesce(writes, case when polcmd <> 'a' then reads end)")}, false)`,

  'a policy is for tenants, for identity or for an errand and nobody else': `
    select title as offender from policy, unnest(polroles) role
    where role not in (select oid from pg_roles where rolname = 'regulars_tenant') and role <> all (${others})`,

  'a policy asks no other table and nothing that changes from row to row': `
    select title as offender from policy
    where tree ~ 'SUBLINK' or exists (
      select from regexp_matches(tree, 'funcid ([0-9]+)', 'g') called
      join pg_proc on pg_proc.oid = called[1]::oid where provolatile = 'v')`,

  'every table has a primary key': `
    select name as offender from our_table where not exists (select from pg_index where indrelid = id and indisprimary)`,

  'every key and index of a tenant begins with the tenant': `
    select indexrelid::regclass::text as offender from tenant_table join pg_index on indrelid = id
    where indkey[0] <> tenant_column and indexrelid::regclass::text <> all (array[
      -- The tenant's own name for itself, not chosen by a caller.
      'org_tenants_mst_slug_key',
      -- Who signs in, is invited, or is deleted: a person, not yet or no longer in a tenant.
      'org_members_by_person', 'org_invitations_by_email', 'org_invitations_by_inviter', 'org_customers_by_person',
      -- A message, told of by its provider, who knows no tenant.
      'sys_otp_codes_by_message',
      -- Whoever asks for codes in many businesses.
      'sys_otp_codes_by_ip'])`,

  'every foreign key between tables of a tenant begins with the tenant on both sides': `
    select conname::text as offender
    from pg_constraint join tenant_table this on conrelid = this.id join tenant_table that on confrelid = that.id
    where contype = 'f' and (conkey[1] <> this.tenant_column or confkey[1] <> that.tenant_column)`,

  'every foreign key has an index on the side that refers': `
    select conname::text as offender from pg_constraint join our_table on conrelid = id
    where contype = 'f' and not exists (
      select from pg_index where indrelid = conrelid
        and (string_to_array(indkey::text, ' ')::int2[])[1:cardinality(conkey)] @> conkey)`,

  'every text by whose beginning customers are found is kept in the order of its bytes': `
    select indexrelid::regclass || '.' || attname as offender
    from pg_index join our_table on indrelid = id, unnest(indkey, indcollation) as part (attribute, collation_id)
    join pg_attribute on attribute = attnum
    where name in ('org_customers_mst', 'org_customer_tokens') and attrelid = id
      -- A kind is asked for as a whole.
      and attname <> 'profile_status' and collation_id not in (0, '"C"'::regcollation)`,

  'no tenant has any privilege on what belongs to all': `
    select distinct thing as offender from grants
    where role = 'regulars_tenant' and thing ~ '^sys_'
      and split_part(thing, '.', 1) not in (select name from tenant_table)`,

  'identity has no privilege on what belongs to tenants, but for their staff': String.raw`
    select distinct thing as offender from grants
    where role = 'regulars_identity' and thing ~ '^(org_|sys_otp_codes)' and thing !~ '^org_(tenants_mst|members|invitations)'
      -- Keys end with their maker's right to make them; the key itself it does not see.
      and thing !~ '^org_api_keys\.(tenant_org_id|created_by|expires_at|revoked_at)$'`,

  'nobody else has any privilege, least of all the API roles of Supabase': `
    select thing || ' to ' || role as offender from grants
    where role not in ('regulars_tenant', 'regulars_identity')
      and role not in (select name from errand)
      and (thing <> 'schema public' or role = 'regulars_app')`,

  'who works across tenants may do what it is for and nothing else': `
    select distinct role || ': ' || privilege_type || ' on ' || thing as offender from grants
    where role in (select name from errand) and not (privilege_type = 'USAGE' and thing in ('schema public', 'schema regulars'))
      and (substring(role from '^regulars_[a-z]+'), privilege_type, thing) not in (values
        ('regulars_cleaner', 'SELECT', 'sys_otp_codes.created_at'),
        ('regulars_cleaner', 'DELETE', 'sys_otp_codes'),
        ('regulars_cleaner', 'SELECT', 'org_phone_attempts.tried_at'),
        ('regulars_cleaner', 'DELETE', 'org_phone_attempts'),
        ('regulars_cleaner', 'SELECT', 'org_imports.kept_until'),
        ('regulars_cleaner', 'DELETE', 'org_imports'),
        ('regulars_cleaner', 'SELECT', 'org_changes.changed_at'),
        ('regulars_cleaner', 'DELETE', 'org_changes'),
        ('regulars_cleaner', 'DELETE', 'org_counter_times'),
        ('regulars_porter', 'SELECT', 'sys_otp_codes.ip'),
        ('regulars_porter', 'SELECT', 'sys_otp_codes.state'),
        ('regulars_porter', 'SELECT', 'sys_otp_codes.created_at'),
        ('regulars_porter', 'SELECT', 'sys_request_counts'),
        ('regulars_porter', 'INSERT', 'sys_request_counts'),
        ('regulars_porter', 'DELETE', 'sys_request_counts'),
        ('regulars_porter', 'UPDATE', 'sys_request_counts.minute'),
        ('regulars_porter', 'UPDATE', 'sys_request_counts.requests'),
        ('regulars_cleaner', 'EXECUTE', 'cleanup_expired_otp_codes()'),
        ('regulars_courier', 'SELECT', 'sys_otp_codes.provider_id'),
        ('regulars_courier', 'UPDATE', 'sys_otp_codes.delivery'),
        ('regulars_dispatcher', 'SELECT', 'org_duplicate_queue.tenant_org_id'),
        ('regulars_dispatcher', 'SELECT', 'org_changes.tenant_org_id'),
        ('regulars_dispatcher', 'SELECT', 'org_changes.xact'),
        ('regulars_dispatcher', 'SELECT', 'org_imports.tenant_org_id'),
        ('regulars_dispatcher', 'SELECT', 'org_imports.id'),
        ('regulars_dispatcher', 'SELECT', 'org_imports.state'),
        ('regulars_matchmaker', 'SELECT', 'sys_customers_mst'),
        ('regulars_matchmaker', 'INSERT', 'sys_customers_mst'),
        ('regulars_matchmaker', 'UPDATE', 'sys_customers_mst.phone'))`,

  'nobody may empty a table, refer to it or put a trigger on it, which row-level security does not hold back': `
    select thing || ' to ' || role as offender from grants
    where kind = 't' and privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')`,

  'no privilege can be handed on': `
    select thing || ' to ' || role as offender from grants where is_grantable and thing <> 'schema public'`,

  'the login can use no table without a context': `
    select name as offender from our_table
    where has_any_column_privilege('regulars_app', id, 'select, insert, update, references')
      or has_table_privilege('regulars_app', id, 'select, insert, update, delete, truncate, references, trigger')`,

  'the roles of the server own nothing': `
    select pg_describe_object(classid, objid, objsubid) as offender
    from pg_shdepend join our_role on refobjid = our_role.oid
    where refclassid = 'pg_authid'::regclass and deptype = 'o'
      -- Runs with rights that are its owner's alone.
      and not (rolname ~ '^regulars_matchmaker' and classid = 'pg_proc'::regclass and objid = 'regulars_people.link_person()'::regprocedure)
      and dbid in (0, (select oid from pg_database where datname = current_database()))`,

  'the roles of the server have no power beyond their grants': `
    select rolname::text as offender from our_role
    where rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
      or (rolname = 'regulars_app') is distinct from rolcanlogin`,

  'the login has to become another role to do anything': `
    select 'regulars_app' as offender from pg_roles where rolname = 'regulars_app' and rolinherit
    union all
    -- From PostgreSQL 16 on each membership says so for itself.
    select membership.roleid::regrole::text from pg_auth_members membership
    where member = 'regulars_app'::regrole and coalesce((to_jsonb(membership) ->> 'inherit_option')::boolean, false)`,

  'the login may become a tenant, identity or who runs an errand, and these nobody': `
    select member::regrole || ' as ' || roleid::regrole as offender from pg_auth_members join our_role on member = our_role.oid
    where (our_role.rolname, roleid) not in (
      select 'regulars_app', oid from pg_roles
      where rolname in ('regulars_tenant', 'regulars_identity', 'regulars_jobs', ${errands}))
      or admin_option`,

  'the roles of the server can make nothing in a schema': `
    select rolname || ' in ' || nspname as offender from our_role, pg_namespace
    where nspname in ('public', 'regulars', 'regulars_people') and has_schema_privilege(our_role.oid, pg_namespace.oid, 'create')`,

  'a function that runs with the rights of its owner has its search_path pinned': `
    select name as offender from our_function
    where prosecdef and not exists (select from unnest(proconfig) setting where setting ~ '^search_path=')`,

  'a function that runs with the rights of its owner is not owned by one who bypasses row-level security': `
    select name as offender from our_function join pg_roles on pg_roles.oid = proowner
    where prosecdef and (rolsuper or rolbypassrls)`,

  'no view shows what its reader may not see': `
    select oid::regclass::text as offender from pg_class
    where relnamespace in ('public'::regnamespace, 'regulars'::regnamespace)
      and (relkind = 'm' or relkind = 'v' and not coalesce(reloptions @> array['security_invoker=true'], false))
      and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = pg_class.oid and deptype = 'e')`,

  'history leaves out what is derived from another column': `
    select attname::text as offender from pg_attribute
    where attrelid = 'org_customers_mst'::regclass and attgenerated <> ''
      and regulars.customer_facts(jsonb_populate_record(null::org_customers_mst, '{}')) ? attname`,

  'history leaves out nothing else but what no caller would miss': `
    select attname::text as offender from pg_attribute
    where attrelid = 'org_customers_mst'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
      and not regulars.customer_facts(jsonb_populate_record(null::org_customers_mst, '{}')) ? attname
      and attname not in ('tenant_org_id', 'id', 'version', 'created_at', 'updated_at', 'customer_number_int', 'sys_customer_id',
        -- How many rows of history others have written.
        'changes_beside',
        -- Told by the merge itself; and what is never true when a transaction ends.
        'merged_ids', 'merged_names', 'is_merging')`,

  'every foreign key to a customer is one that a merge knows what to do about': `
    select conrelid::regclass || '.' || attname as offender
    from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[array_upper(conkey, 1)]
    where contype = 'f' and confrelid = 'org_customers_mst'::regclass
      and (conrelid::regclass::text, attname::text) not in (
        select table_name, column_name from regulars.references_to_customers())
    union all
    select table_name || '.' || column_name from regulars.references_to_customers()
    where not exists (
      select from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[array_upper(conkey, 1)]
      where contype = 'f' and confrelid = 'org_customers_mst'::regclass
        and conrelid = to_regclass(table_name) and attname = column_name)`,

  'what a merge moves has a key of tenant and id, and its customer before everything else in an index': `
    select table_name as offender from regulars.references_to_customers()
    where on_merge = 'moves' and not exists (
      select from pg_index where indrelid = to_regclass(table_name) and indisprimary and array(
        select attname::text from unnest(indkey::int2[]) with ordinality as part (attribute, place)
        join pg_attribute on attrelid = indrelid and attnum = attribute order by place) = array['tenant_org_id', 'id'])
    union all
    select table_name from regulars.references_to_customers()
    where not exists (
      select from pg_index join pg_attribute on attrelid = indrelid and attnum = indkey[1]
      where indrelid = to_regclass(table_name) and attname = column_name)`,

  'every table says what it is for': `
    select name as offender from our_table where obj_description(id, 'pg_class') is null`,
} satisfies Record<string, string>;

export type CatalogRule = keyof typeof catalogRules;

/** Whoever breaks the rule in the database of `client`; nobody, it is hoped. */
export const offendersOf = async (client: pg.ClientBase, rule: CatalogRule): Promise<string[]> => {
  const { rows } = await client.query<{ offender: string }>(`${facts} ${catalogRules[rule]}`);
  return rows.map((row) => row.offender);
};

/** All that breaks any rule, as "rule: offender". */
export const allOffenders = async (client: pg.ClientBase): Promise<string[]> => {
  const found: string[] = [];
  for (const rule of Object.keys(catalogRules) as CatalogRule[]) {
    for (const offender of await offendersOf(client, rule)) found.push(`${rule}: ${offender}`);
  }
  return found;
};
