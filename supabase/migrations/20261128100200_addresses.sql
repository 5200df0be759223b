-- Where customers are: many addresses each, one of which is the default.

-- A change of something that belongs to a customer is a change of the customer: one version, one row of history.
-- Whatever triggers look after such things (addresses, merges, …) tell it through new_customer_version below.
alter table org_customers_mst add column changes_beside integer not null default 0;
comment on column org_customers_mst.changes_beside is
  'How many versions tell of what belongs to the customer and lies in other tables; raised by regulars.new_customer_version alone.';
grant update (changes_beside) on org_customers_mst to regulars_tenant;

create or replace function regulars.customer_facts(customer org_customers_mst) returns jsonb
  language sql stable
  return to_jsonb(customer) - array['tenant_org_id', 'id', 'version', 'created_at', 'updated_at',
    'customer_number_int', 'phone_reversed', 'email_folded', 'sort_name', 'last_order_key', 'sys_customer_id',
    'changes_beside'];

create function regulars.change_customer_beside() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() < 2 then
    raise exception 'A version that nothing tells of.' using errcode = 'insufficient_privilege';
  end if;
  new.version := old.version + 1;
  new.updated_at := now();
  return new;
end
$$;
-- After change_customer, by name.
create trigger change_customer_beside before update on org_customers_mst
  for each row when (new.changes_beside <> old.changes_beside)
  execute function regulars.change_customer_beside();

drop trigger record_change on org_customers_mst;
create trigger record_change after update on org_customers_mst
  for each row when (new.version <> old.version and new.changes_beside = old.changes_beside)
  execute function regulars.record_change();

alter table org_customer_history drop constraint org_customer_history_action_check;
alter table org_customer_history add constraint org_customer_history_action_check
  check (action ~ '^[a-z]+(_[a-z]+)*$');
comment on column org_customer_history.changes is
  '{field: {from, to}}; a field of an address is written addresses.<its id>.field.';

create function regulars.new_customer_version(tenant uuid, customer uuid, told_action text, told_changes jsonb)
  returns void language plpgsql as $$
declare
  made integer;
begin
  update org_customers_mst set changes_beside = changes_beside + 1 where tenant_org_id = tenant and id = customer
  returning version into made;
  insert into org_customer_history (tenant_org_id, customer_id, version, action, changes)
  values (tenant, customer, made, told_action, told_changes);
end
$$;
comment on function regulars.new_customer_version(uuid, uuid, text, jsonb) is
  'For triggers on what belongs to a customer: one version more, whose row of history says this.';

-- Degrees are read as WGS 84, and the way is measured along a sphere of the mean radius of the earth.
create function regulars.haversine_degrees(degrees double precision) returns double precision
  language sql immutable parallel safe
  -- PostgreSQL refuses to square what is too small for it: less than the width of an atom is nothing here.
  return case when abs(degrees) < 1e-100 then 0 else power(sind(degrees / 2), 2) end;
comment on function regulars.haversine_degrees(double precision) is 'The square of the sine of half an angle.';

create function regulars.distance_m(
  from_latitude double precision, from_longitude double precision,
  to_latitude double precision, to_longitude double precision) returns double precision
  language plpgsql immutable strict parallel safe as $$
begin
  -- Rounding can take the sum past 1, of which there is no arc sine.
  return 2 * 6371008.8 * asin(sqrt(least(1,
    regulars.haversine_degrees(to_latitude - from_latitude)
      + cosd(from_latitude) * cosd(to_latitude) * regulars.haversine_degrees(to_longitude - from_longitude))));
end
$$;
comment on function regulars.distance_m(double precision, double precision, double precision, double precision) is
  'Great-circle distance in metres: haversine (Sinnott, Sky and Telescope 68, 1984) on the mean earth radius R1 = 6371008.8 m (Moritz, Geodetic Reference System 1980, J. Geodesy 74, 2000).';

create table org_customer_addresses (
  tenant_org_id uuid not null,
  id uuid not null default regulars.new_id(),
  customer_id uuid not null,
  type text not null default 'home' check (type in ('home', 'work', 'other')),
  label text,
  building text,
  floor text,
  apartment text,
  street text,
  area text,
  city text,
  region text,
  postal_code text,
  country text not null check (country ~ '^[A-Z]{2}$'),
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  delivery_notes text,
  is_default boolean not null default false,
  added_version integer not null default 0,
  chosen_version integer not null default 0,
  deleted_at timestamptz,
  -- Not now(): of those that one statement adds, the first is the first.
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),

  -- Strips of the earth of about 222 metres from south to north, within which an index is in order of longitude.
  latitude_band integer generated always as (floor((latitude + 90) * 500)::integer) stored,

  primary key (tenant_org_id, id),
  foreign key (tenant_org_id, customer_id) references org_customers_mst (tenant_org_id, id) on delete cascade,
  constraint coordinates_together check ((latitude is null) = (longitude is null)),
  constraint address_leads_somewhere check (
    coalesce(street, area, city, building, label, postal_code) is not null or latitude is not null),
  constraint removed_is_not_default check (deleted_at is null or not is_default)
);
comment on table org_customer_addresses is
  'Addresses of customers: removed by deleted_at, never deleted. Whenever a customer has an active one, exactly one is the default: the one chosen last, or, while none was chosen, the one added first.';
