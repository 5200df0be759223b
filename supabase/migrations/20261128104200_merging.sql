-- Merging and undoing it: all that happens when a row of org_customer_merge_log is written.

create function regulars.references_to_customers(out table_name text, out column_name text, out on_merge text)
  returns setof record
  language sql immutable rows 8
  begin atomic
    values
      ('org_orders_mst', 'customer_id', 'moves'),
      ('org_customer_addresses', 'customer_id', 'moves'),
      ('org_customer_contacts', 'customer_id', 'moves'),
      ('org_loyalty_ledger', 'customer_id', 'an entry on both sides'),
      ('org_customer_history', 'customer_id', 'stays'),
      ('org_customers_mst', 'merged_into_id', 'stays'),
      ('org_customer_merge_log', 'source_id', 'stays'),
      ('org_customer_merge_log', 'target_id', 'stays');
  end;
comment on function regulars.references_to_customers() is
  'Every foreign key to a customer and what a merge does about it. What moves has a key (tenant_org_id, id), and goes back by it.';

-- Proof -----------------------------------------------------------------------------------------------------------

create function regulars.is_proven_by_merge(tenant uuid, customer uuid, candidate text) returns boolean
  language sql stable
  return exists (
    select from org_customer_merge_log as log,
      lateral (select jsonb_build_object('number', candidate, 'verified', true) as phone) proven
    where tenant_org_id = tenant and target_id = customer
      and case
        when merged_in = pg_current_xact_id_if_assigned() then source_fields -> 'phone' = proven.phone
        when undone_in = pg_current_xact_id_if_assigned() then target_before -> 'phone' = proven.phone or exists (
          select from org_customer_merge_log as later
          where later.tenant_org_id = tenant and later.target_id = customer and later.undone_at is null
            and later.target_version > log.target_version and later.target_after -> 'phone' = proven.phone)
      end);
comment on function regulars.is_proven_by_merge(uuid, uuid, text) is
  'Does this very transaction merge a customer who has this phone verified into this one, or undo a merge and give back what was verified before it?';

create or replace function regulars.prove_customer() returns trigger language plpgsql as $$
begin
  -- Nobody sets these: proof does, and only while the phone stays.
  new.phone_verified := new.phone is not null and (
    (tg_op = 'UPDATE' and old.phone_verified and new.phone = old.phone)
    or regulars.is_proven(new.tenant_org_id, new.phone)
    or (new.is_merging and regulars.is_proven_by_merge(new.tenant_org_id, new.id, new.phone)));
  if new.profile_status = 'full' and not new.phone_verified and (tg_op = 'INSERT' or old.profile_status <> 'full') then
    raise exception 'A full customer needs a proven phone.' using errcode = 'check_violation', constraint = 'full_is_proven';
  end if;
  -- Only who became one by a merge that is being undone is one no longer.
  if tg_op = 'UPDATE' and old.profile_status = 'full' and new.profile_status <> 'full' and not new.is_merging then
    raise exception 'A full customer stays one.' using errcode = 'check_violation', constraint = 'full_stays_full';
  end if;
  return new;
end
$$;

-- One version for all that a merge does ---------------------------------------------------------------------------

create or replace function regulars.change_customer() returns trigger language plpgsql as $$
begin
  if new.email is distinct from old.email then
    new.email_verified := false;
  end if;
  -- A guest who is given a name and a phone has become a stub. What a merge says is said by merged_fields.
  if new.profile_status = 'guest' and not new.is_merging
    and new.phone is not null
    and coalesce(new.name, new.first_name, new.last_name, new.display_name, new.name2) is not null
    and (new.phone, new.name, new.first_name, new.last_name, new.display_name, new.name2)
      is distinct from (old.phone, old.name, old.first_name, old.last_name, old.display_name, old.name2)
  then
    new.profile_status := 'stub';
  end if;
  if not new.is_merging and regulars.customer_facts(new) is distinct from regulars.customer_facts(old) then
    if old.merged_into_id is not null then
      raise exception 'A merged customer does not change.'
        using errcode = 'check_violation', constraint = 'merged_is_left_alone';
    end if;
    new.version := old.version + 1;
    new.updated_at := now();
  end if;
  return new;
