-- Loyalty: a rule for each business, a ledger that is only ever added to, a balance that follows from it.

create table org_loyalty_settings (
  tenant_org_id uuid primary key references org_tenants_mst (id) on delete cascade,
  enabled boolean not null default false,
  points_per_unit numeric(16, 4) not null default 1 check (points_per_unit between 0 and 10000),
  rounding text not null default 'down' check (rounding in ('down', 'nearest', 'up')),
  earn_on text not null default 'delivered' check (earn_on in ('received', 'in_progress', 'ready', 'delivered')),
  earns_from timestamptz,
  expiry_months smallint check (expiry_months between 1 and 120),
  point_value numeric(16, 4),
  tiers jsonb not null default '[]' check (jsonb_typeof(tiers) = 'array'),
  tiers_pending boolean not null default false,
  expired_until timestamptz not null default '-infinity'
);
comment on table org_loyalty_settings is
  'How a business gives points; none: it does not. Tiers: [{key, name, name2, threshold}], rising.';
comment on column org_loyalty_settings.earns_from is 'Orders placed before earn nothing: an imported past gives no points.';
comment on column org_loyalty_settings.tiers_pending is 'The tiers have changed, and not every customer has the new one yet.';
comment on column org_loyalty_settings.expired_until is 'Of points that expired up to here, the ledger tells.';
alter table org_loyalty_settings enable row level security;
alter table org_loyalty_settings force row level security;
create policy own on org_loyalty_settings to regulars_tenant
  using (tenant_org_id = regulars.current_tenant()) with check (tenant_org_id = regulars.current_tenant());
grant select on org_loyalty_settings to regulars_tenant;
grant insert, update (enabled, points_per_unit, rounding, earn_on, earns_from, expiry_months, point_value, tiers,
  tiers_pending, expired_until) on org_loyalty_settings to regulars_tenant;

create table org_loyalty_ledger (
  tenant_org_id uuid not null,
  customer_id uuid not null,
  entry integer not null,
  kind text not null check (kind in ('earn', 'redeem', 'adjust', 'expire', 'merge', 'undo')),
  points bigint not null,
  tier_points bigint not null default 0,
  balance bigint not null,
  earned bigint not null,
  order_id uuid,
  expires_at timestamptz,
  reason text,
  value numeric(24, 4),
  at timestamptz not null default now(),
  actor_id text not null default regulars.current_actor(),
  actor_name text default nullif(current_setting('regulars.actor_name', true), ''),
  request_id text default nullif(current_setting('regulars.request_id', true), ''),
  primary key (tenant_org_id, customer_id, entry),
  foreign key (tenant_org_id, customer_id) references org_customers_mst (tenant_org_id, id) on delete cascade,
  foreign key (tenant_org_id, order_id) references org_orders_mst (tenant_org_id, id)
    on delete set null (order_id),
  constraint points_are_there check (balance >= 0),
  constraint entry_says_something check (points <> 0 or tier_points <> 0),
  constraint earning_gives check (kind <> 'earn' or points >= 0),
  constraint spending_takes check (kind not in ('redeem', 'expire') or points < 0),
  constraint adjustment_has_reason check (kind <> 'adjust' or reason is not null),
  constraint given_points_expire_or_not check (points <= 0 or expires_at is not null)
);
comment on table org_loyalty_ledger is
  'Every point that came or went, numbered for each customer. Only added to; the last entry is the balance.';
comment on column org_loyalty_ledger.tier_points is 'How much it counts towards the tier: what orders earned, spent or not.';
comment on column org_loyalty_ledger.balance is 'Afterwards: the sum of points up to here.';
comment on column org_loyalty_ledger.earned is 'Afterwards: the sum of tier_points up to here.';
comment on column org_loyalty_ledger.expires_at is
  'Of points given, when they expire; infinity: never. An undo carries it as well and makes that lot smaller. Null: spent, of what expires first.';
create index org_loyalty_ledger_by_order on org_loyalty_ledger (tenant_org_id, order_id) where order_id is not null;
create index org_loyalty_ledger_by_expiry on org_loyalty_ledger (tenant_org_id, expires_at) where expires_at is not null;
alter table org_loyalty_ledger alter tenant_org_id set (n_distinct = 1000);
alter table org_loyalty_ledger enable row level security;
alter table org_loyalty_ledger force row level security;
create policy read_own on org_loyalty_ledger for select to regulars_tenant
  using (tenant_org_id = regulars.current_tenant());
-- What orders earn follows from orders; everything else is somebody's decision.
create policy add_by_trigger on org_loyalty_ledger for insert to regulars_tenant
  with check (tenant_org_id = regulars.current_tenant() and pg_trigger_depth() > 0);
create policy add on org_loyalty_ledger for insert to regulars_tenant
  with check (tenant_org_id = regulars.current_tenant() and order_id is null and kind <> 'earn');
-- Neither update nor delete: a mistake is undone by another entry.
grant select on org_loyalty_ledger to regulars_tenant;
grant insert (tenant_org_id, customer_id, kind, points, tier_points, order_id, expires_at, reason, value)
  on org_loyalty_ledger to regulars_tenant;

create function regulars.number_entry() returns trigger language plpgsql as $$
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
$$;
comment on function regulars.number_entry() is 'Gives an entry its number and its sums, one customer at a time.';
create trigger number_entry before insert on org_loyalty_ledger
  for each row execute function regulars.number_entry();

