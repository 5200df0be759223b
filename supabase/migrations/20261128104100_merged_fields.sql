-- What two customers become: rules alone, which read and write nothing.

create function regulars.mergeable(customer org_customers_mst) returns jsonb
  language sql stable
  return jsonb_build_object(
    'customer_number', customer.customer_number, 'profile_status', customer.profile_status,
    'first_name', customer.first_name, 'last_name', customer.last_name, 'display_name', customer.display_name,
    'name', customer.name, 'name2', customer.name2,
    'phone', case when customer.phone is not null then
      jsonb_build_object('number', customer.phone, 'verified', customer.phone_verified) end,
    'email', customer.email, 'birth_date', customer.birth_date, 'avatar_url', customer.avatar_url,
    'preferences', customer.preferences, 'notes', customer.notes, 'tags', to_jsonb(customer.tags));
comment on function regulars.mergeable(org_customers_mst) is 'What a merge makes one of two.';

create function regulars.is_named(fields jsonb) returns boolean
  language sql immutable parallel safe
  return coalesce(fields ->> 'name', fields ->> 'first_name', fields ->> 'last_name', fields ->> 'display_name',
    fields ->> 'name2') is not null;

create function regulars.filled_up(own jsonb, other jsonb) returns jsonb
  language plpgsql immutable parallel safe as $$
begin
  if jsonb_typeof(own) is distinct from 'object' or jsonb_typeof(other) is distinct from 'object' then
    return coalesce(own, other);
  end if;
  return own || coalesce((
    select jsonb_object_agg(key, regulars.filled_up(own -> key, value)) from jsonb_each(other)), '{}');
end
$$;
comment on function regulars.filled_up(jsonb, jsonb) is 'Both objects, at any depth; where both have a value the first one''s stays.';

create function regulars.merged_value(field text, own jsonb, other jsonb, choice text) returns jsonb
  language sql immutable parallel safe
  return case
    when coalesce(other, 'null') in ('null', '{}') then own
    when coalesce(own, 'null') in ('null', '{}') then other
    when choice = 'source' then other
    when choice = 'target' then own
    when field = 'preferences' then regulars.filled_up(own, other)
    else own
  end;

create function regulars.merged_fields(target jsonb, source jsonb, choices jsonb) returns jsonb
  language plpgsql immutable as $$
declare
  result jsonb := target;
  other jsonb := source;
  field text;
  status text;
  rank constant text[] := array['guest', 'stub', 'full'];
