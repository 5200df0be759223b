-- What the migrations make: written by "npm run generate" for reviewers of its diff.

grant usage on schema public to regulars_identity;
grant usage on schema public to regulars_tenant;

create schema regulars;
grant usage on schema regulars to regulars_identity;
grant usage on schema regulars to regulars_tenant;

create table public.org_api_keys (
  tenant_org_id uuid not null,
  id uuid default regulars.new_id() not null,
  name text not null,
  role text not null,
  secret_hash bytea not null,
  start text not null,
  created_by text default regulars.current_actor() not null,
  created_at timestamp with time zone default now() not null,
  revoked_at timestamp with time zone,
  constraint org_api_keys_pkey PRIMARY KEY (tenant_org_id, id),
  constraint org_api_keys_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE,
  constraint org_api_keys_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'staff'::text, 'viewer'::text]))),
  constraint org_api_keys_secret_hash_check CHECK ((length(secret_hash) = 32))
);
comment on table public.org_api_keys is 'Keys of integrations. The key itself names tenant and id; of its 256 random bits only the SHA-256 is kept.';
alter table public.org_api_keys enable row level security;
alter table public.org_api_keys force row level security;
create policy own on public.org_api_keys for all to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()))
  with check ((tenant_org_id = regulars.current_tenant()));
grant select on public.org_api_keys to regulars_tenant;
grant insert (tenant_org_id, id, name, role, secret_hash, start) on public.org_api_keys to regulars_tenant;
grant update (revoked_at) on public.org_api_keys to regulars_tenant;

create table public.org_customer_counters (
  tenant_org_id uuid not null,
  last_number bigint not null,
  constraint org_customer_counters_pkey PRIMARY KEY (tenant_org_id),
  constraint org_customer_counters_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE
);
comment on table public.org_customer_counters is 'The last customer number given. A row and not a sequence: it is taken back with the transaction that took it.';
alter table public.org_customer_counters enable row level security;
alter table public.org_customer_counters force row level security;
create policy own on public.org_customer_counters for all to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()))
  with check ((tenant_org_id = regulars.current_tenant()));
grant insert, select on public.org_customer_counters to regulars_tenant;
grant update (last_number) on public.org_customer_counters to regulars_tenant;

create table public.org_customer_counts (
  tenant_org_id uuid not null,
  profile_status text not null,
  is_active boolean not null,
  customers bigint not null,
  constraint org_customer_counts_pkey PRIMARY KEY (tenant_org_id, profile_status, is_active),
  constraint org_customer_counts_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE
);
comment on table public.org_customer_counts is 'How many customers there are of each kind, kept by trigger: counting a million takes a third of a second.';
alter table public.org_customer_counts enable row level security;
alter table public.org_customer_counts force row level security;
create policy add_by_trigger on public.org_customer_counts for insert to regulars_tenant
  with check (((tenant_org_id = regulars.current_tenant()) AND (pg_trigger_depth() > 0)));
create policy change_by_trigger on public.org_customer_counts for update to regulars_tenant
  using (((tenant_org_id = regulars.current_tenant()) AND (pg_trigger_depth() > 0)));
create policy read_own on public.org_customer_counts for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
grant insert, select on public.org_customer_counts to regulars_tenant;
grant update (customers) on public.org_customer_counts to regulars_tenant;

create table public.org_customer_history (
  tenant_org_id uuid not null,
  customer_id uuid not null,
  version integer not null,
  action text not null,
  at timestamp with time zone default now() not null,
  actor_id text default regulars.current_actor() not null,
  actor_name text default NULLIF(current_setting('regulars.actor_name'::text, true), ''::text),
  request_id text default NULLIF(current_setting('regulars.request_id'::text, true), ''::text),
  changes jsonb not null,
  constraint org_customer_history_pkey PRIMARY KEY (tenant_org_id, customer_id, version),
  constraint org_customer_history_tenant_org_id_customer_id_fkey FOREIGN KEY (tenant_org_id, customer_id) REFERENCES public.org_customers_mst(tenant_org_id, id) ON DELETE CASCADE,
  constraint org_customer_history_action_check CHECK ((action = ANY (ARRAY['created'::text, 'updated'::text, 'deactivated'::text, 'restored'::text])))
);
comment on table public.org_customer_history is 'One row for each version of a customer: who, when, in which request, {field: {from, to}}.';
alter table public.org_customer_history alter tenant_org_id set (n_distinct=1000);
alter table public.org_customer_history enable row level security;
alter table public.org_customer_history force row level security;
create policy add_by_trigger on public.org_customer_history for insert to regulars_tenant
  with check (((tenant_org_id = regulars.current_tenant()) AND (pg_trigger_depth() > 0)));
