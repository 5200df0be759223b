-- The customers of a tenant.

create table sys_customers_mst (
  id uuid primary key default regulars.new_id(),
  phone text collate "C" not null unique check (phone ~ '^\+[1-9][0-9]{4,14}$'),
  created_at timestamptz not null default now()
);
comment on table sys_customers_mst is
  'The person behind a proven phone, across tenants. No tenant can read it, or learn that another tenant knows the person.';
alter table sys_customers_mst enable row level security;
alter table sys_customers_mst force row level security;

create table org_customer_counters (
  tenant_org_id uuid primary key references org_tenants_mst (id) on delete cascade,
  last_number bigint not null
);
comment on table org_customer_counters is
  'The last customer number given. A row and not a sequence: it is taken back with the transaction that took it.';
alter table org_customer_counters enable row level security;
alter table org_customer_counters force row level security;
create policy own on org_customer_counters to regulars_tenant
  using (tenant_org_id = regulars.current_tenant()) with check (tenant_org_id = regulars.current_tenant());
grant select, insert, update (last_number) on org_customer_counters to regulars_tenant;

create function generate_customer_number(tenant uuid) returns text
  -- plpgsql keeps its plan; before PostgreSQL 18 an SQL function is planned with every customer.
  language plpgsql volatile as $$
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
$$;
comment on function generate_customer_number(uuid) is
  'The tenant''s next customer number. The counter stays locked until the end of the transaction: no gap, no duplicate.';

create table org_customers_mst (
  tenant_org_id uuid not null references org_tenants_mst (id) on delete cascade,
  id uuid not null default regulars.new_id(),
  customer_number text not null,
  customer_number_int bigint not null,
  profile_status text not null check (profile_status in ('guest', 'stub', 'full')),
  first_name text,
  last_name text,
  display_name text,
  name text,
  name2 text,
  phone text collate "C" check (phone ~ '^\+[1-9][0-9]{4,14}$'),
  phone_verified boolean not null default false,
  email text,
  email_verified boolean not null default false,
  birth_date date,
  avatar_url text,
  preferences jsonb not null default '{}' check (jsonb_typeof(preferences) = 'object'),
  constraint preferences_size check (octet_length(preferences::text) <= 20000),
  notes text,
  tags text[] not null default '{}',
  loyalty_points bigint not null default 0 check (loyalty_points >= 0),
  tier text,
  total_orders integer not null default 0 check (total_orders >= 0),
  total_spent numeric(18, 4) not null default 0,
  last_order_at timestamptz,
  is_active boolean not null default true,
  sys_customer_id uuid references sys_customers_mst (id),
  merged_into_id uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),

  -- Under row-level security only leakproof comparisons reach an index: text by its bytes, = < >.
  phone_reversed text collate "C" generated always as (reverse(phone)) stored,
  email_folded text collate "C" generated always as (lower(email collate "C")) stored,
  sort_name text collate "C" generated always as (
    -- An index entry has its limit, and folding can make one letter many.
    left(regulars.fold(coalesce(
      display_name, name, nullif(trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), ''), name2, '')), 200)
  ) stored,
  last_order_key timestamptz generated always as (coalesce(last_order_at, '-infinity')) stored,

  primary key (tenant_org_id, id),
  foreign key (tenant_org_id, merged_into_id) references org_customers_mst (tenant_org_id, id),
  constraint stub_has_name check (
    profile_status = 'guest' or coalesce(name, first_name, last_name, display_name, name2) is not null),
  constraint stub_has_phone check (profile_status = 'guest' or phone is not null),
  constraint verified_phone_exists check (phone is not null or not phone_verified),
  constraint verified_email_exists check (email is not null or not email_verified)
);
comment on table org_customers_mst is
  'Customers: guest (nothing needed), stub (a name and a phone), full (the phone proven). Deactivated, never deleted.';
comment on column org_customers_mst.name2 is 'The name in the other script.';
comment on column org_customers_mst.customer_number_int is 'The number alone: CUST-99999 sorts before CUST-100000.';
comment on column org_customers_mst.phone is 'E.164.';

