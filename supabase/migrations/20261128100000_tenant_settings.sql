-- What the admins of a business may change about it, and where it is.

alter table org_tenants_mst
  add column latitude double precision check (latitude between -90 and 90),
  add column longitude double precision check (longitude between -180 and 180),
  add constraint position_is_whole check ((latitude is null) = (longitude is null));
comment on column org_tenants_mst.latitude is 'WGS 84, in degrees, with longitude or not at all: where the business is.';

create policy change_own on org_tenants_mst for update to regulars_tenant
  using (id = regulars.current_tenant()) with check (id = regulars.current_tenant());
grant update (name, name2, country, language, currency, time_zone, customer_number_prefix, latitude, longitude)
  on org_tenants_mst to regulars_tenant;

create function regulars.keep_currency() returns trigger language plpgsql as $$
begin
  if exists (select from org_customers_mst where tenant_org_id = new.id and total_orders > 0) then
    raise exception 'There are orders in this currency.' using errcode = 'check_violation', constraint = 'currency_in_use';
  end if;
  return new;
end
$$;
comment on function regulars.keep_currency() is 'Amounts are not converted: the currency stays once there is an order.';
create trigger keep_currency before update on org_tenants_mst
  for each row when (new.currency <> old.currency) execute function regulars.keep_currency();

grant execute on all functions in schema regulars to regulars_tenant;
call regulars.keep_private('{}');
