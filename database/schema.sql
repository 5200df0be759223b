-- What the migrations make: written by "npm run generate" for reviewers of its diff.

grant usage on schema public to regulars_cleaner;
grant usage on schema public to regulars_courier;
grant usage on schema public to regulars_dispatcher;
grant usage on schema public to regulars_identity;
grant usage on schema public to regulars_matchmaker;
grant usage on schema public to regulars_porter;
grant usage on schema public to regulars_tenant;

create schema regulars;
grant usage on schema regulars to regulars_cleaner;
grant usage on schema regulars to regulars_courier;
grant usage on schema regulars to regulars_dispatcher;
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
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  made_by text default 'member'::text not null,
  constraint org_api_keys_pkey PRIMARY KEY (tenant_org_id, id),
  constraint org_api_keys_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE,
  constraint org_api_keys_check CHECK ((expires_at > created_at)),
  constraint org_api_keys_made_by_check CHECK ((made_by = ANY (ARRAY['member'::text, 'token'::text]))),
  constraint org_api_keys_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'staff'::text, 'viewer'::text]))),
  constraint org_api_keys_secret_hash_check CHECK ((length(secret_hash) = 32))
);
comment on table public.org_api_keys is 'Keys of integrations. The key itself names tenant and id; of its 256 random bits only the SHA-256 is kept.';
comment on column public.org_api_keys.last_used_at is 'To within five minutes; null: not yet.';
comment on column public.org_api_keys.made_by is 'What created_by is: a member, with whom the key ends, or a token of another provider, of whose staff nobody knows here.';
CREATE TRIGGER guard_api_keys AFTER INSERT ON public.org_api_keys FOR EACH ROW EXECUTE FUNCTION regulars.guard_api_keys();
alter table public.org_api_keys enable row level security;
alter table public.org_api_keys force row level security;
create policy ended on public.org_api_keys for update to regulars_identity
  using (((tenant_org_id = regulars.current_tenant()) AND (pg_trigger_depth() > 0)));
create policy ended_read on public.org_api_keys for select to regulars_identity
  using ((tenant_org_id = regulars.current_tenant()));
create policy own on public.org_api_keys for all to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()))
  with check ((tenant_org_id = regulars.current_tenant()));
grant select on public.org_api_keys to regulars_tenant;
grant select (tenant_org_id, created_by, revoked_at, expires_at) on public.org_api_keys to regulars_identity;
grant update (revoked_at) on public.org_api_keys to regulars_identity;
grant insert (tenant_org_id, id, name, role, secret_hash, start, expires_at, made_by) on public.org_api_keys to regulars_tenant;
grant update (revoked_at, last_used_at) on public.org_api_keys to regulars_tenant;

create table public.org_changes (
  tenant_org_id uuid not null,
  xact xid8 default pg_current_xact_id() not null,
  kind text not null,
  customer_id uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  changed_at timestamp with time zone default now() not null,
  constraint org_changes_pkey PRIMARY KEY (tenant_org_id, xact, kind, customer_id),
  constraint org_changes_kind_check CHECK ((kind = ANY (ARRAY['customer'::text, 'order'::text, 'duplicates'::text, 'settings'::text])))
);
comment on table public.org_changes is 'What each transaction of the last quarter of an hour has changed. Derived; no foreign key, because rows are soon gone.';
comment on column public.org_changes.xact is 'Which transaction: a snapshot tells of which ones a reader knows already, in whatever order they committed.';
alter table public.org_changes alter tenant_org_id set (n_distinct=1000);
alter table public.org_changes enable row level security;
alter table public.org_changes force row level security;
create policy add_by_trigger on public.org_changes for insert to regulars_tenant
  with check (((tenant_org_id = regulars.current_tenant()) AND (pg_trigger_depth() > 0)));
create policy dispatcher on public.org_changes for select to regulars_dispatcher
  using (true);
create policy outlived on public.org_changes for delete to regulars_cleaner
  using ((changed_at < (now() - '00:15:00'::interval)));
create policy outlived_read on public.org_changes for select to regulars_cleaner
  using ((changed_at < (now() - '00:15:00'::interval)));
create policy read_own on public.org_changes for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
grant delete on public.org_changes to regulars_cleaner;
grant select on public.org_changes to regulars_tenant;
grant select (changed_at) on public.org_changes to regulars_cleaner;
grant select (tenant_org_id, xact) on public.org_changes to regulars_dispatcher;
grant insert (tenant_org_id, kind, customer_id) on public.org_changes to regulars_tenant;

create table public.org_counter_times (
  tenant_org_id uuid not null,
  saved_at timestamp with time zone default now() not null,
  id uuid default regulars.new_id() not null,
  actor_id text default regulars.current_actor() not null,
  actor_name text default NULLIF(current_setting('regulars.actor_name'::text, true), ''::text),
  milliseconds integer not null,
  constraint org_counter_times_pkey PRIMARY KEY (tenant_org_id, saved_at, id),
  constraint org_counter_times_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE,
  constraint org_counter_times_milliseconds_check CHECK (((milliseconds >= 1) AND (milliseconds <= 3600000)))
);
comment on table public.org_counter_times is 'Time-to-stub: from the first character that somebody of the staff typed to the saved answer, as the admin measured it.';
comment on column public.org_counter_times.actor_id is 'Whose time it is. There is no branch: staff belong to the whole business.';
alter table public.org_counter_times alter tenant_org_id set (n_distinct=1000);
alter table public.org_counter_times enable row level security;
alter table public.org_counter_times force row level security;
create policy add_own on public.org_counter_times for insert to regulars_tenant
  with check (((tenant_org_id = regulars.current_tenant()) AND (actor_id = regulars.current_actor())));
create policy outlived on public.org_counter_times for delete to regulars_cleaner
  using ((saved_at < (now() - '90 days'::interval)));
create policy read_own on public.org_counter_times for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
grant delete on public.org_counter_times to regulars_cleaner;
grant select on public.org_counter_times to regulars_tenant;
grant insert (tenant_org_id, milliseconds) on public.org_counter_times to regulars_tenant;

create table public.org_customer_addresses (
  tenant_org_id uuid not null,
  id uuid default regulars.new_id() not null,
  customer_id uuid not null,
  type text default 'home'::text not null,
  label text,
  building text,
  floor text,
  apartment text,
  street text,
  area text,
  city text,
  region text,
  postal_code text,
  country text not null,
  latitude double precision,
  longitude double precision,
  delivery_notes text,
  is_default boolean default false not null,
  added_version integer default 0 not null,
  chosen_version integer default 0 not null,
  deleted_at timestamp with time zone,
  created_at timestamp with time zone default clock_timestamp() not null,
  updated_at timestamp with time zone default now() not null,
  latitude_band integer generated always as ((floor(((latitude + (90)::double precision) * (500)::double precision)))::integer) stored,
  constraint org_customer_addresses_pkey PRIMARY KEY (tenant_org_id, id),
  constraint org_customer_addresses_tenant_org_id_customer_id_fkey FOREIGN KEY (tenant_org_id, customer_id) REFERENCES public.org_customers_mst(tenant_org_id, id) ON DELETE CASCADE,
  constraint address_leads_somewhere CHECK (((COALESCE(street, area, city, building, label, postal_code) IS NOT NULL) OR (latitude IS NOT NULL))),
  constraint coordinates_together CHECK (((latitude IS NULL) = (longitude IS NULL))),
  constraint org_customer_addresses_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint org_customer_addresses_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  constraint org_customer_addresses_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
  constraint org_customer_addresses_type_check CHECK ((type = ANY (ARRAY['home'::text, 'work'::text, 'other'::text]))),
  constraint removed_is_not_default CHECK (((deleted_at IS NULL) OR (NOT is_default)))
);
comment on table public.org_customer_addresses is 'Addresses of customers: removed by deleted_at, never deleted. Whenever a customer has an active one, exactly one is the default: the one chosen last, or, while none was chosen, the one added first.';
comment on column public.org_customer_addresses.latitude is 'WGS 84, in degrees, with longitude or not at all.';
comment on column public.org_customer_addresses.is_default is 'Setting it true is how a caller chooses; what the column says is decided by triggers.';
comment on column public.org_customer_addresses.added_version is 'The version of the customer with which this address came to it.';
comment on column public.org_customer_addresses.chosen_version is 'The version of the customer with which this address was last chosen as the default; 0: it never was.';
alter table public.org_customer_addresses alter tenant_org_id set (n_distinct=1000);
CREATE INDEX org_customer_addresses_by_customer ON public.org_customer_addresses USING btree (tenant_org_id, customer_id);
CREATE INDEX org_customer_addresses_by_place ON public.org_customer_addresses USING btree (tenant_org_id, latitude_band, longitude) INCLUDE (latitude, customer_id, id) WHERE ((deleted_at IS NULL) AND (latitude_band IS NOT NULL));
CREATE UNIQUE INDEX org_customer_addresses_default_key ON public.org_customer_addresses USING btree (tenant_org_id, customer_id) WHERE is_default;
CREATE TRIGGER a_places_follow BEFORE UPDATE OF added_version, chosen_version ON public.org_customer_addresses FOR EACH STATEMENT WHEN (((pg_trigger_depth() = 0) AND (CURRENT_USER = 'regulars_tenant'::name))) EXECUTE FUNCTION regulars.refuse_merge_by_hand();
CREATE TRIGGER after_adding_addresses AFTER INSERT ON public.org_customer_addresses REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION regulars.after_adding_addresses();
CREATE TRIGGER after_changing_addresses AFTER UPDATE ON public.org_customer_addresses REFERENCING OLD TABLE AS before_change NEW TABLE AS after_change FOR EACH STATEMENT EXECUTE FUNCTION regulars.after_changing_addresses();
CREATE TRIGGER queue_customer_of_address AFTER UPDATE ON public.org_customer_addresses FOR EACH ROW WHEN (((old.is_default OR new.is_default) AND (((((((((old.is_default IS DISTINCT FROM new.is_default) OR (old.customer_id IS DISTINCT FROM new.customer_id)) OR (old.building IS DISTINCT FROM new.building)) OR (old.street IS DISTINCT FROM new.street)) OR (old.area IS DISTINCT FROM new.area)) OR (old.city IS DISTINCT FROM new.city)) OR (old.region IS DISTINCT FROM new.region)) OR (old.postal_code IS DISTINCT FROM new.postal_code)) OR (old.country IS DISTINCT FROM new.country)))) EXECUTE FUNCTION regulars.queue_customer_of_address();
CREATE TRIGGER settle_address BEFORE INSERT OR UPDATE ON public.org_customer_addresses FOR EACH ROW EXECUTE FUNCTION regulars.settle_address();
alter table public.org_customer_addresses enable row level security;
alter table public.org_customer_addresses force row level security;
create policy own on public.org_customer_addresses for all to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()))
  with check ((tenant_org_id = regulars.current_tenant()));
grant select on public.org_customer_addresses to regulars_tenant;
grant insert (tenant_org_id, id, customer_id, type, label, building, floor, apartment, street, area, city, region, postal_code, country, latitude, longitude, delivery_notes, is_default) on public.org_customer_addresses to regulars_tenant;
grant update (customer_id, type, label, building, floor, apartment, street, area, city, region, postal_code, country, latitude, longitude, delivery_notes, is_default, added_version, chosen_version, deleted_at) on public.org_customer_addresses to regulars_tenant;

create table public.org_customer_arrivals (
  tenant_org_id uuid not null,
  quarter timestamp with time zone not null,
  customers bigint not null,
  before bigint default 0 not null,
  constraint org_customer_arrivals_pkey PRIMARY KEY (tenant_org_id, quarter),
  constraint org_customer_arrivals_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE
);
comment on table public.org_customer_arrivals is 'How many customers were created in each quarter of an hour, whatever has become of them since.';
comment on column public.org_customer_arrivals.quarter is 'When it began.';
comment on column public.org_customer_arrivals.before is 'How many customers were created in all quarters before this one.';
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
grant update (customers, before) on public.org_customer_arrivals to regulars_tenant;

create table public.org_customer_avatars (
  tenant_org_id uuid not null,
  customer_id uuid not null,
  version integer not null,
  media_type text not null,
  content bytea not null,
  constraint org_customer_avatars_pkey PRIMARY KEY (tenant_org_id, customer_id),
  constraint org_customer_avatars_tenant_org_id_customer_id_fkey FOREIGN KEY (tenant_org_id, customer_id) REFERENCES public.org_customers_mst(tenant_org_id, id) ON DELETE CASCADE,
  constraint org_customer_avatars_content_check CHECK ((octet_length(content) <= 204800)),
  constraint org_customer_avatars_media_type_check CHECK ((media_type = ANY (ARRAY['image/jpeg'::text, 'image/webp'::text])))
);
comment on table public.org_customer_avatars is 'The picture of a customer, where there is one. Whoever was merged away keeps theirs: it is there again when the merge is undone.';
comment on column public.org_customer_avatars.version is 'The version of the customer with which this picture came.';
alter table public.org_customer_avatars alter tenant_org_id set (n_distinct=1000);
CREATE TRIGGER tell_avatar BEFORE INSERT OR DELETE OR UPDATE ON public.org_customer_avatars FOR EACH ROW EXECUTE FUNCTION regulars.tell_avatar();
alter table public.org_customer_avatars enable row level security;
alter table public.org_customer_avatars force row level security;
create policy own on public.org_customer_avatars for all to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()))
  with check ((tenant_org_id = regulars.current_tenant()));
grant delete, select on public.org_customer_avatars to regulars_tenant;
grant insert (tenant_org_id, customer_id, media_type, content) on public.org_customer_avatars to regulars_tenant;
grant update (media_type, content) on public.org_customer_avatars to regulars_tenant;

create table public.org_customer_contacts (
  tenant_org_id uuid not null,
  id uuid default regulars.new_id() not null,
  customer_id uuid not null,
  merge_id uuid not null,
  kind text collate "C" not null,
  value text collate "C" not null,
  search_key text collate "C" generated always as (
CASE kind
    WHEN 'phone'::text THEN reverse(value)
    ELSE lower(value)
END) stored not null,
  removed_at timestamp with time zone,
  constraint org_customer_contacts_pkey PRIMARY KEY (tenant_org_id, id),
  constraint org_customer_contacts_tenant_org_id_customer_id_fkey FOREIGN KEY (tenant_org_id, customer_id) REFERENCES public.org_customers_mst(tenant_org_id, id) ON DELETE CASCADE,
  constraint org_customer_contacts_tenant_org_id_merge_id_fkey FOREIGN KEY (tenant_org_id, merge_id) REFERENCES public.org_customer_merge_log(tenant_org_id, id) ON DELETE CASCADE,
  constraint org_customer_contacts_kind_check CHECK ((kind = ANY (ARRAY['phone'::text, 'email'::text])))
);
comment on table public.org_customer_contacts is 'Further phones and e-mails of customers: those that gave way in a merge, under which the customer is still found.';
comment on column public.org_customer_contacts.removed_at is 'Since when nobody is found by it any more. Nothing is deleted: it can be restored, and goes when its merge is undone.';
alter table public.org_customer_contacts alter tenant_org_id set (n_distinct=1000);
CREATE INDEX org_customer_contacts_by_customer ON public.org_customer_contacts USING btree (tenant_org_id, customer_id);
CREATE INDEX org_customer_contacts_by_key ON public.org_customer_contacts USING btree (tenant_org_id, kind, search_key);
CREATE INDEX org_customer_contacts_by_merge ON public.org_customer_contacts USING btree (tenant_org_id, merge_id);
CREATE TRIGGER a_merges_follow BEFORE UPDATE OF customer_id ON public.org_customer_contacts FOR EACH STATEMENT WHEN (((pg_trigger_depth() = 0) AND (CURRENT_USER = 'regulars_tenant'::name))) EXECUTE FUNCTION regulars.refuse_merge_by_hand();
CREATE TRIGGER queue_customers_contacts_move_from AFTER UPDATE ON public.org_customer_contacts REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION regulars.queue_customers_of_contacts();
CREATE TRIGGER queue_customers_contacts_move_to AFTER UPDATE ON public.org_customer_contacts REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION regulars.queue_customers_of_contacts();
CREATE TRIGGER queue_customers_of_lost_contacts AFTER DELETE ON public.org_customer_contacts REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION regulars.queue_customers_of_contacts();
CREATE TRIGGER queue_customers_of_new_contacts AFTER INSERT ON public.org_customer_contacts REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION regulars.queue_customers_of_contacts();
CREATE TRIGGER tell_removed_contacts AFTER UPDATE ON public.org_customer_contacts REFERENCING OLD TABLE AS contacts_before NEW TABLE AS contacts_now FOR EACH STATEMENT EXECUTE FUNCTION regulars.tell_removed_contacts();
alter table public.org_customer_contacts enable row level security;
alter table public.org_customer_contacts force row level security;
create policy add_by_trigger on public.org_customer_contacts for insert to regulars_tenant
  with check (((tenant_org_id = regulars.current_tenant()) AND (pg_trigger_depth() > 0)));
create policy change_own on public.org_customer_contacts for update to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
create policy drop_by_trigger on public.org_customer_contacts for delete to regulars_tenant
  using (((tenant_org_id = regulars.current_tenant()) AND (pg_trigger_depth() > 0)));
create policy read_own on public.org_customer_contacts for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
grant delete, select on public.org_customer_contacts to regulars_tenant;
grant insert (tenant_org_id, customer_id, merge_id, kind, value, removed_at) on public.org_customer_contacts to regulars_tenant;
grant update (customer_id, removed_at) on public.org_customer_contacts to regulars_tenant;

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

create table public.org_customer_exports (
  tenant_org_id uuid not null,
  id uuid default regulars.new_id() not null,
  exported_at timestamp with time zone default now() not null,
  actor_id text default regulars.current_actor() not null,
  actor_name text default NULLIF(current_setting('regulars.actor_name'::text, true), ''::text),
  format text not null,
  columns text[] not null,
  filters jsonb not null,
  customers bigint default 0 not null,
  state text default 'running'::text not null,
  ended_at timestamp with time zone,
  constraint org_customer_exports_pkey PRIMARY KEY (tenant_org_id, id),
  constraint org_customer_exports_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE,
  constraint org_customer_exports_filters_check CHECK ((jsonb_typeof(filters) = 'object'::text)),
  constraint org_customer_exports_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'json'::text, 'xlsx'::text]))),
  constraint org_customer_exports_state_check CHECK ((state = ANY (ARRAY['running'::text, 'complete'::text, 'broken_off'::text, 'failed'::text])))
);
comment on table public.org_customer_exports is 'Every export of customers: it begins before the first of them leaves, and is told its end once, whatever that is.';
comment on column public.org_customer_exports.customers is 'How many have left.';
alter table public.org_customer_exports alter tenant_org_id set (n_distinct=1000);
alter table public.org_customer_exports enable row level security;
alter table public.org_customer_exports force row level security;
create policy add_own on public.org_customer_exports for insert to regulars_tenant
  with check (((tenant_org_id = regulars.current_tenant()) AND (actor_id = regulars.current_actor())));
create policy end_own on public.org_customer_exports for update to regulars_tenant
  using (((tenant_org_id = regulars.current_tenant()) AND (actor_id = regulars.current_actor()) AND (state = 'running'::text)))
  with check (((tenant_org_id = regulars.current_tenant()) AND (actor_id = regulars.current_actor())));
create policy read_own on public.org_customer_exports for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
grant select on public.org_customer_exports to regulars_tenant;
grant insert (tenant_org_id, format, columns, filters) on public.org_customer_exports to regulars_tenant;
grant update (customers, state, ended_at) on public.org_customer_exports to regulars_tenant;

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
  constraint org_customer_history_action_check CHECK ((action ~ '^[a-z]+(_[a-z]+)*$'::text))
);
comment on table public.org_customer_history is 'One row for each version of a customer: who, when, in which request, {field: {from, to}}.';
comment on column public.org_customer_history.changes is '{field: {from, to}}; a field of an address is written addresses.<its id>.field.';
alter table public.org_customer_history alter tenant_org_id set (n_distinct=1000);
CREATE TRIGGER name_change BEFORE INSERT ON public.org_customer_history FOR EACH ROW WHEN (((new.action = 'updated'::text) AND (new.changes <> '{}'::jsonb))) EXECUTE FUNCTION regulars.name_change();
alter table public.org_customer_history enable row level security;
alter table public.org_customer_history force row level security;
create policy add_by_trigger on public.org_customer_history for insert to regulars_tenant
  with check (((tenant_org_id = regulars.current_tenant()) AND (pg_trigger_depth() > 0)));
create policy read_own on public.org_customer_history for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
grant insert, select on public.org_customer_history to regulars_tenant;

create table public.org_customer_merge_log (
  tenant_org_id uuid not null,
  id uuid default regulars.new_id() not null,
  source_id uuid not null,
  target_id uuid not null,
  choices jsonb default '{}'::jsonb not null,
  reason text not null,
  source_fields jsonb not null,
  target_before jsonb not null,
  target_after jsonb not null,
  source_was_active boolean not null,
  target_version integer not null,
  moved jsonb default '{}'::jsonb not null,
  address_places jsonb default '[]'::jsonb not null,
  point_lots jsonb default '[]'::jsonb not null,
  tier_points bigint default 0 not null,
  target_entry integer default 0 not null,
  orders_moved integer default 0 not null,
  addresses_moved integer default 0 not null,
  points_merged bigint default 0 not null,
  contacts_kept integer default 0 not null,
  tags_added integer default 0 not null,
  merged_at timestamp with time zone default now() not null,
  merged_by text default regulars.current_actor() not null,
  merged_by_name text default NULLIF(current_setting('regulars.actor_name'::text, true), ''::text),
  merged_in xid8 not null,
  undone_at timestamp with time zone,
  undone_by text,
  undone_by_name text,
  undone_in xid8,
  fields_kept text[],
  points_returned bigint,
  constraint org_customer_merge_log_pkey PRIMARY KEY (tenant_org_id, id),
  constraint org_customer_merge_log_tenant_org_id_source_id_fkey FOREIGN KEY (tenant_org_id, source_id) REFERENCES public.org_customers_mst(tenant_org_id, id) ON DELETE CASCADE,
  constraint org_customer_merge_log_tenant_org_id_target_id_fkey FOREIGN KEY (tenant_org_id, target_id) REFERENCES public.org_customers_mst(tenant_org_id, id) ON DELETE CASCADE,
  constraint not_into_itself CHECK ((source_id <> target_id)),
  constraint org_customer_merge_log_choices_check CHECK ((jsonb_typeof(choices) = 'object'::text))
);
comment on table public.org_customer_merge_log is 'Every merge, with what it takes to undo it. To insert a row is to merge; to set undone_at is to undo: triggers do the rest.';
comment on column public.org_customer_merge_log.source_fields is 'regulars.mergeable of the source, who does not change while merged.';
comment on column public.org_customer_merge_log.target_before is 'regulars.mergeable of the target just before. Undoing an earlier merge takes what came with that one out of it, as out of target_after.';
comment on column public.org_customer_merge_log.target_version is 'The version of the target that the merge made: in this order merges lie on each other.';
comment on column public.org_customer_merge_log.moved is '{table: [ids]}: the rows that were the source''s.';
comment on column public.org_customer_merge_log.address_places is 'Of the moved addresses, where each stood among those of the source: [{id, added_version, chosen_version}].';
comment on column public.org_customer_merge_log.point_lots is 'The points that came along, by when they expire: [{expires_at, points}].';
comment on column public.org_customer_merge_log.target_entry is 'The last entry of the target''s ledger after the merge.';
comment on column public.org_customer_merge_log.merged_in is 'The transaction that merged: what the source had proven may be taken over in it.';
comment on column public.org_customer_merge_log.fields_kept is 'What an undo left as it was, because it was edited since.';
alter table public.org_customer_merge_log alter tenant_org_id set (n_distinct=1000);
CREATE INDEX org_customer_merge_log_by_source ON public.org_customer_merge_log USING btree (tenant_org_id, source_id);
CREATE INDEX org_customer_merge_log_by_target ON public.org_customer_merge_log USING btree (tenant_org_id, target_id, target_version);
CREATE UNIQUE INDEX org_customer_merge_log_open_key ON public.org_customer_merge_log USING btree (tenant_org_id, source_id) WHERE (undone_at IS NULL);
CREATE TRIGGER a_merges_follow BEFORE UPDATE OF target_before, target_after, moved, address_places, point_lots, tier_points, target_entry, orders_moved, addresses_moved, points_merged, contacts_kept, tags_added, fields_kept, points_returned ON public.org_customer_merge_log FOR EACH STATEMENT WHEN (((pg_trigger_depth() = 0) AND (CURRENT_USER = 'regulars_tenant'::name))) EXECUTE FUNCTION regulars.refuse_merge_by_hand();
CREATE TRIGGER merge_customers AFTER INSERT ON public.org_customer_merge_log FOR EACH ROW EXECUTE FUNCTION regulars.merge_customers();
CREATE TRIGGER prepare_merge BEFORE INSERT ON public.org_customer_merge_log FOR EACH ROW EXECUTE FUNCTION regulars.prepare_merge();
CREATE TRIGGER prepare_undo BEFORE UPDATE OF undone_at ON public.org_customer_merge_log FOR EACH ROW EXECUTE FUNCTION regulars.prepare_undo();
CREATE TRIGGER undo_merge AFTER UPDATE OF undone_at ON public.org_customer_merge_log FOR EACH ROW EXECUTE FUNCTION regulars.undo_merge();
alter table public.org_customer_merge_log enable row level security;
alter table public.org_customer_merge_log force row level security;
create policy own on public.org_customer_merge_log for all to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()))
  with check ((tenant_org_id = regulars.current_tenant()));
