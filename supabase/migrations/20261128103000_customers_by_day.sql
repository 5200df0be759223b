-- How many customers came when, kept by trigger like the counts of each kind.
--
-- By the quarter of an hour and not by the day: every time zone in use is a whole number of quarters away from UTC,
-- so the days of any of them are sums of these rows. A business that moves to another zone, or whose zone goes over
-- to summer time, still sees its own days, and the trigger need not know the zone.

create table org_customer_arrivals (
  tenant_org_id uuid not null references org_tenants_mst (id) on delete cascade,
  quarter timestamptz not null,
  customers bigint not null,
  primary key (tenant_org_id, quarter)
);
comment on table org_customer_arrivals is
  'How many customers were created in each quarter of an hour, whatever has become of them since.';
comment on column org_customer_arrivals.quarter is 'When it began.';
-- As in org_customers_mst: plans for any tenant.
alter table org_customer_arrivals alter tenant_org_id set (n_distinct = 1000);
alter table org_customer_arrivals enable row level security;
alter table org_customer_arrivals force row level security;
create policy read_own on org_customer_arrivals for select to regulars_tenant
  using (tenant_org_id = regulars.current_tenant());
create policy add_by_trigger on org_customer_arrivals for insert to regulars_tenant
  with check (tenant_org_id = regulars.current_tenant() and pg_trigger_depth() > 0);
create policy change_by_trigger on org_customer_arrivals for update to regulars_tenant
  using (tenant_org_id = regulars.current_tenant() and pg_trigger_depth() > 0);
grant select, insert, update (customers) on org_customer_arrivals to regulars_tenant;

create function regulars.quarter_of(moment timestamptz) returns timestamptz
  language sql immutable parallel safe
  return date_bin('15 minutes', moment, timestamptz '2000-01-01 00:00:00+00');
comment on function regulars.quarter_of(timestamptz) is 'When the quarter of an hour began in which this moment lies.';

-- Whoever creates holds the tenant's next number already, so that nobody waits for this row who did not wait before.
create function regulars.count_arrivals() returns trigger language plpgsql as $$
begin
  insert into org_customer_arrivals as counted (tenant_org_id, quarter, customers)
  select tenant_org_id, regulars.quarter_of(created_at), count(*) from added
  group by 1, 2
  order by 1, 2
  on conflict (tenant_org_id, quarter) do update set customers = counted.customers + excluded.customers;
  return null;
end
$$;
create trigger count_arrivals after insert on org_customers_mst
  referencing new table as added
  for each statement execute function regulars.count_arrivals();

create function regulars.uncount_arrivals() returns trigger language plpgsql as $$
begin
  update org_customer_arrivals as counted set customers = counted.customers - gone.customers
  from (
    select tenant_org_id, regulars.quarter_of(created_at) as quarter, count(*) as customers from removed group by 1, 2
  ) gone
  where (counted.tenant_org_id, counted.quarter) = (gone.tenant_org_id, gone.quarter);
  return null;
end
$$;
create trigger uncount_arrivals after delete on org_customers_mst
  referencing old table as removed
  for each statement execute function regulars.uncount_arrivals();

-- The server never moves a creation; whoever works on the database directly may.
create function regulars.move_arrival() returns trigger language plpgsql as $$
begin
  insert into org_customer_arrivals as counted (tenant_org_id, quarter, customers)
  select new.tenant_org_id, regulars.quarter_of(moment), one from (values (old.created_at, -1), (new.created_at, 1)) moved (moment, one)
  order by 2
  on conflict (tenant_org_id, quarter) do update set customers = counted.customers + excluded.customers;
  return null;
end
$$;
create trigger move_arrival after update of created_at on org_customers_mst
  for each row when (regulars.quarter_of(old.created_at) <> regulars.quarter_of(new.created_at))
  execute function regulars.move_arrival();

-- Those who are here already. Forced row-level security would hide them from the tables' owner too; the lock that
-- this takes lasts until the migration ends, so nobody meets the table without it.
alter table org_customers_mst no force row level security;
alter table org_customer_arrivals no force row level security;
insert into org_customer_arrivals (tenant_org_id, quarter, customers)
select tenant_org_id, regulars.quarter_of(created_at), count(*) from org_customers_mst group by 1, 2;
alter table org_customer_arrivals force row level security;
alter table org_customers_mst force row level security;

grant execute on function regulars.quarter_of(timestamptz), regulars.count_arrivals(), regulars.uncount_arrivals(),
  regulars.move_arrival() to regulars_tenant;
call regulars.keep_private(array['org_customer_arrivals']::regclass[]);