create unique index org_customers_number_key on org_customers_mst (tenant_org_id, customer_number_int);
create unique index org_customers_active_phone_key on org_customers_mst (tenant_org_id, phone) where is_active;
create index org_customers_by_phone_end on org_customers_mst (tenant_org_id, phone_reversed)
  where phone_reversed is not null;
create index org_customers_by_email on org_customers_mst (tenant_org_id, email_folded)
  where email_folded is not null;
create index org_customers_by_creation on org_customers_mst (tenant_org_id, created_at, id);
-- For the kinds that are rare: without it their first page is looked for among all customers.
create index org_customers_by_status on org_customers_mst (tenant_org_id, profile_status, created_at, id);
create index org_customers_by_name on org_customers_mst (tenant_org_id, sort_name, id);
create index org_customers_by_last_order on org_customers_mst (tenant_org_id, last_order_key, id);
create index org_customers_by_orders on org_customers_mst (tenant_org_id, total_orders, id);
-- Who refers to whoever is deleted; without them each deletion reads all customers.
create index org_customers_by_merge on org_customers_mst (tenant_org_id, merged_into_id)
  where merged_into_id is not null;
create index org_customers_by_person on org_customers_mst (sys_customer_id) where sys_customer_id is not null;

-- A plan is made once for every tenant, so it has to fit the large and the small, and the business that is alone
-- with its customers: counted by the rows of the last of these, reading all of them would seem as good as an index.
alter table org_customers_mst alter tenant_org_id set (n_distinct = 1000);

alter table org_customers_mst enable row level security;
alter table org_customers_mst force row level security;
create policy own on org_customers_mst to regulars_tenant
  using (tenant_org_id = regulars.current_tenant()) with check (tenant_org_id = regulars.current_tenant());
-- Only what a caller may decide: numbers, versions, totals and times are not among it, nor is deleting.
grant select on org_customers_mst to regulars_tenant;
grant insert (tenant_org_id, id, profile_status, first_name, last_name, display_name, name, name2, phone, email,
  birth_date, avatar_url, preferences, notes, tags) on org_customers_mst to regulars_tenant;
grant update (first_name, last_name, display_name, name, name2, phone, email,
  birth_date, avatar_url, preferences, notes, tags, is_active) on org_customers_mst to regulars_tenant;

create function regulars.number_customer() returns trigger language plpgsql as $$
begin
  new.customer_number := generate_customer_number(new.tenant_org_id);
  new.customer_number_int := substring(new.customer_number from '[0-9]+$')::bigint;
  return new;
end
$$;
create trigger number_customer before insert on org_customers_mst
  for each row execute function regulars.number_customer();

create function regulars.customer_facts(customer org_customers_mst) returns jsonb
  language sql stable
  return to_jsonb(customer) - array['tenant_org_id', 'id', 'version', 'created_at', 'updated_at',
    'customer_number_int', 'phone_reversed', 'email_folded', 'sort_name', 'last_order_key', 'sys_customer_id'];
comment on function regulars.customer_facts(org_customers_mst) is
  'What history tells of a customer: the columns that are not derived from others.';

create function regulars.change_customer() returns trigger language plpgsql as $$
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
$$;
comment on function regulars.change_customer() is 'A change makes a new version; an update that changes nothing does not.';
create trigger change_customer before update on org_customers_mst
  for each row execute function regulars.change_customer();

create function regulars.merge_patch(target jsonb, patch jsonb) returns jsonb
  language plpgsql immutable parallel safe as $$
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
$$;
comment on function regulars.merge_patch(jsonb, jsonb) is 'JSON Merge Patch, RFC 7396.';

grant execute on function generate_customer_number(uuid) to regulars_tenant;
call regulars.keep_private(
  array['sys_customers_mst', 'org_customer_counters', 'org_customers_mst']::regclass[],
  array['generate_customer_number(uuid)']::regprocedure[]);
