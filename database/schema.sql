-- What the migrations make: written by "npm run generate" for reviewers of its diff.

grant usage on schema public to regulars_cleaner;
grant usage on schema public to regulars_courier;
grant usage on schema public to regulars_identity;
grant usage on schema public to regulars_matchmaker;
grant usage on schema public to regulars_tenant;

create schema regulars;
grant usage on schema regulars to regulars_cleaner;
grant usage on schema regulars to regulars_courier;
grant usage on schema regulars to regulars_identity;
grant usage on schema regulars to regulars_tenant;

create schema regulars_people;

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

create table public.org_customer_arrivals (
  tenant_org_id uuid not null,
  quarter timestamp with time zone not null,
  customers bigint not null,
  constraint org_customer_arrivals_pkey PRIMARY KEY (tenant_org_id, quarter),
  constraint org_customer_arrivals_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE
);
comment on table public.org_customer_arrivals is 'How many customers were created in each quarter of an hour, whatever has become of them since.';
comment on column public.org_customer_arrivals.quarter is 'When it began.';
alter table public.org_customer_arrivals alter tenant_org_id set (n_distinct=1000);
alter table public.org_customer_arrivals enable row level security;
alter table public.org_customer_arrivals force row level security;
create policy add_by_trigger on public.org_customer_arrivals for insert to regulars_tenant
  with check (((tenant_org_id = regulars.current_tenant()) AND (pg_trigger_depth() > 0)));
create policy change_by_trigger on public.org_customer_arrivals for update to regulars_tenant
  using (((tenant_org_id = regulars.current_tenant()) AND (pg_trigger_depth() > 0)));
create policy read_own on public.org_customer_arrivals for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
grant insert, select on public.org_customer_arrivals to regulars_tenant;
grant update (customers) on public.org_customer_arrivals to regulars_tenant;

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
  is_active boolean not null,
  token text collate "C" not null,
  customer_id uuid not null,
  constraint org_customer_tokens_pkey PRIMARY KEY (tenant_org_id, is_active, token, customer_id)
);
comment on table public.org_customer_tokens is 'Words of names, and tags with a # in front: derived from org_customers_mst by trigger; no foreign key, because nothing else writes here.';
alter table public.org_customer_tokens alter tenant_org_id set (n_distinct=1000);
CREATE TRIGGER learn_words AFTER INSERT ON public.org_customer_tokens REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION regulars.learn_words();
alter table public.org_customer_tokens enable row level security;
alter table public.org_customer_tokens force row level security;
create policy add_by_trigger on public.org_customer_tokens for insert to regulars_tenant
  with check (((tenant_org_id = regulars.current_tenant()) AND (pg_trigger_depth() > 0)));
create policy drop_by_trigger on public.org_customer_tokens for delete to regulars_tenant
  using (((tenant_org_id = regulars.current_tenant()) AND (pg_trigger_depth() > 0)));
create policy read_own on public.org_customer_tokens for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
grant delete, insert, select on public.org_customer_tokens to regulars_tenant;

create table public.org_customer_views (
  tenant_org_id uuid not null,
  id uuid default regulars.new_id() not null,
  owner_id text default regulars.current_actor() not null,
  owner_name text default NULLIF(current_setting('regulars.actor_name'::text, true), ''::text),
  name text not null,
  filters jsonb not null,
  sort text,
  columns text[],
  shared boolean not null,
  "position" integer not null,
  created_at timestamp with time zone default now() not null,
  constraint org_customer_views_pkey PRIMARY KEY (tenant_org_id, id),
  constraint org_customer_views_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE,
  constraint org_customer_views_filters_check CHECK ((jsonb_typeof(filters) = 'object'::text)),
  constraint org_customer_views_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
);
comment on table public.org_customer_views is 'Saved views of the list of customers. A private one is seen by its owner alone, a shared one by the whole business.';
comment on column public.org_customer_views.filters is 'As they were sent; what a later version does not know any more is left out when they are read.';
comment on column public.org_customer_views.columns is 'Null: those that the list shows by itself.';
comment on column public.org_customer_views."position" is 'The place among the views of the same owner, from 1.';
CREATE INDEX org_customer_views_by_owner ON public.org_customer_views USING btree (tenant_org_id, owner_id, "position");
CREATE TRIGGER place_view BEFORE INSERT ON public.org_customer_views FOR EACH ROW EXECUTE FUNCTION regulars.place_view();
alter table public.org_customer_views enable row level security;
alter table public.org_customer_views force row level security;
create policy change_shared on public.org_customer_views for update to regulars_tenant
  using (((tenant_org_id = regulars.current_tenant()) AND shared))
  with check (((tenant_org_id = regulars.current_tenant()) AND shared));