grant select on public.org_customer_merge_log to regulars_tenant;
grant insert (tenant_org_id, id, source_id, target_id, choices, reason) on public.org_customer_merge_log to regulars_tenant;
grant update (target_before, target_after, moved, address_places, point_lots, tier_points, target_entry, orders_moved, addresses_moved, points_merged, contacts_kept, tags_added, undone_at, fields_kept, points_returned) on public.org_customer_merge_log to regulars_tenant;

create table public.org_customer_tokens (
  tenant_org_id uuid not null,
  is_active boolean not null,
  token text collate "C" not null,
  customer_id uuid not null,
  marks bigint not null,
  sort_name text collate "C" not null,
  outlines text collate "C",
  words text collate "C",
  constraint org_customer_tokens_pkey PRIMARY KEY (tenant_org_id, is_active, token, customer_id) INCLUDE (marks, outlines, words)
);
comment on table public.org_customer_tokens is 'Words of names, and tags with a # in front: derived from org_customers_mst by trigger; no foreign key, because nothing else writes here.';
comment on column public.org_customer_tokens.marks is 'Those of the customer, without the last order.';
comment on column public.org_customer_tokens.outlines is 'Those of the customer, as regulars.outlines puts them together.';
comment on column public.org_customer_tokens.words is 'Those of the customer and the tags, as regulars.words_and_tags puts them together.';
alter table public.org_customer_tokens alter tenant_org_id set (n_distinct=1000);
CREATE INDEX org_customer_tokens_by_name ON public.org_customer_tokens USING btree (tenant_org_id, is_active, token, sort_name, customer_id) INCLUDE (marks) WHERE (marks > 0);
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
create policy drop_by_trigger on public.org_customer_word_keys for delete to regulars_tenant
  using (((tenant_org_id = regulars.current_tenant()) AND (pg_trigger_depth() > 0)));
create policy read_own on public.org_customer_word_keys for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
grant delete, insert, select on public.org_customer_word_keys to regulars_tenant;

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
create policy forget_unused on public.org_customer_words for delete to regulars_tenant
  using (((tenant_org_id = regulars.current_tenant()) AND regulars.nobody_has(tenant_org_id, word)));
create policy read_own on public.org_customer_words for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
grant delete, insert, select on public.org_customer_words to regulars_tenant;

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
  total_spent numeric(24,4) default 0 not null,
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
  changes_beside integer default 0 not null,
  email_domain text collate "C" generated always as ("left"(NULLIF(split_part(lower((email COLLATE "C")), '@'::text, 2), ''::text), 200)) stored,
  merged_ids uuid[] default '{}'::uuid[] not null,
  is_merging boolean default false not null,
  marks bigint generated always as (regulars.customer_marks(is_active, profile_status, phone_verified, loyalty_points, created_at, last_order_at)) stored not null,
  merged_names text,
  search_text text collate "C" generated always as (regulars.search_text(((((((((((COALESCE(first_name, ''::text) || ' '::text) || COALESCE(last_name, ''::text)) || ' '::text) || COALESCE(display_name, ''::text)) || ' '::text) || COALESCE(name, ''::text)) || ' '::text) || COALESCE(name2, ''::text)) || ' '::text) || COALESCE(merged_names, ''::text)))) stored,
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
comment on column public.org_customers_mst.changes_beside is 'How many versions tell of what belongs to the customer and lies in other tables; raised by regulars.new_customer_version alone.';
comment on column public.org_customers_mst.merged_ids is 'Whose ids lead here: who was merged into this customer, and whoever had been merged into them. Follows from merged_into_id.';
comment on column public.org_customers_mst.is_merging is 'True only within a transaction that merges or undoes a merge, whose parts together are one version.';
comment on column public.org_customers_mst.marks is 'What lists are narrowed to, as regulars.customer_marks puts it together.';
comment on column public.org_customers_mst.merged_names is 'What those were called who became this customer, as far as it is found by that. Follows from merged_ids.';
alter table public.org_customers_mst alter tenant_org_id set (n_distinct=1000);
CREATE UNIQUE INDEX org_customers_active_phone_key ON public.org_customers_mst USING btree (tenant_org_id, phone) WHERE is_active;
CREATE INDEX org_customers_by_creation ON public.org_customers_mst USING btree (tenant_org_id, created_at, id) INCLUDE (marks);
CREATE INDEX org_customers_by_email ON public.org_customers_mst USING btree (tenant_org_id, email_folded, id) INCLUDE (marks) WHERE (email_folded IS NOT NULL);
CREATE INDEX org_customers_by_email_domain ON public.org_customers_mst USING btree (tenant_org_id, email_domain, id) INCLUDE (marks) WHERE (email_domain IS NOT NULL);
CREATE INDEX org_customers_by_inactive_phone ON public.org_customers_mst USING btree (tenant_org_id, phone) WHERE ((NOT is_active) AND (phone IS NOT NULL));
CREATE INDEX org_customers_by_last_order ON public.org_customers_mst USING btree (tenant_org_id, last_order_key, id) INCLUDE (marks);
CREATE INDEX org_customers_by_merge ON public.org_customers_mst USING btree (tenant_org_id, merged_into_id) WHERE (merged_into_id IS NOT NULL);
CREATE INDEX org_customers_by_name ON public.org_customers_mst USING btree (tenant_org_id, sort_name, id) INCLUDE (marks);
CREATE INDEX org_customers_by_orders ON public.org_customers_mst USING btree (tenant_org_id, total_orders, id) INCLUDE (marks);
CREATE INDEX org_customers_by_person ON public.org_customers_mst USING btree (sys_customer_id) WHERE (sys_customer_id IS NOT NULL);
CREATE INDEX org_customers_by_phone_end ON public.org_customers_mst USING btree (tenant_org_id, phone_reversed, id) INCLUDE (marks) WHERE (phone_reversed IS NOT NULL);
CREATE INDEX org_customers_by_points ON public.org_customers_mst USING btree (tenant_org_id, loyalty_points, id) INCLUDE (marks);
CREATE INDEX org_customers_by_proof ON public.org_customers_mst USING btree (tenant_org_id, phone_verified, id) INCLUDE (marks);
CREATE INDEX org_customers_by_status ON public.org_customers_mst USING btree (tenant_org_id, profile_status, sort_name, id) INCLUDE (marks);
CREATE INDEX org_customers_inactive ON public.org_customers_mst USING btree (tenant_org_id, id) INCLUDE (marks) WHERE (NOT is_active);
CREATE UNIQUE INDEX org_customers_number_key ON public.org_customers_mst USING btree (tenant_org_id, customer_number_int) INCLUDE (id, marks);
CREATE TRIGGER a_merges_follow BEFORE UPDATE OF merged_into_id, merged_ids, is_merging ON public.org_customers_mst FOR EACH STATEMENT WHEN (((pg_trigger_depth() = 0) AND (CURRENT_USER = 'regulars_tenant'::name))) EXECUTE FUNCTION regulars.refuse_merge_by_hand();
CREATE TRIGGER a_number_customers AFTER INSERT ON public.org_customers_mst FOR EACH STATEMENT EXECUTE FUNCTION regulars.number_customers();
CREATE TRIGGER a_prove_customer BEFORE INSERT OR UPDATE ON public.org_customers_mst FOR EACH ROW EXECUTE FUNCTION regulars.prove_customer();
CREATE TRIGGER a_totals_follow BEFORE UPDATE OF total_orders, total_spent, last_order_at, loyalty_points ON public.org_customers_mst FOR EACH STATEMENT WHEN (((pg_trigger_depth() = 0) AND (CURRENT_USER = 'regulars_tenant'::name))) EXECUTE FUNCTION regulars.refuse_by_hand();
CREATE TRIGGER add_customer_tokens AFTER INSERT ON public.org_customers_mst REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION regulars.add_customer_tokens();
CREATE TRIGGER b_link_person BEFORE INSERT OR UPDATE ON public.org_customers_mst FOR EACH ROW EXECUTE FUNCTION regulars_people.link_person();
CREATE TRIGGER b_set_tier BEFORE UPDATE OF tier ON public.org_customers_mst FOR EACH ROW EXECUTE FUNCTION regulars.set_tier();
CREATE TRIGGER change_customer BEFORE UPDATE ON public.org_customers_mst FOR EACH ROW EXECUTE FUNCTION regulars.change_customer();
CREATE TRIGGER change_customer_beside BEFORE UPDATE ON public.org_customers_mst FOR EACH ROW WHEN ((new.changes_beside <> old.changes_beside)) EXECUTE FUNCTION regulars.change_customer_beside();
CREATE TRIGGER count_arrivals AFTER INSERT ON public.org_customers_mst REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION regulars.count_arrivals();
CREATE TRIGGER count_new_customers AFTER INSERT ON public.org_customers_mst REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION regulars.count_new_customers();
CREATE TRIGGER drop_customer_tokens AFTER DELETE ON public.org_customers_mst REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION regulars.drop_customer_tokens();
CREATE TRIGGER drop_duplicates_of_deleted_customers AFTER DELETE ON public.org_customers_mst REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION regulars.drop_duplicates_of_deleted_customers();
CREATE TRIGGER drop_pairs_of_inactive_customer AFTER UPDATE ON public.org_customers_mst FOR EACH ROW WHEN ((old.is_active AND (NOT new.is_active))) EXECUTE FUNCTION regulars.drop_pairs_of_inactive_customer();
CREATE TRIGGER move_arrival AFTER UPDATE OF created_at ON public.org_customers_mst FOR EACH ROW WHEN ((regulars.quarter_of(old.created_at) <> regulars.quarter_of(new.created_at))) EXECUTE FUNCTION regulars.move_arrival();
CREATE TRIGGER name_merged BEFORE UPDATE OF merged_ids ON public.org_customers_mst FOR EACH ROW EXECUTE FUNCTION regulars.name_merged();
CREATE TRIGGER number_customer BEFORE INSERT ON public.org_customers_mst FOR EACH ROW EXECUTE FUNCTION regulars.number_customer();
CREATE TRIGGER queue_changed_customer AFTER UPDATE ON public.org_customers_mst FOR EACH ROW WHEN ((((((((((old.first_name IS DISTINCT FROM new.first_name) OR (old.last_name IS DISTINCT FROM new.last_name)) OR (old.display_name IS DISTINCT FROM new.display_name)) OR (old.name IS DISTINCT FROM new.name)) OR (old.name2 IS DISTINCT FROM new.name2)) OR (old.phone IS DISTINCT FROM new.phone)) OR (old.email IS DISTINCT FROM new.email)) OR (old.birth_date IS DISTINCT FROM new.birth_date)) OR (old.is_active IS DISTINCT FROM new.is_active))) EXECUTE FUNCTION regulars.queue_changed_customer();
CREATE TRIGGER queue_new_customers AFTER INSERT ON public.org_customers_mst REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION regulars.queue_new_customers();
CREATE TRIGGER record_change AFTER UPDATE ON public.org_customers_mst FOR EACH ROW WHEN (((new.version <> old.version) AND (new.changes_beside = old.changes_beside))) EXECUTE FUNCTION regulars.record_change();
CREATE TRIGGER record_creation AFTER INSERT ON public.org_customers_mst REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION regulars.record_creation();
CREATE TRIGGER recount_changed_customers AFTER UPDATE ON public.org_customers_mst REFERENCING OLD TABLE AS before_change NEW TABLE AS after_change FOR EACH STATEMENT EXECUTE FUNCTION regulars.recount_changed_customers();
CREATE TRIGGER renew_customer_tokens AFTER UPDATE ON public.org_customers_mst FOR EACH ROW WHEN (((((old.search_text IS DISTINCT FROM new.search_text) OR (old.tags IS DISTINCT FROM new.tags)) OR (old.sort_name IS DISTINCT FROM new.sort_name)) OR ((old.marks & '4294967295'::bigint) IS DISTINCT FROM (new.marks & '4294967295'::bigint)))) EXECUTE FUNCTION regulars.renew_customer_tokens();
CREATE TRIGGER tell_changed_customers AFTER UPDATE ON public.org_customers_mst REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION regulars.tell_changed_customers();
CREATE TRIGGER tell_new_customers AFTER INSERT ON public.org_customers_mst REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION regulars.tell_changed_customers();
CREATE TRIGGER uncount_arrivals AFTER DELETE ON public.org_customers_mst REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION regulars.uncount_arrivals();
CREATE TRIGGER uncount_deleted_customers AFTER DELETE ON public.org_customers_mst REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION regulars.uncount_deleted_customers();
alter table public.org_customers_mst enable row level security;
alter table public.org_customers_mst force row level security;
create policy own on public.org_customers_mst for all to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()))
  with check ((tenant_org_id = regulars.current_tenant()));
grant select on public.org_customers_mst to regulars_tenant;
grant insert (tenant_org_id, id, profile_status, first_name, last_name, display_name, name, name2, phone, email, birth_date, avatar_url, preferences, notes, tags) on public.org_customers_mst to regulars_tenant;
grant update (profile_status, first_name, last_name, display_name, name, name2, phone, email, birth_date, avatar_url, preferences, notes, tags, loyalty_points, tier, total_orders, total_spent, last_order_at, is_active, merged_into_id, changes_beside, merged_ids, is_merging) on public.org_customers_mst to regulars_tenant;

create table public.org_duplicate_dismissals (
  tenant_org_id uuid not null,
  customer_a uuid not null,
  customer_b uuid not null,
  score double precision not null,
  reasons jsonb not null,
  agreements text[] not null,
  found_at timestamp with time zone not null,
  dismissed_at timestamp with time zone default now() not null,
  dismissed_by text default regulars.current_actor() not null,
  dismissed_by_name text default NULLIF(current_setting('regulars.actor_name'::text, true), ''::text),
  constraint org_duplicate_dismissals_pkey PRIMARY KEY (tenant_org_id, customer_a, customer_b),
  constraint org_duplicate_dismissals_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE,
  constraint each_dismissal_once CHECK ((customer_a < customer_b)),
  constraint org_duplicate_dismissals_score_check CHECK (((score >= (0)::double precision) AND (score <= (1)::double precision)))
);
comment on table public.org_duplicate_dismissals is 'Pairs of which somebody said that they are two people. Kept while one is inactive or they are no longer alike: they may be so again.';
comment on column public.org_duplicate_dismissals.agreements is 'What the two had strongly in common then; something new of that kind makes the pair worth a look again.';
alter table public.org_duplicate_dismissals alter tenant_org_id set (n_distinct=1000);
CREATE INDEX org_duplicate_dismissals_by_other ON public.org_duplicate_dismissals USING btree (tenant_org_id, customer_b);
CREATE INDEX org_duplicate_dismissals_by_score ON public.org_duplicate_dismissals USING btree (tenant_org_id, score, customer_a, customer_b);
CREATE INDEX org_duplicate_dismissals_by_time ON public.org_duplicate_dismissals USING btree (tenant_org_id, dismissed_at, customer_a, customer_b);
alter table public.org_duplicate_dismissals enable row level security;
alter table public.org_duplicate_dismissals force row level security;
create policy own on public.org_duplicate_dismissals for all to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()))
  with check ((tenant_org_id = regulars.current_tenant()));
grant delete, select on public.org_duplicate_dismissals to regulars_tenant;
grant insert (tenant_org_id, customer_a, customer_b, score, reasons, agreements, found_at) on public.org_duplicate_dismissals to regulars_tenant;

create table public.org_duplicate_failures (
  tenant_org_id uuid not null,
  customer_id uuid not null,
  tries integer default 1 not null,
  problem text not null,
  failed_at timestamp with time zone default clock_timestamp() not null,
  constraint org_duplicate_failures_pkey PRIMARY KEY (tenant_org_id, customer_id)
);
comment on table public.org_duplicate_failures is 'Customers of org_duplicate_queue who could not be compared, and why. After three tries a customer is queued no more and has no keys and no pairs: set aside until it changes. No foreign key, as for keys.';
alter table public.org_duplicate_failures alter tenant_org_id set (n_distinct=1000);
alter table public.org_duplicate_failures enable row level security;
alter table public.org_duplicate_failures force row level security;
create policy add_own on public.org_duplicate_failures for insert to regulars_tenant
  with check (((tenant_org_id = regulars.current_tenant()) AND (regulars.current_actor() = 'regulars'::text)));
create policy change_own on public.org_duplicate_failures for update to regulars_tenant
  using (((tenant_org_id = regulars.current_tenant()) AND (regulars.current_actor() = 'regulars'::text)))
  with check (((tenant_org_id = regulars.current_tenant()) AND (regulars.current_actor() = 'regulars'::text)));
create policy drop_own on public.org_duplicate_failures for delete to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
create policy read_own on public.org_duplicate_failures for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
grant delete, select on public.org_duplicate_failures to regulars_tenant;
grant insert (tenant_org_id, customer_id, problem) on public.org_duplicate_failures to regulars_tenant;
grant update (tries, problem, failed_at) on public.org_duplicate_failures to regulars_tenant;

create table public.org_duplicate_keys (
  tenant_org_id uuid not null,
  key text collate "C" not null,
  customer_id uuid not null,
  constraint org_duplicate_keys_pkey PRIMARY KEY (tenant_org_id, key, customer_id)
);
comment on table public.org_duplicate_keys is 'The keys (linkage/block.ts) of each active customer: two are compared when they share one. Derived; no foreign key, because only the work on org_duplicate_queue writes here.';
alter table public.org_duplicate_keys alter tenant_org_id set (n_distinct=1000);
CREATE INDEX org_duplicate_keys_by_customer ON public.org_duplicate_keys USING btree (tenant_org_id, customer_id);
alter table public.org_duplicate_keys enable row level security;
alter table public.org_duplicate_keys force row level security;
create policy add_own on public.org_duplicate_keys for insert to regulars_tenant
  with check (((tenant_org_id = regulars.current_tenant()) AND (regulars.current_actor() = 'regulars'::text)));
create policy drop_own on public.org_duplicate_keys for delete to regulars_tenant
  using (((tenant_org_id = regulars.current_tenant()) AND (regulars.current_actor() = 'regulars'::text)));
create policy read_own on public.org_duplicate_keys for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
grant delete, insert, select on public.org_duplicate_keys to regulars_tenant;

create table public.org_duplicate_models (
  tenant_org_id uuid not null,
  model jsonb not null,
  customers bigint not null,
  learned_at timestamp with time zone default now() not null,
  constraint org_duplicate_models_pkey PRIMARY KEY (tenant_org_id),
  constraint org_duplicate_models_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE,
  constraint org_duplicate_models_model_check CHECK ((jsonb_typeof(model) = 'object'::text))
);
comment on table public.org_duplicate_models is 'What a tenant''s own customers taught of how telling each field is (linkage/model.ts). Without a row: what is expected anywhere.';
comment on column public.org_duplicate_models.customers is 'How many active customers there were then.';
alter table public.org_duplicate_models enable row level security;
alter table public.org_duplicate_models force row level security;
create policy add_own on public.org_duplicate_models for insert to regulars_tenant
  with check (((tenant_org_id = regulars.current_tenant()) AND (regulars.current_actor() = 'regulars'::text)));
create policy change_own on public.org_duplicate_models for update to regulars_tenant
  using (((tenant_org_id = regulars.current_tenant()) AND (regulars.current_actor() = 'regulars'::text)))
  with check (((tenant_org_id = regulars.current_tenant()) AND (regulars.current_actor() = 'regulars'::text)));
create policy read_own on public.org_duplicate_models for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
grant insert, select on public.org_duplicate_models to regulars_tenant;
grant update (model, customers, learned_at) on public.org_duplicate_models to regulars_tenant;

create table public.org_duplicate_pairs (
  tenant_org_id uuid not null,
  customer_a uuid not null,
  customer_b uuid not null,
  score double precision not null,
  reasons jsonb not null,
  found_at timestamp with time zone default now() not null,
  constraint org_duplicate_pairs_pkey PRIMARY KEY (tenant_org_id, customer_a, customer_b),
  constraint each_pair_once CHECK ((customer_a < customer_b)),
  constraint org_duplicate_pairs_score_check CHECK (((score >= (0)::double precision) AND (score <= (1)::double precision)))
);
comment on table public.org_duplicate_pairs is 'The inbox: pairs of active customers worth a look, but for those dismissed. Derived; no foreign key, because a pair of customers who are gone is worth no look and goes as well.';
alter table public.org_duplicate_pairs alter tenant_org_id set (n_distinct=1000);
CREATE INDEX org_duplicate_pairs_by_other ON public.org_duplicate_pairs USING btree (tenant_org_id, customer_b);
CREATE INDEX org_duplicate_pairs_by_score ON public.org_duplicate_pairs USING btree (tenant_org_id, score, customer_a, customer_b);
CREATE INDEX org_duplicate_pairs_by_time ON public.org_duplicate_pairs USING btree (tenant_org_id, found_at, customer_a, customer_b);
CREATE TRIGGER tell_gone_pairs AFTER DELETE ON public.org_duplicate_pairs REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION regulars.tell_changed_pairs();
CREATE TRIGGER tell_new_pairs AFTER INSERT ON public.org_duplicate_pairs REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION regulars.tell_changed_pairs();
alter table public.org_duplicate_pairs enable row level security;
alter table public.org_duplicate_pairs force row level security;
create policy own on public.org_duplicate_pairs for all to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()))
  with check ((tenant_org_id = regulars.current_tenant()));
grant delete, insert, select on public.org_duplicate_pairs to regulars_tenant;
grant update (score, reasons) on public.org_duplicate_pairs to regulars_tenant;

create table public.org_duplicate_queue (
  tenant_org_id uuid not null,
  id uuid default regulars.new_id() not null,
  customer_id uuid not null,
  constraint org_duplicate_queue_pkey PRIMARY KEY (tenant_org_id, id)
);
comment on table public.org_duplicate_queue is 'Customers who came or changed since they were last compared with the others. A row for each change and never one changed: whoever writes a customer waits for nobody.';
alter table public.org_duplicate_queue alter tenant_org_id set (n_distinct=1000);
alter table public.org_duplicate_queue enable row level security;
alter table public.org_duplicate_queue force row level security;
create policy add_own on public.org_duplicate_queue for insert to regulars_tenant
  with check ((tenant_org_id = regulars.current_tenant()));
create policy dispatcher on public.org_duplicate_queue for select to regulars_dispatcher
  using (true);
create policy read_own on public.org_duplicate_queue for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
create policy take_own on public.org_duplicate_queue for delete to regulars_tenant
  using (((tenant_org_id = regulars.current_tenant()) AND (regulars.current_actor() = 'regulars'::text)));
grant delete, select on public.org_duplicate_queue to regulars_tenant;
grant select (tenant_org_id) on public.org_duplicate_queue to regulars_dispatcher;
grant insert (tenant_org_id, customer_id) on public.org_duplicate_queue to regulars_tenant;

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

