-- Customers who may be one person: under which keys each is looked up, which pairs were found, and what staff said of them.

do $$
begin
  -- Tells which tenants have customers waiting to be compared, and nothing of them.
  if not exists (select from pg_roles where rolname = 'regulars_dispatcher') then
    create role regulars_dispatcher nologin;
  end if;
  if not pg_has_role('regulars_app', 'regulars_dispatcher', 'member') then
    grant regulars_dispatcher to regulars_app;
  end if;
end
$$;
grant usage on schema public, regulars to regulars_dispatcher;

create table org_duplicate_queue (
  tenant_org_id uuid not null,
  id uuid not null default regulars.new_id(),
  customer_id uuid not null,
  primary key (tenant_org_id, id)
);
comment on table org_duplicate_queue is
  'Customers who came or changed since they were last compared with the others. A row for each change and never one changed: whoever writes a customer waits for nobody.';
alter table org_duplicate_queue alter tenant_org_id set (n_distinct = 1000);
alter table org_duplicate_queue enable row level security;
alter table org_duplicate_queue force row level security;
create policy read_own on org_duplicate_queue for select to regulars_tenant
  using (tenant_org_id = regulars.current_tenant());
create policy add_own on org_duplicate_queue for insert to regulars_tenant
  with check (tenant_org_id = regulars.current_tenant());
create policy take_own on org_duplicate_queue for delete to regulars_tenant
  using (tenant_org_id = regulars.current_tenant() and regulars.current_actor() = 'regulars');
grant select, insert (tenant_org_id, customer_id), delete on org_duplicate_queue to regulars_tenant;
create policy dispatcher on org_duplicate_queue for select to regulars_dispatcher using (true);
grant select (tenant_org_id) on org_duplicate_queue to regulars_dispatcher;

create function regulars.queue_new_customers() returns trigger language plpgsql as $$
begin
  insert into org_duplicate_queue (tenant_org_id, customer_id) select tenant_org_id, id from added;
  return null;
end
$$;
create trigger queue_new_customers after insert on org_customers_mst
  referencing new table as added
  for each statement execute function regulars.queue_new_customers();

create function regulars.queue_changed_customer() returns trigger language plpgsql as $$
begin
  insert into org_duplicate_queue (tenant_org_id, customer_id) values (new.tenant_org_id, new.id);
  return null;
end
$$;
-- What is compared, and whether it is: most changes (notes, totals, tags) are none of it and cost nothing here.
create trigger queue_changed_customer after update on org_customers_mst
  for each row when (
    (old.first_name, old.last_name, old.display_name, old.name, old.name2, old.phone, old.email, old.birth_date, old.is_active)
    is distinct from
    (new.first_name, new.last_name, new.display_name, new.name, new.name2, new.phone, new.email, new.birth_date, new.is_active))
  execute function regulars.queue_changed_customer();

create table org_duplicate_keys (
  tenant_org_id uuid not null,
  key text collate "C" not null,
  customer_id uuid not null,
  primary key (tenant_org_id, key, customer_id)
);
comment on table org_duplicate_keys is
  'The keys (linkage/block.ts) of each active customer: two are compared when they share one. Derived; no foreign key, because only the work on org_duplicate_queue writes here.';
create index org_duplicate_keys_by_customer on org_duplicate_keys (tenant_org_id, customer_id);
alter table org_duplicate_keys alter tenant_org_id set (n_distinct = 1000);
alter table org_duplicate_keys enable row level security;
alter table org_duplicate_keys force row level security;
create policy read_own on org_duplicate_keys for select to regulars_tenant
  using (tenant_org_id = regulars.current_tenant());
create policy add_own on org_duplicate_keys for insert to regulars_tenant
  with check (tenant_org_id = regulars.current_tenant() and regulars.current_actor() = 'regulars');
create policy drop_own on org_duplicate_keys for delete to regulars_tenant
  using (tenant_org_id = regulars.current_tenant() and regulars.current_actor() = 'regulars');
grant select, insert, delete on org_duplicate_keys to regulars_tenant;

create table org_duplicate_models (
  tenant_org_id uuid primary key references org_tenants_mst (id) on delete cascade,
  model jsonb not null check (jsonb_typeof(model) = 'object'),
  customers bigint not null,
  learned_at timestamptz not null default now()
);
comment on table org_duplicate_models is
  'What a tenant''s own customers taught of how telling each field is (linkage/model.ts). Without a row: what is expected anywhere.';
comment on column org_duplicate_models.customers is 'How many active customers there were then.';
alter table org_duplicate_models enable row level security;
alter table org_duplicate_models force row level security;
create policy read_own on org_duplicate_models for select to regulars_tenant
  using (tenant_org_id = regulars.current_tenant());
create policy add_own on org_duplicate_models for insert to regulars_tenant
  with check (tenant_org_id = regulars.current_tenant() and regulars.current_actor() = 'regulars');
create policy change_own on org_duplicate_models for update to regulars_tenant
  using (tenant_org_id = regulars.current_tenant() and regulars.current_actor() = 'regulars')
  with check (tenant_org_id = regulars.current_tenant() and regulars.current_actor() = 'regulars');
grant select, insert, update (model, customers, learned_at) on org_duplicate_models to regulars_tenant;

create table org_duplicate_pairs (
  tenant_org_id uuid not null,
  customer_a uuid not null,
  customer_b uuid not null,
  score double precision not null check (score between 0 and 1),
  reasons jsonb not null,
  found_at timestamptz not null default now(),
  primary key (tenant_org_id, customer_a, customer_b),
  constraint each_pair_once check (customer_a < customer_b)
);
comment on table org_duplicate_pairs is
  'The inbox: pairs of active customers worth a look, but for those dismissed. Derived; no foreign key, because a pair of customers who are gone is worth no look and goes as well.';