create policy drop_shared on public.org_customer_views for delete to regulars_tenant
  using (((tenant_org_id = regulars.current_tenant()) AND shared));
create policy own on public.org_customer_views for all to regulars_tenant
  using (((tenant_org_id = regulars.current_tenant()) AND (owner_id = regulars.current_actor())))
  with check (((tenant_org_id = regulars.current_tenant()) AND (owner_id = regulars.current_actor())));
create policy read_shared on public.org_customer_views for select to regulars_tenant
  using (((tenant_org_id = regulars.current_tenant()) AND shared));
grant delete, select on public.org_customer_views to regulars_tenant;
grant insert (tenant_org_id, name, filters, sort, columns, shared) on public.org_customer_views to regulars_tenant;
grant update (name, filters, sort, columns, shared, "position") on public.org_customer_views to regulars_tenant;

create table public.org_customer_word_keys (
  tenant_org_id uuid not null,
  key text collate "C" not null,
  word text collate "C" not null,
  constraint org_customer_word_keys_pkey PRIMARY KEY (tenant_org_id, key, word)
);
comment on table public.org_customer_word_keys is 'By what a word is met when it is spelt otherwise (its consonants) or mistyped (- and some of its consonants).';
alter table public.org_customer_word_keys alter tenant_org_id set (n_distinct=1000);
alter table public.org_customer_word_keys enable row level security;
alter table public.org_customer_word_keys force row level security;
create policy add_by_trigger on public.org_customer_word_keys for insert to regulars_tenant
  with check (((tenant_org_id = regulars.current_tenant()) AND (pg_trigger_depth() > 0)));
create policy read_own on public.org_customer_word_keys for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
grant insert, select on public.org_customer_word_keys to regulars_tenant;

create table public.org_customer_words (
  tenant_org_id uuid not null,
  word text collate "C" not null,
  latin text collate "C" not null,
  constraint org_customer_words_pkey PRIMARY KEY (tenant_org_id, word),
  constraint org_customer_words_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE
);
comment on table public.org_customer_words is 'The words of all names of a tenant, each once, with their sounds in Latin letters.';
alter table public.org_customer_words alter tenant_org_id set (n_distinct=1000);
CREATE TRIGGER forget_words AFTER DELETE ON public.org_customer_words REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION regulars.forget_words();
alter table public.org_customer_words enable row level security;
alter table public.org_customer_words force row level security;
create policy add_by_trigger on public.org_customer_words for insert to regulars_tenant
  with check (((tenant_org_id = regulars.current_tenant()) AND (pg_trigger_depth() > 0)));