comment on column org_customer_addresses.is_default is
  'Setting it true is how a caller chooses; what the column says is decided by triggers.';
comment on column org_customer_addresses.added_version is
  'The version of the customer with which this address came to it.';
comment on column org_customer_addresses.chosen_version is
  'The version of the customer with which this address was last chosen as the default; 0: it never was.';
comment on column org_customer_addresses.latitude is 'WGS 84, in degrees, with longitude or not at all.';

create unique index org_customer_addresses_default_key on org_customer_addresses (tenant_org_id, customer_id)
  where is_default;
create index org_customer_addresses_by_customer on org_customer_addresses (tenant_org_id, customer_id);
-- With all that measuring a distance takes: of those around a place most are measured and not shown.
create index org_customer_addresses_by_place on org_customer_addresses (tenant_org_id, latitude_band, longitude)
  include (latitude, customer_id, id)
  where deleted_at is null and latitude_band is not null;
-- As in org_customers_mst: plans for any tenant.
alter table org_customer_addresses alter tenant_org_id set (n_distinct = 1000);

alter table org_customer_addresses enable row level security;
alter table org_customer_addresses force row level security;
create policy own on org_customer_addresses to regulars_tenant
  using (tenant_org_id = regulars.current_tenant()) with check (tenant_org_id = regulars.current_tenant());
grant select on org_customer_addresses to regulars_tenant;
grant insert (tenant_org_id, id, customer_id, type, label, building, floor, apartment, street, area, city, region,
  postal_code, country, latitude, longitude, delivery_notes, is_default) on org_customer_addresses to regulars_tenant;
grant update (customer_id, type, label, building, floor, apartment, street, area, city, region,
  postal_code, country, latitude, longitude, delivery_notes, is_default, deleted_at)
  on org_customer_addresses to regulars_tenant;

create function regulars.address_facts(address org_customer_addresses) returns jsonb
  language sql stable
  return (to_jsonb(address) - array['tenant_org_id', 'id', 'customer_id', 'added_version', 'chosen_version',
    'created_at', 'updated_at', 'latitude_band', 'deleted_at']) || jsonb_build_object('is_active', address.deleted_at is null);
comment on function regulars.address_facts(org_customer_addresses) is 'What history tells of an address.';

create function regulars.default_address(tenant uuid, customer uuid) returns uuid
  language sql stable
  return (
    select id from org_customer_addresses
    where tenant_org_id = tenant and customer_id = customer and deleted_at is null
    order by chosen_version desc, added_version, created_at, id limit 1);
comment on function regulars.default_address(uuid, uuid) is
  'Which address has to be the default. It follows from what was chosen when, so that undoing a removal undoes all of it.';

create function regulars.settle_address() returns trigger language plpgsql as $$
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
$$;
create trigger settle_address before insert or update on org_customer_addresses
  for each row execute function regulars.settle_address();

create function regulars.change_addresses(tenant uuid, customer uuid, kinds text[], changes jsonb)
  returns void language plpgsql as $$
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
$$;
comment on function regulars.change_addresses(uuid, uuid, text[], jsonb) is
  'After a statement has changed addresses of a customer: hands the default on and makes one version that tells it all.';

create function regulars.after_adding_addresses() returns trigger language plpgsql as $$
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
$$;
create trigger after_adding_addresses after insert on org_customer_addresses
  referencing new table as added
  for each statement execute function regulars.after_adding_addresses();

create function regulars.after_changing_addresses() returns trigger language plpgsql as $$
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
$$;
create trigger after_changing_addresses after update on org_customer_addresses
  referencing old table as before_change new table as after_change
  for each statement execute function regulars.after_changing_addresses();

create function regulars.address_json(address org_customer_addresses, distance double precision) returns json
  language sql stable
  return json_build_object(
    'id', address.id, 'type', address.type, 'label', address.label, 'building', address.building,
    'floor', address.floor, 'apartment', address.apartment, 'street', address.street, 'area', address.area,
    'city', address.city, 'region', address.region, 'postalCode', address.postal_code, 'country', address.country,
    'latitude', address.latitude, 'longitude', address.longitude, 'deliveryNotes', address.delivery_notes,
    'isDefault', address.is_default, 'isActive', address.deleted_at is null,
    'distanceM', round(distance::numeric, 2),
    'createdAt', address.created_at, 'updatedAt', address.updated_at);
comment on function regulars.address_json(org_customer_addresses, double precision) is
  'An address of contract/address.ts but for its lines, which the server adds.';

create function regulars.active_addresses(tenant uuid, customer uuid) returns text
  -- plpgsql, so that a statement that names it pays for it only where it is called: most customers have no address.
  language plpgsql stable as $$
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
$$;
comment on function regulars.active_addresses(uuid, uuid) is
  'The active addresses of a customer as JSON text, the default first; null: there are none.';

grant execute on all functions in schema regulars to regulars_tenant;
call regulars.keep_private(array['org_customer_addresses']::regclass[]);