begin
  if choices ->> 'name' = 'source' then
    -- Its name as it is shown.
    other := other || jsonb_build_object('name', coalesce(
      source ->> 'name', nullif(concat_ws(' ', source ->> 'first_name', source ->> 'last_name'), '')));
  elsif target ->> 'first_name' is not null or target ->> 'last_name' is not null then
    -- It would be shown instead of them.
    other := other - 'name';
  end if;
  if regulars.is_named(target) and choices ->> 'display_name' is distinct from 'source' then
    other := other - 'display_name';
  end if;
  foreach field in array array['first_name', 'last_name', 'display_name', 'name', 'name2', 'phone', 'email',
    'birth_date', 'avatar_url', 'preferences', 'notes']
  loop
    result := result || jsonb_build_object(field,
      regulars.merged_value(field, target -> field, other -> field, choices ->> field));
  end loop;

  -- Of two who have the same phone one may have proven it.
  if target #>> '{phone,number}' = source #>> '{phone,number}' then
    result := result || jsonb_build_object('phone', jsonb_build_object(
      'number', target #> '{phone,number}',
      'verified', (target #> '{phone,verified}')::boolean or (source #> '{phone,verified}')::boolean));
  end if;
  if choices ->> 'notes' is null and target ->> 'notes' <> source ->> 'notes' then
    result := result || jsonb_build_object('notes',
      format(E'%s\n\n%s:\n%s', target ->> 'notes', source ->> 'customer_number', source ->> 'notes'));
  end if;
  result := result || jsonb_build_object('tags', target -> 'tags' || (
    select coalesce(jsonb_agg(tag order by place), '[]')
    from jsonb_array_elements(source -> 'tags') with ordinality as had (tag, place)
    where not target -> 'tags' @> tag));

  status := rank[greatest(
    array_position(rank, target ->> 'profile_status'), array_position(rank, source ->> 'profile_status'))];
  if status = 'full' and target ->> 'profile_status' <> 'full'
    and not coalesce((result #> '{phone,verified}')::boolean, false)
  then
    status := 'stub';
  end if;
  if target ->> 'profile_status' = 'guest' then
    if result #>> '{phone,number}' is null or not regulars.is_named(result) then
      status := 'guest';
    elsif status = 'guest' and (result -> 'phone', result -> 'name', result -> 'first_name', result -> 'last_name',
        result -> 'display_name', result -> 'name2')
      is distinct from (target -> 'phone', target -> 'name', target -> 'first_name', target -> 'last_name',
        target -> 'display_name', target -> 'name2')
    then
      -- As in change_customer.
      status := 'stub';
    end if;
  end if;
  return result || jsonb_build_object('profile_status', status);
end
$$;
comment on function regulars.merged_fields(jsonb, jsonb, jsonb) is
  'What the target becomes, of regulars.mergeable of both and {column: source or target}.';

create function regulars.carried_over(path text, current jsonb, old jsonb, new jsonb, out value jsonb, out kept text[])
  language plpgsql immutable as $$
declare
  field text;
  inner_part record;
begin
  kept := '{}';
  if current is not distinct from old or current is not distinct from new or old is not distinct from new then
    value := case when current is not distinct from old then new else current end;
  elsif path = 'tags' then
    value := (
      select coalesce(jsonb_agg(tag order by place), '[]')
      from (
        select tag, place from jsonb_array_elements(current) with ordinality as now_there (tag, place)
        where new @> tag or not old @> tag
        union all
        select tag, 1000000 + place from jsonb_array_elements(new) with ordinality as added (tag, place)
        where not old @> tag and not current @> tag
      ) tags);
  elsif path ~ '^preferences' and jsonb_typeof(current) = 'object'
    and coalesce(jsonb_typeof(old), 'object') = 'object' and coalesce(jsonb_typeof(new), 'object') = 'object'
  then
    value := current;
    for field in select jsonb_object_keys(coalesce(old, '{}') || coalesce(new, '{}')) loop
      select * into inner_part
      from regulars.carried_over(path || '.' || field, current -> field, old -> field, new -> field);
      kept := kept || inner_part.kept;
      value := value - field;
      if inner_part.value is not null then
        value := value || jsonb_build_object(field, inner_part.value);
      end if;
    end loop;
  else
    value := current;
    kept := array[path];
  end if;
end
$$;
comment on function regulars.carried_over(text, jsonb, jsonb, jsonb) is
  'What changed from old to new, changed in current as well, where that still is as in old; where not, the path is in kept.';

create function regulars.carried_over_fields(current jsonb, old jsonb, new jsonb, out fields jsonb, out kept text[])
  language plpgsql immutable as $$
declare
  field text;
  part record;
begin
  fields := current;
  kept := '{}';
  for field in select jsonb_object_keys(current) loop
    select * into part from regulars.carried_over(field, current -> field, old -> field, new -> field);
    fields := fields || jsonb_build_object(field, part.value);
    kept := kept || part.kept;
  end loop;
end
$$;

create function regulars.unmerged_fields(current jsonb, old jsonb, new jsonb, out fields jsonb, out kept text[])
  language plpgsql immutable as $$
declare
  names constant text[] := array['first_name', 'last_name', 'display_name', 'name', 'name2'];
  name text;
begin
  select * into fields, kept from regulars.carried_over_fields(current, old, new);
  -- Who proved another phone since became full by that.
  if 'phone' = any (kept) and (current #> '{phone,verified}')::boolean then
    fields := fields || jsonb_build_object('profile_status', current -> 'profile_status');
  end if;
  -- Who was made more than a guest since needs what made it possible.
  if fields ->> 'profile_status' <> 'guest' then
    if not regulars.is_named(fields) then
      foreach name in array names loop
        if current -> name <> 'null' then
          fields := fields || jsonb_build_object(name, current -> name);
          kept := kept || name;
        end if;
      end loop;
    end if;
    if fields -> 'phone' = 'null' then
      fields := fields || jsonb_build_object('phone', current -> 'phone');
      kept := kept || 'phone'::text;
    end if;
  end if;
  if fields ->> 'profile_status' = 'full' and current ->> 'profile_status' <> 'full'
    and not coalesce((fields #> '{phone,verified}')::boolean, false)
  then
    fields := fields || jsonb_build_object('profile_status', current -> 'profile_status');
  end if;
end
$$;
comment on function regulars.unmerged_fields(jsonb, jsonb, jsonb) is
  'What the target is without a merge that made old of new, and what is kept because it was edited since.';

grant execute on all functions in schema regulars to regulars_tenant;
call regulars.keep_private('{}');
