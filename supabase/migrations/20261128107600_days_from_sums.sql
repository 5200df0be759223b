-- Each quarter of an hour also knows how many customers came before it. So a day is the difference of two rows, and
-- a year of them some hundred rows instead of all its quarters.

alter table org_customer_arrivals add column before bigint not null default 0;
comment on column org_customer_arrivals.before is 'How many customers were created in all quarters before this one.';
grant update (before) on org_customer_arrivals to regulars_tenant;

create function regulars.arrived_before(tenant uuid, moment timestamptz) returns bigint
  language sql stable
  return coalesce((
    select before + customers from org_customer_arrivals
    where tenant_org_id = tenant and quarter < moment order by quarter desc limit 1), 0);
comment on function regulars.arrived_before(uuid, timestamptz) is
  'How many customers of the tenant were created before a full quarter of an hour.';

create function regulars.sum_arrivals(tenant uuid, since timestamptz) returns void language plpgsql as $$
begin
  update org_customer_arrivals as counted set before = summed.before
  from (
    select quarter, regulars.arrived_before(tenant, since)
      + coalesce(sum(customers) over (order by quarter rows between unbounded preceding and 1 preceding), 0) as before
    from org_customer_arrivals where tenant_org_id = tenant and quarter >= since
  ) summed
  where counted.tenant_org_id = tenant and counted.quarter = summed.quarter and counted.before <> summed.before;
end
$$;
comment on function regulars.sum_arrivals(uuid, timestamptz) is 'Sums up again what came before each quarter from one on.';

-- Whoever creates holds the tenant's next number, so that one alone counts at a time.
create or replace function regulars.count_arrivals() returns trigger language plpgsql as $$
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
$$;

create or replace function regulars.uncount_arrivals() returns trigger language plpgsql as $$
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
$$;

create or replace function regulars.move_arrival() returns trigger language plpgsql as $$
begin
  perform from org_customer_counters where tenant_org_id = new.tenant_org_id for update;
  insert into org_customer_arrivals as counted (tenant_org_id, quarter, customers)
  select new.tenant_org_id, regulars.quarter_of(moment), one from (values (old.created_at, -1), (new.created_at, 1)) moved (moment, one)
  order by 2
  on conflict (tenant_org_id, quarter) do update set customers = counted.customers + excluded.customers;
  perform regulars.sum_arrivals(new.tenant_org_id, regulars.quarter_of(least(old.created_at, new.created_at)));
  return null;
end
$$;

-- Those who are here already. Forced row-level security would hide them from the tables' owner too.
alter table org_customer_arrivals no force row level security;
update org_customer_arrivals as counted set before = summed.before
from (
  select tenant_org_id, quarter,
    sum(customers) over (partition by tenant_org_id order by quarter) - customers as before
  from org_customer_arrivals
) summed
where (counted.tenant_org_id, counted.quarter) = (summed.tenant_org_id, summed.quarter);
alter table org_customer_arrivals force row level security;

grant execute on function regulars.arrived_before(uuid, timestamptz), regulars.sum_arrivals(uuid, timestamptz) to regulars_tenant;
call regulars.keep_private('{}');