create policy read_own on public.org_customer_words for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
grant insert, select on public.org_customer_words to regulars_tenant;

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
  search_text text collate "C" generated always as (regulars.search_text(((((((((COALESCE(first_name, ''::text) || ' '::text) || COALESCE(last_name, ''::text)) || ' '::text) || COALESCE(display_name, ''::text)) || ' '::text) || COALESCE(name, ''::text)) || ' '::text) || COALESCE(name2, ''::text)))) stored,
  email_domain text collate "C" generated always as ("left"(NULLIF(split_part(lower((email COLLATE "C")), '@'::text, 2), ''::text), 200)) stored,
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
CREATE INDEX org_customers_by_email_domain ON public.org_customers_mst USING btree (tenant_org_id, email_domain, id) WHERE (email_domain IS NOT NULL);
CREATE INDEX org_customers_by_inactive_phone ON public.org_customers_mst USING btree (tenant_org_id, phone) WHERE ((NOT is_active) AND (phone IS NOT NULL));
CREATE INDEX org_customers_by_last_order ON public.org_customers_mst USING btree (tenant_org_id, last_order_key, id);
CREATE INDEX org_customers_by_merge ON public.org_customers_mst USING btree (tenant_org_id, merged_into_id) WHERE (merged_into_id IS NOT NULL);
CREATE INDEX org_customers_by_name ON public.org_customers_mst USING btree (tenant_org_id, sort_name, id);
CREATE INDEX org_customers_by_orders ON public.org_customers_mst USING btree (tenant_org_id, total_orders, id);
CREATE INDEX org_customers_by_person ON public.org_customers_mst USING btree (sys_customer_id) WHERE (sys_customer_id IS NOT NULL);
CREATE INDEX org_customers_by_phone_end ON public.org_customers_mst USING btree (tenant_org_id, phone_reversed, id) WHERE (phone_reversed IS NOT NULL);
CREATE INDEX org_customers_by_points ON public.org_customers_mst USING btree (tenant_org_id, loyalty_points, id);
CREATE INDEX org_customers_by_proof ON public.org_customers_mst USING btree (tenant_org_id, phone_verified, id);
CREATE INDEX org_customers_by_status ON public.org_customers_mst USING btree (tenant_org_id, profile_status, sort_name, id);
CREATE INDEX org_customers_inactive ON public.org_customers_mst USING btree (tenant_org_id, id) WHERE (NOT is_active);
CREATE UNIQUE INDEX org_customers_number_key ON public.org_customers_mst USING btree (tenant_org_id, customer_number_int);
CREATE TRIGGER a_prove_customer BEFORE INSERT OR UPDATE ON public.org_customers_mst FOR EACH ROW EXECUTE FUNCTION regulars.prove_customer();
CREATE TRIGGER add_customer_tokens AFTER INSERT ON public.org_customers_mst REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION regulars.add_customer_tokens();
CREATE TRIGGER b_link_person BEFORE INSERT OR UPDATE ON public.org_customers_mst FOR EACH ROW EXECUTE FUNCTION regulars_people.link_person();
CREATE TRIGGER change_customer BEFORE UPDATE ON public.org_customers_mst FOR EACH ROW EXECUTE FUNCTION regulars.change_customer();
CREATE TRIGGER count_arrivals AFTER INSERT ON public.org_customers_mst REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION regulars.count_arrivals();
CREATE TRIGGER count_new_customers AFTER INSERT ON public.org_customers_mst REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION regulars.count_new_customers();
CREATE TRIGGER drop_customer_tokens AFTER DELETE ON public.org_customers_mst REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION regulars.drop_customer_tokens();
CREATE TRIGGER move_arrival AFTER UPDATE OF created_at ON public.org_customers_mst FOR EACH ROW WHEN ((regulars.quarter_of(old.created_at) <> regulars.quarter_of(new.created_at))) EXECUTE FUNCTION regulars.move_arrival();
CREATE TRIGGER number_customer BEFORE INSERT ON public.org_customers_mst FOR EACH ROW EXECUTE FUNCTION regulars.number_customer();
CREATE TRIGGER record_change AFTER UPDATE ON public.org_customers_mst FOR EACH ROW WHEN ((new.version <> old.version)) EXECUTE FUNCTION regulars.record_change();
CREATE TRIGGER record_creation AFTER INSERT ON public.org_customers_mst REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION regulars.record_creation();
CREATE TRIGGER recount_changed_customers AFTER UPDATE ON public.org_customers_mst REFERENCING OLD TABLE AS before_change NEW TABLE AS after_change FOR EACH STATEMENT EXECUTE FUNCTION regulars.recount_changed_customers();
CREATE TRIGGER renew_customer_tokens AFTER UPDATE ON public.org_customers_mst FOR EACH ROW WHEN ((((old.search_text IS DISTINCT FROM new.search_text) OR (old.tags IS DISTINCT FROM new.tags)) OR (old.is_active IS DISTINCT FROM new.is_active))) EXECUTE FUNCTION regulars.renew_customer_tokens();
CREATE TRIGGER uncount_arrivals AFTER DELETE ON public.org_customers_mst REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION regulars.uncount_arrivals();
CREATE TRIGGER uncount_deleted_customers AFTER DELETE ON public.org_customers_mst REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION regulars.uncount_deleted_customers();
alter table public.org_customers_mst enable row level security;
alter table public.org_customers_mst force row level security;
create policy own on public.org_customers_mst for all to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()))
  with check ((tenant_org_id = regulars.current_tenant()));
grant select on public.org_customers_mst to regulars_tenant;
grant insert (tenant_org_id, id, profile_status, first_name, last_name, display_name, name, name2, phone, email, birth_date, avatar_url, preferences, notes, tags) on public.org_customers_mst to regulars_tenant;
grant update (profile_status, first_name, last_name, display_name, name, name2, phone, email, birth_date, avatar_url, preferences, notes, tags, is_active) on public.org_customers_mst to regulars_tenant;

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

create table public.org_phone_attempts (
  tenant_org_id uuid not null,
  phone text collate "C" not null,
  failures smallint default 0 not null,
  locked_until timestamp with time zone,
  constraint org_phone_attempts_pkey PRIMARY KEY (tenant_org_id, phone),
  constraint org_phone_attempts_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE
);
comment on table public.org_phone_attempts is 'Wrong codes of a phone. The count belongs to the phone and outlives every code: a new one does not reset it.';
alter table public.org_phone_attempts enable row level security;
alter table public.org_phone_attempts force row level security;
create policy own on public.org_phone_attempts for all to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()))
  with check ((tenant_org_id = regulars.current_tenant()));
grant insert, select on public.org_phone_attempts to regulars_tenant;
grant update (failures, locked_until) on public.org_phone_attempts to regulars_tenant;

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