create policy read_own on public.org_customer_history for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
grant insert, select on public.org_customer_history to regulars_tenant;

create table public.org_customer_tokens (
  tenant_org_id uuid not null,
  token text collate "C" not null,
  customer_id uuid not null,
  constraint org_customer_tokens_pkey PRIMARY KEY (tenant_org_id, token, customer_id)
);
comment on table public.org_customer_tokens is 'Derived from the names of org_customers_mst by trigger; no foreign key, because nothing else writes here.';
alter table public.org_customer_tokens alter tenant_org_id set (n_distinct=1000);
CREATE INDEX org_customer_tokens_by_customer ON public.org_customer_tokens USING btree (tenant_org_id, customer_id, token);
alter table public.org_customer_tokens enable row level security;
alter table public.org_customer_tokens force row level security;
create policy add_by_trigger on public.org_customer_tokens for insert to regulars_tenant
  with check (((tenant_org_id = regulars.current_tenant()) AND (pg_trigger_depth() > 0)));
create policy drop_by_trigger on public.org_customer_tokens for delete to regulars_tenant
  using (((tenant_org_id = regulars.current_tenant()) AND (pg_trigger_depth() > 0)));
create policy read_own on public.org_customer_tokens for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
grant delete, insert, select on public.org_customer_tokens to regulars_tenant;

