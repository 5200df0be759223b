-- Orders: they live in a till or a shop; here is what customer management needs of them.

-- What an order refers to, so that a business cannot change its currency under amounts that nobody converts.
alter table org_tenants_mst add constraint org_tenants_currency_key unique (id, currency);

create table org_orders_mst (
  tenant_org_id uuid not null,
  id uuid not null default regulars.new_id(),
  customer_id uuid not null,
  external_ref text collate "C",
  order_number text,
  status text not null default 'received'
    check (status in ('received', 'in_progress', 'ready', 'delivered', 'cancelled', 'refunded')),
  placed_at timestamptz not null default now(),
  ready_at timestamptz,
  delivered_at timestamptz,
  total numeric(16, 4) not null check (total >= 0),
  currency text not null,
  item_count integer check (item_count >= 0),
  branch text,
  note text,
  content_hash bytea not null check (length(content_hash) = 32),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_org_id, id),
  constraint order_has_its_external_ref unique (tenant_org_id, external_ref),
  foreign key (tenant_org_id, customer_id) references org_customers_mst (tenant_org_id, id) on delete cascade,
  constraint currency_in_use
    foreign key (tenant_org_id, currency) references org_tenants_mst (id, currency) on delete cascade
);
comment on table org_orders_mst is
  'Orders of customers. What is neither cancelled nor refunded counts into the totals of the customer, which triggers keep.';
comment on column org_orders_mst.external_ref is 'What the system that the order comes from calls it: a retry finds it by this.';
comment on column org_orders_mst.content_hash is 'SHA-256 of what was sent when it was new: is who comes again with its external_ref a retry, or somebody else?';
create index org_orders_by_customer on org_orders_mst (tenant_org_id, customer_id, placed_at, id);
create index org_orders_by_time on org_orders_mst (tenant_org_id, placed_at, id);
create index org_orders_by_status on org_orders_mst (tenant_org_id, status, placed_at, id);
-- For the business that wants another currency.
create index org_orders_by_currency on org_orders_mst (tenant_org_id, currency);
-- As in org_customers_mst: plans for any tenant.
alter table org_orders_mst alter tenant_org_id set (n_distinct = 1000);

alter table org_orders_mst enable row level security;
alter table org_orders_mst force row level security;
create policy own on org_orders_mst to regulars_tenant
  using (tenant_org_id = regulars.current_tenant()) with check (tenant_org_id = regulars.current_tenant());
-- An order is cancelled, never deleted.
grant select on org_orders_mst to regulars_tenant;
grant insert (tenant_org_id, id, customer_id, external_ref, order_number, status, placed_at, ready_at, delivered_at,
  total, currency, item_count, branch, note, content_hash) on org_orders_mst to regulars_tenant;
grant update (customer_id, order_number, status, placed_at, ready_at, delivered_at, total, item_count, branch, note)
  on org_orders_mst to regulars_tenant;

create function regulars.touch_order() returns trigger language plpgsql as $$
begin
  new.updated_at := now();
  return new;
end
$$;
create trigger touch_order before update on org_orders_mst
  for each row when (new.* is distinct from old.*) execute function regulars.touch_order();

create function regulars.order_counts(status text) returns boolean
  language sql immutable parallel safe
  return status not in ('cancelled', 'refunded');
comment on function regulars.order_counts(text) is 'Does an order of this status count into totals?';

create function regulars.surviving_customer(tenant uuid, customer uuid) returns uuid
  language sql stable
  return (
    with recursive way as (
      select id, merged_into_id from org_customers_mst where tenant_org_id = tenant and id = customer
      union
      select next.id, next.merged_into_id
      from way join org_customers_mst as next on next.tenant_org_id = tenant and next.id = way.merged_into_id
    )
    select id from way where merged_into_id is null);
comment on function regulars.surviving_customer(uuid, uuid) is
  'Whoever a merged customer lives on in; the customer itself where it was not merged; null where there is none.';

-- The sum of a hundred million of the largest orders.
alter table org_customers_mst alter total_spent type numeric(24, 4);

create type regulars.order_share as (
  tenant_org_id uuid, customer_id uuid, orders integer, spent numeric
);
comment on type regulars.order_share is 'What an order adds to a customer, or takes away.';

create function regulars.count_shares(shares regulars.order_share[]) returns void language plpgsql as $$
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
$$;
comment on function regulars.count_shares(regulars.order_share[]) is
  'Adds up what orders brought or took: number, sum, and the last of them.';

create function regulars.count_added_orders() returns trigger language plpgsql as $$
begin
  perform regulars.count_shares(array(
    select row (tenant_org_id, customer_id, 1, total)::regulars.order_share from added
    where regulars.order_counts(status)));
  return null;
end
$$;
create trigger count_added_orders after insert on org_orders_mst
  referencing new table as added
  for each statement execute function regulars.count_added_orders();

create function regulars.count_changed_orders() returns trigger language plpgsql as $$
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
$$;
create trigger count_changed_orders after update on org_orders_mst
  referencing old table as before_change new table as after_change
  for each statement execute function regulars.count_changed_orders();

create function regulars.uncount_deleted_orders() returns trigger language plpgsql as $$
begin
  perform regulars.count_shares(array(
    select row (tenant_org_id, customer_id, -1, -total)::regulars.order_share from removed
    where regulars.order_counts(status)));
  return null;
end
$$;
create trigger uncount_deleted_orders after delete on org_orders_mst
  referencing old table as removed
  for each statement execute function regulars.uncount_deleted_orders();

-- The triggers act for whoever writes an order, so the tenant has the privilege; by hand it is refused.
grant update (total_orders, total_spent, last_order_at) on org_customers_mst to regulars_tenant;
create function regulars.refuse_by_hand() returns trigger language plpgsql as $$
begin
  raise exception 'Totals follow from orders, points from the ledger.' using errcode = 'insufficient_privilege';
end
$$;
create trigger a_totals_follow before update of total_orders, total_spent, last_order_at, loyalty_points
  on org_customers_mst
  for each statement when (pg_trigger_depth() = 0 and current_user = 'regulars_tenant')
  execute function regulars.refuse_by_hand();

create function regulars.name_change() returns trigger language plpgsql as $$
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
$$;
comment on function regulars.name_change() is 'Tells what orders and points did to a customer from what somebody wrote.';
create trigger name_change before insert on org_customer_history
  for each row when (new.action = 'updated' and new.changes <> '{}') execute function regulars.name_change();

grant execute on all functions in schema regulars to regulars_tenant;
call regulars.keep_private(array['org_orders_mst']::regclass[]);