create table public.org_verification_settings (
  tenant_org_id uuid not null,
  code_length smallint,
  code_seconds integer,
  attempts smallint,
  lock_seconds integer,
  cooldown_seconds integer,
  phone_per_hour integer,
  phone_per_day integer,
  actor_per_hour integer,
  ip_per_hour integer,
  tenant_per_day integer,
  country_per_day integer,
  countries text[],
  message_en text,
  message_ar text,
  constraint org_verification_settings_pkey PRIMARY KEY (tenant_org_id),
  constraint org_verification_settings_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE,
  constraint org_verification_settings_actor_per_hour_check CHECK ((actor_per_hour > 0)),
  constraint org_verification_settings_attempts_check CHECK (((attempts >= 1) AND (attempts <= 10))),
  constraint org_verification_settings_code_length_check CHECK (((code_length >= 4) AND (code_length <= 10))),
  constraint org_verification_settings_code_seconds_check CHECK (((code_seconds >= 60) AND (code_seconds <= 3600))),
  constraint org_verification_settings_cooldown_seconds_check CHECK (((cooldown_seconds >= 10) AND (cooldown_seconds <= 3600))),
  constraint org_verification_settings_country_per_day_check CHECK ((country_per_day > 0)),
  constraint org_verification_settings_ip_per_hour_check CHECK ((ip_per_hour > 0)),
  constraint org_verification_settings_lock_seconds_check CHECK (((lock_seconds >= 60) AND (lock_seconds <= 86400))),
  constraint org_verification_settings_message_ar_check CHECK ((message_ar ~~ '%{code}%'::text)),
  constraint org_verification_settings_message_en_check CHECK ((message_en ~~ '%{code}%'::text)),
  constraint org_verification_settings_phone_per_day_check CHECK ((phone_per_day > 0)),
  constraint org_verification_settings_phone_per_hour_check CHECK ((phone_per_hour > 0)),
  constraint org_verification_settings_tenant_per_day_check CHECK ((tenant_per_day > 0))
);
comment on table public.org_verification_settings is 'Where a tenant differs from the deployment''s OTP_* settings; null: it does not.';
alter table public.org_verification_settings enable row level security;
alter table public.org_verification_settings force row level security;
create policy own on public.org_verification_settings for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
grant select on public.org_verification_settings to regulars_tenant;

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
  id uuid default gen_random_uuid() not null,
  phone text collate "C" not null,
  created_at timestamp with time zone default now() not null,
  constraint sys_customers_mst_pkey PRIMARY KEY (id),
  constraint sys_customers_mst_phone_key UNIQUE (phone),
  constraint sys_customers_mst_phone_check CHECK ((phone ~ '^\+[1-9][0-9]{4,14}$'::text))
);
comment on table public.sys_customers_mst is 'The person behind a proven phone, across tenants. No tenant can read it, or learn that another tenant knows the person.';
alter table public.sys_customers_mst enable row level security;
alter table public.sys_customers_mst force row level security;
create policy matchmaker on public.sys_customers_mst for all to regulars_matchmaker
  using (true)
  with check (true);
grant insert, select on public.sys_customers_mst to regulars_matchmaker;
grant update (phone) on public.sys_customers_mst to regulars_matchmaker;

create table public.sys_otp_codes (
  tenant_org_id uuid not null,
  id uuid default regulars.new_id() not null,
  phone text collate "C" not null,
  country text not null,
  purpose text not null,
  channel text not null,
  state text default 'sending'::text not null,
  code_hash bytea,
  provider text not null,
  provider_id text,
  delivery text,
  requested_by text default regulars.current_actor() not null,
  ip text not null,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  token_hash bytea,
  token_expires_at timestamp with time zone,
  token_used_by xid8,
  constraint sys_otp_codes_pkey PRIMARY KEY (tenant_org_id, id),
  constraint sys_otp_codes_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE,
  constraint sys_otp_codes_channel_check CHECK ((channel = ANY (ARRAY['sms'::text, 'whatsapp'::text]))),
  constraint sys_otp_codes_code_hash_check CHECK ((length(code_hash) = 32)),
  constraint sys_otp_codes_phone_check CHECK ((phone ~ '^\+[1-9][0-9]{4,14}$'::text)),
  constraint sys_otp_codes_purpose_check CHECK ((purpose = ANY (ARRAY['registration'::text, 'login'::text, 'verification'::text]))),
  constraint sys_otp_codes_state_check CHECK ((state = ANY (ARRAY['sending'::text, 'sent'::text, 'failed'::text]))),
  constraint sys_otp_codes_token_hash_check CHECK ((length(token_hash) = 32))
);
comment on table public.sys_otp_codes is 'One-time codes, as HMAC-SHA-256 bound to tenant, phone, purpose and row. Once right, the row carries the verification token, as SHA-256, until a profile uses it up.';
comment on column public.sys_otp_codes.code_hash is 'Null where the provider makes and checks the code.';
comment on column public.sys_otp_codes.token_used_by is 'The transaction that used the token up: what it proved may be written in that transaction alone.';
CREATE INDEX sys_otp_codes_by_message ON public.sys_otp_codes USING btree (provider_id) WHERE (provider_id IS NOT NULL);
CREATE INDEX sys_otp_codes_by_phone ON public.sys_otp_codes USING btree (tenant_org_id, phone, created_at);
CREATE INDEX sys_otp_codes_by_time ON public.sys_otp_codes USING btree (tenant_org_id, created_at);
CREATE UNIQUE INDEX sys_otp_codes_token_key ON public.sys_otp_codes USING btree (tenant_org_id, token_hash);
CREATE TRIGGER use_token BEFORE UPDATE OF token_used_by ON public.sys_otp_codes FOR EACH ROW WHEN (((old.token_used_by IS NOT NULL) OR (old.token_hash IS NULL) OR (old.token_expires_at <= now()) OR (new.token_used_by IS DISTINCT FROM pg_current_xact_id()))) EXECUTE FUNCTION regulars.refuse_token();
alter table public.sys_otp_codes enable row level security;
alter table public.sys_otp_codes force row level security;
create policy courier on public.sys_otp_codes for update to regulars_courier
  using ((provider_id IS NOT NULL));