create table public.org_customers_mst (
  tenant_org_id uuid not null,
  id uuid default regulars.new_id() not null,
  customer_number text not null,
  customer_number_int bigint not null,
  profile_status text not null,
  first_name text,
  last_name text,
  display_name text,
  name text,
  name2 text,
  phone text collate "C",
  phone_verified boolean default false not null,
  email text,
  email_verified boolean default false not null,
  birth_date date,
  avatar_url text,
  preferences jsonb default '{}'::jsonb not null,
  notes text,
  tags text[] default '{}'::text[] not null,
  loyalty_points bigint default 0 not null,
  tier text,
  total_orders integer default 0 not null,
  total_spent numeric(18,4) default 0 not null,
  last_order_at timestamp with time zone,
  is_active boolean default true not null,
  sys_customer_id uuid,
  merged_into_id uuid,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  phone_reversed text collate "C" generated always as (reverse(phone)) stored,
  email_folded text collate "C" generated always as (lower((email COLLATE "C"))) stored,
  sort_name text collate "C" generated always as ("left"(regulars.fold(COALESCE(display_name, name, NULLIF(TRIM(BOTH FROM ((COALESCE(first_name, ''::text) || ' '::text) || COALESCE(last_name, ''::text))), ''::text), name2, ''::text)), 200)) stored,
  last_order_key timestamp with time zone generated always as (COALESCE(last_order_at, '-infinity'::timestamp with time zone)) stored,
  constraint org_customers_mst_pkey PRIMARY KEY (tenant_org_id, id),
  constraint org_customers_mst_sys_customer_id_fkey FOREIGN KEY (sys_customer_id) REFERENCES public.sys_customers_mst(id),
  constraint org_customers_mst_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE,
  constraint org_customers_mst_tenant_org_id_merged_into_id_fkey FOREIGN KEY (tenant_org_id, merged_into_id) REFERENCES public.org_customers_mst(tenant_org_id, id),
  constraint org_customers_mst_loyalty_points_check CHECK ((loyalty_points >= 0)),
  constraint org_customers_mst_phone_check CHECK ((phone ~ '^\+[1-9][0-9]{4,14}$'::text)),
  constraint org_customers_mst_preferences_check CHECK ((jsonb_typeof(preferences) = 'object'::text)),
  constraint org_customers_mst_profile_status_check CHECK ((profile_status = ANY (ARRAY['guest'::text, 'stub'::text, 'full'::text]))),
  constraint org_customers_mst_total_orders_check CHECK ((total_orders >= 0)),
  constraint preferences_size CHECK ((octet_length((preferences)::text) <= 20000)),
  constraint stub_has_name CHECK (((profile_status = 'guest'::text) OR (COALESCE(name, first_name, last_name, display_name, name2) IS NOT NULL))),
  constraint stub_has_phone CHECK (((profile_status = 'guest'::text) OR (phone IS NOT NULL))),
  constraint verified_email_exists CHECK (((email IS NOT NULL) OR (NOT email_verified))),
  constraint verified_phone_exists CHECK (((phone IS NOT NULL) OR (NOT phone_verified)))
);
comment on table public.org_customers_mst is 'Customers: guest (nothing needed), stub (a name and a phone), full (the phone proven). Deactivated, never deleted.';
comment on column public.org_customers_mst.customer_number_int is 'The number alone: CUST-99999 sorts before CUST-100000.';
comment on column public.org_customers_mst.name2 is 'The name in the other script.';
comment on column public.org_customers_mst.phone is 'E.164.';
alter table public.org_customers_mst alter tenant_org_id set (n_distinct=1000);
CREATE UNIQUE INDEX org_customers_active_phone_key ON public.org_customers_mst USING btree (tenant_org_id, phone) WHERE is_active;
CREATE INDEX org_customers_by_creation ON public.org_customers_mst USING btree (tenant_org_id, created_at, id);
CREATE INDEX org_customers_by_email ON public.org_customers_mst USING btree (tenant_org_id, email_folded) WHERE (email_folded IS NOT NULL);
CREATE INDEX org_customers_by_last_order ON public.org_customers_mst USING btree (tenant_org_id, last_order_key, id);
CREATE INDEX org_customers_by_merge ON public.org_customers_mst USING btree (tenant_org_id, merged_into_id) WHERE (merged_into_id IS NOT NULL);
CREATE INDEX org_customers_by_name ON public.org_customers_mst USING btree (tenant_org_id, sort_name, id);
CREATE INDEX org_customers_by_orders ON public.org_customers_mst USING btree (tenant_org_id, total_orders, id);
CREATE INDEX org_customers_by_person ON public.org_customers_mst USING btree (sys_customer_id) WHERE (sys_customer_id IS NOT NULL);
CREATE INDEX org_customers_by_phone_end ON public.org_customers_mst USING btree (tenant_org_id, phone_reversed) WHERE (phone_reversed IS NOT NULL);
CREATE INDEX org_customers_by_status ON public.org_customers_mst USING btree (tenant_org_id, profile_status, created_at, id);
CREATE UNIQUE INDEX org_customers_number_key ON public.org_customers_mst USING btree (tenant_org_id, customer_number_int);
CREATE TRIGGER add_customer_tokens AFTER INSERT ON public.org_customers_mst REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION regulars.add_customer_tokens();
CREATE TRIGGER change_customer BEFORE UPDATE ON public.org_customers_mst FOR EACH ROW EXECUTE FUNCTION regulars.change_customer();
CREATE TRIGGER count_new_customers AFTER INSERT ON public.org_customers_mst REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION regulars.count_new_customers();
CREATE TRIGGER drop_customer_tokens AFTER DELETE ON public.org_customers_mst REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION regulars.drop_customer_tokens();
CREATE TRIGGER number_customer BEFORE INSERT ON public.org_customers_mst FOR EACH ROW EXECUTE FUNCTION regulars.number_customer();
CREATE TRIGGER record_change AFTER UPDATE ON public.org_customers_mst FOR EACH ROW WHEN ((new.version <> old.version)) EXECUTE FUNCTION regulars.record_change();
CREATE TRIGGER record_creation AFTER INSERT ON public.org_customers_mst REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION regulars.record_creation();
CREATE TRIGGER recount_changed_customers AFTER UPDATE ON public.org_customers_mst REFERENCING OLD TABLE AS before_change NEW TABLE AS after_change FOR EACH STATEMENT EXECUTE FUNCTION regulars.recount_changed_customers();
CREATE TRIGGER renew_customer_tokens AFTER UPDATE ON public.org_customers_mst FOR EACH ROW WHEN ((((((old.first_name IS DISTINCT FROM new.first_name) OR (old.last_name IS DISTINCT FROM new.last_name)) OR (old.display_name IS DISTINCT FROM new.display_name)) OR (old.name IS DISTINCT FROM new.name)) OR (old.name2 IS DISTINCT FROM new.name2))) EXECUTE FUNCTION regulars.renew_customer_tokens();
CREATE TRIGGER uncount_deleted_customers AFTER DELETE ON public.org_customers_mst REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION regulars.uncount_deleted_customers();
alter table public.org_customers_mst enable row level security;
alter table public.org_customers_mst force row level security;
create policy own on public.org_customers_mst for all to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()))
  with check ((tenant_org_id = regulars.current_tenant()));