create table public.org_import_chunks (
  tenant_org_id uuid not null,
  import_id uuid not null,
  number integer not null,
  bytes bytea not null,
  constraint org_import_chunks_pkey PRIMARY KEY (tenant_org_id, import_id, number),
  constraint org_import_chunks_tenant_org_id_import_id_fkey FOREIGN KEY (tenant_org_id, import_id) REFERENCES public.org_imports(tenant_org_id, id) ON DELETE CASCADE
);
comment on table public.org_import_chunks is 'The file of an import in pieces, so that whichever process comes to it can read it. Gone once the import is committed.';
alter table public.org_import_chunks alter tenant_org_id set (n_distinct=1000);
alter table public.org_import_chunks enable row level security;
alter table public.org_import_chunks force row level security;
create policy own on public.org_import_chunks for all to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()))
  with check ((tenant_org_id = regulars.current_tenant()));
grant delete, insert, select on public.org_import_chunks to regulars_tenant;

create table public.org_import_rows (
  tenant_org_id uuid not null,
  import_id uuid not null,
  line integer not null,
  cells json not null,
  record json,
  outcome text not null,
  matched_by text,
  customer_id uuid,
  changes jsonb,
  score double precision,
  errors jsonb,
  fingerprint text collate "C",
  result text,
  before jsonb,
  version_after integer,
  rollback text,
  rollback_reason text,
  left_fields text[],
  constraint org_import_rows_pkey PRIMARY KEY (tenant_org_id, import_id, line),
  constraint org_import_rows_tenant_org_id_import_id_fkey FOREIGN KEY (tenant_org_id, import_id) REFERENCES public.org_imports(tenant_org_id, id) ON DELETE CASCADE,
  constraint org_import_rows_outcome_check CHECK ((outcome = ANY (ARRAY['create'::text, 'update'::text, 'unchanged'::text, 'duplicate'::text, 'invalid'::text]))),
  constraint org_import_rows_result_check CHECK ((result = ANY (ARRAY['created'::text, 'updated'::text, 'unchanged'::text, 'skipped'::text, 'rejected'::text]))),
  constraint org_import_rows_rollback_check CHECK ((rollback = ANY (ARRAY['deactivated'::text, 'restored'::text, 'left'::text])))
);
comment on table public.org_import_rows is 'What becomes, or became, of each row of a file.';
comment on column public.org_import_rows.cells is 'As in the file.';
comment on column public.org_import_rows.record is 'What the row says of a customer, by column of org_customers_mst.';
comment on column public.org_import_rows.fingerprint is 'Of a row that nothing but the whole of it tells from another (neither phone nor e-mail, and an id of elsewhere at most): it is known again when the same file comes twice.';
comment on column public.org_import_rows.before is 'What a changed customer had before, by column: what a rollback puts back.';
comment on column public.org_import_rows.version_after is 'The version that the import made: a customer of a later one has been touched since.';
alter table public.org_import_rows alter tenant_org_id set (n_distinct=1000);
CREATE INDEX org_import_rows_by_fingerprint ON public.org_import_rows USING btree (tenant_org_id, fingerprint) WHERE (fingerprint IS NOT NULL);
CREATE INDEX org_import_rows_by_outcome ON public.org_import_rows USING btree (tenant_org_id, import_id, outcome, line);
alter table public.org_import_rows enable row level security;
alter table public.org_import_rows force row level security;
create policy own on public.org_import_rows for all to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()))
  with check ((tenant_org_id = regulars.current_tenant()));
grant delete, insert, select on public.org_import_rows to regulars_tenant;
grant update (customer_id, errors, result, before, version_after, rollback, rollback_reason, left_fields) on public.org_import_rows to regulars_tenant;

create table public.org_imports (
  tenant_org_id uuid not null,
  id uuid default regulars.new_id() not null,
  state text default 'checking'::text not null,
  file_name text not null,
  bytes bigint not null,
  format text not null,
  encoding text,
  delimiter text,
  has_heading boolean not null,
  columns jsonb not null,
  reading integer default 1 not null,
  all_or_nothing boolean,
  duplicates text,
  cancel_asked boolean default false not null,
  to_create bigint default 0 not null,
  to_update bigint default 0 not null,
  unchanged bigint default 0 not null,
  duplicate bigint default 0 not null,
  invalid bigint default 0 not null,
  created bigint default 0 not null,
  updated bigint default 0 not null,
  skipped bigint default 0 not null,
  rejected bigint default 0 not null,
  kept bigint default 0 not null,
  deactivated bigint default 0 not null,
  restored bigint default 0 not null,
  left_alone bigint default 0 not null,
  step_done bigint default 0 not null,
  step_share double precision default 0 not null,
  step_started_at timestamp with time zone,
  last_line integer default 0 not null,
  failure_code text,
  failure_detail text,
  created_at timestamp with time zone default now() not null,
  created_by text default regulars.current_actor() not null,
  created_by_name text default NULLIF(current_setting('regulars.actor_name'::text, true), ''::text),
  asked_by text default regulars.current_actor() not null,
  asked_by_name text default NULLIF(current_setting('regulars.actor_name'::text, true), ''::text),
  committed_at timestamp with time zone,
  ended_at timestamp with time zone,
  kept_until timestamp with time zone default (now() + '30 days'::interval) not null,
  failure_reason text,
  failure_line integer,
  constraint org_imports_pkey PRIMARY KEY (tenant_org_id, id),
  constraint org_imports_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE,
  constraint org_imports_columns_check CHECK ((jsonb_typeof(columns) = 'array'::text)),
  constraint org_imports_duplicates_check CHECK ((duplicates = ANY (ARRAY['skip'::text, 'create'::text]))),
  constraint org_imports_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'xlsx'::text]))),
  constraint org_imports_state_check CHECK ((state = ANY (ARRAY['checking'::text, 'ready'::text, 'importing'::text, 'done'::text, 'rolling_back'::text, 'rolled_back'::text, 'cancelled'::text, 'failed'::text])))
);
comment on table public.org_imports is 'Imports of customers, from the file to its being taken back.';
comment on column public.org_imports.columns is 'Of each column of the file: heading, samples, field (what it is taken for) and proposal (what it looked like).';
comment on column public.org_imports.kept is 'Rows of which everything was there already, once committed.';
comment on column public.org_imports.step_share is 'How much of the step under way is done, from 0 to 1.';
comment on column public.org_imports.last_line is 'Up to which line of the file the step under way has come. Written in the transaction of what it tells of, so that whoever goes on after a crash goes on there.';
comment on column public.org_imports.asked_by is 'Who asked for what is under way: history names them.';
comment on column public.org_imports.failure_reason is 'One of importFailureReasons in contract/import.ts.';
alter table public.org_imports alter tenant_org_id set (n_distinct=1000);
CREATE INDEX org_imports_at_work ON public.org_imports USING btree (tenant_org_id, id) WHERE (state = ANY (ARRAY['checking'::text, 'importing'::text, 'rolling_back'::text]));
alter table public.org_imports enable row level security;
alter table public.org_imports force row level security;
create policy dispatcher on public.org_imports for select to regulars_dispatcher
  using ((state = ANY (ARRAY['checking'::text, 'importing'::text, 'rolling_back'::text])));
create policy outlived on public.org_imports for delete to regulars_cleaner
  using ((kept_until < now()));
create policy outlived_read on public.org_imports for select to regulars_cleaner
  using ((kept_until < now()));
create policy own on public.org_imports for all to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()))
  with check ((tenant_org_id = regulars.current_tenant()));
grant delete on public.org_imports to regulars_cleaner;
grant select on public.org_imports to regulars_tenant;
grant select (kept_until) on public.org_imports to regulars_cleaner;
grant select (tenant_org_id, id, state) on public.org_imports to regulars_dispatcher;
grant insert (tenant_org_id, id, file_name, bytes, format, encoding, delimiter, has_heading, columns) on public.org_imports to regulars_tenant;
grant update (state, encoding, delimiter, has_heading, columns, reading, all_or_nothing, duplicates, cancel_asked, to_create, to_update, unchanged, duplicate, invalid, created, updated, skipped, rejected, kept, deactivated, restored, left_alone, step_done, step_share, step_started_at, last_line, failure_code, failure_detail, asked_by, asked_by_name, committed_at, ended_at, failure_reason, failure_line) on public.org_imports to regulars_tenant;

create table public.org_invitations (
  tenant_org_id uuid not null,
  id uuid default regulars.new_id() not null,
  email text not null,
  role text not null,
  status text not null,
  inviter_id uuid not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone default now() not null,
  token_hash bytea,
  constraint org_invitations_pkey PRIMARY KEY (tenant_org_id, id),
  constraint org_invitations_inviter_id_fkey FOREIGN KEY (inviter_id) REFERENCES public.sys_people(id) ON DELETE CASCADE,
  constraint org_invitations_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE,
  constraint org_invitations_email_check CHECK ((email = lower(email))),
  constraint org_invitations_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'staff'::text, 'viewer'::text]))),
  constraint org_invitations_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'accepted'::text, 'revoked'::text]))),
  constraint org_invitations_token_hash_check CHECK ((length(token_hash) = 32))
);
comment on table public.org_invitations is 'Invitations to work for a business. The link names tenant and id; of its 256 random bits only the SHA-256 is kept.';
CREATE INDEX org_invitations_by_email ON public.org_invitations USING btree (email);
CREATE INDEX org_invitations_by_inviter ON public.org_invitations USING btree (inviter_id);
CREATE UNIQUE INDEX org_invitations_pending ON public.org_invitations USING btree (tenant_org_id, email) WHERE (status = 'pending'::text);
CREATE TRIGGER guard_invitations BEFORE INSERT OR UPDATE OF role, inviter_id, token_hash, expires_at ON public.org_invitations FOR EACH ROW EXECUTE FUNCTION regulars.guard_invitations();
alter table public.org_invitations enable row level security;
alter table public.org_invitations force row level security;
create policy change on public.org_invitations for update to regulars_identity
  using ((tenant_org_id = regulars.current_tenant()));
create policy invite on public.org_invitations for insert to regulars_identity
  with check ((tenant_org_id = regulars.current_tenant()));
create policy own on public.org_invitations for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
create policy read on public.org_invitations for select to regulars_identity
  using (true);
grant insert, select on public.org_invitations to regulars_identity;
grant select on public.org_invitations to regulars_tenant;
grant update (role, status, inviter_id, expires_at, token_hash) on public.org_invitations to regulars_identity;

create table public.org_loyalty_ledger (
  tenant_org_id uuid not null,
  customer_id uuid not null,
  entry integer not null,
  kind text not null,
  points bigint not null,
  tier_points bigint default 0 not null,
  balance bigint not null,
  earned bigint not null,
  order_id uuid,
  expires_at timestamp with time zone,
  reason text,
  value numeric(24,4),
  at timestamp with time zone default now() not null,
  actor_id text default regulars.current_actor() not null,
  actor_name text default NULLIF(current_setting('regulars.actor_name'::text, true), ''::text),
  request_id text default NULLIF(current_setting('regulars.request_id'::text, true), ''::text),
  constraint org_loyalty_ledger_pkey PRIMARY KEY (tenant_org_id, customer_id, entry),
  constraint org_loyalty_ledger_tenant_org_id_customer_id_fkey FOREIGN KEY (tenant_org_id, customer_id) REFERENCES public.org_customers_mst(tenant_org_id, id) ON DELETE CASCADE,
  constraint org_loyalty_ledger_tenant_org_id_order_id_fkey FOREIGN KEY (tenant_org_id, order_id) REFERENCES public.org_orders_mst(tenant_org_id, id) ON DELETE SET NULL (order_id),
  constraint adjustment_has_reason CHECK (((kind <> 'adjust'::text) OR (reason IS NOT NULL))),
  constraint earning_gives CHECK (((kind <> 'earn'::text) OR (points >= 0))),
  constraint entry_says_something CHECK (((points <> 0) OR (tier_points <> 0))),
  constraint given_points_expire_or_not CHECK (((points <= 0) OR (expires_at IS NOT NULL) OR ((kind = 'undo'::text) AND (order_id IS NULL)))),
  constraint org_loyalty_ledger_kind_check CHECK ((kind = ANY (ARRAY['earn'::text, 'redeem'::text, 'adjust'::text, 'expire'::text, 'merge'::text, 'undo'::text]))),
  constraint points_are_there CHECK ((balance >= 0)),
  constraint spending_takes CHECK (((kind <> ALL (ARRAY['redeem'::text, 'expire'::text])) OR (points < 0)))
);
comment on table public.org_loyalty_ledger is 'Every point that came or went, numbered for each customer. Only added to; the last entry is the balance.';
comment on column public.org_loyalty_ledger.tier_points is 'How much it counts towards the tier: what orders earned, spent or not.';
comment on column public.org_loyalty_ledger.balance is 'Afterwards: the sum of points up to here.';
comment on column public.org_loyalty_ledger.earned is 'Afterwards: the sum of tier_points up to here.';
comment on column public.org_loyalty_ledger.expires_at is 'Of points given, when they expire; infinity: never. An undo carries it as well and makes that lot smaller. Null: spent, of what expires first.';
alter table public.org_loyalty_ledger alter tenant_org_id set (n_distinct=1000);
CREATE INDEX org_loyalty_ledger_by_expiry ON public.org_loyalty_ledger USING btree (tenant_org_id, expires_at) WHERE (expires_at IS NOT NULL);
CREATE INDEX org_loyalty_ledger_by_order ON public.org_loyalty_ledger USING btree (tenant_org_id, order_id) WHERE (order_id IS NOT NULL);
CREATE TRIGGER keep_balance AFTER INSERT ON public.org_loyalty_ledger FOR EACH ROW EXECUTE FUNCTION regulars.keep_balance();
CREATE TRIGGER number_entry BEFORE INSERT ON public.org_loyalty_ledger FOR EACH ROW EXECUTE FUNCTION regulars.number_entry();
CREATE TRIGGER unspend_points BEFORE INSERT ON public.org_loyalty_ledger FOR EACH ROW WHEN (((new.kind = 'undo'::text) AND (new.order_id IS NULL) AND (new.points > 0))) EXECUTE FUNCTION regulars.unspend_points();
alter table public.org_loyalty_ledger enable row level security;
alter table public.org_loyalty_ledger force row level security;
create policy add on public.org_loyalty_ledger for insert to regulars_tenant
  with check (((tenant_org_id = regulars.current_tenant()) AND (order_id IS NULL) AND (kind <> 'earn'::text)));
create policy add_by_trigger on public.org_loyalty_ledger for insert to regulars_tenant
  with check (((tenant_org_id = regulars.current_tenant()) AND (pg_trigger_depth() > 0)));
create policy read_own on public.org_loyalty_ledger for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
grant select on public.org_loyalty_ledger to regulars_tenant;
grant insert (tenant_org_id, customer_id, kind, points, tier_points, order_id, expires_at, reason, value) on public.org_loyalty_ledger to regulars_tenant;

create table public.org_loyalty_settings (
  tenant_org_id uuid not null,
  enabled boolean default false not null,
  points_per_unit numeric(16,4) default 1 not null,
  rounding text default 'down'::text not null,
  earn_on text default 'delivered'::text not null,
  earns_from timestamp with time zone,
  expiry_months smallint,
  point_value numeric(16,4),
  tiers jsonb default '[]'::jsonb not null,
  tiers_pending boolean default false not null,
  expired_until timestamp with time zone default '-infinity'::timestamp with time zone not null,
  constraint org_loyalty_settings_pkey PRIMARY KEY (tenant_org_id),
  constraint org_loyalty_settings_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE,
  constraint org_loyalty_settings_earn_on_check CHECK ((earn_on = ANY (ARRAY['received'::text, 'in_progress'::text, 'ready'::text, 'delivered'::text]))),
  constraint org_loyalty_settings_expiry_months_check CHECK (((expiry_months >= 1) AND (expiry_months <= 120))),
  constraint org_loyalty_settings_points_per_unit_check CHECK (((points_per_unit >= (0)::numeric) AND (points_per_unit <= (10000)::numeric))),
  constraint org_loyalty_settings_rounding_check CHECK ((rounding = ANY (ARRAY['down'::text, 'nearest'::text, 'up'::text]))),
  constraint org_loyalty_settings_tiers_check CHECK ((jsonb_typeof(tiers) = 'array'::text))
);
comment on table public.org_loyalty_settings is 'How a business gives points; none: it does not. Tiers: [{key, name, name2, threshold}], rising.';
comment on column public.org_loyalty_settings.earns_from is 'Orders placed before earn nothing: an imported past gives no points.';
comment on column public.org_loyalty_settings.tiers_pending is 'The tiers have changed, and not every customer has the new one yet.';
comment on column public.org_loyalty_settings.expired_until is 'Of points that expired up to here, the ledger tells.';
CREATE TRIGGER tell_changed_loyalty AFTER INSERT OR UPDATE ON public.org_loyalty_settings FOR EACH STATEMENT WHEN ((CURRENT_USER = 'regulars_tenant'::name)) EXECUTE FUNCTION regulars.tell_changed_settings();
alter table public.org_loyalty_settings enable row level security;
alter table public.org_loyalty_settings force row level security;
create policy own on public.org_loyalty_settings for all to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()))
  with check ((tenant_org_id = regulars.current_tenant()));
grant insert, select on public.org_loyalty_settings to regulars_tenant;
grant update (enabled, points_per_unit, rounding, earn_on, earns_from, expiry_months, point_value, tiers, tiers_pending, expired_until) on public.org_loyalty_settings to regulars_tenant;

create table public.org_members (
  tenant_org_id uuid not null,
  id uuid default regulars.new_id() not null,
  person_id uuid not null,
  role text not null,
  created_at timestamp with time zone default now() not null,
  seen_at timestamp with time zone,
  constraint org_members_pkey PRIMARY KEY (tenant_org_id, id),
  constraint org_members_tenant_org_id_person_id_key UNIQUE (tenant_org_id, person_id),
  constraint org_members_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.sys_people(id) ON DELETE CASCADE,
  constraint org_members_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE,
  constraint org_members_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'staff'::text, 'viewer'::text])))
);
comment on table public.org_members is 'Who works for which business, as what.';
comment on column public.org_members.seen_at is 'When they last did something in this business, to within five minutes; null: not yet.';
CREATE INDEX org_members_by_person ON public.org_members USING btree (person_id);
CREATE TRIGGER end_what_members_had AFTER DELETE OR UPDATE OF role ON public.org_members FOR EACH ROW EXECUTE FUNCTION regulars.end_what_members_had();
CREATE TRIGGER guard_members BEFORE INSERT OR DELETE OR UPDATE OF role ON public.org_members FOR EACH ROW EXECUTE FUNCTION regulars.guard_members();
alter table public.org_members enable row level security;
alter table public.org_members force row level security;
create policy change on public.org_members for update to regulars_identity
  using ((tenant_org_id = regulars.current_tenant()));
create policy join_in on public.org_members for insert to regulars_identity
  with check (true);
create policy leave on public.org_members for delete to regulars_identity
  using ((tenant_org_id = regulars.current_tenant()));
create policy own on public.org_members for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
create policy read on public.org_members for select to regulars_identity
  using (true);
grant delete, insert, select on public.org_members to regulars_identity;
grant select on public.org_members to regulars_tenant;
grant update (role, seen_at) on public.org_members to regulars_identity;

create table public.org_orders_mst (
  tenant_org_id uuid not null,
  id uuid default regulars.new_id() not null,
  customer_id uuid not null,
  external_ref text collate "C",
  order_number text,
  status text default 'received'::text not null,
  placed_at timestamp with time zone default now() not null,
  ready_at timestamp with time zone,
  delivered_at timestamp with time zone,
  total numeric(16,4) not null,
  currency text not null,
  item_count integer,
  branch text,
  note text,
  content_hash bytea not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint org_orders_mst_pkey PRIMARY KEY (tenant_org_id, id),
  constraint order_has_its_external_ref UNIQUE (tenant_org_id, external_ref),
  constraint currency_in_use FOREIGN KEY (tenant_org_id, currency) REFERENCES public.org_tenants_mst(id, currency) ON DELETE CASCADE,
  constraint org_orders_mst_tenant_org_id_customer_id_fkey FOREIGN KEY (tenant_org_id, customer_id) REFERENCES public.org_customers_mst(tenant_org_id, id) ON DELETE CASCADE,
  constraint org_orders_mst_content_hash_check CHECK ((length(content_hash) = 32)),
  constraint org_orders_mst_item_count_check CHECK ((item_count >= 0)),
  constraint org_orders_mst_status_check CHECK ((status = ANY (ARRAY['received'::text, 'in_progress'::text, 'ready'::text, 'delivered'::text, 'cancelled'::text, 'refunded'::text]))),
  constraint org_orders_mst_total_check CHECK ((total >= (0)::numeric))
);
comment on table public.org_orders_mst is 'Orders of customers. What is neither cancelled nor refunded counts into the totals of the customer, which triggers keep.';
comment on column public.org_orders_mst.external_ref is 'What the system that the order comes from calls it: a retry finds it by this.';
comment on column public.org_orders_mst.content_hash is 'SHA-256 of what was sent when it was new: is who comes again with its external_ref a retry, or somebody else?';
alter table public.org_orders_mst alter tenant_org_id set (n_distinct=1000);
CREATE INDEX org_orders_by_currency ON public.org_orders_mst USING btree (tenant_org_id, currency);
CREATE INDEX org_orders_by_customer ON public.org_orders_mst USING btree (tenant_org_id, customer_id, placed_at, id);
CREATE INDEX org_orders_by_status ON public.org_orders_mst USING btree (tenant_org_id, status, placed_at, id);
CREATE INDEX org_orders_by_time ON public.org_orders_mst USING btree (tenant_org_id, placed_at, id);
CREATE TRIGGER count_added_orders AFTER INSERT ON public.org_orders_mst REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION regulars.count_added_orders();
CREATE TRIGGER count_changed_orders AFTER UPDATE ON public.org_orders_mst REFERENCING OLD TABLE AS before_change NEW TABLE AS after_change FOR EACH STATEMENT EXECUTE FUNCTION regulars.count_changed_orders();
CREATE TRIGGER settle_added_orders AFTER INSERT ON public.org_orders_mst REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION regulars.settle_added_orders();
CREATE TRIGGER settle_changed_orders AFTER UPDATE ON public.org_orders_mst REFERENCING OLD TABLE AS before_change NEW TABLE AS after_change FOR EACH STATEMENT EXECUTE FUNCTION regulars.settle_changed_orders();
CREATE TRIGGER settle_deleted_order BEFORE DELETE ON public.org_orders_mst FOR EACH ROW EXECUTE FUNCTION regulars.settle_deleted_order();
CREATE TRIGGER tell_changed_orders AFTER UPDATE ON public.org_orders_mst REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION regulars.tell_changed_orders();
CREATE TRIGGER tell_new_orders AFTER INSERT ON public.org_orders_mst REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION regulars.tell_changed_orders();
CREATE TRIGGER touch_order BEFORE UPDATE ON public.org_orders_mst FOR EACH ROW WHEN ((new.* IS DISTINCT FROM old.*)) EXECUTE FUNCTION regulars.touch_order();
CREATE TRIGGER uncount_deleted_orders AFTER DELETE ON public.org_orders_mst REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION regulars.uncount_deleted_orders();
alter table public.org_orders_mst enable row level security;
alter table public.org_orders_mst force row level security;
create policy own on public.org_orders_mst for all to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()))
  with check ((tenant_org_id = regulars.current_tenant()));
grant select on public.org_orders_mst to regulars_tenant;
grant insert (tenant_org_id, id, customer_id, external_ref, order_number, status, placed_at, ready_at, delivered_at, total, currency, item_count, branch, note, content_hash) on public.org_orders_mst to regulars_tenant;
grant update (customer_id, order_number, status, placed_at, ready_at, delivered_at, total, item_count, branch, note) on public.org_orders_mst to regulars_tenant;

create table public.org_phone_attempts (
  tenant_org_id uuid not null,
  phone text collate "C" not null,
  failures smallint default 0 not null,
  locked_until timestamp with time zone,
  tried_at timestamp with time zone default now() not null,
  constraint org_phone_attempts_pkey PRIMARY KEY (tenant_org_id, phone),
  constraint org_phone_attempts_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE CASCADE
);
comment on table public.org_phone_attempts is 'Wrong codes of a phone. The count belongs to the phone and outlives every code: a new one does not reset it.';
comment on column public.org_phone_attempts.tried_at is 'When the last code was tried: a count that nobody has added to for a month is forgotten.';
alter table public.org_phone_attempts enable row level security;
alter table public.org_phone_attempts force row level security;
create policy forgotten on public.org_phone_attempts for delete to regulars_cleaner
  using (((tried_at < (now() - '30 days'::interval)) AND ((locked_until IS NULL) OR (locked_until < now()))));