create index org_duplicate_pairs_by_other on org_duplicate_pairs (tenant_org_id, customer_b);
create index org_duplicate_pairs_by_score on org_duplicate_pairs (tenant_org_id, score, customer_a, customer_b);
create index org_duplicate_pairs_by_time on org_duplicate_pairs (tenant_org_id, found_at, customer_a, customer_b);
alter table org_duplicate_pairs alter tenant_org_id set (n_distinct = 1000);
alter table org_duplicate_pairs enable row level security;
alter table org_duplicate_pairs force row level security;
create policy own on org_duplicate_pairs to regulars_tenant
  using (tenant_org_id = regulars.current_tenant()) with check (tenant_org_id = regulars.current_tenant());
grant select, insert, update (score, reasons), delete on org_duplicate_pairs to regulars_tenant;

create function regulars.drop_pairs_of_inactive_customer() returns trigger language plpgsql as $$
begin
  delete from org_duplicate_pairs where (tenant_org_id, customer_a) = (new.tenant_org_id, new.id);
  delete from org_duplicate_pairs where (tenant_org_id, customer_b) = (new.tenant_org_id, new.id);
  return null;
end
$$;
-- In the transaction itself, and not when its turn in the queue comes: who was merged is in nobody's inbox any more.
create trigger drop_pairs_of_inactive_customer after update on org_customers_mst
  for each row when (old.is_active and not new.is_active)
  execute function regulars.drop_pairs_of_inactive_customer();

create table org_duplicate_dismissals (
  tenant_org_id uuid not null,
  customer_a uuid not null,
  customer_b uuid not null,
  score double precision not null check (score between 0 and 1),
  reasons jsonb not null,
  agreements text[] not null,
  found_at timestamptz not null,
  dismissed_at timestamptz not null default now(),
  dismissed_by text not null default regulars.current_actor(),
  dismissed_by_name text default nullif(current_setting('regulars.actor_name', true), ''),
  primary key (tenant_org_id, customer_a, customer_b),
  constraint each_dismissal_once check (customer_a < customer_b),
  foreign key (tenant_org_id) references org_tenants_mst (id) on delete cascade
);
comment on table org_duplicate_dismissals is
  'Pairs of which somebody said that they are two people. Kept while one is inactive or they are no longer alike: they may be so again.';
comment on column org_duplicate_dismissals.agreements is
  'What the two had strongly in common then; something new of that kind makes the pair worth a look again.';
create index org_duplicate_dismissals_by_other on org_duplicate_dismissals (tenant_org_id, customer_b);
create index org_duplicate_dismissals_by_score
  on org_duplicate_dismissals (tenant_org_id, score, customer_a, customer_b);
create index org_duplicate_dismissals_by_time
  on org_duplicate_dismissals (tenant_org_id, dismissed_at, customer_a, customer_b);
alter table org_duplicate_dismissals alter tenant_org_id set (n_distinct = 1000);
alter table org_duplicate_dismissals enable row level security;
alter table org_duplicate_dismissals force row level security;
create policy own on org_duplicate_dismissals to regulars_tenant
  using (tenant_org_id = regulars.current_tenant()) with check (tenant_org_id = regulars.current_tenant());
grant select, delete on org_duplicate_dismissals to regulars_tenant;
grant insert (tenant_org_id, customer_a, customer_b, score, reasons, agreements, found_at)
  on org_duplicate_dismissals to regulars_tenant;

create function regulars.drop_duplicates_of_deleted_customers() returns trigger language plpgsql as $$
begin
  delete from org_duplicate_queue q using removed r where (q.tenant_org_id, q.customer_id) = (r.tenant_org_id, r.id);
  delete from org_duplicate_keys k using removed r where (k.tenant_org_id, k.customer_id) = (r.tenant_org_id, r.id);
  delete from org_duplicate_pairs p using removed r where (p.tenant_org_id, p.customer_a) = (r.tenant_org_id, r.id);
  delete from org_duplicate_pairs p using removed r where (p.tenant_org_id, p.customer_b) = (r.tenant_org_id, r.id);
  delete from org_duplicate_dismissals d using removed r where (d.tenant_org_id, d.customer_a) = (r.tenant_org_id, r.id);
  delete from org_duplicate_dismissals d using removed r where (d.tenant_org_id, d.customer_b) = (r.tenant_org_id, r.id);
  return null;
end
$$;
create trigger drop_duplicates_of_deleted_customers after delete on org_customers_mst
  referencing old table as removed
  for each statement execute function regulars.drop_duplicates_of_deleted_customers();

-- Customers from before this table; a migration that raises linkage's blockingVersion does the same again. Forced
-- row-level security would hide them from an owner who is no superuser.
alter table org_customers_mst no force row level security;
alter table org_duplicate_queue no force row level security;
insert into org_duplicate_queue (tenant_org_id, customer_id)
select tenant_org_id, id from org_customers_mst where is_active;
alter table org_duplicate_queue force row level security;
alter table org_customers_mst force row level security;

grant execute on all functions in schema regulars to regulars_tenant;
call regulars.keep_private(array[
  'org_duplicate_queue', 'org_duplicate_keys', 'org_duplicate_models', 'org_duplicate_pairs', 'org_duplicate_dismissals'
]::regclass[]);