create policy courier_read on public.sys_otp_codes for select to regulars_courier
  using ((provider_id IS NOT NULL));
create policy expired on public.sys_otp_codes for delete to regulars_cleaner
  using ((created_at < (now() - '2 days'::interval)));
create policy expired_read on public.sys_otp_codes for select to regulars_cleaner
  using ((created_at < (now() - '2 days'::interval)));
create policy own on public.sys_otp_codes for all to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()))
  with check ((tenant_org_id = regulars.current_tenant()));
grant delete on public.sys_otp_codes to regulars_cleaner;
grant select on public.sys_otp_codes to regulars_tenant;
grant select (created_at) on public.sys_otp_codes to regulars_cleaner;
grant select (provider_id) on public.sys_otp_codes to regulars_courier;
grant update (delivery) on public.sys_otp_codes to regulars_courier;
grant insert (tenant_org_id, id, phone, country, purpose, channel, code_hash, provider, ip, expires_at) on public.sys_otp_codes to regulars_tenant;
grant update (state, provider_id, delivery, used_at, token_hash, token_expires_at, token_used_by) on public.sys_otp_codes to regulars_tenant;

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

CREATE OR REPLACE FUNCTION public.cleanup_expired_otp_codes()
 RETURNS bigint
 LANGUAGE sql
BEGIN ATOMIC
 WITH gone AS (
          DELETE FROM public.sys_otp_codes
           WHERE (sys_otp_codes.created_at < (now() - '2 days'::interval))
           RETURNING 1 AS "?column?"
         )
  SELECT count(*) AS count
    FROM gone;
END;
comment on function public.cleanup_expired_otp_codes() is 'Deletes the codes of every tenant that no limit counts any more; says how many.';
grant execute on function public.cleanup_expired_otp_codes() to regulars_cleaner;

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
  insert into org_customer_tokens (tenant_org_id, is_active, token, customer_id)
  select added.tenant_org_id, added.is_active, token, added.id
  from added, regulars.customer_tokens(added::org_customers_mst) as token;
  return null;
end
$function$;
grant execute on function regulars.add_customer_tokens() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.change_customer()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
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

CREATE OR REPLACE FUNCTION regulars.count_arrivals()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into org_customer_arrivals as counted (tenant_org_id, quarter, customers)
  select tenant_org_id, regulars.quarter_of(created_at), count(*) from added
  group by 1, 2
  order by 1, 2
  on conflict (tenant_org_id, quarter) do update set customers = counted.customers + excluded.customers;
  return null;
end
$function$;
grant execute on function regulars.count_arrivals() to regulars_tenant;

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
RETURN (to_jsonb(customer) - ARRAY['tenant_org_id'::text, 'id'::text, 'version'::text, 'created_at'::text, 'updated_at'::text, 'customer_number_int'::text, 'phone_reversed'::text, 'email_folded'::text, 'sort_name'::text, 'last_order_key'::text, 'sys_customer_id'::text, 'search_text'::text, 'email_domain'::text, 'changes_beside'::text]);
comment on function regulars.customer_facts(public.org_customers_mst) is 'What history tells of a customer: the columns that are not derived from others.';
grant execute on function regulars.customer_facts(public.org_customers_mst) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.customer_tokens(customer public.org_customers_mst)
 RETURNS SETOF text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE ROWS 6