create policy forgotten_read on public.org_phone_attempts for select to regulars_cleaner
  using (((tried_at < (now() - '30 days'::interval)) AND ((locked_until IS NULL) OR (locked_until < now()))));
create policy own on public.org_phone_attempts for all to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()))
  with check ((tenant_org_id = regulars.current_tenant()));
grant delete on public.org_phone_attempts to regulars_cleaner;
grant insert, select on public.org_phone_attempts to regulars_tenant;
grant select (tried_at) on public.org_phone_attempts to regulars_cleaner;
grant update (failures, locked_until, tried_at) on public.org_phone_attempts to regulars_tenant;

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
  latitude double precision,
  longitude double precision,
  constraint org_tenants_mst_pkey PRIMARY KEY (id),
  constraint org_tenants_currency_key UNIQUE (id, currency),
  constraint org_tenants_mst_slug_key UNIQUE (slug),
  constraint org_tenants_mst_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint org_tenants_mst_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint org_tenants_mst_customer_number_prefix_check CHECK ((customer_number_prefix ~ '^[A-Z0-9]{1,10}$'::text)),
  constraint org_tenants_mst_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ar'::text]))),
  constraint org_tenants_mst_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  constraint org_tenants_mst_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
  constraint position_is_whole CHECK (((latitude IS NULL) = (longitude IS NULL)))
);
comment on table public.org_tenants_mst is 'The businesses. Country: the region of phones written without a country code.';
comment on column public.org_tenants_mst.latitude is 'WGS 84, in degrees, with longitude or not at all: where the business is.';
CREATE TRIGGER forget_changes_of_tenant AFTER DELETE ON public.org_tenants_mst FOR EACH ROW EXECUTE FUNCTION regulars.forget_changes_of_tenant();
CREATE TRIGGER tell_changed_tenant AFTER UPDATE ON public.org_tenants_mst FOR EACH STATEMENT WHEN ((CURRENT_USER = 'regulars_tenant'::name)) EXECUTE FUNCTION regulars.tell_changed_settings();
alter table public.org_tenants_mst enable row level security;
alter table public.org_tenants_mst force row level security;
create policy all_of_them on public.org_tenants_mst for all to regulars_identity
  using (true)
  with check (true);
create policy change_own on public.org_tenants_mst for update to regulars_tenant
  using ((id = regulars.current_tenant()))
  with check ((id = regulars.current_tenant()));
create policy own on public.org_tenants_mst for select to regulars_tenant
  using ((id = regulars.current_tenant()));
grant insert, select, update on public.org_tenants_mst to regulars_identity;
grant select on public.org_tenants_mst to regulars_tenant;
grant update (name, name2, country, language, currency, time_zone, customer_number_prefix, latitude, longitude) on public.org_tenants_mst to regulars_tenant;

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
CREATE TRIGGER tell_changed_verification AFTER INSERT OR UPDATE ON public.org_verification_settings FOR EACH STATEMENT WHEN ((CURRENT_USER = 'regulars_tenant'::name)) EXECUTE FUNCTION regulars.tell_changed_settings();
alter table public.org_verification_settings enable row level security;
alter table public.org_verification_settings force row level security;
create policy add on public.org_verification_settings for insert to regulars_tenant
  with check ((tenant_org_id = regulars.current_tenant()));
create policy change on public.org_verification_settings for update to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()))
  with check ((tenant_org_id = regulars.current_tenant()));
create policy own on public.org_verification_settings for select to regulars_tenant
  using ((tenant_org_id = regulars.current_tenant()));
grant insert, select on public.org_verification_settings to regulars_tenant;
grant update (code_length, code_seconds, attempts, lock_seconds, cooldown_seconds, phone_per_hour, phone_per_day, actor_per_hour, ip_per_hour, tenant_per_day, country_per_day, countries, message_en, message_ar) on public.org_verification_settings to regulars_tenant;

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
  recovered_at timestamp with time zone,
  constraint sys_accounts_pkey PRIMARY KEY (id),
  constraint sys_accounts_provider_id_account_id_key UNIQUE (provider_id, account_id),
  constraint sys_accounts_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.sys_people(id) ON DELETE CASCADE
);
comment on table public.sys_accounts is 'How a person proves who they are: provider "credential" holds the password''s scrypt hash.';
comment on column public.sys_accounts.recovered_at is 'When the password was set by a link with which nobody has signed in since; null otherwise.';
CREATE INDEX sys_accounts_person_id_idx ON public.sys_accounts USING btree (person_id);
CREATE TRIGGER end_recovery AFTER UPDATE OF password ON public.sys_accounts FOR EACH ROW WHEN ((old.password IS DISTINCT FROM new.password)) EXECUTE FUNCTION regulars.end_recovery('person_id');
CREATE TRIGGER notice_password AFTER UPDATE OF password ON public.sys_accounts FOR EACH ROW WHEN ((old.password IS DISTINCT FROM new.password)) EXECUTE FUNCTION regulars.notice_password();
alter table public.sys_accounts enable row level security;
alter table public.sys_accounts force row level security;
create policy identity on public.sys_accounts for all to regulars_identity
  using (true)
  with check (true);
grant delete, insert, select, update on public.sys_accounts to regulars_identity;

create table public.sys_attempts (
  who bytea not null,
  until timestamp with time zone not null,
  constraint sys_attempts_pkey PRIMARY KEY (who),
  constraint sys_attempts_who_check CHECK ((length(who) = 32))
);
comment on table public.sys_attempts is 'How much of its tries an address or an account has used up, by the SHA-256 of its name: each adds its time to "until", and the clock takes it away again.';
CREATE INDEX sys_attempts_until ON public.sys_attempts USING btree (until);
alter table public.sys_attempts enable row level security;
alter table public.sys_attempts force row level security;
create policy identity on public.sys_attempts for all to regulars_identity
  using (true)
  with check (true);
grant delete, insert, select, update on public.sys_attempts to regulars_identity;

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

create table public.sys_notices (
  id uuid default regulars.new_id() not null,
  person_id uuid not null,
  kind text not null,
  happened_at timestamp with time zone default now() not null,
  user_agent text,
  queued_at timestamp with time zone,
  constraint sys_notices_pkey PRIMARY KEY (id),
  constraint sys_notices_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.sys_people(id) ON DELETE CASCADE,
  constraint sys_notices_kind_check CHECK ((kind = ANY (ARRAY['password_changed'::text, 'password_recovered'::text, 'signed_in_after_recovery'::text, 'two_factor_on'::text, 'two_factor_off'::text, 'backup_codes_renewed'::text, 'backup_code_used'::text]))),
  constraint sys_notices_user_agent_check CHECK ((length(user_agent) <= 500))
);
comment on table public.sys_notices is 'What people are still to be told by mail about their own account; gone once it is sent, or a day old.';
comment on column public.sys_notices.user_agent is 'Of the browser in which it was done, where that is known.';
comment on column public.sys_notices.queued_at is 'Null: nobody is about to send it yet.';
CREATE INDEX sys_notices_by_person ON public.sys_notices USING btree (person_id);
CREATE INDEX sys_notices_to_queue ON public.sys_notices USING btree (happened_at) WHERE (queued_at IS NULL);
alter table public.sys_notices enable row level security;
alter table public.sys_notices force row level security;
create policy identity on public.sys_notices for all to regulars_identity
  using (true)
  with check (true);
grant delete, insert, select, update on public.sys_notices to regulars_identity;

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
CREATE INDEX sys_otp_codes_by_ip ON public.sys_otp_codes USING btree (ip, created_at);
CREATE INDEX sys_otp_codes_by_message ON public.sys_otp_codes USING btree (provider_id) WHERE (provider_id IS NOT NULL);
CREATE INDEX sys_otp_codes_by_phone ON public.sys_otp_codes USING btree (tenant_org_id, phone, created_at);
CREATE INDEX sys_otp_codes_by_time ON public.sys_otp_codes USING btree (tenant_org_id, created_at);
CREATE UNIQUE INDEX sys_otp_codes_token_key ON public.sys_otp_codes USING btree (tenant_org_id, token_hash);
CREATE TRIGGER note_proof AFTER INSERT OR UPDATE OF token_used_by ON public.sys_otp_codes FOR EACH ROW WHEN ((new.token_used_by IS NOT NULL)) EXECUTE FUNCTION regulars.note_proof();
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
create policy porter on public.sys_otp_codes for select to regulars_porter
  using ((created_at > (now() - '01:00:00'::interval)));
grant delete on public.sys_otp_codes to regulars_cleaner;
grant select on public.sys_otp_codes to regulars_tenant;
grant select (created_at) on public.sys_otp_codes to regulars_cleaner;
grant select (provider_id) on public.sys_otp_codes to regulars_courier;
grant update (delivery) on public.sys_otp_codes to regulars_courier;
grant select (state, ip, created_at) on public.sys_otp_codes to regulars_porter;
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
  two_factor_enabled boolean default false not null,
  language text,
  tour_ended_at timestamp with time zone,
  constraint sys_people_pkey PRIMARY KEY (id),
  constraint sys_people_email_key UNIQUE (email),
  constraint sys_people_email_check CHECK ((email = lower(email))),
  constraint sys_people_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ar'::text])))
);
comment on table public.sys_people is 'Whoever signs in here with an e-mail: owners and staff, of one business or several.';
comment on column public.sys_people.language is 'Of the interface, as last chosen; null: never.';
comment on column public.sys_people.tour_ended_at is 'When they had seen the first-day tour or wanted no more of it; null: it is still offered.';
CREATE TRIGGER end_recovery AFTER UPDATE OF email ON public.sys_people FOR EACH ROW WHEN ((old.email IS DISTINCT FROM new.email)) EXECUTE FUNCTION regulars.end_recovery('id');
CREATE TRIGGER notice_two_factor AFTER UPDATE OF two_factor_enabled ON public.sys_people FOR EACH ROW WHEN ((old.two_factor_enabled IS DISTINCT FROM new.two_factor_enabled)) EXECUTE FUNCTION regulars.notice_two_factor();
alter table public.sys_people enable row level security;
alter table public.sys_people force row level security;
create policy identity on public.sys_people for all to regulars_identity
  using (true)
  with check (true);
grant delete, insert, select, update on public.sys_people to regulars_identity;

create table public.sys_recoveries (
  person_id uuid not null,
  token_hash bytea not null,
  ends_two_factor boolean not null,
  expires_at timestamp with time zone not null,
  constraint sys_recoveries_pkey PRIMARY KEY (person_id),
  constraint sys_recoveries_token_hash_key UNIQUE (token_hash),
  constraint sys_recoveries_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.sys_people(id) ON DELETE CASCADE,
  constraint sys_recoveries_token_hash_check CHECK ((length(token_hash) = 32))
);
comment on table public.sys_recoveries is 'Links to a new password, one for each person: a newer one takes the place of an older one. Of the 256 random bits of a link only the SHA-256 is kept.';
comment on column public.sys_recoveries.ends_two_factor is 'Whoever uses it signs in without a second factor from then on.';
alter table public.sys_recoveries enable row level security;
alter table public.sys_recoveries force row level security;
create policy identity on public.sys_recoveries for all to regulars_identity
  using (true)
  with check (true);
grant delete, insert, select, update on public.sys_recoveries to regulars_identity;

create table public.sys_request_counts (
  subject text collate "C" not null,
  minute integer not null,
  requests integer not null,
  constraint sys_request_counts_pkey PRIMARY KEY (subject)
);
comment on table public.sys_request_counts is 'Requests of a minute by address of the internet, by actor and by tenant, as the processes of the server tell each other of them. Those of an hour ago are gone.';
comment on column public.sys_request_counts.minute is 'Since 1970, by the clock of the process.';
alter table public.sys_request_counts enable row level security;
alter table public.sys_request_counts force row level security;
create policy porter on public.sys_request_counts for all to regulars_porter
  using (true)
  with check (true);
grant delete, insert, select on public.sys_request_counts to regulars_porter;
grant update (minute, requests) on public.sys_request_counts to regulars_porter;

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
  seen_at timestamp with time zone default now() not null,
  constraint sys_sessions_pkey PRIMARY KEY (id),
  constraint sys_sessions_token_key UNIQUE (token),
  constraint sys_sessions_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.sys_people(id) ON DELETE CASCADE,
  constraint sys_sessions_tenant_org_id_fkey FOREIGN KEY (tenant_org_id) REFERENCES public.org_tenants_mst(id) ON DELETE SET NULL
);
comment on table public.sys_sessions is 'Who is signed in, and in which of their businesses they are working.';
comment on column public.sys_sessions.seen_at is 'When it was last used, to within five minutes.';
CREATE INDEX sys_sessions_person_id_idx ON public.sys_sessions USING btree (person_id);
CREATE INDEX sys_sessions_tenant_org_id_idx ON public.sys_sessions USING btree (tenant_org_id);
CREATE TRIGGER notice_sign_in AFTER UPDATE OF tenant_org_id ON public.sys_sessions FOR EACH ROW WHEN (((old.tenant_org_id IS NULL) AND (new.tenant_org_id IS NOT NULL))) EXECUTE FUNCTION regulars.notice_sign_in();
alter table public.sys_sessions enable row level security;
alter table public.sys_sessions force row level security;
create policy identity on public.sys_sessions for all to regulars_identity
  using (true)
  with check (true);
grant delete, insert, select, update on public.sys_sessions to regulars_identity;

create table public.sys_two_factors (
  id uuid default regulars.new_id() not null,
  person_id uuid not null,
  secret text not null,
  backup_codes text not null,
  verified boolean default false not null,
  failed_verification_count integer default 0 not null,
  locked_until timestamp with time zone,
  constraint sys_two_factors_pkey PRIMARY KEY (id),
  constraint sys_two_factors_person_id_key UNIQUE (person_id),
  constraint sys_two_factors_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.sys_people(id) ON DELETE CASCADE
);
comment on table public.sys_two_factors is 'Second factors (RFC 6238): secret and backup codes, encrypted by the server; in force once a code has proven it.';
CREATE TRIGGER notice_backup_codes AFTER UPDATE OF backup_codes ON public.sys_two_factors FOR EACH ROW WHEN ((old.verified AND new.verified AND (old.backup_codes IS DISTINCT FROM new.backup_codes))) EXECUTE FUNCTION regulars.notice_backup_codes();
alter table public.sys_two_factors enable row level security;
alter table public.sys_two_factors force row level security;
create policy identity on public.sys_two_factors for all to regulars_identity
  using (true)
  with check (true);
grant delete, insert, select, update on public.sys_two_factors to regulars_identity;

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
 WITH forgotten AS (
          DELETE FROM public.org_phone_attempts
           WHERE (org_phone_attempts.tried_at < (now() - '30 days'::interval))
         ), gone AS (
          DELETE FROM public.sys_otp_codes
           WHERE (sys_otp_codes.created_at < (now() - '2 days'::interval))
           RETURNING 1 AS "?column?"
         )
  SELECT count(*) AS count
    FROM gone;
END;
comment on function public.cleanup_expired_otp_codes() is 'Deletes the codes of every tenant that no limit counts any more, and counts of wrong ones that are a month old; says how many codes.';
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

CREATE OR REPLACE FUNCTION regulars.acting_role(tenant uuid)
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN (SELECT org_members.role FROM public.org_members WHERE ((org_members.tenant_org_id = acting_role.tenant) AND ((org_members.person_id)::text = regulars.current_actor())));
comment on function regulars.acting_role(uuid) is 'As what the actor works for a business; null for whoever does not, such as a key or a token of another provider.';
grant execute on function regulars.acting_role(uuid) to regulars_identity;
grant execute on function regulars.acting_role(uuid) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.active_addresses(tenant uuid, customer uuid)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  here_latitude double precision;
  here_longitude double precision;
begin
  select latitude, longitude into here_latitude, here_longitude from org_tenants_mst where id = tenant;
  return (
    select json_agg(
      regulars.address_json(address,
        regulars.distance_m(here_latitude, here_longitude, address.latitude, address.longitude))
      order by address.is_default desc, address.added_version, address.created_at, address.id)
    from org_customer_addresses address
    where address.tenant_org_id = tenant and address.customer_id = customer and address.deleted_at is null);
end
$function$;
comment on function regulars.active_addresses(uuid,uuid) is 'The active addresses of a customer as JSON text, the default first; null: there are none.';
grant execute on function regulars.active_addresses(uuid,uuid) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.add_customer_tokens()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into org_customer_tokens (tenant_org_id, is_active, token, customer_id, marks, sort_name, outlines, words)
  with each as materialized (
    select tenant_org_id, is_active, id, marks & 4294967295 as marks, sort_name, search_text, tags,
      regulars.outlines(added::org_customers_mst) as outlines, regulars.words_and_tags(added::org_customers_mst) as words
    from added
  )
  -- Its words stand in the row, each once; only tags can be there twice.
  select tenant_org_id, is_active, word collate "C", id, marks, sort_name, outlines, words
  from each, unnest(string_to_array(search_text, ' ')) as word where word <> ''
  union all
  select distinct tenant_org_id, is_active, ('#' || tag) collate "C", id, marks, sort_name, outlines, words
  from each, unnest(tags) as tag
  order by 1, 2, 3, 4;
  return null;
end
$function$;
grant execute on function regulars.add_customer_tokens() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.address_facts(address public.org_customer_addresses)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
RETURN ((to_jsonb(address) - ARRAY['tenant_org_id'::text, 'id'::text, 'customer_id'::text, 'added_version'::text, 'chosen_version'::text, 'created_at'::text, 'updated_at'::text, 'latitude_band'::text, 'deleted_at'::text]) || jsonb_build_object('is_active', ((address).deleted_at IS NULL)));
comment on function regulars.address_facts(public.org_customer_addresses) is 'What history tells of an address.';
grant execute on function regulars.address_facts(public.org_customer_addresses) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.address_json(address public.org_customer_addresses, distance double precision)
 RETURNS json
 LANGUAGE sql
 STABLE