grant select on public.org_customers_mst to regulars_tenant;
grant insert (tenant_org_id, id, profile_status, first_name, last_name, display_name, name, name2, phone, email, birth_date, avatar_url, preferences, notes, tags) on public.org_customers_mst to regulars_tenant;
grant update (first_name, last_name, display_name, name, name2, phone, email, birth_date, avatar_url, preferences, notes, tags, is_active) on public.org_customers_mst to regulars_tenant;

create table public.org_idempotency_keys (
  tenant_org_id uuid not null,
  actor_id text default regulars.current_actor() not null,
  key text not null,
  request_hash bytea not null,
  answer jsonb,
  created_at timestamp with time zone default now() not null,
  constraint org_idempotency_keys_pkey PRIMARY KEY (tenant_org_id, actor_id, key),
  constraint org_idempotency_keys_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE
);
comment on table public.org_idempotency_keys is 'A retry finds its first answer here. A request that failed left nothing, neither work nor key: its retry starts anew.';
CREATE INDEX org_idempotency_keys_by_age ON public.org_idempotency_keys USING btree (tenant_org_id, created_at);
alter table public.org_idempotency_keys enable row level security;
alter table public.org_idempotency_keys force row level security;
create policy own on public.org_idempotency_keys for all to regulars_tenant
  using (((tenant_org_id = regulars.current_tenant()) AND (actor_id = regulars.current_actor())))
  with check (((tenant_org_id = regulars.current_tenant()) AND (actor_id = regulars.current_actor())));
grant delete, insert, select, update on public.org_idempotency_keys to regulars_tenant;

create table public.org_invitations (
  tenant_org_id uuid not null,
  id uuid default regulars.new_id() not null,
  email text not null,
  role text not null,
  status text not null,
  inviter_id uuid not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone default now() not null,
  constraint org_invitations_pkey PRIMARY KEY (tenant_org_id, id),
  constraint org_invitations_inviter_id_fkey FOREIGN KEY (inviter_id) REFERENCES public.sys_people(id) ON DELETE CASCADE,
  constraint org_invitations_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE,
  constraint org_invitations_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'staff'::text, 'viewer'::text])))
);
comment on table public.org_invitations is 'Invitations to work for a business.';
CREATE INDEX org_invitations_by_email ON public.org_invitations USING btree (email);
CREATE INDEX org_invitations_by_inviter ON public.org_invitations USING btree (inviter_id);
alter table public.org_invitations enable row level security;
alter table public.org_invitations force row level security;
create policy identity on public.org_invitations for all to regulars_identity
  using (true)
  with check (true);
create policy own on public.org_invitations for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
grant delete, insert, select, update on public.org_invitations to regulars_identity;
grant select on public.org_invitations to regulars_tenant;

create table public.org_members (
  tenant_org_id uuid not null,
  id uuid default regulars.new_id() not null,
  person_id uuid not null,
  role text not null,
  created_at timestamp with time zone default now() not null,
  constraint org_members_pkey PRIMARY KEY (tenant_org_id, id),
  constraint org_members_tenant_org_id_person_id_key UNIQUE (tenant_org_id, person_id),
  constraint org_members_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.sys_people(id) ON DELETE CASCADE,
  constraint org_members_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE,
  constraint org_members_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'staff'::text, 'viewer'::text])))
);
comment on table public.org_members is 'Who works for which business, as what.';
CREATE INDEX org_members_by_person ON public.org_members USING btree (person_id);
alter table public.org_members enable row level security;
alter table public.org_members force row level security;
create policy identity on public.org_members for all to regulars_identity
  using (true)
  with check (true);
create policy own on public.org_members for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
grant delete, insert, select, update on public.org_members to regulars_identity;
grant select on public.org_members to regulars_tenant;

