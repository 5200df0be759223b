-- A server asks at its start whether the database has all that the release was written for.
create schema if not exists supabase_migrations;
create table if not exists supabase_migrations.schema_migrations (version text primary key, statements text[], name text);
grant usage on schema supabase_migrations to regulars_identity;
grant select (version) on supabase_migrations.schema_migrations to regulars_identity;