RETURN json_build_object('id', (address).id, 'type', (address).type, 'label', (address).label, 'building', (address).building, 'floor', (address).floor, 'apartment', (address).apartment, 'street', (address).street, 'area', (address).area, 'city', (address).city, 'region', (address).region, 'postalCode', (address).postal_code, 'country', (address).country, 'latitude', (address).latitude, 'longitude', (address).longitude, 'deliveryNotes', (address).delivery_notes, 'isDefault', (address).is_default, 'isActive', ((address).deleted_at IS NULL), 'distanceM', round((distance)::numeric, 2), 'createdAt', (address).created_at, 'updatedAt', (address).updated_at);
comment on function regulars.address_json(public.org_customer_addresses,double precision) is 'An address of contract/address.ts but for its lines, which the server adds.';
grant execute on function regulars.address_json(public.org_customer_addresses,double precision) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.address_places(tenant uuid, customer uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
RETURN (SELECT COALESCE(jsonb_agg(jsonb_build_object('id', org_customer_addresses.id, 'added_version', org_customer_addresses.added_version, 'chosen_version', org_customer_addresses.chosen_version)), '[]'::jsonb) AS "coalesce" FROM public.org_customer_addresses WHERE ((org_customer_addresses.tenant_org_id = address_places.tenant) AND (org_customer_addresses.customer_id = address_places.customer)));
grant execute on function regulars.address_places(uuid,uuid) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.after_adding_addresses()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  touched record;
begin
  for touched in
    select tenant_org_id, customer_id, jsonb_object_agg(format('addresses.%s.%s', id, field), change) as changes
    from added, jsonb_each(regulars.changed_facts(
      '{"is_default": false, "is_active": true}', regulars.address_facts(added::org_customer_addresses)))
      as told (field, change)
    group by tenant_org_id, customer_id order by tenant_org_id, customer_id
  loop
    perform regulars.change_addresses(touched.tenant_org_id, touched.customer_id, array['added'], touched.changes);
  end loop;
  return null;
end
$function$;
grant execute on function regulars.after_adding_addresses() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.after_changing_addresses()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  touched record;
begin
  for touched in
    with pair as (
      select b.tenant_org_id, b.id, b.customer_id as customer_before, a.customer_id as customer_after,
        b.chosen_version <> a.chosen_version as is_chosen,
        regulars.address_facts(b::org_customer_addresses) as before,
        regulars.address_facts(a::org_customer_addresses) as after
      from before_change b join after_change a on a.tenant_org_id = b.tenant_org_id and a.id = b.id
    ), changed as (
      select tenant_org_id, id, customer_after as customer_id, before, after,
        case (before -> 'is_active')::boolean::int - (after -> 'is_active')::boolean::int
          when 1 then 'removed' when -1 then 'restored' else 'changed' end as kind
      from pair
      where customer_before = customer_after
        -- The default alone is handed on by change_addresses, which tells of it.
        and (is_chosen or before - 'is_default' is distinct from after - 'is_default')
      union all
      select tenant_org_id, id, customer_before, before, before || '{"is_default": false, "is_active": false}', 'moved away'
      from pair where customer_before <> customer_after and (before -> 'is_active')::boolean
      union all
      select tenant_org_id, id, customer_after, '{"is_default": false, "is_active": true}', after, 'moved here'
      from pair where customer_before <> customer_after and (after -> 'is_active')::boolean
    )
    select tenant_org_id, customer_id, array_agg(distinct kind) as kinds,
      coalesce(
        jsonb_object_agg(format('addresses.%s.%s', id, field), change) filter (where field is not null), '{}') as changes
    from changed left join lateral jsonb_each(regulars.changed_facts(before, after)) as told (field, change) on true
    group by tenant_org_id, customer_id order by tenant_org_id, customer_id
  loop
    perform regulars.change_addresses(
      touched.tenant_org_id, touched.customer_id, touched.kinds, touched.changes);
  end loop;
  return null;
end
$function$;
grant execute on function regulars.after_changing_addresses() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.arrived_before(tenant uuid, moment timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 STABLE
RETURN COALESCE((SELECT (org_customer_arrivals.before + org_customer_arrivals.customers) FROM public.org_customer_arrivals WHERE ((org_customer_arrivals.tenant_org_id = arrived_before.tenant) AND (org_customer_arrivals.quarter < arrived_before.moment)) ORDER BY org_customer_arrivals.quarter DESC LIMIT 1), (0)::bigint);
comment on function regulars.arrived_before(uuid,timestamp with time zone) is 'How many customers of the tenant were created before a full quarter of an hour.';
grant execute on function regulars.arrived_before(uuid,timestamp with time zone) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.begin_merging(log public.org_customer_merge_log)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  update org_customers_mst set is_merging = true
  where tenant_org_id = log.tenant_org_id and id in (log.source_id, log.target_id);
end
$function$;
grant execute on function regulars.begin_merging(public.org_customer_merge_log) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.carried_over(path text, current jsonb, old jsonb, new jsonb, OUT value jsonb, OUT kept text[])
 RETURNS record
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
declare
  field text;
  inner_part record;
begin
  kept := '{}';
  if current is not distinct from old or current is not distinct from new or old is not distinct from new then
    value := case when current is not distinct from old then new else current end;
  elsif path = 'tags' then
    value := (
      select coalesce(jsonb_agg(tag order by place), '[]')
      from (
        select tag, place from jsonb_array_elements(current) with ordinality as now_there (tag, place)
        where new @> tag or not old @> tag
        union all
        select tag, 1000000 + place from jsonb_array_elements(new) with ordinality as added (tag, place)
        where not old @> tag and not current @> tag
      ) tags);
  elsif path ~ '^preferences' and jsonb_typeof(current) = 'object'
    and coalesce(jsonb_typeof(old), 'object') = 'object' and coalesce(jsonb_typeof(new), 'object') = 'object'
  then
    value := current;
    for field in select jsonb_object_keys(coalesce(old, '{}') || coalesce(new, '{}')) loop
      select * into inner_part
      from regulars.carried_over(path || '.' || field, current -> field, old -> field, new -> field);
      kept := kept || inner_part.kept;
      value := value - field;
      if inner_part.value is not null then
        value := value || jsonb_build_object(field, inner_part.value);
      end if;
    end loop;
  else
    value := current;
    kept := array[path];
  end if;
end
$function$;
comment on function regulars.carried_over(text,jsonb,jsonb,jsonb) is 'What changed from old to new, changed in current as well, where that still is as in old; where not, the path is in kept.';
grant execute on function regulars.carried_over(text,jsonb,jsonb,jsonb) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.carried_over_fields(current jsonb, old jsonb, new jsonb, OUT fields jsonb, OUT kept text[])
 RETURNS record
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
declare
  field text;
  part record;
begin
  fields := current;
  kept := '{}';
  for field in select jsonb_object_keys(current) loop
    select * into part from regulars.carried_over(field, current -> field, old -> field, new -> field);
    fields := fields || jsonb_build_object(field, part.value);
    kept := kept || part.kept;
  end loop;
end
$function$;
grant execute on function regulars.carried_over_fields(jsonb,jsonb,jsonb) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.change_addresses(tenant uuid, customer uuid, kinds text[], changes jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  most constant integer := 50;
  told jsonb := changes;
  had uuid;
  gets uuid;
begin
  perform from org_customers_mst where tenant_org_id = tenant and id = customer for no key update;

  -- Those that come from another customer may be more: a merge loses nothing.
  if kinds && array['added', 'restored'] and most < (
    select count(*) from org_customer_addresses
    where tenant_org_id = tenant and customer_id = customer and deleted_at is null)
  then
    raise exception 'No more than % addresses.', most using errcode = 'check_violation', constraint = 'address_limit';
  end if;

  select id into had from org_customer_addresses
  where tenant_org_id = tenant and customer_id = customer and is_default;
  gets := regulars.default_address(tenant, customer);
  if had is distinct from gets then
    update org_customer_addresses set is_default = false where tenant_org_id = tenant and id = had;
    update org_customer_addresses set is_default = true where tenant_org_id = tenant and id = gets;
    if had is not null then
      told := told || jsonb_build_object(format('addresses.%s.is_default', had), '{"from": true, "to": false}'::jsonb);
    end if;
    if gets is not null then
      told := told || jsonb_build_object(format('addresses.%s.is_default', gets), '{"from": false, "to": true}'::jsonb);
    end if;
  end if;

  perform regulars.new_customer_version(tenant, customer,
    case
      when kinds <@ array['added', 'moved here'] then 'address_added'
      when kinds <@ array['removed', 'moved away'] then 'address_removed'
      when kinds <@ array['restored'] then 'address_restored'
      else 'address_changed'
    end,
    told);
end
$function$;
comment on function regulars.change_addresses(uuid,uuid,text[],jsonb) is 'After a statement has changed addresses of a customer: hands the default on and makes one version that tells it all.';
grant execute on function regulars.change_addresses(uuid,uuid,text[],jsonb) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.change_customer()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.email is distinct from old.email then
    new.email_verified := false;
  end if;
  -- A guest who is given a name and a phone has become a stub. What a merge says is said by merged_fields.
  if new.profile_status = 'guest' and not new.is_merging
    and new.phone is not null
    and coalesce(new.name, new.first_name, new.last_name, new.display_name, new.name2) is not null
    and (new.phone, new.name, new.first_name, new.last_name, new.display_name, new.name2)
      is distinct from (old.phone, old.name, old.first_name, old.last_name, old.display_name, old.name2)
  then
    new.profile_status := 'stub';
  end if;
  if not new.is_merging and regulars.customer_facts(new) is distinct from regulars.customer_facts(old) then
    if old.merged_into_id is not null then
      raise exception 'A merged customer does not change.'
        using errcode = 'check_violation', constraint = 'merged_is_left_alone';
    end if;
    new.version := old.version + 1;
    new.updated_at := now();
  end if;
  return new;
end
$function$;
comment on function regulars.change_customer() is 'A change makes a new version; an update that changes nothing does not.';
grant execute on function regulars.change_customer() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.change_customer_beside()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if pg_trigger_depth() < 2 then
    raise exception 'A version that nothing tells of.' using errcode = 'insufficient_privilege';
  end if;
  new.version := old.version + 1;
  new.updated_at := now();
  return new;
end
$function$;
grant execute on function regulars.change_customer_beside() to regulars_tenant;

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

CREATE OR REPLACE FUNCTION regulars.count_added_orders()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform regulars.count_shares(array(
    select row (tenant_org_id, customer_id, 1, total)::regulars.order_share from added
    where regulars.order_counts(status)));
  return null;
end
$function$;
grant execute on function regulars.count_added_orders() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.count_arrivals()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  tenant uuid;
  since timestamptz;
begin
  insert into org_customer_arrivals as counted (tenant_org_id, quarter, customers, before)
  select tenant_org_id, came.quarter, count(*), regulars.arrived_before(tenant_org_id, came.quarter)
  from added, lateral (select regulars.quarter_of(created_at) as quarter) came
  group by 1, 2
  order by 1, 2
  on conflict (tenant_org_id, quarter) do update set customers = counted.customers + excluded.customers;
  for tenant, since in
    select tenant_org_id, min(regulars.quarter_of(created_at)) from added group by 1 order by 1
  loop
    -- As a rule nothing is later than now.
    if exists (select from org_customer_arrivals where tenant_org_id = tenant and quarter > since) then
      perform regulars.sum_arrivals(tenant, since);
    end if;
  end loop;
  return null;
end
$function$;
grant execute on function regulars.count_arrivals() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.count_changed_orders()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  shares regulars.order_share[];
begin
  with changed as (
    select before, after from before_change before
    join after_change after on before.tenant_org_id = after.tenant_org_id and before.id = after.id
    where (before.customer_id, before.total, before.placed_at, regulars.order_counts(before.status))
      <> (after.customer_id, after.total, after.placed_at, regulars.order_counts(after.status))
  )
  select array_agg(row (tenant_org_id, customer_id, orders, spent)::regulars.order_share) into shares
  from (
    select (after).tenant_org_id, (after).customer_id, 1 as orders, (after).total as spent from changed
    where regulars.order_counts((after).status)
    union all
    select (before).tenant_org_id, (before).customer_id, -1, -(before).total from changed
    where regulars.order_counts((before).status)
  ) share;
  if shares is not null then
    perform regulars.count_shares(shares);
  end if;
  return null;
end
$function$;
grant execute on function regulars.count_changed_orders() to regulars_tenant;

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

CREATE OR REPLACE FUNCTION regulars.count_shares(shares regulars.order_share[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  -- Each waits for its turn before the totals are read: what is read in the statement that waits is of before.
  -- Always in this order, so that two bulks cannot lock each other out.
  perform from org_customers_mst
  where (tenant_org_id, id) in (select share.tenant_org_id, share.customer_id from unnest(shares) share)
  order by tenant_org_id, id
  for no key update;
  update org_customers_mst as customer
  set total_orders = customer.total_orders + share.orders,
    total_spent = customer.total_spent + share.spent,
    last_order_at = (
      select placed_at from org_orders_mst
      where tenant_org_id = customer.tenant_org_id and customer_id = customer.id and regulars.order_counts(status)
      order by placed_at desc limit 1)
  from (
    select tenant_org_id, customer_id, sum(orders) as orders, sum(spent) as spent from unnest(shares)
    group by tenant_org_id, customer_id
  ) share
  where customer.tenant_org_id = share.tenant_org_id and customer.id = share.customer_id;
end
$function$;
comment on function regulars.count_shares(regulars.order_share[]) is 'Adds up what orders brought or took: number, sum, and the last of them.';
grant execute on function regulars.count_shares(regulars.order_share[]) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.csv_text(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (('"'::text || replace(CASE WHEN (value ~ '^''*([\t\r\n]|[\u0001-\u0020\u007f-\u00a0\u00ad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u206f\u3000\ufeff]*[-=+@\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20])'::text) THEN (''''::text || value) ELSE value END, '"'::text, '""'::text)) || '"'::text);
comment on function regulars.csv_text(text) is 'A cell of RFC 4180. What a spreadsheet would run as a formula, or what looks as if that had been done to it already, has an apostrophe in front: so it can be taken away again without a doubt.';
grant execute on function regulars.csv_text(text) to regulars_tenant;

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
RETURN (to_jsonb(customer) - ARRAY['tenant_org_id'::text, 'id'::text, 'version'::text, 'created_at'::text, 'updated_at'::text, 'customer_number_int'::text, 'phone_reversed'::text, 'email_folded'::text, 'sort_name'::text, 'last_order_key'::text, 'sys_customer_id'::text, 'search_text'::text, 'email_domain'::text, 'changes_beside'::text, 'merged_ids'::text, 'merged_names'::text, 'is_merging'::text, 'marks'::text]);
comment on function regulars.customer_facts(public.org_customers_mst) is 'What history tells of a customer: the columns that are not derived from others.';
grant execute on function regulars.customer_facts(public.org_customers_mst) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.customer_marks(is_active boolean, profile_status text, phone_verified boolean, loyalty_points bigint, created_at timestamp with time zone, last_order_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ((((((CASE WHEN is_active THEN 1 ELSE 2 END | CASE profile_status WHEN 'guest'::text THEN 4 WHEN 'stub'::text THEN 8 ELSE 16 END) | CASE WHEN phone_verified THEN 32 ELSE 64 END) | CASE WHEN (loyalty_points > 0) THEN 128 ELSE 256 END))::bigint | (regulars.quarter_mark(created_at) << 9)) | (CASE WHEN (last_order_at IS NULL) THEN (0)::bigint ELSE GREATEST((1)::bigint, regulars.quarter_mark(last_order_at)) END << 32));
comment on function regulars.customer_marks(boolean,text,boolean,bigint,timestamp with time zone,timestamp with time zone) is 'From the right: active, inactive, guest, stub, full, phone proven, not proven, points, none; 23 bits of when created; 23 of the last order, 0 for none.';
grant execute on function regulars.customer_marks(boolean,text,boolean,bigint,timestamp with time zone,timestamp with time zone) to regulars_tenant;

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

CREATE OR REPLACE FUNCTION regulars.default_address(tenant uuid, customer uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE
RETURN (SELECT org_customer_addresses.id FROM public.org_customer_addresses WHERE ((org_customer_addresses.tenant_org_id = default_address.tenant) AND (org_customer_addresses.customer_id = default_address.customer) AND (org_customer_addresses.deleted_at IS NULL)) ORDER BY org_customer_addresses.chosen_version DESC, org_customer_addresses.added_version, org_customer_addresses.created_at, org_customer_addresses.id LIMIT 1);
comment on function regulars.default_address(uuid,uuid) is 'Which address has to be the default. It follows from what was chosen when, so that undoing a removal undoes all of it.';
grant execute on function regulars.default_address(uuid,uuid) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.distance_m(from_latitude double precision, from_longitude double precision, to_latitude double precision, to_longitude double precision)
 RETURNS double precision
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
begin
  -- Rounding can take the sum past 1, of which there is no arc sine.
  return 2 * 6371008.8 * asin(sqrt(least(1,
    regulars.haversine_degrees(to_latitude - from_latitude)
      + cosd(from_latitude) * cosd(to_latitude) * regulars.haversine_degrees(to_longitude - from_longitude))));
end
$function$;
comment on function regulars.distance_m(double precision,double precision,double precision,double precision) is 'Great-circle distance in metres: haversine (Sinnott, Sky and Telescope 68, 1984) on the mean earth radius R1 = 6371008.8 m (Moritz, Geodetic Reference System 1980, J. Geodesy 74, 2000).';
grant execute on function regulars.distance_m(double precision,double precision,double precision,double precision) to regulars_tenant;

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

CREATE OR REPLACE FUNCTION regulars.drop_duplicates_of_deleted_customers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from org_duplicate_queue q using removed r where (q.tenant_org_id, q.customer_id) = (r.tenant_org_id, r.id);
  delete from org_duplicate_failures f using removed r where (f.tenant_org_id, f.customer_id) = (r.tenant_org_id, r.id);
  delete from org_duplicate_keys k using removed r where (k.tenant_org_id, k.customer_id) = (r.tenant_org_id, r.id);
  delete from org_duplicate_pairs p using removed r where (p.tenant_org_id, p.customer_a) = (r.tenant_org_id, r.id);
  delete from org_duplicate_pairs p using removed r where (p.tenant_org_id, p.customer_b) = (r.tenant_org_id, r.id);
  delete from org_duplicate_dismissals d using removed r where (d.tenant_org_id, d.customer_a) = (r.tenant_org_id, r.id);
  delete from org_duplicate_dismissals d using removed r where (d.tenant_org_id, d.customer_b) = (r.tenant_org_id, r.id);
  return null;
end
$function$;
grant execute on function regulars.drop_duplicates_of_deleted_customers() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.drop_pairs_of_inactive_customer()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from org_duplicate_pairs where (tenant_org_id, customer_a) = (new.tenant_org_id, new.id);
  delete from org_duplicate_pairs where (tenant_org_id, customer_b) = (new.tenant_org_id, new.id);
  return null;
end
$function$;
grant execute on function regulars.drop_pairs_of_inactive_customer() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.end_merging(before public.org_customers_mst, told_action text, about jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  after org_customers_mst;
begin
  update org_customers_mst set is_merging = false, changes_beside = changes_beside + 1
  where tenant_org_id = before.tenant_org_id and id = before.id
  returning * into after;
  insert into org_customer_history (tenant_org_id, customer_id, version, action, changes)
  values (after.tenant_org_id, after.id, after.version, told_action,
    regulars.changed_facts(regulars.customer_facts(before), regulars.customer_facts(after)) || about);
end
$function$;
comment on function regulars.end_merging(public.org_customers_mst,text,jsonb) is 'One version that tells everything since before, and with whom.';
grant execute on function regulars.end_merging(public.org_customers_mst,text,jsonb) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.end_recovery()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from sys_recoveries where person_id = (to_jsonb(new) ->> tg_argv[0])::uuid;
  return null;
end
$function$;
comment on function regulars.end_recovery() is 'A link was made for the password and the e-mail of its day: it is worth nothing once either is another.';

CREATE OR REPLACE FUNCTION regulars.end_what_members_had()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update org_invitations set status = 'revoked'
  where tenant_org_id = old.tenant_org_id and inviter_id = old.person_id and status = 'pending';
  if new.role is null or new.role not in ('owner', 'admin') then
    update org_api_keys set revoked_at = now()
    where tenant_org_id = old.tenant_org_id and created_by = old.person_id::text and revoked_at is null;
  end if;
  if tg_op = 'DELETE' then
    delete from sys_sessions where tenant_org_id = old.tenant_org_id and person_id = old.person_id;
  end if;
  return null;
end
$function$;
comment on function regulars.end_what_members_had() is 'Invitations end with any change of the role that gave them, API keys when their maker may make none, sessions with the membership.';

CREATE OR REPLACE FUNCTION regulars.expire_points(tenant uuid, customer uuid)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  due bigint;
begin
  perform from org_customers_mst where tenant_org_id = tenant and id = customer for no key update;
  select sum(points) into due from regulars.point_lots(tenant, customer) where expires_at <= now();
  if due > 0 then
    insert into org_loyalty_ledger (tenant_org_id, customer_id, kind, points)
    values (tenant, customer, 'expire', -due);
  end if;
  return coalesce(due, 0);
end
$function$;
comment on function regulars.expire_points(uuid,uuid) is 'Takes what has expired and was not spent; says how much. Once more finds nothing.';
grant execute on function regulars.expire_points(uuid,uuid) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.filled_up(own jsonb, other jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
begin
  if jsonb_typeof(own) is distinct from 'object' or jsonb_typeof(other) is distinct from 'object' then
    return coalesce(own, other);
  end if;
  return own || coalesce((
    select jsonb_object_agg(key, regulars.filled_up(own -> key, value)) from jsonb_each(other)), '{}');
end
$function$;
comment on function regulars.filled_up(jsonb,jsonb) is 'Both objects, at any depth; where both have a value the first one''s stays.';
grant execute on function regulars.filled_up(jsonb,jsonb) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.fold(words text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN translate(replace(replace(replace(lower((NORMALIZE(regexp_replace(NORMALIZE(words, NFKD), '[\u0300-\u036f\u0610-\u061a\u061c\u064b-\u065f\u0670\u06d6-\u06ed\u0640''\u2018\u2019\u02bb\u02bc\u02be\u02bf`\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]'::text, ''::text, 'g'::text), NFKD) COLLATE "und-x-icu")), 'ß'::text, 'ss'::text), 'æ'::text, 'ae'::text), 'œ'::text, 'oe'::text), ((('ٱىیےةەہھک'::text || '٠١٢٣٤٥٦٧٨٩'::text) || '۰۱۲۳۴۵۶۷۸۹'::text) || 'øłđðıħς'::text), (((('اييي'::text || 'ههههك'::text) || '0123456789'::text) || '0123456789'::text) || 'olddihσ'::text));
comment on function regulars.fold(text) is 'Lower case without accents, tashkeel, tatweel and apostrophes; hamza forms of alif, ta marbuta, alif maqsura, Persian and Urdu letters as their plain Arabic ones; digits as 0-9.';
grant execute on function regulars.fold(text) to regulars_identity;
grant execute on function regulars.fold(text) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.forget_changes_of_tenant()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from org_changes where tenant_org_id = old.id;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION regulars.forget_unused_words(tenant uuid, behind text, most integer)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
declare
  looked text[] := array(
    select word from org_customer_words where tenant_org_id = tenant and word > behind order by word limit most);
  unused text[];
begin
  for turn in 1 .. 2 loop
    unused := array(select word from unnest(looked) as word where regulars.nobody_has(tenant, word));
    exit when unused = '{}' or turn = 2;
    -- Next time, where others write just now. Once nobody does, what they wrote is seen.
    if not pg_try_advisory_xact_lock(regulars.lock_of_words(tenant)) then
      unused := '{}';
      exit;
    end if;
  end loop;
  delete from org_customer_words where tenant_org_id = tenant and word = any (unused);
  return looked[most];
end
$function$;
comment on function regulars.forget_unused_words(uuid,text,integer) is 'Forgets, of so many words behind one, those that no customer has; returns the last of them, or null at the end.';
grant execute on function regulars.forget_unused_words(uuid,text,integer) to regulars_tenant;

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

CREATE OR REPLACE FUNCTION regulars.given_up_contacts(log public.org_customer_merge_log, OUT kind text, OUT value text)
 RETURNS SETOF record
 LANGUAGE sql
 STABLE ROWS 2
BEGIN ATOMIC
 SELECT DISTINCT ON (had.kind, (lower(had.value))) had.kind,
     had.value
    FROM ( VALUES ('phone'::text,((given_up_contacts.log).target_before #>> '{phone,number}'::text[]),((given_up_contacts.log).target_after #>> '{phone,number}'::text[])), ('phone'::text,((given_up_contacts.log).source_fields #>> '{phone,number}'::text[]),((given_up_contacts.log).target_after #>> '{phone,number}'::text[])), ('email'::text,((given_up_contacts.log).target_before ->> 'email'::text),((given_up_contacts.log).target_after ->> 'email'::text)), ('email'::text,((given_up_contacts.log).source_fields ->> 'email'::text),((given_up_contacts.log).target_after ->> 'email'::text))) had(kind, value, stays)
   WHERE ((had.value IS NOT NULL) AND (lower(had.value) IS DISTINCT FROM lower(had.stays)));
END;
comment on function regulars.given_up_contacts(public.org_customer_merge_log) is 'Phones and e-mails that a merge left without a place in the customer itself.';
grant execute on function regulars.given_up_contacts(public.org_customer_merge_log) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.guard_api_keys()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- In turn with what changes the staff: whoever is being removed has made the key before that, and it ends, or makes none.
  perform pg_advisory_xact_lock_shared(hashtextextended('members ' || new.tenant_org_id, 0));
  if regulars.current_tenant() is not null and new.made_by = 'member'
    and coalesce(regulars.acting_role(new.tenant_org_id) not in ('owner', 'admin'), true)
  then
    raise exception 'Admins make keys.' using errcode = 'check_violation', constraint = 'keys_by_admins';
  end if;
  return null;
end
$function$;
comment on function regulars.guard_api_keys() is 'Nobody leaves a key behind that their going would not end.';

CREATE OR REPLACE FUNCTION regulars.guard_invitations()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  acting text := regulars.acting_role(new.tenant_org_id);
begin
  if regulars.current_tenant() is not null
    and (acting is null or acting not in ('owner', 'admin') or (acting <> 'owner' and new.role = 'owner'))
  then
    raise exception 'Admins invite, and owners alone owners.' using errcode = 'check_violation', constraint = 'staff_by_admins';
  end if;
  return new;
end
$function$;
comment on function regulars.guard_invitations() is 'Nobody hands out by a link what they could not give.';

CREATE OR REPLACE FUNCTION regulars.guard_members()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  tenant uuid := coalesce(new.tenant_org_id, old.tenant_org_id);
  acting text;
begin
  -- One after another: of two owners who remove each other at once, the second is no owner any more.
  perform pg_advisory_xact_lock(hashtextextended('members ' || tenant, 0));
  -- Outside of a business the server itself opens one.
  if regulars.current_tenant() is not null then
    if tg_op = 'INSERT' then
      if not exists (
        select from org_invitations invitation join sys_people person on person.email = invitation.email
        where invitation.tenant_org_id = tenant and person.id = new.person_id and invitation.role = new.role
          and invitation.status = 'pending' and invitation.expires_at > now())
      then
        raise exception 'Nobody joins without an invitation.' using errcode = 'check_violation', constraint = 'members_are_invited';
      end if;
    else
      acting := regulars.acting_role(tenant);
      if acting is null or acting not in ('owner', 'admin') or (acting <> 'owner' and 'owner' in (old.role, new.role)) then
        raise exception 'Admins change the staff, and owners alone owners.' using errcode = 'check_violation', constraint = 'staff_by_admins';
      end if;
    end if;
  end if;
  if old.role = 'owner' and new.role is distinct from 'owner'
    and exists (select from org_tenants_mst where id = tenant)
    and not exists (
      select from org_members where tenant_org_id = tenant and role = 'owner' and person_id <> old.person_id)
  then
    raise exception 'A business has an owner.' using errcode = 'check_violation', constraint = 'an_owner_stays';
  end if;
  return coalesce(new, old);
end
$function$;
comment on function regulars.guard_members() is 'Who may join, be raised, be lowered and leave.';

CREATE OR REPLACE FUNCTION regulars.haversine_degrees(degrees double precision)
 RETURNS double precision
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (abs(degrees) < (0.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001)::double precision) THEN (0)::double precision ELSE power(sind((degrees / (2)::double precision)), (2)::double precision) END;
comment on function regulars.haversine_degrees(double precision) is 'The square of the sine of half an angle.';
grant execute on function regulars.haversine_degrees(double precision) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.hold_merging(log public.org_customer_merge_log)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  -- Always in this order, so that no two merges wait for each other; and nobody adds what refers to them meanwhile.
  perform from org_customers_mst
  where tenant_org_id = log.tenant_org_id and id in (log.source_id, log.target_id)
  order by id for update;
  -- Statements that follow change both, each its own kinds.
  perform from org_customer_counts
  where tenant_org_id = log.tenant_org_id order by profile_status, is_active for no key update;
end
$function$;
grant execute on function regulars.hold_merging(public.org_customer_merge_log) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.is_merge(tenant uuid, one uuid, other uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (EXISTS (SELECT FROM public.org_customers_mst WHERE ((org_customers_mst.tenant_org_id = is_merge.tenant) AND (((org_customers_mst.id = is_merge.one) AND (org_customers_mst.merged_into_id = is_merge.other)) OR ((org_customers_mst.id = is_merge.other) AND (org_customers_mst.merged_into_id = is_merge.one))))));
comment on function regulars.is_merge(uuid,uuid,uuid) is 'Is one of the two customers merged into the other?';
grant execute on function regulars.is_merge(uuid,uuid,uuid) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.is_named(fields jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (COALESCE((fields ->> 'name'::text), (fields ->> 'first_name'::text), (fields ->> 'last_name'::text), (fields ->> 'display_name'::text), (fields ->> 'name2'::text)) IS NOT NULL);
grant execute on function regulars.is_named(jsonb) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.is_proven_by_merge(tenant uuid, customer uuid, candidate text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (EXISTS (SELECT FROM public.org_customer_merge_log log, LATERAL (SELECT jsonb_build_object('number', is_proven_by_merge.candidate, 'verified', true) AS phone) proven WHERE ((log.tenant_org_id = is_proven_by_merge.tenant) AND (log.target_id = is_proven_by_merge.customer) AND CASE WHEN (log.merged_in = pg_current_xact_id_if_assigned()) THEN ((log.source_fields -> 'phone'::text) = proven.phone) WHEN (log.undone_in = pg_current_xact_id_if_assigned()) THEN (((log.target_before -> 'phone'::text) = proven.phone) OR (EXISTS (SELECT FROM public.org_customer_merge_log later WHERE ((later.tenant_org_id = is_proven_by_merge.tenant) AND (later.target_id = is_proven_by_merge.customer) AND (later.undone_at IS NULL) AND (later.target_version > log.target_version) AND ((later.target_after -> 'phone'::text) = proven.phone))))) ELSE NULL::boolean END)));
comment on function regulars.is_proven_by_merge(uuid,uuid,text) is 'Does this very transaction merge a customer who has this phone verified into this one, or undo a merge and give back what was verified before it?';
grant execute on function regulars.is_proven_by_merge(uuid,uuid,text) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.join_initials(folded text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN regexp_replace((folded COLLATE "und-x-icu"), '(?<![[:alnum:]])([[:alpha:]])\.(?=[[:alpha:]](?![[:alnum:]]))'::text, '\1'::text, 'g'::text);
comment on function regulars.join_initials(text) is 'Single letters with a point between them as one word: "l.l.c" is "llc".';
grant execute on function regulars.join_initials(text) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.keep_balance()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update org_customers_mst set loyalty_points = new.balance, tier = tier
  where tenant_org_id = new.tenant_org_id and id = new.customer_id;
  return null;
end
$function$;
grant execute on function regulars.keep_balance() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.keep_contacts(log public.org_customer_merge_log)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
begin
  -- Those that it still gives up are left alone: one of them may have been removed.
  delete from org_customer_contacts as kept
  where tenant_org_id = log.tenant_org_id and merge_id = log.id and (kind, value) not in (
    select given_up.kind, given_up.value from regulars.given_up_contacts(log) as given_up);
  insert into org_customer_contacts (tenant_org_id, customer_id, merge_id, kind, value, removed_at)
  select log.tenant_org_id, log.target_id, log.id, kind, value, (
    -- What an earlier merge gave up until it was undone comes as it was; what somebody new brings along is there.
    select max(known.removed_at) from org_customer_contacts as known
    where known.tenant_org_id = log.tenant_org_id and known.customer_id = log.target_id
      and (known.kind, known.value) = (given_up.kind, given_up.value) and log.merged_in <> pg_current_xact_id())
  from regulars.given_up_contacts(log) as given_up
  where (kind, value) not in (
    select kept.kind, kept.value from org_customer_contacts as kept
    where tenant_org_id = log.tenant_org_id and merge_id = log.id);
  return (select count(*) from regulars.given_up_contacts(log));
end
$function$;
grant execute on function regulars.keep_contacts(public.org_customer_merge_log) to regulars_tenant;

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
  perform pg_advisory_xact_lock_shared(regulars.lock_of_words(tenant_org_id))
  from (select distinct tenant_org_id from added order by 1) tenant;
  with each as materialized (
    select distinct tenant_org_id, token as word from added
  ), said as materialized (
    select tenant_org_id, word from each where word ~ '^[^#0-9]{3,}$'
  ), unknown as materialized (
    select tenant_org_id, word from said
    where (select known.word from org_customer_words known
      where known.tenant_org_id = said.tenant_org_id and known.word = said.word limit 1) is null
    -- Always in this order: two transactions that learn the same words cannot lock each other out.
    order by tenant_org_id, word
  ), learnt as (
    insert into org_customer_words (tenant_org_id, word, latin)
    select tenant_org_id, word, regulars.latin(word) from unknown
    on conflict do nothing
    returning tenant_org_id, word, latin
  )
  insert into org_customer_word_keys (tenant_org_id, key, word)
  select tenant_org_id, key collate "C", word
  from learnt, lateral (
    select regulars.skeletons_of_sounds(latin) union all select regulars.typo_keys(word)) as keys (key)
  order by 1, 2, 3;
  return null;
end
$function$;
grant execute on function regulars.learn_words() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.lock_of_words(tenant uuid)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN hashtextextended(('words of '::text || (tenant)::text), (0)::bigint);
comment on function regulars.lock_of_words(uuid) is 'The advisory lock of the words of a tenant.';
grant execute on function regulars.lock_of_words(uuid) to regulars_tenant;

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

CREATE OR REPLACE FUNCTION regulars.lots_to_merge(customer public.org_customers_mst)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
RETURN (SELECT COALESCE(jsonb_agg(jsonb_build_object('expires_at', day.expires_at, 'points', day.points) ORDER BY day.expires_at), '[]'::jsonb) AS "coalesce" FROM (SELECT max(lot.expires_at) AS expires_at, (sum(lot.points))::bigint AS points FROM (SELECT lot_1.expires_at, LEAST((lot_1.points)::numeric, ((((lots_to_merge.customer).loyalty_points)::numeric - lot_1.up_to_here) + (lot_1.points)::numeric)) AS points FROM (SELECT point_lots.expires_at, point_lots.points, sum(point_lots.points) OVER (ORDER BY point_lots.expires_at) AS up_to_here FROM regulars.point_lots((lots_to_merge.customer).tenant_org_id, (lots_to_merge.customer).id) point_lots(expires_at, points)) lot_1) lot WHERE (lot.points > (0)::numeric) GROUP BY (date_trunc('day'::text, (lot.expires_at AT TIME ZONE 'UTC'::text)))) day);
comment on function regulars.lots_to_merge(public.org_customers_mst) is 'What is left of the points of a customer, as lots of one day each.';
grant execute on function regulars.lots_to_merge(public.org_customers_mst) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.merge_customers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  source org_customers_mst;
  target org_customers_mst;
  chosen uuid;
begin
  select * into source from org_customers_mst where tenant_org_id = new.tenant_org_id and id = new.source_id;
  select * into target from org_customers_mst where tenant_org_id = new.tenant_org_id and id = new.target_id;
  chosen := (
    select id from org_customer_addresses
    where tenant_org_id = new.tenant_org_id and customer_id = new.source_id and is_default
      and not exists (
        select from org_customer_addresses
        where tenant_org_id = new.tenant_org_id and customer_id = new.target_id and is_default));
  perform regulars.begin_merging(new);

  -- The source first: its phone is free then.
  update org_customers_mst set is_active = false, merged_into_id = new.target_id
  where tenant_org_id = new.tenant_org_id and id = new.source_id;
  perform regulars.write_merged_fields(new.tenant_org_id, new.target_id, new.target_after);
  update org_customers_mst set merged_ids = merged_ids || source.id || source.merged_ids
  where tenant_org_id = new.tenant_org_id and id = new.target_id;

  new.moved := regulars.move_to_target(new);
  if chosen is not null then
    update org_customer_addresses set is_default = true where tenant_org_id = new.tenant_org_id and id = chosen;
  end if;
  new.contacts_kept := regulars.keep_contacts(new);
  perform regulars.merge_points(new, target.customer_number, source.customer_number);
  new.orders_moved := jsonb_array_length(new.moved -> 'org_orders_mst');
  new.addresses_moved := jsonb_array_length(new.moved -> 'org_customer_addresses');
  new.target_entry := coalesce((
    select max(entry) from org_loyalty_ledger
    where tenant_org_id = new.tenant_org_id and customer_id = new.target_id), 0);
  update org_customer_merge_log
  set moved = new.moved, target_entry = new.target_entry, orders_moved = new.orders_moved,
    addresses_moved = new.addresses_moved, contacts_kept = new.contacts_kept
  where tenant_org_id = new.tenant_org_id and id = new.id;

  perform regulars.end_merging(target, 'merged',
    jsonb_build_object('merge', jsonb_build_object('from', null, 'to', regulars.told_of_merge(new, source))));
  perform regulars.end_merging(source, 'merged_into',
    jsonb_build_object('merge', jsonb_build_object('from', null, 'to', regulars.told_of_merge(new, target))));
  return null;
end
$function$;
grant execute on function regulars.merge_customers() to regulars_tenant;

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

CREATE OR REPLACE FUNCTION regulars.merge_points(log public.org_customer_merge_log, reason_there text, reason_here text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if log.points_merged = 0 and log.tier_points = 0 then
    return;
  end if;
  insert into org_loyalty_ledger (tenant_org_id, customer_id, kind, points, tier_points, reason)
  values (log.tenant_org_id, log.source_id, 'merge', -log.points_merged, -log.tier_points, reason_there);
  insert into org_loyalty_ledger (tenant_org_id, customer_id, kind, points, tier_points, expires_at, reason)
  select log.tenant_org_id, log.target_id, 'merge', coalesce(points, 0),
    case when coalesce(number, 1) = 1 then log.tier_points else 0 end, expires_at, reason_here
  from (values (1)) as once (one)
  left join lateral (
    select points, expires_at, row_number() over (order by expires_at) as number
    from jsonb_to_recordset(log.point_lots) as lot (points bigint, expires_at timestamptz)
  ) lot on true
  order by expires_at;
end
$function$;
grant execute on function regulars.merge_points(public.org_customer_merge_log,text,text) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.mergeable(customer public.org_customers_mst)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
RETURN jsonb_build_object('customer_number', (customer).customer_number, 'profile_status', (customer).profile_status, 'first_name', (customer).first_name, 'last_name', (customer).last_name, 'display_name', (customer).display_name, 'name', (customer).name, 'name2', (customer).name2, 'phone', CASE WHEN ((customer).phone IS NOT NULL) THEN jsonb_build_object('number', (customer).phone, 'verified', (customer).phone_verified) ELSE NULL::jsonb END, 'email', (customer).email, 'birth_date', (customer).birth_date, 'avatar_url', (customer).avatar_url, 'preferences', (customer).preferences, 'notes', (customer).notes, 'tags', to_jsonb((customer).tags));
comment on function regulars.mergeable(public.org_customers_mst) is 'What a merge makes one of two.';
grant execute on function regulars.mergeable(public.org_customers_mst) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.merged_fields(target jsonb, source jsonb, choices jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
declare
  result jsonb := target;
  other jsonb := source;
  field text;
  status text;
  rank constant text[] := array['guest', 'stub', 'full'];
begin
  if choices ->> 'name' = 'source' then
    -- Its name as it is shown.
    other := other || jsonb_build_object('name', coalesce(
      source ->> 'name', nullif(concat_ws(' ', source ->> 'first_name', source ->> 'last_name'), '')));
  elsif target ->> 'first_name' is not null or target ->> 'last_name' is not null then
    -- It would be shown instead of them.
    other := other - 'name';
  end if;
  if regulars.is_named(target) and choices ->> 'display_name' is distinct from 'source' then
    other := other - 'display_name';
  end if;
  foreach field in array array['first_name', 'last_name', 'display_name', 'name', 'name2', 'phone', 'email',
    'birth_date', 'avatar_url', 'preferences', 'notes']
  loop
    result := result || jsonb_build_object(field,
      regulars.merged_value(field, target -> field, other -> field, choices ->> field));
  end loop;

  -- Of two who have the same phone one may have proven it.
  if target #>> '{phone,number}' = source #>> '{phone,number}' then
    result := result || jsonb_build_object('phone', jsonb_build_object(
      'number', target #> '{phone,number}',
      'verified', (target #> '{phone,verified}')::boolean or (source #> '{phone,verified}')::boolean));
  end if;
  if choices ->> 'notes' is null and target ->> 'notes' <> source ->> 'notes' then
    result := result || jsonb_build_object('notes',
      format(E'%s\n\n%s:\n%s', target ->> 'notes', source ->> 'customer_number', source ->> 'notes'));
  end if;
  result := result || jsonb_build_object('tags', target -> 'tags' || (
    select coalesce(jsonb_agg(tag order by place), '[]')
    from jsonb_array_elements(source -> 'tags') with ordinality as had (tag, place)
    where not target -> 'tags' @> tag));

  status := rank[greatest(
    array_position(rank, target ->> 'profile_status'), array_position(rank, source ->> 'profile_status'))];
  if status = 'full' and target ->> 'profile_status' <> 'full'
    and not coalesce((result #> '{phone,verified}')::boolean, false)
  then
    status := 'stub';
  end if;
  if target ->> 'profile_status' = 'guest' then
    if result #>> '{phone,number}' is null or not regulars.is_named(result) then
      status := 'guest';
    elsif status = 'guest' and (result -> 'phone', result -> 'name', result -> 'first_name', result -> 'last_name',
        result -> 'display_name', result -> 'name2')
      is distinct from (target -> 'phone', target -> 'name', target -> 'first_name', target -> 'last_name',
        target -> 'display_name', target -> 'name2')
    then
      -- As in change_customer.
      status := 'stub';
    end if;
  end if;
  return result || jsonb_build_object('profile_status', status);
end
$function$;
comment on function regulars.merged_fields(jsonb,jsonb,jsonb) is 'What the target becomes, of regulars.mergeable of both and {column: source or target}.';
grant execute on function regulars.merged_fields(jsonb,jsonb,jsonb) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.merged_value(field text, own jsonb, other jsonb, choice text)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (COALESCE(other, 'null'::jsonb) = ANY (ARRAY['null'::jsonb, '{}'::jsonb])) THEN own WHEN (COALESCE(own, 'null'::jsonb) = ANY (ARRAY['null'::jsonb, '{}'::jsonb])) THEN other WHEN (choice = 'source'::text) THEN other WHEN (choice = 'target'::text) THEN own WHEN (field = 'preferences'::text) THEN regulars.filled_up(own, other) ELSE own END;
grant execute on function regulars.merged_value(text,jsonb,jsonb,text) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.move_arrival()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform from org_customer_counters where tenant_org_id = new.tenant_org_id for update;
  insert into org_customer_arrivals as counted (tenant_org_id, quarter, customers)
  select new.tenant_org_id, regulars.quarter_of(moment), one from (values (old.created_at, -1), (new.created_at, 1)) moved (moment, one)
  order by 2
  on conflict (tenant_org_id, quarter) do update set customers = counted.customers + excluded.customers;
  perform regulars.sum_arrivals(new.tenant_org_id, regulars.quarter_of(least(old.created_at, new.created_at)));
  return null;
end
$function$;
grant execute on function regulars.move_arrival() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.move_back(log public.org_customer_merge_log)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
declare
  reference record;
  ids jsonb;
  moved jsonb := '{}';
begin
  for reference in select * from regulars.references_to_customers() where on_merge = 'moves' loop
    execute format(
      'with moved as (
         update %1$I set %2$I = $2
         where tenant_org_id = $1 and %2$I = $3 and id = any (array(select jsonb_array_elements_text($4)::uuid))
         returning id)
       select coalesce(jsonb_agg(id), ''[]'') from moved', reference.table_name, reference.column_name)
    into ids using log.tenant_org_id, log.source_id, log.target_id, log.moved -> reference.table_name;
    moved := moved || jsonb_build_object(reference.table_name, ids);
  end loop;
  return moved;
end
$function$;
comment on function regulars.move_back(public.org_customer_merge_log) is 'Moves back what came from the source and still is with the target; says which.';
grant execute on function regulars.move_back(public.org_customer_merge_log) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.move_to_target(log public.org_customer_merge_log)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
declare
  reference record;
  ids jsonb;
  moved jsonb := '{}';
begin
  for reference in select * from regulars.references_to_customers() where on_merge = 'moves' loop
    execute format(
      'with moved as (update %1$I set %2$I = $3 where tenant_org_id = $1 and %2$I = $2 returning id)
       select coalesce(jsonb_agg(id), ''[]'') from moved', reference.table_name, reference.column_name)
    into ids using log.tenant_org_id, log.source_id, log.target_id;
    moved := moved || jsonb_build_object(reference.table_name, ids);
  end loop;
  return moved;
end
$function$;
comment on function regulars.move_to_target(public.org_customer_merge_log) is 'Moves every row that refers to the source; says which.';
grant execute on function regulars.move_to_target(public.org_customer_merge_log) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.name_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  fields text[] := array(select jsonb_object_keys(new.changes));
begin
  new.action := case
    when fields <@ array['total_orders', 'total_spent', 'last_order_at'] then 'orders_changed'
    when fields <@ array['loyalty_points', 'tier'] then 'points_changed'
    else new.action
  end;
  return new;
end
$function$;
comment on function regulars.name_change() is 'Tells what orders and points did to a customer from what somebody wrote.';
grant execute on function regulars.name_change() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.name_merged()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.merged_names := regulars.names_before_merging(new.tenant_org_id, new.id, new.merged_ids);
  return new;
end
$function$;
grant execute on function regulars.name_merged() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.names_before_merging(tenant uuid, customer uuid, merged uuid[])
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN (SELECT string_agg(called.names, ' '::text) AS string_agg FROM (SELECT concat_ws(' '::text, org_customers_mst.first_name, org_customers_mst.last_name, org_customers_mst.display_name, org_customers_mst.name, org_customers_mst.name2) AS names FROM public.org_customers_mst WHERE ((org_customers_mst.tenant_org_id = names_before_merging.tenant) AND (org_customers_mst.id = ANY (names_before_merging.merged))) UNION SELECT concat_ws(' '::text, (org_customer_merge_log.target_before ->> 'first_name'::text), (org_customer_merge_log.target_before ->> 'last_name'::text), (org_customer_merge_log.target_before ->> 'display_name'::text), (org_customer_merge_log.target_before ->> 'name'::text), (org_customer_merge_log.target_before ->> 'name2'::text)) AS concat_ws FROM public.org_customer_merge_log WHERE ((org_customer_merge_log.tenant_org_id = names_before_merging.tenant) AND (org_customer_merge_log.target_id = ANY ((names_before_merging.merged || names_before_merging.customer))) AND (org_customer_merge_log.undone_at IS NULL)) ORDER BY 1) called WHERE (called.names <> ''::text));
comment on function regulars.names_before_merging(uuid,uuid,uuid[]) is 'What a customer and all who were merged into it were called before.';
grant execute on function regulars.names_before_merging(uuid,uuid,uuid[]) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.nearby_addresses(tenant uuid, here_latitude double precision, here_longitude double precision, radius_m double precision, most integer, OUT customer_id uuid, OUT address_id uuid, OUT distance_m double precision)
 RETURNS SETOF record
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE ROWS 25
AS $function$
declare
  -- Where there are many, few metres hold enough of them; where there are few, looking further costs little.
  reach double precision := least(radius_m, 100);
  half double precision;
  width double precision;
  bands integer[];
  -- Where the antimeridian is within, the second arc is what lies beyond it; otherwise it is null.
  west double precision[];
  east double precision[];
  customers uuid[];
  addresses uuid[];
  distances double precision[];
  found integer;
begin
  loop
    -- Half of the cap around the place, in degrees; a little more than rounding can take away.
    half := degrees(reach / 6371008.8) + 1e-9;
    bands := array(select generate_series(
      floor((greatest(here_latitude - half, -90) + 90) * 500)::integer,
      floor((least(here_latitude + half, 90) + 90) * 500)::integer));
    if here_latitude + half >= 90 or here_latitude - half <= -90 then
      -- A pole is within: every longitude.
      west := array[-180, null];
      east := array[180, null];
    else
      -- Where a meridian touches the circle: sin(width) = sin(half) / cos(latitude). Degrees narrow towards the poles.
      width := asind(least(1, sind(half) / cosd(here_latitude))) + 1e-9;
      west := array[greatest(here_longitude - width, -180),
        case when here_longitude - width < -180 then here_longitude - width + 360
          when here_longitude + width > 180 then -180 end];
      east := array[least(here_longitude + width, 180),
        case when here_longitude - width < -180 then 180
          when here_longitude + width > 180 then here_longitude + width - 360 end];
    end if;

    select array_agg(hit.customer_id), array_agg(hit.id), array_agg(hit.distance)
    into customers, addresses, distances
    from (
      -- "offset 0" keeps the order in which this is written: the planner cannot know how few there are. Customers are
      -- looked at last, the nearest first, and no more of them than are asked for.
      select nearest.customer_id, nearest.id, nearest.distance
      from (
        select * from (
          select distinct on (around.customer_id) around.customer_id, around.id, around.distance
          from unnest(bands) as band (number)
          cross join (values (west[1], east[1]), (west[2], east[2])) as arc (west, east)
          cross join lateral (
            select address.customer_id, address.id,
              regulars.distance_m(here_latitude, here_longitude, address.latitude, address.longitude) as distance
            from org_customer_addresses address
            where address.tenant_org_id = tenant and address.latitude_band = band.number
              and address.longitude >= arc.west and address.longitude <= arc.east and address.deleted_at is null
            offset 0
          ) around
          where around.distance <= reach
          order by around.customer_id, around.distance, around.id
        ) one_each
        order by distance, id
        offset 0
      ) nearest
      cross join lateral (
        select from org_customers_mst
        where tenant_org_id = tenant and id = nearest.customer_id and is_active
        offset 0
      ) customer
      limit most
    ) hit;

    found := coalesce(array_length(customers, 1), 0);
    exit when found >= most or reach >= radius_m;
    -- As far as they would have to lie if they lie as densely, and a little more; never far at once, never hardly any.
    reach := least(radius_m, reach * least(4, greatest(1.5, 1.2 * sqrt(most::double precision / greatest(found, 1)))));
  end loop;
  return query select * from unnest(customers, addresses, distances);
end
$function$;
comment on function regulars.nearby_addresses(uuid,double precision,double precision,double precision,integer) is 'The nearest active addresses within a radius in metres, one for each active customer, nearest first.';
grant execute on function regulars.nearby_addresses(uuid,double precision,double precision,double precision,integer) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.new_customer_version(tenant uuid, customer uuid, told_action text, told_changes jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  made integer;
  merged_into uuid;
begin
  update org_customers_mst set changes_beside = changes_beside + 1
  where tenant_org_id = tenant and id = customer and not is_merging
  returning version, merged_into_id into made, merged_into;
  -- A merge tells all that it does at its end.
  if not found then
    return;
  end if;
  if merged_into is not null then
    raise exception 'A merged customer does not change.'
      using errcode = 'check_violation', constraint = 'merged_is_left_alone';
  end if;
  insert into org_customer_history (tenant_org_id, customer_id, version, action, changes)
  values (tenant, customer, made, told_action, told_changes);
end
$function$;
comment on function regulars.new_customer_version(uuid,uuid,text,jsonb) is 'For triggers on what belongs to a customer: one version more, whose row of history says this.';
grant execute on function regulars.new_customer_version(uuid,uuid,text,jsonb) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.new_id()
 RETURNS uuid
 LANGUAGE sql
 PARALLEL SAFE
RETURN (encode(set_bit(set_bit(OVERLAY(uuid_send(gen_random_uuid()) PLACING SUBSTRING(int8send((floor((EXTRACT(epoch FROM clock_timestamp()) * (1000)::numeric)))::bigint) FROM 3) FROM 1 FOR 6), (52)::bigint, 1), (53)::bigint, 1), 'hex'::text))::uuid;
comment on function regulars.new_id() is 'UUID version 7: new rows lie side by side in every index.';
grant execute on function regulars.new_id() to regulars_identity;
grant execute on function regulars.new_id() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.nobody_has(tenant uuid, unused text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN ((NOT (EXISTS (SELECT FROM public.org_customer_tokens WHERE ((org_customer_tokens.tenant_org_id = nobody_has.tenant) AND org_customer_tokens.is_active AND (org_customer_tokens.token = nobody_has.unused))))) AND (NOT (EXISTS (SELECT FROM public.org_customer_tokens WHERE ((org_customer_tokens.tenant_org_id = nobody_has.tenant) AND (NOT org_customer_tokens.is_active) AND (org_customer_tokens.token = nobody_has.unused))))));
comment on function regulars.nobody_has(uuid,text) is 'No customer of the tenant has this word.';
grant execute on function regulars.nobody_has(uuid,text) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.note_proof()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform set_config('regulars.proofs', 'used', true);
  return null;
end
$function$;
comment on function regulars.note_proof() is 'In this transaction a token has been used up.';
grant execute on function regulars.note_proof() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.notice_backup_codes()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into sys_notices (person_id, kind)
  -- They are encrypted, but a list without the code that was used is shorter, and a new one is not.
  values (new.person_id, case
    when length(new.backup_codes) < length(old.backup_codes) then 'backup_code_used' else 'backup_codes_renewed' end);
  return null;
end
$function$;
comment on function regulars.notice_backup_codes() is 'Tells of backup codes that were renewed, and of one that was used.';

CREATE OR REPLACE FUNCTION regulars.notice_password()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into sys_notices (person_id, kind)
  values (new.person_id, case
    when new.recovered_at is distinct from old.recovered_at then 'password_recovered' else 'password_changed' end);
  return null;
end
$function$;
comment on function regulars.notice_password() is 'Tells of a password that was set anew.';

CREATE OR REPLACE FUNCTION regulars.notice_sign_in()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  with recovered as (
    update sys_accounts set recovered_at = null
    where id in (
      select id from sys_accounts where person_id = new.person_id and recovered_at is not null
      -- Whoever is setting another password holds it, and is about to end this session: to wait would be for each other.
      for no key update skip locked)
    returning person_id
  )
  insert into sys_notices (person_id, kind, user_agent)
  select person_id, 'signed_in_after_recovery', left(new.user_agent, 500) from recovered;
  return null;
end
$function$;
comment on function regulars.notice_sign_in() is 'Tells of the first time that somebody signs in with a password that a link has set.';

CREATE OR REPLACE FUNCTION regulars.notice_two_factor()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into sys_notices (person_id, kind)
  values (new.id, case when new.two_factor_enabled then 'two_factor_on' else 'two_factor_off' end);
  return null;
end
$function$;
comment on function regulars.notice_two_factor() is 'Tells of a second factor that has begun or ended.';

CREATE OR REPLACE FUNCTION regulars.number_customer()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  -- 'tenant prefix written last': of this transaction alone, and taken back with it.
  counted text[] := string_to_array(current_setting('regulars.numbers', true), ' ');
  number bigint;
begin
  if counted[1] = new.tenant_org_id::text then
    number := counted[4]::bigint + 1;
    new.customer_number := counted[2] || '-' || lpad(number::text, greatest(5, length(number::text)), '0');
  else
    perform regulars.write_down_number();
    new.customer_number := generate_customer_number(new.tenant_org_id);
    number := substring(new.customer_number from '[0-9]+$')::bigint;
    counted := array[new.tenant_org_id::text, left(new.customer_number, -1 - length(substring(new.customer_number from '[0-9]+$'))),
      number::text];
  end if;
  new.customer_number_int := number;
  perform set_config('regulars.numbers', counted[1] || ' ' || counted[2] || ' ' || counted[3] || ' ' || number, true);
  return new;
end
$function$;
grant execute on function regulars.number_customer() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.number_customers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform regulars.write_down_number();
  return null;
end
$function$;
grant execute on function regulars.number_customers() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.number_entry()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  last org_loyalty_ledger;
begin
  -- The entries of a customer come one after another.
  perform from org_customers_mst
  where tenant_org_id = new.tenant_org_id and id = new.customer_id
  for no key update;
  -- The customer is being deleted, and its orders give back what they earned.
  if not found and pg_trigger_depth() > 1 then
    return null;
  end if;
  select * into last from org_loyalty_ledger
  where tenant_org_id = new.tenant_org_id and customer_id = new.customer_id
  order by entry desc limit 1;
  new.entry := coalesce(last.entry, 0) + 1;
  new.balance := coalesce(last.balance, 0) + new.points;
  new.earned := coalesce(last.earned, 0) + new.tier_points;
  -- What comes back after its time, as by the undoing of a merge, expires in the next run, which looks at what is due since the last.
  if new.points > 0 then
    new.expires_at := greatest(new.expires_at, now());
  end if;
  return new;
end
$function$;
comment on function regulars.number_entry() is 'Gives an entry its number and its sums, one customer at a time.';
grant execute on function regulars.number_entry() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.order_counts(status text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (status <> ALL (ARRAY['cancelled'::text, 'refunded'::text]));
comment on function regulars.order_counts(text) is 'Does an order of this status count into totals?';
grant execute on function regulars.order_counts(text) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.outline(token text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN "left"(CASE WHEN (octet_length(token) = length(token)) THEN (translate(("left"(token, 1) COLLATE "C"), (('aeiou'::text || 'hwy'::text) || 'pvqcxj'::text), (('AAAAA'::text || 'HWY'::text) || 'bfkkkg'::text)) || translate((SUBSTRING(token FROM 2) COLLATE "C"), (('pvqcxj'::text || 'aeiouwyh'::text) || ' %_\'::text), 'bfkkkg'::text)) ELSE (translate(("left"(token, 1) COLLATE "C"), (((((('اعءئؤ'::text || 'حه'::text) || 'وي'::text) || 'بپفڤكقخغجچگتطثدضذظسصشزژلمنر'::text) || 'aeiou'::text) || 'hwy'::text) || 'pvqcxj'::text), (((((('AAAAA'::text || 'HH'::text) || 'WY'::text) || 'bbffkkkggggtttddddssszzlmnr'::text) || 'AAAAA'::text) || 'HWY'::text) || 'bfkkkg'::text)) || translate((SUBSTRING(token FROM 2) COLLATE "C"), (((('بپفڤكقخغجچگتطثدضذظسصشزژلمنر'::text || 'pvqcxj'::text) || 'اويعهحءئؤ'::text) || 'aeiouwyh'::text) || ' %_\'::text), ('bbffkkkggggtttddddssszzlmnr'::text || 'bfkkkg'::text))) END, 4);
comment on function regulars.outline(text) is 'The first letter of a folded word or tag and the consonants that follow, alike ones as one: four in all, nearly the same in either script.';
grant execute on function regulars.outline(text) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.outlines(customer public.org_customers_mst)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (SELECT CASE WHEN (octet_length(all_of_them.outlines) <= 500) THEN all_of_them.outlines ELSE NULL::text END AS "case" FROM (SELECT ((' '::text || string_agg(DISTINCT regulars.outline(tokens.token), ' '::text)) || ' '::text) AS outlines FROM (SELECT word.word AS token FROM unnest(string_to_array((outlines.customer).search_text, ' '::text)) word(word) WHERE (word.word <> ''::text) UNION ALL SELECT ('#'::text || tag.tag) FROM unnest((outlines.customer).tags) tag(tag)) tokens) all_of_them);
comment on function regulars.outlines(public.org_customers_mst) is 'The outlines of all words and tags of a customer, each once and in a blank; null where they are too many.';
grant execute on function regulars.outlines(public.org_customers_mst) to regulars_tenant;

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

CREATE OR REPLACE FUNCTION regulars.point_lots(tenant uuid, customer uuid, OUT expires_at timestamp with time zone, OUT points bigint)
 RETURNS SETOF record
 LANGUAGE sql
 STABLE ROWS 10
BEGIN ATOMIC
 WITH lot AS (
          SELECT entry.expires_at,
             sum(entry.points) AS points
            FROM public.org_loyalty_ledger entry
           WHERE ((entry.tenant_org_id = point_lots.tenant) AND (entry.customer_id = point_lots.customer))
           GROUP BY entry.expires_at
         ), spent AS (
          SELECT (- COALESCE(sum(lot.points), (0)::numeric)) AS points
            FROM lot
           WHERE ((lot.points < (0)::numeric) OR (lot.expires_at IS NULL))
         ), given AS (
          SELECT lot.expires_at,
             lot.points,
             sum(lot.points) OVER (ORDER BY lot.expires_at) AS up_to_here
            FROM lot
           WHERE ((lot.points > (0)::numeric) AND (lot.expires_at IS NOT NULL))
         )
  SELECT given.expires_at,
     (LEAST(given.points, (given.up_to_here - spent.points)))::bigint AS "least"
    FROM given,
     spent
   WHERE (given.up_to_here > spent.points)
   ORDER BY given.expires_at;
END;
comment on function regulars.point_lots(uuid,uuid) is 'What is left of the points given, by when it expires. Spending takes what expires first.';
grant execute on function regulars.point_lots(uuid,uuid) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.points_of(rule public.org_loyalty_settings, placed public.org_orders_mst)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
RETURN (CASE WHEN ((NOT regulars.order_counts((placed).status)) OR ((placed).placed_at < (rule).earns_from)) THEN (0)::numeric WHEN (array_position(ARRAY['received'::text, 'in_progress'::text, 'ready'::text, 'delivered'::text], (placed).status) < array_position(ARRAY['received'::text, 'in_progress'::text, 'ready'::text, 'delivered'::text], (rule).earn_on)) THEN (0)::numeric WHEN ((rule).rounding = 'down'::text) THEN floor(((placed).total * (rule).points_per_unit)) WHEN ((rule).rounding = 'up'::text) THEN ceil(((placed).total * (rule).points_per_unit)) ELSE round(((placed).total * (rule).points_per_unit)) END)::bigint;
comment on function regulars.points_of(public.org_loyalty_settings,public.org_orders_mst) is 'What an order is worth by a rule.';
grant execute on function regulars.points_of(public.org_loyalty_settings,public.org_orders_mst) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.points_to_return(log public.org_customer_merge_log, OUT order_id uuid, OUT expires_at timestamp with time zone, OUT points bigint, OUT tier_points bigint)
 RETURNS SETOF record
 LANGUAGE sql
 STABLE ROWS 10
BEGIN ATOMIC
 SELECT NULL::uuid AS uuid,
     lot.expires_at,
     lot.points,
     (0)::bigint AS int8
    FROM jsonb_to_recordset((points_to_return.log).point_lots) lot(points bigint, expires_at timestamp with time zone)
   WHERE (lot.expires_at > now())
 UNION ALL
  SELECT entry.order_id,
     entry.expires_at,
     (COALESCE(sum(entry.points) FILTER (WHERE (entry.expires_at > now())), (0)::numeric))::bigint AS "coalesce",
     (sum(entry.tier_points))::bigint AS sum
    FROM public.org_loyalty_ledger entry
   WHERE ((entry.tenant_org_id = (points_to_return.log).tenant_org_id) AND (entry.customer_id = (points_to_return.log).target_id) AND (entry.entry > (points_to_return.log).target_entry) AND (entry.order_id = ANY (ARRAY( SELECT (jsonb_array_elements_text(((points_to_return.log).moved -> 'org_orders_mst'::text)))::uuid AS jsonb_array_elements_text))))
   GROUP BY entry.order_id, entry.expires_at;
END;
comment on function regulars.points_to_return(public.org_customer_merge_log) is 'What the undoing of a merge takes from the target and gives back to the source.';
grant execute on function regulars.points_to_return(public.org_customer_merge_log) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.prepare_merge()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  source org_customers_mst;
  target org_customers_mst;
begin
  perform regulars.hold_merging(new);
  perform regulars.expire_points(new.tenant_org_id, new.source_id);
  select * into source from org_customers_mst where tenant_org_id = new.tenant_org_id and id = new.source_id;
  select * into target from org_customers_mst where tenant_org_id = new.tenant_org_id and id = new.target_id;
  if source.merged_into_id is not null or target.merged_into_id is not null then
    raise exception 'Who was merged is not there to be merged.'
      using errcode = 'check_violation', constraint = 'merged_is_left_alone';
  end if;
  if not target.is_active then
    raise exception 'Nobody is merged into an inactive customer.'
      using errcode = 'check_violation', constraint = 'target_is_active';
  end if;
  new.merged_in := pg_current_xact_id();
  new.source_was_active := source.is_active;
  new.source_fields := regulars.mergeable(source);
  new.target_before := regulars.mergeable(target);
  new.target_after := regulars.merged_fields(new.target_before, new.source_fields, new.choices);
  new.target_version := target.version + 1;
  new.address_places := regulars.address_places(new.tenant_org_id, new.source_id);
  new.point_lots := regulars.lots_to_merge(source);
  new.points_merged := source.loyalty_points;
  new.tier_points := coalesce((
    select earned from org_loyalty_ledger where tenant_org_id = new.tenant_org_id and customer_id = new.source_id
    order by entry desc limit 1), 0);
  new.tags_added := jsonb_array_length(new.target_after -> 'tags') - jsonb_array_length(new.target_before -> 'tags');
  return new;
end
$function$;
grant execute on function regulars.prepare_merge() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.prepare_undo()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.undone_at is not null or new.undone_at is null then
    raise exception 'A merge is undone once.' using errcode = 'check_violation', constraint = 'undone_once';
  end if;
  perform regulars.hold_merging(new);
  if exists (
    select from org_customers_mst
    where tenant_org_id = new.tenant_org_id and id = new.target_id and merged_into_id is not null)
  then
    raise exception 'The target was merged itself.' using errcode = 'check_violation', constraint = 'undone_from_the_end';
  end if;
  new.undone_at := now();
  new.undone_in := pg_current_xact_id();
  new.undone_by := regulars.current_actor();
  new.undone_by_name := nullif(current_setting('regulars.actor_name', true), '');
  return new;
end
$function$;
grant execute on function regulars.prepare_undo() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.prove_customer()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  proven boolean := false;
begin
  if current_setting('regulars.proofs', true) = 'used' and new.phone is not null then
    proven := exists (
      select from sys_otp_codes
      where tenant_org_id = new.tenant_org_id and phone = new.phone
        and token_used_by = pg_current_xact_id_if_assigned());
  end if;
  -- Nobody sets these: proof does, and only while the phone stays.
  new.phone_verified := new.phone is not null and (
    proven
    or (tg_op = 'UPDATE' and old.phone_verified and new.phone = old.phone)
    or (new.is_merging and regulars.is_proven_by_merge(new.tenant_org_id, new.id, new.phone)));
  if new.profile_status = 'full' and not new.phone_verified and (tg_op = 'INSERT' or old.profile_status <> 'full') then
    raise exception 'A full customer needs a proven phone.' using errcode = 'check_violation', constraint = 'full_is_proven';
  end if;
  -- Only who became one by a merge that is being undone is one no longer.
  if tg_op = 'UPDATE' and old.profile_status = 'full' and new.profile_status <> 'full' and not new.is_merging then
    raise exception 'A full customer stays one.' using errcode = 'check_violation', constraint = 'full_stays_full';
  end if;
  return new;
end
$function$;
comment on function regulars.prove_customer() is 'Verified and full are what a used-up token proves, and nothing else.';
grant execute on function regulars.prove_customer() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.put_addresses_back(log public.org_customer_merge_log)
 RETURNS void
 LANGUAGE sql
BEGIN ATOMIC
 UPDATE public.org_customer_addresses address SET added_version = place.added_version, chosen_version = place.chosen_version
    FROM jsonb_to_recordset((put_addresses_back.log).address_places) place(id uuid, added_version integer, chosen_version integer)
   WHERE ((address.tenant_org_id = (put_addresses_back.log).tenant_org_id) AND (address.id = place.id) AND (address.customer_id = (put_addresses_back.log).source_id));
END;
grant execute on function regulars.put_addresses_back(public.org_customer_merge_log) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.quarter_mark(moment timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (GREATEST((0)::numeric, LEAST((8388607)::numeric, floor(((EXTRACT(epoch FROM moment) + ('2208988800'::bigint)::numeric) / (900)::numeric)))))::bigint;
comment on function regulars.quarter_mark(timestamp with time zone) is 'Quarters of an hour since 1900, in 23 bits; earlier and later ones as the first and the last.';
grant execute on function regulars.quarter_mark(timestamp with time zone) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.quarter_of(moment timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN date_bin('00:15:00'::interval, moment, '2000-01-01 00:00:00+00'::timestamp with time zone);
comment on function regulars.quarter_of(timestamp with time zone) is 'When the quarter of an hour began in which this moment lies.';
grant execute on function regulars.quarter_of(timestamp with time zone) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.queue_changed_customer()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into org_duplicate_queue (tenant_org_id, customer_id) values (new.tenant_org_id, new.id);
  return null;
end
$function$;
grant execute on function regulars.queue_changed_customer() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.queue_customer_of_address()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into org_duplicate_queue (tenant_org_id, customer_id)
  select new.tenant_org_id, touched.id
  from (values (case when old.is_default then old.customer_id end), (case when new.is_default then new.customer_id end))
    as touched (id)
  where touched.id is not null
  group by touched.id;
  return null;
end
$function$;
grant execute on function regulars.queue_customer_of_address() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.queue_customers_of_contacts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- Contacts go with a customer who is deleted, and then there is nobody to compare.
  insert into org_duplicate_queue (tenant_org_id, customer_id)
  select c.tenant_org_id, c.id from org_customers_mst c
  where (c.tenant_org_id, c.id) in (select tenant_org_id, customer_id from touched);
  return null;
end
$function$;
grant execute on function regulars.queue_customers_of_contacts() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.queue_new_customers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into org_duplicate_queue (tenant_org_id, customer_id) select tenant_org_id, id from added;
  return null;
end
$function$;
grant execute on function regulars.queue_new_customers() to regulars_tenant;

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
  select tenant_org_id, id, version, 'created',
    ('{"customer_number": {"from": null, "to": ' || to_json(customer_number)
      || '}, "profile_status": {"from": null, "to": ' || to_json(profile_status) || '}'
      || coalesce(', "first_name": {"from": null, "to": ' || to_json(first_name) || '}', '')
      || coalesce(', "last_name": {"from": null, "to": ' || to_json(last_name) || '}', '')
      || coalesce(', "display_name": {"from": null, "to": ' || to_json(display_name) || '}', '')
      || coalesce(', "name": {"from": null, "to": ' || to_json(name) || '}', '')
      || coalesce(', "name2": {"from": null, "to": ' || to_json(name2) || '}', '')
      || coalesce(', "phone": {"from": null, "to": ' || to_json(phone) || '}', '')
      || coalesce(', "email": {"from": null, "to": ' || to_json(email) || '}', '')
      || coalesce(', "birth_date": {"from": null, "to": ' || to_json(birth_date) || '}', '')
      || coalesce(', "avatar_url": {"from": null, "to": ' || to_json(avatar_url) || '}', '')
      || coalesce(', "notes": {"from": null, "to": ' || to_json(notes) || '}', '')
      || case when phone_verified then ', "phone_verified": {"from": false, "to": true}' else '' end
      || case when preferences = '{}' then '' else ', "preferences": {"from": {}, "to": ' || preferences::text || '}' end
      || case when tags = '{}' then '' else ', "tags": {"from": [], "to": ' || to_json(tags) || '}' end
      || '}')::jsonb
  from added
  where email_verified = false and loyalty_points = 0 and tier is null and total_orders = 0 and total_spent = 0
    and last_order_at is null and is_active and merged_into_id is null
  union all
  select added.tenant_org_id, added.id, added.version, 'created',
    regulars.changed_facts(
      -- What a customer is before anything is known: not worth telling.
      '{"phone_verified": false, "email_verified": false, "preferences": {}, "tags": [], "loyalty_points": 0,
        "total_orders": 0, "total_spent": 0, "is_active": true}',
      regulars.customer_facts(added::org_customers_mst))
  from added
  where not (email_verified = false and loyalty_points = 0 and tier is null and total_orders = 0 and total_spent = 0
    and last_order_at is null and is_active and merged_into_id is null);
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

CREATE OR REPLACE FUNCTION regulars.references_to_customers(OUT table_name text, OUT column_name text, OUT on_merge text)
 RETURNS SETOF record
 LANGUAGE sql
 IMMUTABLE ROWS 9
BEGIN ATOMIC
 VALUES ('org_orders_mst'::text,'customer_id'::text,'moves'::text), ('org_customer_addresses'::text,'customer_id'::text,'moves'::text), ('org_customer_contacts'::text,'customer_id'::text,'moves'::text), ('org_loyalty_ledger'::text,'customer_id'::text,'an entry on both sides'::text), ('org_customer_history'::text,'customer_id'::text,'stays'::text), ('org_customer_avatars'::text,'customer_id'::text,'stays'::text), ('org_customers_mst'::text,'merged_into_id'::text,'stays'::text), ('org_customer_merge_log'::text,'source_id'::text,'stays'::text), ('org_customer_merge_log'::text,'target_id'::text,'stays'::text);
END;
comment on function regulars.references_to_customers() is 'Every foreign key to a customer and what a merge does about it. What moves has a key (tenant_org_id, id), and goes back by it.';
grant execute on function regulars.references_to_customers() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.refuse_by_hand()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'Totals follow from orders, points from the ledger.' using errcode = 'insufficient_privilege';
end
$function$;
grant execute on function regulars.refuse_by_hand() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.refuse_merge_by_hand()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'Customers are merged by a row of org_customer_merge_log.' using errcode = 'insufficient_privilege';
end
$function$;
grant execute on function regulars.refuse_merge_by_hand() to regulars_tenant;

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
  insert into org_customer_tokens (tenant_org_id, is_active, token, customer_id, marks, sort_name, outlines, words)
  select new.tenant_org_id, new.is_active, token, new.id, new.marks & 4294967295, new.sort_name,
    (select regulars.outlines(new)), (select regulars.words_and_tags(new))
  from regulars.customer_tokens(new) as token;
  return null;
end
$function$;
grant execute on function regulars.renew_customer_tokens() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.return_points(log public.org_customer_merge_log, reason_there text, reason_here text)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  returned jsonb := (select coalesce(jsonb_agg(to_jsonb(part)), '[]') from regulars.points_to_return(log) part);
  total bigint := (select coalesce(sum((part -> 'points')::bigint), 0) from jsonb_array_elements(returned) part);
  had bigint := (select loyalty_points from org_customers_mst where tenant_org_id = log.tenant_org_id and id = log.target_id);
  own bigint;
begin
  if total > had then
    raise exception 'Points that came with the merge were spent.'
      using errcode = 'check_violation', constraint = 'points_are_still_there';
  end if;
  -- Where both are given and taken, what is given comes first: no balance is below zero meanwhile.
  insert into org_loyalty_ledger (tenant_org_id, customer_id, kind, points, tier_points, order_id, expires_at, reason)
  select log.tenant_org_id, log.target_id, 'undo', -points, -tier_points, order_id, expires_at, reason_here
  from (
    select * from jsonb_to_recordset(returned)
      as part (order_id uuid, expires_at timestamptz, points bigint, tier_points bigint)
    union all
    select null, null, 0, log.tier_points
  ) part
  where points <> 0 or tier_points <> 0
  order by points, expires_at;

  select coalesce(sum(points), 0) into own
  from jsonb_to_recordset(returned) as part (order_id uuid, points bigint) where order_id is null;
  if own <> 0 or log.tier_points <> 0 then
    insert into org_loyalty_ledger (tenant_org_id, customer_id, kind, points, tier_points, reason)
    values (log.tenant_org_id, log.source_id, 'undo', own, log.tier_points, reason_there);
  end if;
  insert into org_loyalty_ledger (tenant_org_id, customer_id, kind, points, tier_points, order_id, expires_at, reason)
  select log.tenant_org_id, log.source_id, 'undo', points, tier_points, order_id, expires_at, reason_there
  from jsonb_to_recordset(returned)
    as part (order_id uuid, expires_at timestamptz, points bigint, tier_points bigint)
  where order_id is not null and (points <> 0 or tier_points <> 0)
  order by points desc, expires_at;
  return total;
end
$function$;
grant execute on function regulars.return_points(public.org_customer_merge_log,text,text) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.search_text(names text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
declare
  folded text := regulars.fold(names);
  word text;
  before text := '';
  before_that text := '';
  initials text := '';
  found text[] := '{}';
begin
  foreach word in array regulars.split_words(folded) loop
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
    -- "M K Nair" is found as "MK".
    if length(word) = 1 and ascii(word) not between 48 and 57 then
      initials := initials || word;
      if length(initials) between 2 and 64 then
        found := found || initials;
      end if;
    else
      initials := '';
    end if;
    before_that := before;
    before := word;
  end loop;
  if found = '{}' then
    return null;
  end if;
  if position('.' in folded) > 0 then
    found := found || array(select joined.word from regulars.words(names) as joined);
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

CREATE OR REPLACE FUNCTION regulars.set_tier()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- Nobody sets it: the rule does, whatever was written.
  new.tier := regulars.tier_of(new.tenant_org_id, new.id);
  return new;
end
$function$;
comment on function regulars.set_tier() is 'A tier is what tier_of says: to write any is to ask again.';
grant execute on function regulars.set_tier() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.settle_added_orders()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  placed org_orders_mst;
  rule org_loyalty_settings;
begin
  for placed in select * from added order by tenant_org_id, customer_id, placed_at loop
    select * into rule from org_loyalty_settings where tenant_org_id = placed.tenant_org_id;
    if rule.enabled and regulars.points_of(rule, placed) > 0 then
      perform regulars.settle_order(placed, regulars.points_of(rule, placed), rule.expiry_months);
    end if;
  end loop;
  return null;
end
$function$;
grant execute on function regulars.settle_added_orders() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.settle_address()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  next_version integer;
begin
  -- One at a time: whoever changes an address holds its customer, and sees what was committed before.
  select version + 1 into next_version from org_customers_mst
  where tenant_org_id = new.tenant_org_id and id = new.customer_id for no key update;
  if not found then
    -- Of no customer, or of one of another tenant: the foreign key says so.
    return new;
  end if;

  if tg_op = 'INSERT' then
    new.added_version := next_version;
    if new.is_default then
      new.chosen_version := next_version;
    end if;
    -- It becomes the default once the other is not: see change_addresses.
    new.is_default := false;
    return new;
  end if;

  if new.customer_id <> old.customer_id then
    -- What was chosen was meant for the other customer.
    new.added_version := next_version;
    new.chosen_version := case when new.is_default and not old.is_default then next_version else 0 end;
    new.is_default := false;
  elsif old.deleted_at is not null or new.deleted_at is not null then
    if new.is_default and new.deleted_at is null then
      new.chosen_version := next_version;
    end if;
    new.is_default := false;
  elsif new.is_default <> old.is_default
    and new.is_default <> (new.id = regulars.default_address(new.tenant_org_id, new.customer_id))
  then
    if not new.is_default then
      raise exception 'The default is handed on by choosing another.'
        using errcode = 'check_violation', constraint = 'default_is_handed_on';
    end if;
    new.chosen_version := next_version;
    new.is_default := false;
  end if;
  if regulars.address_facts(new) is distinct from regulars.address_facts(old) then
    new.updated_at := now();
  end if;
  return new;
end
$function$;
grant execute on function regulars.settle_address() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.settle_changed_orders()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  changed record;
  rule org_loyalty_settings;
begin
  for changed in
    select before::org_orders_mst, after::org_orders_mst from before_change before
    join after_change after on before.tenant_org_id = after.tenant_org_id and before.id = after.id
    where (before.status, before.total, before.placed_at, before.customer_id)
      <> (after.status, after.total, after.placed_at, after.customer_id)
    order by after.tenant_org_id, after.customer_id
  loop
    select * into rule from org_loyalty_settings where tenant_org_id = (changed.after).tenant_org_id;
    -- Where nothing is given any more, what was given stays, but for orders that were none.
    continue when not found or not rule.enabled and regulars.order_counts((changed.after).status);
    if (changed.before).customer_id <> (changed.after).customer_id then
      -- A merge moves orders and points, each by itself.
      continue when regulars.is_merge(
        (changed.after).tenant_org_id, (changed.before).customer_id, (changed.after).customer_id);
      perform regulars.settle_order(changed.before, 0, null);
    end if;
    perform regulars.settle_order(
      changed.after,
      case when rule.enabled then regulars.points_of(rule, changed.after) else 0 end,
      rule.expiry_months);
  end loop;
  return null;
end
$function$;
grant execute on function regulars.settle_changed_orders() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.settle_deleted_order()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform regulars.settle_order(old, 0, null);
  return old;
end
$function$;
grant execute on function regulars.settle_deleted_order() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.settle_order(placed public.org_orders_mst, worth bigint, expiry_months integer)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  points_missing bigint;
  tier_points_missing bigint;
  available bigint;
  taken bigint;
  lot record;
begin
  select worth - coalesce(sum(points), 0), worth - coalesce(sum(tier_points), 0)
  into points_missing, tier_points_missing
  from org_loyalty_ledger where tenant_org_id = placed.tenant_org_id and order_id = placed.id
    -- Or in the ledger of one who was merged into the customer: the merge has brought the points along.
    and regulars.surviving_customer(tenant_org_id, customer_id) = placed.customer_id;
  if points_missing = 0 and tier_points_missing = 0 then
    return;
  end if;
  if points_missing >= 0 then
    insert into org_loyalty_ledger (tenant_org_id, customer_id, kind, points, tier_points, order_id, expires_at)
    values (placed.tenant_org_id, placed.customer_id, 'earn', points_missing, tier_points_missing, placed.id,
      coalesce(now() + make_interval(months => expiry_months), 'infinity'));
    return;
  end if;

  -- Taken back as far as it is there: what was spent stays spent, and no later order pays for it. What has
  -- expired is gone already.
  select loyalty_points into available from org_customers_mst
  where tenant_org_id = placed.tenant_org_id and id = placed.customer_id
  for no key update;
  for lot in
    select expires_at, sum(points) as points from org_loyalty_ledger
    where tenant_org_id = placed.tenant_org_id and order_id = placed.id
      and regulars.surviving_customer(tenant_org_id, customer_id) = placed.customer_id
    group by expires_at having sum(points) > 0
    order by expires_at desc
  loop
    lot.points := least(lot.points, -points_missing);
    taken := case when lot.expires_at > now() then least(lot.points, available) else 0 end;
    if taken > 0 or tier_points_missing <> 0 then
      insert into org_loyalty_ledger (tenant_org_id, customer_id, kind, points, tier_points, order_id, expires_at)
      values (placed.tenant_org_id, placed.customer_id, 'undo', -taken, tier_points_missing, placed.id, lot.expires_at);
    end if;
    tier_points_missing := 0;
    available := available - taken;
    points_missing := points_missing + lot.points;
    exit when points_missing = 0;
  end loop;
end
$function$;
comment on function regulars.settle_order(public.org_orders_mst,bigint,integer) is 'Gives or takes back points until the order has given its customer what it is worth.';
grant execute on function regulars.settle_order(public.org_orders_mst,bigint,integer) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.skeletons(word text)
 RETURNS SETOF text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE ROWS 3
BEGIN ATOMIC
 SELECT skeleton.skeleton
    FROM regulars.skeletons_of_sounds(regulars.latin(skeletons.word)) skeleton(skeleton);
END;
comment on function regulars.skeletons(text) is 'The consonants of a folded word, alike in both scripts and however the vowels are spelt: up to three readings.';
grant execute on function regulars.skeletons(text) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.skeletons_of_sounds(heard text)
 RETURNS SETOF text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE ROWS 3
BEGIN ATOMIC
 SELECT DISTINCT translate(stripped.bones, (('TDC'::text || 'qgGvpH'::text) || 'Q~'::text), ((ways.sounds || 'kjjfbh'::text) || ways.closing)) AS translate
    FROM ( SELECT ("left"(regexp_replace(skeletons_of_sounds.heard, '^[aeiouAIU]'::text, 'a'::text), 1) || translate(SUBSTRING(skeletons_of_sounds.heard FROM 2), 'aeiouwyAIUY'::text, ''::text)) AS bones) stripped,
     ( VALUES ('tdS'::text,''::text), ('szk'::text,'hh'::text), ('tdS'::text,'t'::text)) ways(sounds, closing);
END;
comment on function regulars.skeletons_of_sounds(text) is 'As regulars.skeletons, from what regulars.latin says of a word.';
grant execute on function regulars.skeletons_of_sounds(text) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.split_words(folded text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN CASE WHEN (octet_length(folded) = length(folded)) THEN regexp_split_to_array(folded, '[^a-z0-9]+'::text) ELSE regexp_split_to_array((folded COLLATE "und-x-icu"), '[^[:alnum:]\u0483-\u0487\u0711\u0730-\u074a\u07a6-\u07b0\u08ca-\u08e1\u08e3-\u0963\u0971-\u09fb\u09fe-\u0a75\u0a81-\u0aef\u0af9-\u0c76\u0c80-\u0c83\u0c85-\u0df3\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ece\u0f35\u0f37\u0f39\u0f71-\u0f84\u102b-\u103e\u1056-\u109d\u135d-\u135f\u1712-\u1734\u1752-\u1773\u17b4-\u17d3\u1920-\u193b\u1a17-\u1a1b\u1b00-\u1b44\u302a-\u302f\u3099\u309a\ua802-\ua827\ua880-\ua8c5\ua980-\ua9c0\uaa7b-\uaa7d\uabe3-\uabed]+'::text) END;
comment on function regulars.split_words(text) is 'The words of a folded text, in order; where it begins or ends with something else an empty one.';
grant execute on function regulars.split_words(text) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.sum_arrivals(tenant uuid, since timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  update org_customer_arrivals as counted set before = summed.before
  from (
    select quarter, regulars.arrived_before(tenant, since)
      + coalesce(sum(customers) over (order by quarter rows between unbounded preceding and 1 preceding), 0) as before
    from org_customer_arrivals where tenant_org_id = tenant and quarter >= since
  ) summed
  where counted.tenant_org_id = tenant and counted.quarter = summed.quarter and counted.before <> summed.before;
end
$function$;
comment on function regulars.sum_arrivals(uuid,timestamp with time zone) is 'Sums up again what came before each quarter from one on.';
grant execute on function regulars.sum_arrivals(uuid,timestamp with time zone) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.surviving_customer(tenant uuid, customer uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE
RETURN (WITH RECURSIVE way AS (SELECT org_customers_mst.id, org_customers_mst.merged_into_id FROM public.org_customers_mst WHERE ((org_customers_mst.tenant_org_id = surviving_customer.tenant) AND (org_customers_mst.id = surviving_customer.customer)) UNION SELECT next.id, next.merged_into_id FROM (way way_1 JOIN public.org_customers_mst next ON (((next.tenant_org_id = surviving_customer.tenant) AND (next.id = way_1.merged_into_id))))) SELECT way.id FROM way WHERE (way.merged_into_id IS NULL));
comment on function regulars.surviving_customer(uuid,uuid) is 'Whoever a merged customer lives on in; the customer itself where it was not merged; null where there is none.';
grant execute on function regulars.surviving_customer(uuid,uuid) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.tell_avatar()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    perform regulars.new_customer_version(old.tenant_org_id, old.customer_id, 'avatar_removed', '{}');
    return old;
  end if;
  perform regulars.new_customer_version(new.tenant_org_id, new.customer_id, 'avatar_changed', '{}');
  select version into new.version from org_customers_mst
  where tenant_org_id = new.tenant_org_id and id = new.customer_id;
  if not found then
    -- Of no customer, or of one of another tenant: the foreign key says so.
    new.version := 0;
  end if;
  return new;
end
$function$;
grant execute on function regulars.tell_avatar() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.tell_changed_customers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into org_changes (tenant_org_id, kind, customer_id)
  select distinct tenant_org_id, 'customer',
    case when count(*) over (partition by tenant_org_id) <= 20 then id else '00000000-0000-0000-0000-000000000000' end
  from changed
  on conflict do nothing;
  return null;
end
$function$;
grant execute on function regulars.tell_changed_customers() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.tell_changed_orders()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into org_changes (tenant_org_id, kind, customer_id)
  select distinct tenant_org_id, 'order',
    case when count(*) over (partition by tenant_org_id) <= 20 then customer_id
      else '00000000-0000-0000-0000-000000000000' end
  from changed
  on conflict do nothing;
  return null;
end
$function$;
grant execute on function regulars.tell_changed_orders() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.tell_changed_pairs()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into org_changes (tenant_org_id, kind) select distinct tenant_org_id, 'duplicates' from changed
  -- Pairs go with their business, too, of which there is nothing to tell.
  where exists (select from org_tenants_mst where id = changed.tenant_org_id)
  on conflict do nothing;
  return null;
end
$function$;
grant execute on function regulars.tell_changed_pairs() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.tell_changed_settings()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into org_changes (tenant_org_id, kind) values (regulars.current_tenant(), 'settings')
  on conflict do nothing;
  return null;
end
$function$;
grant execute on function regulars.tell_changed_settings() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.tell_removed_contacts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  told record;
begin
  -- Several merges may have kept the same one: together they are one change.
  for told in
    select now.tenant_org_id, now.customer_id, now.removed_at is not null as is_removed,
      min(jsonb_build_object('id', now.id, 'kind', now.kind, 'value', now.value)::text)::jsonb as contact
    from contacts_now as now join contacts_before as before using (tenant_org_id, id)
    where (now.removed_at is null) <> (before.removed_at is null)
    group by now.tenant_org_id, now.customer_id, now.kind, now.search_key, now.removed_at is not null
    order by 1, 2, 3, 4
  loop
    perform regulars.new_customer_version(told.tenant_org_id, told.customer_id,
      case when told.is_removed then 'contact_removed' else 'contact_restored' end,
      jsonb_build_object('contact', jsonb_build_object(
        'from', case when told.is_removed then told.contact end,
        'to', case when not told.is_removed then told.contact end)));
  end loop;
  return null;
end
$function$;
grant execute on function regulars.tell_removed_contacts() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.tier_of(tenant uuid, customer uuid)
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN (SELECT (tier.value ->> 'key'::text) FROM public.org_loyalty_settings, LATERAL jsonb_array_elements(org_loyalty_settings.tiers) tier(value) WHERE ((org_loyalty_settings.tenant_org_id = tier_of.tenant) AND (((tier.value ->> 'threshold'::text))::bigint <= (SELECT org_loyalty_ledger.earned FROM public.org_loyalty_ledger WHERE ((org_loyalty_ledger.tenant_org_id = tier_of.tenant) AND (org_loyalty_ledger.customer_id = tier_of.customer)) ORDER BY org_loyalty_ledger.entry DESC LIMIT 1))) ORDER BY ((tier.value ->> 'threshold'::text))::bigint DESC LIMIT 1);
comment on function regulars.tier_of(uuid,uuid) is 'The highest tier that the points ever earned reach; null below the first.';
grant execute on function regulars.tier_of(uuid,uuid) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.told_of_merge(log public.org_customer_merge_log, other public.org_customers_mst)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
RETURN jsonb_build_object('id', (log).id, 'customerId', (other).id, 'customerNumber', (other).customer_number, 'reason', (log).reason, 'ordersMoved', (log).orders_moved, 'addressesMoved', (log).addresses_moved, 'loyaltyPointsMerged', (log).points_merged);
grant execute on function regulars.told_of_merge(public.org_customer_merge_log,public.org_customers_mst) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.touch_order()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.updated_at := now();
  return new;
end
$function$;
grant execute on function regulars.touch_order() to regulars_tenant;

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
declare
  tenant uuid;
  since timestamptz;
begin
  for tenant, since in
    select tenant_org_id, min(regulars.quarter_of(created_at)) from removed group by 1 order by 1
  loop
    perform from org_customer_counters where tenant_org_id = tenant for update;
    update org_customer_arrivals as counted set customers = counted.customers - gone.customers
    from (
      select regulars.quarter_of(created_at) as quarter, count(*) as customers from removed
      where tenant_org_id = tenant group by 1
    ) gone
    where counted.tenant_org_id = tenant and counted.quarter = gone.quarter;
    perform regulars.sum_arrivals(tenant, since);
  end loop;
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

CREATE OR REPLACE FUNCTION regulars.uncount_deleted_orders()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform regulars.count_shares(array(
    select row (tenant_org_id, customer_id, -1, -total)::regulars.order_share from removed
    where regulars.order_counts(status)));
  return null;
end
$function$;
grant execute on function regulars.uncount_deleted_orders() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.undo_merge()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  source org_customers_mst;
  target org_customers_mst;
  unmerged record;
begin
  perform regulars.expire_points(new.tenant_org_id, new.target_id);
  select * into source from org_customers_mst where tenant_org_id = new.tenant_org_id and id = new.source_id;
  select * into target from org_customers_mst where tenant_org_id = new.tenant_org_id and id = new.target_id;
  perform regulars.begin_merging(new);
  select * into unmerged from regulars.unmerge_fields(new);

  -- While both are one by merged_into_id, orders move without their points.
  delete from org_customer_contacts where tenant_org_id = new.tenant_org_id and merge_id = new.id;
  new.moved := new.moved || jsonb_build_object('returned', regulars.move_back(new));
  perform regulars.put_addresses_back(new);
  new.points_returned := regulars.return_points(new, target.customer_number, source.customer_number);

  if unmerged.fields -> 'phone' = jsonb_build_object('number', target.phone, 'verified', false) and target.phone_verified then
    -- A proof ends with the phone that it was for.
    perform regulars.write_merged_fields(new.tenant_org_id, new.target_id,
      unmerged.fields || '{"phone": null, "profile_status": "guest"}');
  end if;
  perform regulars.write_merged_fields(new.tenant_org_id, new.target_id, unmerged.fields);
  update org_customers_mst
  set merged_ids = array(
    select id from unnest(merged_ids) with ordinality as led (id, place)
    where id <> source.id and id <> all (source.merged_ids) order by place)
  where tenant_org_id = new.tenant_org_id and id = new.target_id;
  -- The target first: the phone that it gives back is free then.
  update org_customers_mst set is_active = new.source_was_active, merged_into_id = null
  where tenant_org_id = new.tenant_org_id and id = new.source_id;

  update org_customer_merge_log
  set moved = new.moved, fields_kept = unmerged.kept, points_returned = new.points_returned
  where tenant_org_id = new.tenant_org_id and id = new.id;
  perform regulars.end_merging(target, 'merge_undone',
    jsonb_build_object('merge', jsonb_build_object('from', regulars.told_of_merge(new, source), 'to', null)));
  perform regulars.end_merging(source, 'merge_undone',
    jsonb_build_object('merge', jsonb_build_object('from', regulars.told_of_merge(new, target), 'to', null)));
  return null;
end
$function$;
grant execute on function regulars.undo_merge() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.undo_obstacle(log public.org_customer_merge_log)
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN (SELECT CASE WHEN ((undo_obstacle.log).undone_at IS NOT NULL) THEN 'already_undone'::text WHEN (target.merged_into_id IS NOT NULL) THEN 'merged_since'::text WHEN ((target.loyalty_points)::numeric < (SELECT sum(points_to_return.points) AS sum FROM regulars.points_to_return(undo_obstacle.log) points_to_return(order_id, expires_at, points, tier_points))) THEN 'points_spent'::text WHEN ((undo_obstacle.log).source_was_active AND (EXISTS (SELECT FROM public.org_customers_mst other WHERE ((other.tenant_org_id = (undo_obstacle.log).tenant_org_id) AND other.is_active AND (other.phone = source.phone) AND (other.id <> target.id))))) THEN 'phone_taken'::text ELSE NULL::text END AS "case" FROM (public.org_customers_mst target JOIN public.org_customers_mst source ON (((source.tenant_org_id = (undo_obstacle.log).tenant_org_id) AND (source.id = (undo_obstacle.log).source_id)))) WHERE ((target.tenant_org_id = (undo_obstacle.log).tenant_org_id) AND (target.id = (undo_obstacle.log).target_id)));
comment on function regulars.undo_obstacle(public.org_customer_merge_log) is 'What stands in the way of undoing a merge; null: nothing.';
grant execute on function regulars.undo_obstacle(public.org_customer_merge_log) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.unmerge_fields(log public.org_customer_merge_log, OUT fields jsonb, OUT kept text[])
 RETURNS record
 LANGUAGE plpgsql
AS $function$
declare
  -- What changed in the field below: from this, to this.
  old jsonb := log.target_after;
  new jsonb := log.target_before;
  later org_customer_merge_log;
begin
  -- Like a link taken out of a chain: what the merge found is what the next one found, and so on to the present.
  for later in
    select * from org_customer_merge_log
    where tenant_org_id = log.tenant_org_id and target_id = log.target_id and undone_at is null
      and target_version > log.target_version
    order by target_version
  loop
    later.target_before := (regulars.carried_over_fields(later.target_before, old, new)).fields;
    old := later.target_after;
    new := regulars.merged_fields(later.target_before, later.source_fields, later.choices);
    later.target_after := new;
    update org_customer_merge_log
    set target_before = later.target_before, target_after = later.target_after,
      contacts_kept = regulars.keep_contacts(later),
      tags_added = jsonb_array_length(later.target_after -> 'tags') - jsonb_array_length(later.target_before -> 'tags')
    where tenant_org_id = later.tenant_org_id and id = later.id;
  end loop;
  select unmerged.* into fields, kept
  from org_customers_mst as customer, regulars.unmerged_fields(regulars.mergeable(customer), old, new) as unmerged
  where customer.tenant_org_id = log.tenant_org_id and customer.id = log.target_id;
end
$function$;
comment on function regulars.unmerge_fields(public.org_customer_merge_log) is 'What the target is without this merge and with those after it, who now lie on what was before it.';
grant execute on function regulars.unmerge_fields(public.org_customer_merge_log) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.unmerged_fields(current jsonb, old jsonb, new jsonb, OUT fields jsonb, OUT kept text[])
 RETURNS record
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
declare
  names constant text[] := array['first_name', 'last_name', 'display_name', 'name', 'name2'];
  name text;
begin
  select * into fields, kept from regulars.carried_over_fields(current, old, new);
  -- Who proved another phone since became full by that.
  if 'phone' = any (kept) and (current #> '{phone,verified}')::boolean then
    fields := fields || jsonb_build_object('profile_status', current -> 'profile_status');
  end if;
  -- Who was made more than a guest since needs what made it possible.
  if fields ->> 'profile_status' <> 'guest' then
    if not regulars.is_named(fields) then
      foreach name in array names loop
        if current -> name <> 'null' then
          fields := fields || jsonb_build_object(name, current -> name);
          kept := kept || name;
        end if;
      end loop;
    end if;
    if fields -> 'phone' = 'null' then
      fields := fields || jsonb_build_object('phone', current -> 'phone');
      kept := kept || 'phone'::text;
    end if;
  end if;
  if fields ->> 'profile_status' = 'full' and current ->> 'profile_status' <> 'full'
    and not coalesce((fields #> '{phone,verified}')::boolean, false)
  then
    fields := fields || jsonb_build_object('profile_status', current -> 'profile_status');
  end if;
end
$function$;
comment on function regulars.unmerged_fields(jsonb,jsonb,jsonb) is 'What the target is without a merge that made old of new, and what is kept because it was edited since.';
grant execute on function regulars.unmerged_fields(jsonb,jsonb,jsonb) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.unspend_points()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.expires_at := null;
  return new;
end
$function$;
grant execute on function regulars.unspend_points() to regulars_tenant;

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
    FROM unnest(regulars.split_words(regulars.join_initials(regulars.fold(words.words)))) WITH ORDINALITY split(w, place)
   WHERE (split.w <> ''::text);
END;
comment on function regulars.words(text) is 'The folded words of a text, in order, up to 64 letters of each.';
grant execute on function regulars.words(text) to regulars_identity;
grant execute on function regulars.words(text) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.words_and_tags(customer public.org_customers_mst)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (SELECT CASE WHEN (octet_length(all_of_them.words) <= 1000) THEN all_of_them.words ELSE NULL::text END AS "case" FROM (SELECT (COALESCE((words_and_tags.customer).search_text, ' '::text) || COALESCE((SELECT string_agg((('#'::text || translate(tag.tag, ' '::text, ''::text)) || ' '::text), ''::text) AS string_agg FROM unnest((words_and_tags.customer).tags) tag(tag)), ''::text)) AS words) all_of_them);
comment on function regulars.words_and_tags(public.org_customers_mst) is 'All words of a customer and all tags with a # in front, each in blanks; a blank within a tag is a unit separator. Null where they are too many.';
grant execute on function regulars.words_and_tags(public.org_customers_mst) to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.write_down_number()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  counted text[] := string_to_array(current_setting('regulars.numbers', true), ' ');
begin
  if counted[4] <> counted[3] then
    update org_customer_counters set last_number = counted[4]::bigint where tenant_org_id = counted[1]::uuid;
  end if;
  if counted <> '{}' then
    perform set_config('regulars.numbers', '', true);
  end if;
end
$function$;
comment on function regulars.write_down_number() is 'How far the customers of this statement have counted on, for the next one.';
grant execute on function regulars.write_down_number() to regulars_tenant;

CREATE OR REPLACE FUNCTION regulars.write_merged_fields(tenant uuid, customer uuid, fields jsonb)
 RETURNS void
 LANGUAGE sql
BEGIN ATOMIC
 UPDATE public.org_customers_mst SET profile_status = (write_merged_fields.fields ->> 'profile_status'::text), first_name = (write_merged_fields.fields ->> 'first_name'::text), last_name = (write_merged_fields.fields ->> 'last_name'::text), display_name = (write_merged_fields.fields ->> 'display_name'::text), name = (write_merged_fields.fields ->> 'name'::text), name2 = (write_merged_fields.fields ->> 'name2'::text), phone = (write_merged_fields.fields #>> '{phone,number}'::text[]), email = (write_merged_fields.fields ->> 'email'::text), birth_date = ((write_merged_fields.fields ->> 'birth_date'::text))::date, avatar_url = (write_merged_fields.fields ->> 'avatar_url'::text), preferences = (write_merged_fields.fields -> 'preferences'::text), notes = (write_merged_fields.fields ->> 'notes'::text), tags = ARRAY( SELECT jsonb_array_elements_text((write_merged_fields.fields -> 'tags'::text)) AS jsonb_array_elements_text)
   WHERE ((org_customers_mst.tenant_org_id = write_merged_fields.tenant) AND (org_customers_mst.id = write_merged_fields.customer));
END;
grant execute on function regulars.write_merged_fields(uuid,uuid,jsonb) to regulars_tenant;

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