create table public.org_tenants_mst (
  id uuid default regulars.new_id() not null,
  name text not null,
  name2 text,
  slug text not null,
  logo text,
  metadata text,
  country text not null,
  language text default 'en'::text not null,
  currency text not null,
  time_zone text not null,
  customer_number_prefix text default 'CUST'::text not null,
  created_at timestamp with time zone default now() not null,
  constraint org_tenants_mst_pkey PRIMARY KEY (id),
  constraint org_tenants_mst_slug_key UNIQUE (slug),
  constraint org_tenants_mst_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint org_tenants_mst_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint org_tenants_mst_customer_number_prefix_check CHECK ((customer_number_prefix ~ '^[A-Z0-9]{1,10}$'::text)),
  constraint org_tenants_mst_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ar'::text])))
);
comment on table public.org_tenants_mst is 'The businesses. Country: the region of phones written without a country code.';
alter table public.org_tenants_mst enable row level security;
alter table public.org_tenants_mst force row level security;
create policy all_of_them on public.org_tenants_mst for all to regulars_identity
  using (true)
  with check (true);
create policy own on public.org_tenants_mst for select to regulars_tenant
  using ((id = regulars.current_tenant()));
grant insert, select, update on public.org_tenants_mst to regulars_identity;
grant select on public.org_tenants_mst to regulars_tenant;

create table public.sys_accounts (
  id uuid default regulars.new_id() not null,
  person_id uuid not null,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint sys_accounts_pkey PRIMARY KEY (id),
  constraint sys_accounts_provider_id_account_id_key UNIQUE (provider_id, account_id),
  constraint sys_accounts_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.sys_people(id) ON DELETE CASCADE
);
comment on table public.sys_accounts is 'How a person proves who they are: provider "credential" holds the password''s scrypt hash.';
CREATE INDEX sys_accounts_person_id_idx ON public.sys_accounts USING btree (person_id);
alter table public.sys_accounts enable row level security;
alter table public.sys_accounts force row level security;
create policy identity on public.sys_accounts for all to regulars_identity
  using (true)
  with check (true);
grant delete, insert, select, update on public.sys_accounts to regulars_identity;

create table public.sys_customers_mst (
  id uuid default regulars.new_id() not null,
  phone text collate "C" not null,
  created_at timestamp with time zone default now() not null,
  constraint sys_customers_mst_pkey PRIMARY KEY (id),
  constraint sys_customers_mst_phone_key UNIQUE (phone),
  constraint sys_customers_mst_phone_check CHECK ((phone ~ '^\+[1-9][0-9]{4,14}$'::text))
);
comment on table public.sys_customers_mst is 'The person behind a proven phone, across tenants. No tenant can read it, or learn that another tenant knows the person.';
alter table public.sys_customers_mst enable row level security;
alter table public.sys_customers_mst force row level security;

create table public.sys_people (
  id uuid default regulars.new_id() not null,
  name text not null,
  email text not null,
  email_verified boolean default false not null,
  image text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint sys_people_pkey PRIMARY KEY (id),
  constraint sys_people_email_key UNIQUE (email),
  constraint sys_people_email_check CHECK ((email = lower(email)))
);
comment on table public.sys_people is 'Whoever signs in here with an e-mail: owners and staff, of one business or several.';
alter table public.sys_people enable row level security;
alter table public.sys_people force row level security;
create policy identity on public.sys_people for all to regulars_identity
  using (true)
  with check (true);
grant delete, insert, select, update on public.sys_people to regulars_identity;

create table public.sys_sessions (
  id uuid default regulars.new_id() not null,
  token text not null,
  person_id uuid not null,
  tenant_org_id uuid,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint sys_sessions_pkey PRIMARY KEY (id),
  constraint sys_sessions_token_key UNIQUE (token),
  constraint sys_sessions_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.sys_people(id) ON DELETE CASCADE,
  constraint sys_sessions_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE SET NULL
);
comment on table public.sys_sessions is 'Who is signed in, and in which of their businesses they are working.';
CREATE INDEX sys_sessions_person_id_idx ON public.sys_sessions USING btree (person_id);
CREATE INDEX sys_sessions_tenant_org_id_idx ON public.sys_sessions USING btree (tenant_org_id);
alter table public.sys_sessions enable row level security;
alter table public.sys_sessions force row level security;
create policy identity on public.sys_sessions for all to regulars_identity
  using (true)
  with check (true);
grant delete, insert, select, update on public.sys_sessions to regulars_identity;

create table public.sys_verifications (
  id uuid default regulars.new_id() not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint sys_verifications_pkey PRIMARY KEY (id)
);
comment on table public.sys_verifications is 'Short-lived secrets of sign-in itself, such as a password reset.';
CREATE INDEX sys_verifications_identifier_idx ON public.sys_verifications USING btree (identifier);
alter table public.sys_verifications enable row level security;
alter table public.sys_verifications force row level security;
create policy identity on public.sys_verifications for all to regulars_identity
  using (true)
  with check (true);
