-- What happened to every customer, and how many there are: written by triggers, so that no route can forget.

create table org_customer_history (
  tenant_org_id uuid not null,
  customer_id uuid not null,
  version integer not null,
  action text not null check (action in ('created', 'updated', 'deactivated', 'restored')),
  at timestamptz not null default now(),
  actor_id text not null default regulars.current_actor(),
  actor_name text default nullif(current_setting('regulars.actor_name', true), ''),
  request_id text default nullif(current_setting('regulars.request_id', true), ''),
  changes jsonb not null,
  primary key (tenant_org_id, customer_id, version),
  foreign key (tenant_org_id, customer_id) references org_customers_mst (tenant_org_id, id) on delete cascade
);
comment on table org_customer_history is 'One row for each version of a customer: who, when, in which request, {field: {from, to}}.';
alter table org_customer_history alter tenant_org_id set (n_distinct = 1000);
alter table org_customer_history enable row level security;
alter table org_customer_history force row level security;
create policy read_own on org_customer_history for select to regulars_tenant
  using (tenant_org_id = regulars.current_tenant());
create policy add_by_trigger on org_customer_history for insert to regulars_tenant
  with check (tenant_org_id = regulars.current_tenant() and pg_trigger_depth() > 0);
-- Neither update nor delete: history is only ever added to.
grant select, insert on org_customer_history to regulars_tenant;

create function regulars.changed_facts(before jsonb, after jsonb) returns jsonb
  language plpgsql immutable as $$
begin
  return (
    select coalesce(jsonb_object_agg(key, jsonb_build_object('from', coalesce(before -> key, 'null'), 'to', value)), '{}')
    from jsonb_each(after)
    where value is distinct from coalesce(before -> key, 'null'));
end
$$;

create function regulars.record_creation() returns trigger language plpgsql as $$
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
$$;
create trigger record_creation after insert on org_customers_mst
  referencing new table as added
  for each statement execute function regulars.record_creation();

create function regulars.record_change() returns trigger language plpgsql as $$
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
$$;
create trigger record_change after update on org_customers_mst
  for each row when (new.version <> old.version) execute function regulars.record_change();

create table org_customer_counts (
  tenant_org_id uuid not null references org_tenants_mst (id) on delete cascade,
  profile_status text not null,
  is_active boolean not null,
  customers bigint not null,
  primary key (tenant_org_id, profile_status, is_active)
);
comment on table org_customer_counts is 'How many customers there are of each kind, kept by trigger: counting a million takes a third of a second.';
alter table org_customer_counts enable row level security;
alter table org_customer_counts force row level security;
create policy read_own on org_customer_counts for select to regulars_tenant
  using (tenant_org_id = regulars.current_tenant());
create policy add_by_trigger on org_customer_counts for insert to regulars_tenant
  with check (tenant_org_id = regulars.current_tenant() and pg_trigger_depth() > 0);
create policy change_by_trigger on org_customer_counts for update to regulars_tenant
  using (tenant_org_id = regulars.current_tenant() and pg_trigger_depth() > 0);
grant select, insert, update (customers) on org_customer_counts to regulars_tenant;

create function regulars.count_new_customers() returns trigger language plpgsql as $$
begin
  insert into org_customer_counts as counted (tenant_org_id, profile_status, is_active, customers)
  select tenant_org_id, profile_status, is_active, count(*) from added
  group by tenant_org_id, profile_status, is_active
  order by tenant_org_id, profile_status, is_active
  on conflict (tenant_org_id, profile_status, is_active)
    do update set customers = counted.customers + excluded.customers;
  return null;
end
$$;
create trigger count_new_customers after insert on org_customers_mst
  referencing new table as added
  for each statement execute function regulars.count_new_customers();

create function regulars.recount_changed_customers() returns trigger language plpgsql as $$
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
$$;
create trigger recount_changed_customers after update on org_customers_mst
  referencing old table as before_change new table as after_change
  for each statement execute function regulars.recount_changed_customers();

create function regulars.uncount_deleted_customers() returns trigger language plpgsql as $$
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
$$;
create trigger uncount_deleted_customers after delete on org_customers_mst
  referencing old table as removed
  for each statement execute function regulars.uncount_deleted_customers();

call regulars.keep_private(array['org_customer_history', 'org_customer_counts']::regclass[]);
