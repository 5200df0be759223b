-- Who may do what, before there is anything to do it to.
--
-- The server logs in as regulars_app, which owns nothing and holds no privilege on any table. Every statement
-- runs as one of the two roles below, chosen for one transaction at a time together with its context:
--   regulars_tenant    sees the rows of the one tenant in regulars.tenant_org_id
--   regulars_identity  sees people, sessions and memberships, and no customer
-- Roles belong to the whole cluster, so another database of it may have made them already.
do $$
begin
  if not exists (select from pg_roles where rolname = 'regulars_tenant') then
    create role regulars_tenant nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'regulars_identity') then
    create role regulars_identity nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'regulars_app') then
    -- noinherit: membership lets it become the roles, and gives it nothing while it has not.
    create role regulars_app login noinherit;
  end if;
  if not pg_has_role('regulars_app', 'regulars_tenant', 'member')
    or not pg_has_role('regulars_app', 'regulars_identity', 'member')
  then
    grant regulars_tenant, regulars_identity to regulars_app;
  end if;
  -- Of every connection of the server, at the role so that they hold behind any pooler. Where another database
  -- has set them, its owner alone may set them again.
  if not exists (
    select from pg_db_role_setting where setdatabase = 0 and setrole = 'regulars_app'::regrole
  ) then
    alter role regulars_app set timezone = 'UTC';
    alter role regulars_app set statement_timeout = '15s';
    alter role regulars_app set lock_timeout = '5s';
    alter role regulars_app set idle_in_transaction_session_timeout = '15s';
    -- The statements are few and their indexes certain: plan each once. JIT costs more than it gives in milliseconds.
    alter role regulars_app set plan_cache_mode = 'force_generic_plan';
    alter role regulars_app set jit = 'off';
  end if;
end
$$;

-- Functions live apart from the tables: a Supabase project publishes what is in public.
create schema regulars;
grant usage on schema regulars to regulars_tenant, regulars_identity;
grant usage on schema public to regulars_tenant, regulars_identity;

create function regulars.current_tenant() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('regulars.tenant_org_id', true), '')::uuid;
comment on function regulars.current_tenant() is
  'The tenant of this transaction, set by the server from a verified session; null outside of one, which matches no row.';

create function regulars.current_actor() returns text
  language sql stable parallel safe
  return coalesce(nullif(current_setting('regulars.actor_id', true), ''), 'database:' || session_user);
comment on function regulars.current_actor() is
  'Who acts: person id, token subject or API key id; a login of the database where somebody works on it directly.';

-- RFC 9562 section 5.7. PostgreSQL has its own uuidv7() from version 18 on; this one runs on 15 as well.
create function regulars.new_id() returns uuid
  language sql volatile parallel safe
  return encode(
    set_bit(
      set_bit(
        overlay(uuid_send(gen_random_uuid())
          placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
          from 1 for 6),
        52, 1),
      53, 1),
    'hex')::uuid;
comment on function regulars.new_id() is 'UUID version 7: new rows lie side by side in every index.';

-- Everybody may call a new function, and Supabase lets its API roles at whatever is created in public.
-- These tables and functions are for the server alone.
create procedure regulars.keep_private(tables regclass[], functions regprocedure[] default '{}') language plpgsql as $$
declare
  api_role text;
  made regclass;
  written regprocedure;
begin
  for api_role in
    select 'public'
    union all
    select quote_ident(rolname) from pg_roles where rolname in ('anon', 'authenticated', 'service_role')
  loop
    foreach made in array tables loop
      execute format('revoke all on table %s from %s', made, api_role);
    end loop;
    foreach written in array functions loop
      execute format('revoke all on function %s from %s', written, api_role);
    end loop;
    execute format('revoke all on all routines in schema regulars from %s', api_role);
  end loop;
end
$$;
comment on procedure regulars.keep_private(regclass[], regprocedure[]) is
  'Ends every migration: takes these tables and functions, and all of schema regulars, from everybody but the server.';
