-- Who is near a place: the strips of latitude around it, each read from west to east.

create function regulars.nearby_addresses(
  tenant uuid, here_latitude double precision, here_longitude double precision, radius_m double precision, most integer,
  out customer_id uuid, out address_id uuid, out distance_m double precision) returns setof record
  language plpgsql stable parallel safe rows 25 as $$
declare
  -- Where there are many, few metres hold enough of them; where there are few, looking further costs little.
  reach double precision := least(radius_m, 100);
  half double precision;
  width double precision;
  bands integer[];
  -- Where the antimeridian is within, the second arc is what lies beyond it; otherwise it is null.
  west double precision[];
  east double precision[];
  customers uuid[];
  addresses uuid[];
  distances double precision[];
  found integer;
begin
  loop
    -- Half of the cap around the place, in degrees; a little more than rounding can take away.
    half := degrees(reach / 6371008.8) + 1e-9;
    bands := array(select generate_series(
      floor((greatest(here_latitude - half, -90) + 90) * 500)::integer,
      floor((least(here_latitude + half, 90) + 90) * 500)::integer));
    if here_latitude + half >= 90 or here_latitude - half <= -90 then
      -- A pole is within: every longitude.
      west := array[-180, null];
      east := array[180, null];
    else
      -- Where a meridian touches the circle: sin(width) = sin(half) / cos(latitude). Degrees narrow towards the poles.
      width := asind(least(1, sind(half) / cosd(here_latitude))) + 1e-9;
      west := array[greatest(here_longitude - width, -180),
        case when here_longitude - width < -180 then here_longitude - width + 360
          when here_longitude + width > 180 then -180 end];
      east := array[least(here_longitude + width, 180),
        case when here_longitude - width < -180 then 180
          when here_longitude + width > 180 then here_longitude + width - 360 end];
    end if;

    select array_agg(hit.customer_id), array_agg(hit.id), array_agg(hit.distance)
    into customers, addresses, distances
    from (
      -- "offset 0" keeps the order in which this is written: the planner cannot know how few there are. Customers are
      -- looked at last, the nearest first, and no more of them than are asked for.
      select nearest.customer_id, nearest.id, nearest.distance
      from (
        select * from (
          select distinct on (around.customer_id) around.customer_id, around.id, around.distance
          from unnest(bands) as band (number)
          cross join (values (west[1], east[1]), (west[2], east[2])) as arc (west, east)
          cross join lateral (
            select address.customer_id, address.id,
              regulars.distance_m(here_latitude, here_longitude, address.latitude, address.longitude) as distance
            from org_customer_addresses address
            where address.tenant_org_id = tenant and address.latitude_band = band.number
              and address.longitude >= arc.west and address.longitude <= arc.east and address.deleted_at is null
            offset 0
          ) around
          where around.distance <= reach
          order by around.customer_id, around.distance, around.id
        ) one_each
        order by distance, id
        offset 0
      ) nearest
      cross join lateral (
        select from org_customers_mst
        where tenant_org_id = tenant and id = nearest.customer_id and is_active
        offset 0
      ) customer
      limit most
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