grant delete, insert, select, update on public.sys_verifications to regulars_identity;

CREATE OR REPLACE FUNCTION public.generate_customer_number(tenant uuid)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
declare
  number text;
begin
  insert into org_customer_counters as counter (tenant_org_id, last_number) values (tenant, 1)
  on conflict (tenant_org_id) do update set last_number = counter.last_number + 1
  returning
    (select customer_number_prefix from org_tenants_mst where id = tenant)
    -- lpad cuts what is longer: CUST-99999 is followed by CUST-100000.
    || '-' || lpad(last_number::text, greatest(5, length(last_number::text)), '0')
  into number;
  return number;
end
$function$;
comment on function public.generate_customer_number(uuid) is 'The tenant''s next customer number. The counter stays locked until the end of the transaction: no gap, no duplicate.';
grant execute on function public.generate_customer_number(uuid) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.add_customer_tokens()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into org_customer_tokens (tenant_org_id, token, customer_id)
  select added.tenant_org_id, token, added.id
  from added, regulars.search_words(regulars.searchable_names(added::org_customers_mst)) as token;
  return null;
end
$function$;
grant execute on function regulars.add_customer_tokens() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.change_customer()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.phone is distinct from old.phone then
    new.phone_verified := false;
  end if;
  if new.email is distinct from old.email then
    new.email_verified := false;
  end if;
  -- A guest who is given a name and a phone has become a stub.
  if new.profile_status = 'guest'
    and new.phone is not null
    and coalesce(new.name, new.first_name, new.last_name, new.display_name, new.name2) is not null
    and (new.phone, new.name, new.first_name, new.last_name, new.display_name, new.name2)
      is distinct from (old.phone, old.name, old.first_name, old.last_name, old.display_name, old.name2)
  then
    new.profile_status := 'stub';
  end if;
  if regulars.customer_facts(new) is distinct from regulars.customer_facts(old) then
    new.version := old.version + 1;
    new.updated_at := now();
  end if;
  return new;
end
$function$;
comment on function regulars.change_customer() is 'A change makes a new version; an update that changes nothing does not.';
grant execute on function regulars.change_customer() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.changed_facts(before jsonb, after jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
begin
  return (
    select coalesce(jsonb_object_agg(key, jsonb_build_object('from', coalesce(before -> key, 'null'), 'to', value)), '{}')
    from jsonb_each(after)
    where value is distinct from coalesce(before -> key, 'null'));
end
$function$;
grant execute on function regulars.changed_facts(jsonb,jsonb) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.count_new_customers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into org_customer_counts as counted (tenant_org_id, profile_status, is_active, customers)
  select tenant_org_id, profile_status, is_active, count(*) from added
  group by tenant_org_id, profile_status, is_active
  order by tenant_org_id, profile_status, is_active
  on conflict (tenant_org_id, profile_status, is_active)
    do update set customers = counted.customers + excluded.customers;
  return null;
end
$function$;
grant execute on function regulars.count_new_customers() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.current_actor()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE(NULLIF(current_setting('regulars.actor_id'::text, true), ''::text), ('database:'::text || (SESSION_USER)::text));
comment on function regulars.current_actor() is 'Who acts: person id, token subject or API key id; a login of the database where somebody works on it directly.';
grant execute on function regulars.current_actor() to regulars_identity;
grant execute on function regulars.current_actor() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.current_tenant()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('regulars.tenant_org_id'::text, true), ''::text))::uuid;
comment on function regulars.current_tenant() is 'The tenant of this transaction, set by the server from a verified session; null outside of one, which matches no row.';
grant execute on function regulars.current_tenant() to regulars_identity;
grant execute on function regulars.current_tenant() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.customer_facts(customer public.org_customers_mst)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
RETURN (to_jsonb(customer) - ARRAY['tenant_org_id'::text, 'id'::text, 'version'::text, 'created_at'::text, 'updated_at'::text, 'customer_number_int'::text, 'phone_reversed'::text, 'email_folded'::text, 'sort_name'::text, 'last_order_key'::text, 'sys_customer_id'::text]);
comment on function regulars.customer_facts(public.org_customers_mst) is 'What history tells of a customer: the columns that are not derived from others.';
grant execute on function regulars.customer_facts(public.org_customers_mst) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.drop_customer_tokens()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from org_customer_tokens as token using removed
  where token.tenant_org_id = removed.tenant_org_id and token.customer_id = removed.id;
  return null;
