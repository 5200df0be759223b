-- Who is near a place: the strips of latitude around it, each read from west to east.

create function regulars.nearby_addresses(
  tenant uuid, here_latitude double precision, here_longitude double precision, radius_m double precision, most integer,
  out customer_id uuid, out address_id uuid, out distance_m double precision) returns setof record
  language plpgsql stable parallel safe rows 25 as $$
declare
  -- Where there are many, few metres hold enough of them; where there are few, looking further costs little.
  reach double precision := least(radius_m, 100);
  half double precision;
  band_from integer;
  band_to integer;
  width double precision;
  arcs double precision[];
  customers uuid[];
  addresses uuid[];
  distances double precision[];
  found integer;
begin
  loop
    -- Half of the cap around the place, in degrees; a little more than rounding can take away.
    half := degrees(reach / 6371008.8) + 1e-9;
    band_from := floor((greatest(here_latitude - half, -90) + 90) * 500);
    band_to := floor((least(here_latitude + half, 90) + 90) * 500);
    if here_latitude + half >= 90 or here_latitude - half <= -90 then
      -- A pole is within: every longitude.
      arcs := array[array[-180, 180]];
    else
      -- Where a meridian touches the cap (Bronstein, spherical right triangle): cells narrow towards the poles.
      width := degrees(asin(least(1, sin(radians(half)) / cos(radians(here_latitude))))) + 1e-9;
      arcs := case
        when here_longitude - width < -180 then
          array[array[here_longitude - width + 360, 180], array[-180, here_longitude + width]]
        when here_longitude + width > 180 then
          array[array[here_longitude - width, 180], array[-180, here_longitude + width - 360]]
        else array[array[here_longitude - width, here_longitude + width]]
      end;
    end if;

    select array_agg(hit.customer_id), array_agg(hit.id), array_agg(hit.distance)
    into customers, addresses, distances
    from (
      select nearest.* from (
        select distinct on (address.customer_id) address.customer_id, address.id, way.distance
        from generate_series(band_from, band_to) as band (number)
        cross join generate_series(1, array_length(arcs, 1)) as arc (n)
        join org_customer_addresses address
          on address.tenant_org_id = tenant and address.latitude_band = band.number
            and address.longitude >= arcs[arc.n][1] and address.longitude <= arcs[arc.n][2]
            and address.deleted_at is null
        cross join lateral (
          select regulars.distance_m(here_latitude, here_longitude, address.latitude, address.longitude) as distance
        ) way
        join org_customers_mst customer
          on customer.tenant_org_id = tenant and customer.id = address.customer_id and customer.is_active
        where way.distance <= reach
        order by address.customer_id, way.distance, address.id
      ) nearest
      order by nearest.distance, nearest.id limit most
    ) hit;

    found := coalesce(array_length(customers, 1), 0);
    exit when found >= most or reach >= radius_m;
    -- As far as they would have to lie if they lie as densely, and a little more; never far at once, never hardly any.
    reach := least(radius_m, reach * least(4, greatest(1.5, 1.2 * sqrt(most::double precision / greatest(found, 1)))));
  end loop;
  return query select * from unnest(customers, addresses, distances);
end
$$;
comment on function regulars.nearby_addresses(uuid, double precision, double precision, double precision, integer) is
  'The nearest active addresses within a radius in metres, one for each active customer, nearest first.';

grant execute on all functions in schema regulars to regulars_tenant;
call regulars.keep_private('{}');