end
$$;

create or replace function regulars.new_customer_version(tenant uuid, customer uuid, told_action text, told_changes jsonb)
  returns void language plpgsql as $$
declare
  made integer;
  merged_into uuid;
begin
  update org_customers_mst set changes_beside = changes_beside + 1
  where tenant_org_id = tenant and id = customer and not is_merging
  returning version, merged_into_id into made, merged_into;
  -- A merge tells all that it does at its end.
  if not found then
    return;
  end if;
  if merged_into is not null then
    raise exception 'A merged customer does not change.'
      using errcode = 'check_violation', constraint = 'merged_is_left_alone';
  end if;
  insert into org_customer_history (tenant_org_id, customer_id, version, action, changes)
  values (tenant, customer, made, told_action, told_changes);
end
$$;

create function regulars.begin_merging(log org_customer_merge_log) returns void language plpgsql as $$
begin
  update org_customers_mst set is_merging = true
  where tenant_org_id = log.tenant_org_id and id in (log.source_id, log.target_id);
end
$$;

create function regulars.end_merging(before org_customers_mst, told_action text, about jsonb) returns void
  language plpgsql as $$
declare
  after org_customers_mst;
begin
  update org_customers_mst set is_merging = false, changes_beside = changes_beside + 1
  where tenant_org_id = before.tenant_org_id and id = before.id
  returning * into after;
  insert into org_customer_history (tenant_org_id, customer_id, version, action, changes)
  values (after.tenant_org_id, after.id, after.version, told_action,
    regulars.changed_facts(regulars.customer_facts(before), regulars.customer_facts(after)) || about);
end
$$;
comment on function regulars.end_merging(org_customers_mst, text, jsonb) is
  'One version that tells everything since before, and with whom.';

create function regulars.told_of_merge(log org_customer_merge_log, other org_customers_mst) returns jsonb
  language sql stable
  return jsonb_build_object('id', log.id, 'customerId', other.id, 'customerNumber', other.customer_number,
    'reason', log.reason, 'ordersMoved', log.orders_moved, 'addressesMoved', log.addresses_moved,
    'loyaltyPointsMerged', log.points_merged);

-- Parts -----------------------------------------------------------------------------------------------------------

create function regulars.hold_merging(log org_customer_merge_log) returns void language plpgsql as $$
begin
  -- Always in this order, so that no two merges wait for each other; and nobody adds what refers to them meanwhile.
  perform from org_customers_mst
  where tenant_org_id = log.tenant_org_id and id in (log.source_id, log.target_id)
  order by id for update;
  -- Statements that follow change both, each its own kinds.
  perform from org_customer_counts
  where tenant_org_id = log.tenant_org_id order by profile_status, is_active for no key update;
end
$$;

create function regulars.write_merged_fields(tenant uuid, customer uuid, fields jsonb) returns void
  language sql volatile
  begin atomic
    update org_customers_mst
    set profile_status = fields ->> 'profile_status', first_name = fields ->> 'first_name',
      last_name = fields ->> 'last_name', display_name = fields ->> 'display_name', name = fields ->> 'name',
      name2 = fields ->> 'name2', phone = fields #>> '{phone,number}', email = fields ->> 'email',
      birth_date = (fields ->> 'birth_date')::date, avatar_url = fields ->> 'avatar_url',
      preferences = fields -> 'preferences', notes = fields ->> 'notes',
      tags = array(select jsonb_array_elements_text(fields -> 'tags'))
    where tenant_org_id = tenant and id = customer;
  end;