end
$function$;
grant execute on function regulars.drop_customer_tokens() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.fold(words text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN translate(replace(replace(replace(lower((NORMALIZE(regexp_replace(NORMALIZE(words, NFKD), '[\u0300-\u036f\u0610-\u061a\u061c\u064b-\u065f\u0670\u06d6-\u06ed\u0640''\u2018\u2019\u02bb\u02bc\u02be\u02bf`\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]'::text, ''::text, 'g'::text), NFKD) COLLATE "und-x-icu")), 'ß'::text, 'ss'::text), 'æ'::text, 'ae'::text), 'œ'::text, 'oe'::text), ((('ٱىیےةەہھک'::text || '٠١٢٣٤٥٦٧٨٩'::text) || '۰۱۲۳۴۵۶۷۸۹'::text) || 'øłđðıħς'::text), (((('اييي'::text || 'ههههك'::text) || '0123456789'::text) || '0123456789'::text) || 'olddihσ'::text));
comment on function regulars.fold(text) is 'Lower case without accents, tashkeel, tatweel and apostrophes; hamza forms of alif, ta marbuta, alif maqsura, Persian and Urdu letters as their plain Arabic ones; digits as 0-9.';
grant execute on function regulars.fold(text) to regulars_identity;
grant execute on function regulars.fold(text) to regulars_tenant;

CREATE OR REPLACE PROCEDURE regulars.keep_private(IN tables regclass[], IN functions regprocedure[] DEFAULT '{}'::regprocedure[])
 LANGUAGE plpgsql
AS $procedure$
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
$procedure$;
comment on procedure regulars.keep_private(regclass[],regprocedure[]) is 'Ends every migration: takes these tables and functions, and all of schema regulars, from everybody but the server.';

CREATE OR REPLACE FUNCTION regulars.merge_patch(target jsonb, patch jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
declare
  result jsonb := case when jsonb_typeof(target) = 'object' then target else '{}' end;
  field record;
begin
  if jsonb_typeof(patch) <> 'object' then
    return patch;
  end if;
  for field in select * from jsonb_each(patch) loop
    result := case
      when jsonb_typeof(field.value) = 'null' then result - field.key
      else result || jsonb_build_object(field.key, regulars.merge_patch(result -> field.key, field.value))
    end;
  end loop;
  return result;
end
$function$;
comment on function regulars.merge_patch(jsonb,jsonb) is 'JSON Merge Patch, RFC 7396.';
grant execute on function regulars.merge_patch(jsonb,jsonb) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.new_id()
 RETURNS uuid
 LANGUAGE sql
 PARALLEL SAFE
RETURN (encode(set_bit(set_bit(OVERLAY(uuid_send(gen_random_uuid()) PLACING SUBSTRING(int8send((floor((EXTRACT(epoch FROM clock_timestamp()) * (1000)::numeric)))::bigint) FROM 3) FROM 1 FOR 6), (52)::bigint, 1), (53)::bigint, 1), 'hex'::text))::uuid;
comment on function regulars.new_id() is 'UUID version 7: new rows lie side by side in every index.';
grant execute on function regulars.new_id() to regulars_identity;
grant execute on function regulars.new_id() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.number_customer()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.customer_number := generate_customer_number(new.tenant_org_id);
  new.customer_number_int := substring(new.customer_number from '[0-9]+$')::bigint;
  return new;
end
$function$;
grant execute on function regulars.number_customer() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.record_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into org_customer_history (tenant_org_id, customer_id, version, action, changes)
  values (new.tenant_org_id, new.id, new.version,
    case
      when old.is_active and not new.is_active then 'deactivated'
      when new.is_active and not old.is_active then 'restored'
      else 'updated'
    end,
    regulars.changed_facts(regulars.customer_facts(old), regulars.customer_facts(new)));
  return null;
end
$function$;
grant execute on function regulars.record_change() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.record_creation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into org_customer_history (tenant_org_id, customer_id, version, action, changes)
  select added.tenant_org_id, added.id, added.version, 'created',
    regulars.changed_facts(
      -- What a customer is before anything is known: not worth telling.
      '{"phone_verified": false, "email_verified": false, "preferences": {}, "tags": [], "loyalty_points": 0,
        "total_orders": 0, "total_spent": 0, "is_active": true}',
      regulars.customer_facts(added::org_customers_mst))
  from added;
  return null;
end
$function$;
grant execute on function regulars.record_creation() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.recount_changed_customers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into org_customer_counts as counted (tenant_org_id, profile_status, is_active, customers)
  select tenant_org_id, profile_status, is_active, sum(one) from (
    select tenant_org_id, profile_status, is_active, 1 as one from after_change
    union all
    select tenant_org_id, profile_status, is_active, -1 from before_change
  ) moved
  group by tenant_org_id, profile_status, is_active
  having sum(one) <> 0
  -- Always in this order: two transactions that move customers between the same kinds cannot lock each other out.
  order by tenant_org_id, profile_status, is_active
  on conflict (tenant_org_id, profile_status, is_active)
    do update set customers = counted.customers + excluded.customers;
  return null;
end
$function$;
grant execute on function regulars.recount_changed_customers() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.renew_customer_tokens()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from org_customer_tokens where tenant_org_id = new.tenant_org_id and customer_id = new.id;
  insert into org_customer_tokens (tenant_org_id, token, customer_id)
  select new.tenant_org_id, token, new.id from regulars.search_words(regulars.searchable_names(new)) as token;
  return null;
end
$function$;
grant execute on function regulars.renew_customer_tokens() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.search_words(words text)
 RETURNS SETOF text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE ROWS 6
BEGIN ATOMIC
 WITH word AS (
          SELECT words.word,
             words.n
            FROM regulars.words(search_words.words) words(word, n)
         )
  SELECT word.word
    FROM word
 UNION
  SELECT (a.word || b.word)
    FROM (word a
      JOIN word b ON ((b.n = (a.n + 1))))
   WHERE (a.word = ANY (ARRAY['al'::text, 'el'::text, 'ال'::text, 'abd'::text, 'عبد'::text, 'abu'::text, 'ابو'::text]))
 UNION
  SELECT SUBSTRING(word.word FROM 3) AS "substring"
    FROM word
   WHERE ((word.word ~ '^(al|el|ال)'::text) AND (length(word.word) >= 6));
END;
comment on function regulars.search_words(text) is 'The words under which a name is found, each once.';
grant execute on function regulars.search_words(text) to regulars_identity;
grant execute on function regulars.search_words(text) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.searchable_names(customer public.org_customers_mst)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
RETURN concat_ws(' '::text, (customer).first_name, (customer).last_name, (customer).display_name, (customer).name, (customer).name2);
grant execute on function regulars.searchable_names(public.org_customers_mst) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.uncount_deleted_customers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update org_customer_counts as counted set customers = counted.customers - gone.customers
  from (
    select tenant_org_id, profile_status, is_active, count(*) as customers from removed
    group by tenant_org_id, profile_status, is_active
  ) gone
  where (counted.tenant_org_id, counted.profile_status, counted.is_active)
    = (gone.tenant_org_id, gone.profile_status, gone.is_active);
  return null;
end
$function$;
grant execute on function regulars.uncount_deleted_customers() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.word_ranges(words text, OUT word text, OUT word_end text)
 RETURNS SETOF record
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE ROWS 3
BEGIN ATOMIC
 SELECT DISTINCT words.word,
     (words.word || '􏿿'::text)
    FROM regulars.words(word_ranges.words) words(word, n);
END;
comment on function regulars.word_ranges(text) is 'The words of a search, each with the end of the range of what begins with it.';
grant execute on function regulars.word_ranges(text) to regulars_identity;
grant execute on function regulars.word_ranges(text) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.words(words text, OUT word text, OUT n bigint)
 RETURNS SETOF record
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE ROWS 3
BEGIN ATOMIC
 SELECT "left"(split.w, 64) AS "left",
     row_number() OVER (ORDER BY split.place) AS row_number
    FROM regexp_split_to_table((regulars.fold(words.words) COLLATE "und-x-icu"), '[^[:alnum:]]+'::text) WITH ORDINALITY split(w, place)
   WHERE (split.w <> ''::text);
END;
comment on function regulars.words(text) is 'The folded words of a text, in order, up to 64 letters of each.';
grant execute on function regulars.words(text) to regulars_identity;
grant execute on function regulars.words(text) to regulars_tenant;