create function regulars.tier_of(tenant uuid, customer uuid) returns text
  language sql stable
  return (
    select tier ->> 'key' from org_loyalty_settings, jsonb_array_elements(tiers) as tier
    where tenant_org_id = tenant and (tier ->> 'threshold')::bigint <= (
      select earned from org_loyalty_ledger
      where tenant_org_id = tenant and customer_id = customer
      order by entry desc limit 1)
    order by (tier ->> 'threshold')::bigint desc
    limit 1);
comment on function regulars.tier_of(uuid, uuid) is 'The highest tier that the points ever earned reach; null below the first.';

create function regulars.set_tier() returns trigger language plpgsql as $$
begin
  -- Nobody sets it: the rule does, whatever was written.
  new.tier := regulars.tier_of(new.tenant_org_id, new.id);
  return new;
end
$$;
comment on function regulars.set_tier() is 'A tier is what tier_of says: to write any is to ask again.';
-- Before change_customer, by name: another tier is another version.
create trigger b_set_tier before update of tier on org_customers_mst
  for each row execute function regulars.set_tier();
grant update (loyalty_points, tier) on org_customers_mst to regulars_tenant;

create function regulars.keep_balance() returns trigger language plpgsql as $$
begin
  update org_customers_mst set loyalty_points = new.balance, tier = tier
  where tenant_org_id = new.tenant_org_id and id = new.customer_id;
  return null;
end
$$;
create trigger keep_balance after insert on org_loyalty_ledger
  for each row execute function regulars.keep_balance();

create function regulars.point_lots(tenant uuid, customer uuid, out expires_at timestamptz, out points bigint)
  returns setof record
  language sql stable rows 10
  begin atomic
    with lot as (
      select entry.expires_at, sum(entry.points) as points from org_loyalty_ledger as entry
      where entry.tenant_org_id = tenant and entry.customer_id = customer
      group by entry.expires_at
    ), spent as (
      -- More can be taken from a lot than it holds, when a merge brought what was left of it.
      select -coalesce(sum(lot.points), 0) as points from lot where lot.points < 0 or lot.expires_at is null
    ), given as (
      select lot.expires_at, lot.points, sum(lot.points) over (order by lot.expires_at) as up_to_here
      from lot where lot.points > 0 and lot.expires_at is not null
    )
    select given.expires_at, least(given.points, given.up_to_here - spent.points)::bigint
    from given, spent where given.up_to_here > spent.points
    order by given.expires_at;
  end;
comment on function regulars.point_lots(uuid, uuid) is
  'What is left of the points given, by when it expires. Spending takes what expires first.';

create function regulars.expire_points(tenant uuid, customer uuid) returns bigint language plpgsql as $$
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
$$;
comment on function regulars.expire_points(uuid, uuid) is
  'Takes what has expired and was not spent; says how much. Once more finds nothing.';

create function regulars.points_of(rule org_loyalty_settings, placed org_orders_mst) returns bigint
  language sql immutable
  return case
    when not regulars.order_counts(placed.status) or placed.placed_at < rule.earns_from then 0
    when array_position(array['received', 'in_progress', 'ready', 'delivered'], placed.status)
      < array_position(array['received', 'in_progress', 'ready', 'delivered'], rule.earn_on) then 0
    when rule.rounding = 'down' then floor(placed.total * rule.points_per_unit)
    when rule.rounding = 'up' then ceil(placed.total * rule.points_per_unit)
    else round(placed.total * rule.points_per_unit)
  end::bigint;
comment on function regulars.points_of(org_loyalty_settings, org_orders_mst) is 'What an order is worth by a rule.';

create function regulars.settle_order(placed org_orders_mst, worth bigint, expiry_months integer) returns void
  language plpgsql as $$
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
$$;
comment on function regulars.settle_order(org_orders_mst, bigint, integer) is
  'Gives or takes back points until the order has given its customer what it is worth.';

create function regulars.is_merge(tenant uuid, one uuid, other uuid) returns boolean
  language sql stable
  return exists (
    select from org_customers_mst
    where tenant_org_id = tenant
      and (id, merged_into_id) in ((one, other), (other, one)));
comment on function regulars.is_merge(uuid, uuid, uuid) is 'Is one of the two customers merged into the other?';

create function regulars.settle_added_orders() returns trigger language plpgsql as $$
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
$$;
create trigger settle_added_orders after insert on org_orders_mst
  referencing new table as added
  for each statement execute function regulars.settle_added_orders();

create function regulars.settle_changed_orders() returns trigger language plpgsql as $$
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
$$;
create trigger settle_changed_orders after update on org_orders_mst
  referencing old table as before_change new table as after_change
  for each statement execute function regulars.settle_changed_orders();

create function regulars.settle_deleted_order() returns trigger language plpgsql as $$
begin
  perform regulars.settle_order(old, 0, null);
  return old;
end
$$;
-- Before: afterwards the ledger no longer knows what the order gave.
create trigger settle_deleted_order before delete on org_orders_mst
  for each row execute function regulars.settle_deleted_order();

grant execute on all functions in schema regulars to regulars_tenant;
call regulars.keep_private(array['org_loyalty_settings', 'org_loyalty_ledger']::regclass[]);
