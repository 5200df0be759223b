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

grant execute on all functions in schema regulars to regulars_tenant;
call regulars.keep_private('{}');