create function regulars.given_up_contacts(log org_customer_merge_log, out kind text, out value text) returns setof record
  language sql stable rows 2
  begin atomic
    select distinct on (had.kind, lower(had.value)) had.kind, had.value
    from (values
      ('phone', log.target_before #>> '{phone,number}', log.target_after #>> '{phone,number}'),
      ('phone', log.source_fields #>> '{phone,number}', log.target_after #>> '{phone,number}'),
      ('email', log.target_before ->> 'email', log.target_after ->> 'email'),
      ('email', log.source_fields ->> 'email', log.target_after ->> 'email')) as had (kind, value, stays)
    where had.value is not null and lower(had.value) is distinct from lower(had.stays);
  end;
comment on function regulars.given_up_contacts(org_customer_merge_log) is 'Phones and e-mails that a merge left without a place in the customer itself.';

create function regulars.keep_contacts(log org_customer_merge_log) returns integer language plpgsql as $$
declare
  kept integer;
begin
  delete from org_customer_contacts where tenant_org_id = log.tenant_org_id and merge_id = log.id;
  insert into org_customer_contacts (tenant_org_id, customer_id, merge_id, kind, value)
  select log.tenant_org_id, log.target_id, log.id, kind, value from regulars.given_up_contacts(log);
  get diagnostics kept = row_count;
  return kept;
end
$$;

create function regulars.move_to_target(log org_customer_merge_log) returns jsonb language plpgsql as $$
declare
  reference record;
  ids jsonb;
  moved jsonb := '{}';
begin
  for reference in select * from regulars.references_to_customers() where on_merge = 'moves' loop
    execute format(
      'with moved as (update %1$I set %2$I = $3 where tenant_org_id = $1 and %2$I = $2 returning id)
       select coalesce(jsonb_agg(id), ''[]'') from moved', reference.table_name, reference.column_name)
    into ids using log.tenant_org_id, log.source_id, log.target_id;
    moved := moved || jsonb_build_object(reference.table_name, ids);
  end loop;
  return moved;
end
$$;
comment on function regulars.move_to_target(org_customer_merge_log) is 'Moves every row that refers to the source; says which.';

create function regulars.move_back(log org_customer_merge_log) returns jsonb language plpgsql as $$
declare
  reference record;
  ids jsonb;
  moved jsonb := '{}';
begin
  for reference in select * from regulars.references_to_customers() where on_merge = 'moves' loop
    execute format(
      'with moved as (
         update %1$I set %2$I = $2
         where tenant_org_id = $1 and %2$I = $3 and id = any (array(select jsonb_array_elements_text($4)::uuid))
         returning id)
       select coalesce(jsonb_agg(id), ''[]'') from moved', reference.table_name, reference.column_name)
    into ids using log.tenant_org_id, log.source_id, log.target_id, log.moved -> reference.table_name;
    moved := moved || jsonb_build_object(reference.table_name, ids);
  end loop;
  return moved;
end
$$;
comment on function regulars.move_back(org_customer_merge_log) is 'Moves back what came from the source and still is with the target; says which.';

create function regulars.address_places(tenant uuid, customer uuid) returns jsonb
  language sql stable
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', id, 'added_version', added_version, 'chosen_version', chosen_version)), '[]')
    from org_customer_addresses where tenant_org_id = tenant and customer_id = customer);

-- The triggers of addresses decide these two; putting an address back where it was is the only other reason.
grant update (added_version, chosen_version) on org_customer_addresses to regulars_tenant;
create trigger a_places_follow before update of added_version, chosen_version on org_customer_addresses
  for each statement when (pg_trigger_depth() = 0 and current_user = 'regulars_tenant')
  execute function regulars.refuse_merge_by_hand();

create function regulars.put_addresses_back(log org_customer_merge_log) returns void
  language sql volatile
  begin atomic
    update org_customer_addresses as address
    set added_version = place.added_version, chosen_version = place.chosen_version
    from jsonb_to_recordset(log.address_places) as place (id uuid, added_version integer, chosen_version integer)
    where address.tenant_org_id = log.tenant_org_id and address.id = place.id and address.customer_id = log.source_id;
  end;

create function regulars.lots_to_merge(customer org_customers_mst) returns jsonb
  language sql stable
  return (
    -- By days: a lot for each order would be thousands. Nobody loses an hour by it.
    select coalesce(jsonb_agg(jsonb_build_object('expires_at', expires_at, 'points', points) order by expires_at), '[]')
    from (
      select max(expires_at) as expires_at, sum(points)::bigint as points
      from (
        -- All of them together are the balance, whatever was taken back of a lot that is spent.
        select expires_at, least(points, customer.loyalty_points - up_to_here + points) as points
        from (
          select expires_at, points, sum(points) over (order by expires_at) as up_to_here
          from regulars.point_lots(customer.tenant_org_id, customer.id)
        ) lot
      ) lot
      where points > 0
      group by date_trunc('day', expires_at at time zone 'UTC')
    ) day);
comment on function regulars.lots_to_merge(org_customers_mst) is 'What is left of the points of a customer, as lots of one day each.';

create function regulars.merge_points(log org_customer_merge_log, reason_there text, reason_here text) returns void
  language plpgsql as $$
begin
  if log.points_merged = 0 and log.tier_points = 0 then
    return;
  end if;
  insert into org_loyalty_ledger (tenant_org_id, customer_id, kind, points, tier_points, reason)
  values (log.tenant_org_id, log.source_id, 'merge', -log.points_merged, -log.tier_points, reason_there);
  insert into org_loyalty_ledger (tenant_org_id, customer_id, kind, points, tier_points, expires_at, reason)
  select log.tenant_org_id, log.target_id, 'merge', coalesce(points, 0),
    case when coalesce(number, 1) = 1 then log.tier_points else 0 end, expires_at, reason_here
  from (values (1)) as once (one)
  left join lateral (
    select points, expires_at, row_number() over (order by expires_at) as number
    from jsonb_to_recordset(log.point_lots) as lot (points bigint, expires_at timestamptz)
  ) lot on true
  order by expires_at;
end
$$;

create function regulars.points_to_return(log org_customer_merge_log,
  out order_id uuid, out expires_at timestamptz, out points bigint, out tier_points bigint) returns setof record
  language sql stable rows 10
  begin atomic
    -- What has expired since has expired for both.
    select null::uuid, lot.expires_at, lot.points, 0::bigint
    from jsonb_to_recordset(log.point_lots) as lot (points bigint, expires_at timestamptz)
    where lot.expires_at > now()
    union all
    -- What the moved orders gave or took back since goes with them.
    select entry.order_id, entry.expires_at,
      coalesce(sum(entry.points) filter (where entry.expires_at > now()), 0)::bigint, sum(entry.tier_points)::bigint
    from org_loyalty_ledger as entry
    where entry.tenant_org_id = log.tenant_org_id and entry.customer_id = log.target_id
      and entry.entry > log.target_entry
      and entry.order_id = any (array(select jsonb_array_elements_text(log.moved -> 'org_orders_mst')::uuid))
    group by entry.order_id, entry.expires_at;
  end;
comment on function regulars.points_to_return(org_customer_merge_log) is
  'What the undoing of a merge takes from the target and gives back to the source.';

create function regulars.return_points(log org_customer_merge_log, reason_there text, reason_here text) returns bigint
  language plpgsql as $$
declare
  returned jsonb := (select coalesce(jsonb_agg(to_jsonb(part)), '[]') from regulars.points_to_return(log) part);
  total bigint := (select coalesce(sum((part -> 'points')::bigint), 0) from jsonb_array_elements(returned) part);
  had bigint := (select loyalty_points from org_customers_mst where tenant_org_id = log.tenant_org_id and id = log.target_id);
  own bigint;
begin
  if total > had then
    raise exception 'Points that came with the merge were spent.'
      using errcode = 'check_violation', constraint = 'points_are_still_there';
  end if;
  -- Where both are given and taken, what is given comes first: no balance is below zero meanwhile.
  insert into org_loyalty_ledger (tenant_org_id, customer_id, kind, points, tier_points, order_id, expires_at, reason)
  select log.tenant_org_id, log.target_id, 'undo', -points, -tier_points, order_id, expires_at, reason_here
  from (
    select * from jsonb_to_recordset(returned)
      as part (order_id uuid, expires_at timestamptz, points bigint, tier_points bigint)
    union all
    select null, null, 0, log.tier_points
  ) part
  where points <> 0 or tier_points <> 0
  order by points, expires_at;

  select coalesce(sum(points), 0) into own
  from jsonb_to_recordset(returned) as part (order_id uuid, points bigint) where order_id is null;
  if own <> 0 or log.tier_points <> 0 then
    insert into org_loyalty_ledger (tenant_org_id, customer_id, kind, points, tier_points, reason)
    values (log.tenant_org_id, log.source_id, 'undo', own, log.tier_points, reason_there);
  end if;
  insert into org_loyalty_ledger (tenant_org_id, customer_id, kind, points, tier_points, order_id, expires_at, reason)
  select log.tenant_org_id, log.source_id, 'undo', points, tier_points, order_id, expires_at, reason_there
  from jsonb_to_recordset(returned)
    as part (order_id uuid, expires_at timestamptz, points bigint, tier_points bigint)
  where order_id is not null and (points <> 0 or tier_points <> 0)
  order by points desc, expires_at;
  return total;
end
$$;

-- Merging ---------------------------------------------------------------------------------------------------------

create function regulars.prepare_merge() returns trigger language plpgsql as $$
declare
  source org_customers_mst;
  target org_customers_mst;
begin
  perform regulars.hold_merging(new);
  perform regulars.expire_points(new.tenant_org_id, new.source_id);
  select * into source from org_customers_mst where tenant_org_id = new.tenant_org_id and id = new.source_id;
  select * into target from org_customers_mst where tenant_org_id = new.tenant_org_id and id = new.target_id;
  if source.merged_into_id is not null or target.merged_into_id is not null then
    raise exception 'Who was merged is not there to be merged.'
      using errcode = 'check_violation', constraint = 'merged_is_left_alone';
  end if;
  if not target.is_active then
    raise exception 'Nobody is merged into an inactive customer.'
      using errcode = 'check_violation', constraint = 'target_is_active';
  end if;
  new.merged_in := pg_current_xact_id();
  new.source_was_active := source.is_active;
  new.source_fields := regulars.mergeable(source);
  new.target_before := regulars.mergeable(target);
  new.target_after := regulars.merged_fields(new.target_before, new.source_fields, new.choices);
  new.target_version := target.version + 1;
  new.address_places := regulars.address_places(new.tenant_org_id, new.source_id);
  new.point_lots := regulars.lots_to_merge(source);
  new.points_merged := source.loyalty_points;
  new.tier_points := coalesce((
    select earned from org_loyalty_ledger where tenant_org_id = new.tenant_org_id and customer_id = new.source_id
    order by entry desc limit 1), 0);
  new.tags_added := jsonb_array_length(new.target_after -> 'tags') - jsonb_array_length(new.target_before -> 'tags');
  return new;
end
$$;
create trigger prepare_merge before insert on org_customer_merge_log
  for each row execute function regulars.prepare_merge();

create function regulars.merge_customers() returns trigger language plpgsql as $$
declare
  source org_customers_mst;
  target org_customers_mst;
  chosen uuid;
begin
  select * into source from org_customers_mst where tenant_org_id = new.tenant_org_id and id = new.source_id;
  select * into target from org_customers_mst where tenant_org_id = new.tenant_org_id and id = new.target_id;
  chosen := (
    select id from org_customer_addresses
    where tenant_org_id = new.tenant_org_id and customer_id = new.source_id and is_default
      and not exists (
        select from org_customer_addresses
        where tenant_org_id = new.tenant_org_id and customer_id = new.target_id and is_default));
  perform regulars.begin_merging(new);

  -- The source first: its phone is free then.
  update org_customers_mst set is_active = false, merged_into_id = new.target_id
  where tenant_org_id = new.tenant_org_id and id = new.source_id;
  perform regulars.write_merged_fields(new.tenant_org_id, new.target_id, new.target_after);
  update org_customers_mst set merged_ids = merged_ids || source.id || source.merged_ids
  where tenant_org_id = new.tenant_org_id and id = new.target_id;

  new.moved := regulars.move_to_target(new);
  if chosen is not null then
    update org_customer_addresses set is_default = true where tenant_org_id = new.tenant_org_id and id = chosen;
  end if;
  new.contacts_kept := regulars.keep_contacts(new);
  perform regulars.merge_points(new, target.customer_number, source.customer_number);
  new.orders_moved := jsonb_array_length(new.moved -> 'org_orders_mst');
  new.addresses_moved := jsonb_array_length(new.moved -> 'org_customer_addresses');
  new.target_entry := coalesce((
    select max(entry) from org_loyalty_ledger
    where tenant_org_id = new.tenant_org_id and customer_id = new.target_id), 0);
  update org_customer_merge_log
  set moved = new.moved, target_entry = new.target_entry, orders_moved = new.orders_moved,
    addresses_moved = new.addresses_moved, contacts_kept = new.contacts_kept
  where tenant_org_id = new.tenant_org_id and id = new.id;

  perform regulars.end_merging(target, 'merged',
    jsonb_build_object('merge', jsonb_build_object('from', null, 'to', regulars.told_of_merge(new, source))));
  perform regulars.end_merging(source, 'merged_into',
    jsonb_build_object('merge', jsonb_build_object('from', null, 'to', regulars.told_of_merge(new, target))));
  return null;
end
$$;
create trigger merge_customers after insert on org_customer_merge_log
  for each row execute function regulars.merge_customers();

-- Undoing ---------------------------------------------------------------------------------------------------------

create function regulars.prepare_undo() returns trigger language plpgsql as $$
begin
  if old.undone_at is not null or new.undone_at is null then
    raise exception 'A merge is undone once.' using errcode = 'check_violation', constraint = 'undone_once';
  end if;
  perform regulars.hold_merging(new);
  if exists (
    select from org_customers_mst
    where tenant_org_id = new.tenant_org_id and id = new.target_id and merged_into_id is not null)
  then
    raise exception 'The target was merged itself.' using errcode = 'check_violation', constraint = 'undone_from_the_end';
  end if;
  new.undone_at := now();
  new.undone_in := pg_current_xact_id();
  new.undone_by := regulars.current_actor();
  new.undone_by_name := nullif(current_setting('regulars.actor_name', true), '');
  return new;
end
$$;
create trigger prepare_undo before update of undone_at on org_customer_merge_log
  for each row execute function regulars.prepare_undo();

create function regulars.unmerge_fields(log org_customer_merge_log, out fields jsonb, out kept text[])
  language plpgsql as $$
declare
  -- What changed in the field below: from this, to this.
  old jsonb := log.target_after;
  new jsonb := log.target_before;
  later org_customer_merge_log;
begin
  -- Like a link taken out of a chain: what the merge found is what the next one found, and so on to the present.
  for later in
    select * from org_customer_merge_log
    where tenant_org_id = log.tenant_org_id and target_id = log.target_id and undone_at is null
      and target_version > log.target_version
    order by target_version
  loop
    later.target_before := (regulars.carried_over_fields(later.target_before, old, new)).fields;
    old := later.target_after;
    new := regulars.merged_fields(later.target_before, later.source_fields, later.choices);
    later.target_after := new;
    update org_customer_merge_log
    set target_before = later.target_before, target_after = later.target_after,
      contacts_kept = regulars.keep_contacts(later),
      tags_added = jsonb_array_length(later.target_after -> 'tags') - jsonb_array_length(later.target_before -> 'tags')
    where tenant_org_id = later.tenant_org_id and id = later.id;
  end loop;
  select unmerged.* into fields, kept
  from org_customers_mst as customer, regulars.unmerged_fields(regulars.mergeable(customer), old, new) as unmerged
  where customer.tenant_org_id = log.tenant_org_id and customer.id = log.target_id;
end
$$;
comment on function regulars.unmerge_fields(org_customer_merge_log) is
  'What the target is without this merge and with those after it, who now lie on what was before it.';

create function regulars.undo_merge() returns trigger language plpgsql as $$
declare
  source org_customers_mst;
  target org_customers_mst;
  unmerged record;
begin
  perform regulars.expire_points(new.tenant_org_id, new.target_id);
  select * into source from org_customers_mst where tenant_org_id = new.tenant_org_id and id = new.source_id;
  select * into target from org_customers_mst where tenant_org_id = new.tenant_org_id and id = new.target_id;
  perform regulars.begin_merging(new);
  select * into unmerged from regulars.unmerge_fields(new);

  -- While both are one by merged_into_id, orders move without their points.
  delete from org_customer_contacts where tenant_org_id = new.tenant_org_id and merge_id = new.id;
  new.moved := new.moved || jsonb_build_object('returned', regulars.move_back(new));
  perform regulars.put_addresses_back(new);
  new.points_returned := regulars.return_points(new, target.customer_number, source.customer_number);

  if unmerged.fields -> 'phone' = jsonb_build_object('number', target.phone, 'verified', false) and target.phone_verified then
    -- A proof ends with the phone that it was for.
    perform regulars.write_merged_fields(new.tenant_org_id, new.target_id,
      unmerged.fields || '{"phone": null, "profile_status": "guest"}');
  end if;
  perform regulars.write_merged_fields(new.tenant_org_id, new.target_id, unmerged.fields);
  update org_customers_mst
  set merged_ids = array(
    select id from unnest(merged_ids) with ordinality as led (id, place)
    where id <> source.id and id <> all (source.merged_ids) order by place)
  where tenant_org_id = new.tenant_org_id and id = new.target_id;
  -- The target first: the phone that it gives back is free then.
  update org_customers_mst set is_active = new.source_was_active, merged_into_id = null
  where tenant_org_id = new.tenant_org_id and id = new.source_id;

  update org_customer_merge_log
  set moved = new.moved, fields_kept = unmerged.kept, points_returned = new.points_returned
  where tenant_org_id = new.tenant_org_id and id = new.id;
  perform regulars.end_merging(target, 'merge_undone',
    jsonb_build_object('merge', jsonb_build_object('from', regulars.told_of_merge(new, source), 'to', null)));
  perform regulars.end_merging(source, 'merge_undone',
    jsonb_build_object('merge', jsonb_build_object('from', regulars.told_of_merge(new, target), 'to', null)));
  return null;
end
$$;
create trigger undo_merge after update of undone_at on org_customer_merge_log
  for each row execute function regulars.undo_merge();

create function regulars.undo_obstacle(log org_customer_merge_log) returns text
  language sql stable
  return (
    select case
      when log.undone_at is not null then 'already_undone'
      when target.merged_into_id is not null then 'merged_since'
      when target.loyalty_points < (select sum(points) from regulars.points_to_return(log)) then 'points_spent'
      when log.source_was_active and exists (
        select from org_customers_mst as other
        where other.tenant_org_id = log.tenant_org_id and other.is_active and other.phone = source.phone
          and other.id <> target.id) then 'phone_taken'
    end
    from org_customers_mst as target
    join org_customers_mst as source on source.tenant_org_id = log.tenant_org_id and source.id = log.source_id
    where target.tenant_org_id = log.tenant_org_id and target.id = log.target_id);
comment on function regulars.undo_obstacle(org_customer_merge_log) is 'What stands in the way of undoing a merge; null: nothing.';

grant execute on all functions in schema regulars to regulars_tenant;
call regulars.keep_private('{}');