BEGIN ATOMIC
 SELECT word.word
    FROM string_to_table((customer_tokens.customer).search_text, ' '::text) word(word)
   WHERE (word.word <> ''::text)
 UNION
  SELECT ('#'::text || tag.tag)
    FROM unnest((customer_tokens.customer).tags) tag(tag);
END;
comment on function regulars.customer_tokens(public.org_customers_mst) is 'What a customer is found by in org_customer_tokens.';
grant execute on function regulars.customer_tokens(public.org_customers_mst) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.drop_customer_tokens()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from org_customer_tokens as token using removed
  where token.tenant_org_id = removed.tenant_org_id and token.is_active = removed.is_active
    and token.customer_id = removed.id
    and token.token in (select regulars.customer_tokens(removed::org_customers_mst));
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

CREATE OR REPLACE FUNCTION regulars.forget_words()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from org_customer_word_keys as met using removed
  where met.tenant_org_id = removed.tenant_org_id and met.word = removed.word
    and met.key in (select regulars.skeletons(removed.word) union select regulars.typo_keys(removed.word));
  return null;
end
$function$;
comment on function regulars.forget_words() is 'When a tenant is deleted: its words go with it, and their keys with them.';
grant execute on function regulars.forget_words() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.is_proven(tenant uuid, candidate text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (EXISTS (SELECT FROM public.sys_otp_codes WHERE ((sys_otp_codes.tenant_org_id = is_proven.tenant) AND (sys_otp_codes.phone = is_proven.candidate) AND (sys_otp_codes.token_used_by = pg_current_xact_id_if_assigned()))));
comment on function regulars.is_proven(uuid,text) is 'Was a verification token for this phone used up in this very transaction?';
grant execute on function regulars.is_proven(uuid,text) to regulars_tenant;

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

CREATE OR REPLACE FUNCTION regulars.latin(word text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
declare
  heard text := word collate "C";
begin
  -- Sun letters: Abdurrahman is Abdulrahman.
  heard := regexp_replace(heard, '^abd[aeou]?([dnrstz])\1', 'abdul\1');
  -- Doubled letters sound like one; long vowels are told from short ones, which Arabic does not write.
  heard := regexp_replace(heard, 'oo|ou|uu', 'U', 'g');
  heard := regexp_replace(heard, 'ee|ii', 'I', 'g');
  heard := regexp_replace(heard, 'aa', 'A', 'g');
  heard := regexp_replace(heard, '([a-z])\1+', '\1', 'g');
  heard := replace(heard, 'لل', 'ل');
  -- One letter for each sound: S sh, X kh, G gh, T th, D dh, C ch.
  heard := replace(heard, 'x', 'ks');
  heard := regexp_replace(heard, 'sch|sh', 'S', 'g');
  heard := replace(heard, 'kh', 'X');
  heard := replace(heard, 'gh', 'G');
  heard := replace(heard, 'th', 'T');
  heard := replace(heard, 'dh', 'D');
  heard := regexp_replace(heard, '^dj', 'j');
  heard := replace(heard, 'ph', 'f');
  heard := regexp_replace(heard, 'tch|ch', 'C', 'g');
  heard := replace(heard, 'ck', 'k');
  heard := regexp_replace(heard, 'c(?=[eiy])', 's', 'g');
  heard := replace(heard, 'c', 'k');
  -- An h at the end may be only a sign that the word ends in a vowel: ~. So may ta marbuta, which is folded to ha,
  -- and sometimes is a t: Q. Alif maqsura is folded to ya: Y.
  heard := regexp_replace(heard, '(.[aeiouyAIU])h$', '\1~');
  heard := regexp_replace(heard, '(..)ه$', '\1Q');
  heard := regexp_replace(heard, '(.)ي$', '\1Y');
  -- At the beginning alif only carries the vowel that follows.
  heard := regexp_replace(heard, '^عا', 'ع');
  heard := regexp_replace(heard, '^[اع]و(?=..)', 'U');
  heard := regexp_replace(heard, '^[اع]ي(?=..)', 'I');
  return translate(heard,
    'اعبپتثجحخدذرزژسشصضطظغفڤقكگلمنهويچء',
    'aabptTjHXdDrzjsSsDtDGfvqkglmnhwyC');
end
$function$;
comment on function regulars.latin(text) is 'A folded word of either script by its sounds, in Latin letters; of Arabic the vowels that are written.';
grant execute on function regulars.latin(text) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.learn_words()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  with unknown as (
    select distinct tenant_org_id, token as word from added
    where token ~ '^[^#0-9]{3,}$'
      and not exists (select from org_customer_words known where known.tenant_org_id = added.tenant_org_id and word = token)
    -- Always in this order: two transactions that learn the same words cannot lock each other out.
    order by tenant_org_id, word
  ), learnt as (
    insert into org_customer_words (tenant_org_id, word, latin)
    select tenant_org_id, word, regulars.latin(word) from unknown
    on conflict do nothing
    returning tenant_org_id, word
  )
  insert into org_customer_word_keys (tenant_org_id, key, word)
  select tenant_org_id, key, word
  from learnt, lateral (select regulars.skeletons(word) union select regulars.typo_keys(word)) as keys (key);
  return null;
end
$function$;
grant execute on function regulars.learn_words() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.lock_views(tenant uuid, owner text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended('views ' || tenant || ' ' || owner, 0));
end
$function$;
comment on function regulars.lock_views(uuid,text) is 'Until the end of the transaction nobody else adds to the views of this owner or puts them in another order.';
grant execute on function regulars.lock_views(uuid,text) to regulars_tenant;

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

CREATE OR REPLACE FUNCTION regulars.move_arrival()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into org_customer_arrivals as counted (tenant_org_id, quarter, customers)
  select new.tenant_org_id, regulars.quarter_of(moment), one from (values (old.created_at, -1), (new.created_at, 1)) moved (moment, one)
  order by 2
  on conflict (tenant_org_id, quarter) do update set customers = counted.customers + excluded.customers;
  return null;
end
$function$;
grant execute on function regulars.move_arrival() to regulars_tenant;

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

CREATE OR REPLACE FUNCTION regulars.place_view()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  others integer;
begin
  perform regulars.lock_views(new.tenant_org_id, new.owner_id);
  select count(*), coalesce(max(position), 0) + 1 into others, new.position from org_customer_views
  where tenant_org_id = new.tenant_org_id and owner_id = new.owner_id;
  if others >= 50 then
    raise exception 'Nobody keeps more than 50 views.' using errcode = 'check_violation', constraint = 'views_of_one_owner';
  end if;
  return new;
end
$function$;
comment on function regulars.place_view() is 'A new view comes last; a menu of more than 50 helps nobody.';
grant execute on function regulars.place_view() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.prove_customer()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- Nobody sets these: proof does, and only while the phone stays.
  new.phone_verified := new.phone is not null and (
    (tg_op = 'UPDATE' and old.phone_verified and new.phone = old.phone)
    or regulars.is_proven(new.tenant_org_id, new.phone));
  if new.profile_status = 'full' and not new.phone_verified and (tg_op = 'INSERT' or old.profile_status <> 'full') then
    raise exception 'A full customer needs a proven phone.' using errcode = 'check_violation', constraint = 'full_is_proven';
  end if;
  if tg_op = 'UPDATE' and old.profile_status = 'full' and new.profile_status <> 'full' then
    raise exception 'A full customer stays one.' using errcode = 'check_violation', constraint = 'full_stays_full';
  end if;
  return new;
end
$function$;
comment on function regulars.prove_customer() is 'Verified and full are what a used-up token proves, and nothing else.';
grant execute on function regulars.prove_customer() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.quarter_of(moment timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN date_bin('00:15:00'::interval, moment, '2000-01-01 00:00:00+00'::timestamp with time zone);
comment on function regulars.quarter_of(timestamp with time zone) is 'When the quarter of an hour began in which this moment lies.';
grant execute on function regulars.quarter_of(timestamp with time zone) to regulars_tenant;

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

CREATE OR REPLACE FUNCTION regulars.refuse_token()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'This token proves nothing any more.' using errcode = 'check_violation', constraint = 'token_is_good';
end
$function$;
comment on function regulars.refuse_token() is 'A token is used up once, in time, and by the transaction that says so.';
grant execute on function regulars.refuse_token() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.renew_customer_tokens()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from org_customer_tokens
  where tenant_org_id = old.tenant_org_id and is_active = old.is_active and customer_id = old.id
    and token = any (array(select regulars.customer_tokens(old)));
  insert into org_customer_tokens (tenant_org_id, is_active, token, customer_id)
  select new.tenant_org_id, new.is_active, token, new.id from regulars.customer_tokens(new) as token;
  return null;
end
$function$;
grant execute on function regulars.renew_customer_tokens() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.search_text(names text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
declare
  word text;
  before text := '';
  before_that text := '';
  found text[] := '{}';
begin
  foreach word in array regexp_split_to_array(regulars.fold(names) collate "und-x-icu", '[^[:alnum:]]+') loop
    continue when word = '';
    word := left(word, 64);
    found := found || word;
    -- "AlBalushi" is found as "Balushi". A shorter rest ("Ali", "Alaa") is no article and a name.
    if length(word) >= 6 and left(word, 2) in ('al', 'el', 'ال') then
      found := found || substring(word from 3);
    end if;
    -- "Al Balushi" is found as "AlBalushi", "عبد الله" as "عبدالله".
    if before in ('al', 'el', 'ال', 'abd', 'abdul', 'abdel', 'عبد', 'abu', 'ابو', 'umm', 'ام') then
      found := found || left(before || word, 64);
      -- "Abd Al Rahman" is found as "AbdAlRahman".
      if before in ('al', 'el', 'ال') and before_that in ('abd', 'عبد') then
        found := found || left(before_that || before || word, 64);
      end if;
    end if;
    before_that := before;
    before := word;
  end loop;
  if found = '{}' then
    return null;
  end if;
  return ' ' || array_to_string(array(select distinct each collate "C" from unnest(found) as each order by 1), ' ') || ' ';
end
$function$;
comment on function regulars.search_text(text) is 'The words under which a name is found, each once and in a blank: " al albalushi balushi sara ".';
grant execute on function regulars.search_text(text) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.search_words(words text)
 RETURNS SETOF text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE ROWS 6
BEGIN ATOMIC
 SELECT word.word
    FROM string_to_table(regulars.search_text(search_words.words), ' '::text) word(word)
   WHERE (word.word <> ''::text);
END;
comment on function regulars.search_words(text) is 'The words under which a name is found, each once.';
grant execute on function regulars.search_words(text) to regulars_identity;
grant execute on function regulars.search_words(text) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.skeletons(word text)
 RETURNS SETOF text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE ROWS 3
BEGIN ATOMIC
 SELECT DISTINCT translate(stripped.bones, (('TDC'::text || 'qgGvpH'::text) || 'Q~'::text), ((ways.sounds || 'kjjfbh'::text) || ways.closing)) AS translate
    FROM ( SELECT regulars.latin(skeletons.word) AS heard) spoken,
     LATERAL ( SELECT ("left"(regexp_replace(spoken.heard, '^[aeiouAIU]'::text, 'a'::text), 1) || translate(SUBSTRING(spoken.heard FROM 2), 'aeiouwyAIUY'::text, ''::text)) AS bones) stripped,
     ( VALUES ('tdS'::text,''::text), ('szk'::text,'hh'::text), ('tdS'::text,'t'::text)) ways(sounds, closing);
END;
comment on function regulars.skeletons(text) is 'The consonants of a folded word, alike in both scripts and however the vowels are spelt: up to three readings.';
grant execute on function regulars.skeletons(text) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.typo_keys(word text)
 RETURNS SETOF text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT ROWS 10
AS $function$
declare
  -- Only consonants are tried: with vowels there would be four times as many keys.
  letters text := coalesce(nullif(translate(word, 'aeiouwy' || 'اويء', ''), ''), word);
  typos integer := regulars.typos(word);
  one text;
  keys text[] := '{}';
begin
  if typos = 0 then
    return;
  end if;
  -- Two words that differ in a letter are alike once each has lost one, and so on.
  keys := keys || letters;
  if length(letters) > 1 then
    for place in 1 .. length(letters) loop
      one := overlay(letters placing '' from place for 1);
      keys := keys || one;
      if typos = 2 and length(one) > 1 then
        for another in place .. length(one) loop
          keys := keys || overlay(one placing '' from another for 1);
        end loop;
      end if;
    end loop;
  end if;
  return query select distinct '-' || key from unnest(keys) as key;
end
$function$;
comment on function regulars.typo_keys(text) is 'Consonants of a word with as many left out as may be wrong; two words that share a key may be one mistyped.';
grant execute on function regulars.typo_keys(text) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.typos(word text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (length(word) >= 8) THEN 2 WHEN (length(word) >= 4) THEN 1 ELSE 0 END;
comment on function regulars.typos(text) is 'How many letters of a word may be wrong.';
grant execute on function regulars.typos(text) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.uncount_arrivals()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update org_customer_arrivals as counted set customers = counted.customers - gone.customers
  from (
    select tenant_org_id, regulars.quarter_of(created_at) as quarter, count(*) as customers from removed group by 1, 2
  ) gone
  where (counted.tenant_org_id, counted.quarter) = (gone.tenant_org_id, gone.quarter);
  return null;
end
$function$;
grant execute on function regulars.uncount_arrivals() to regulars_tenant;

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

CREATE OR REPLACE FUNCTION regulars_people.link_person()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if not new.phone_verified then
    new.sys_customer_id := null;
  elsif tg_op = 'INSERT' or new.sys_customer_id is null or new.phone <> old.phone then
    insert into public.sys_customers_mst (phone) values (new.phone)
    on conflict (phone) do update set phone = excluded.phone
    returning id into new.sys_customer_id;
  end if;
  return new;
end
$function$;
comment on function regulars_people.link_person() is 'Creates or finds the global person of a phone that was proven; forgets the link with the proof.';
