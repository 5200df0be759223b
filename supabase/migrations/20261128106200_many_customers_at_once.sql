-- Many customers in one statement, as an import adds them: what each of them cost is done once for all, or with less.
-- Nothing that anybody sees is different for it.

-- The counter's row was written once for every customer, and each time left a dead version of itself behind. Now the first
-- customer of a statement takes its number there, and so holds the row until the end of the transaction; the others count
-- on in the transaction, and the end of the statement writes down how far they came.
create or replace function regulars.number_customer() returns trigger language plpgsql as $$
declare
  -- 'tenant prefix written last': of this transaction alone, and taken back with it.
  counted text[] := string_to_array(current_setting('regulars.numbers', true), ' ');
  number bigint;
begin
  if counted[1] = new.tenant_org_id::text then
    number := counted[4]::bigint + 1;
    new.customer_number := counted[2] || '-' || lpad(number::text, greatest(5, length(number::text)), '0');
  else
    perform regulars.write_down_number();
    new.customer_number := generate_customer_number(new.tenant_org_id);
    number := substring(new.customer_number from '[0-9]+$')::bigint;
    counted := array[new.tenant_org_id::text, left(new.customer_number, -1 - length(substring(new.customer_number from '[0-9]+$'))),
      number::text];
  end if;
  new.customer_number_int := number;
  perform set_config('regulars.numbers', counted[1] || ' ' || counted[2] || ' ' || counted[3] || ' ' || number, true);
  return new;
end
$$;

create function regulars.write_down_number() returns void language plpgsql as $$
declare
  counted text[] := string_to_array(current_setting('regulars.numbers', true), ' ');
begin
  if counted[4] <> counted[3] then
    update org_customer_counters set last_number = counted[4]::bigint where tenant_org_id = counted[1]::uuid;
  end if;
  if counted <> '{}' then
    perform set_config('regulars.numbers', '', true);
  end if;
end
$$;
comment on function regulars.write_down_number() is 'How far the customers of this statement have counted on, for the next one.';

create function regulars.number_customers() returns trigger language plpgsql as $$
begin
  perform regulars.write_down_number();
  return null;
end
$$;
create trigger a_number_customers after insert on org_customers_mst
  for each statement execute function regulars.number_customers();

-- The first question is asked here itself and not of regulars.is_proven: so it is planned once for a connection.
create or replace function regulars.prove_customer() returns trigger language plpgsql as $$
begin
  -- Nobody sets these: proof does, and only while the phone stays.
  new.phone_verified := new.phone is not null and (
    (tg_op = 'UPDATE' and old.phone_verified and new.phone = old.phone)
    or exists (
      select from sys_otp_codes
      where tenant_org_id = new.tenant_org_id and phone = new.phone
        and token_used_by = pg_current_xact_id_if_assigned())
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
drop function regulars.is_proven(uuid, text);

-- Its words stand in the row, each once; only tags can be there twice.
create or replace function regulars.add_customer_tokens() returns trigger language plpgsql as $$
begin
  insert into org_customer_tokens (tenant_org_id, is_active, token, customer_id)
  select tenant_org_id, is_active, word, id from added, string_to_table(search_text, ' ') as word where word <> ''
  union all
  select distinct tenant_org_id, is_active, '#' || tag, id from added, unnest(tags) as tag;
  return null;
end
$$;

-- Of a word that is learnt its sounds are known already: they are half of what learning it takes.
create function regulars.skeletons_of_sounds(heard text) returns setof text
  language sql immutable parallel safe rows 3
  begin atomic
    -- Some sounds are written in two ways: Othman and Osman, Dhahri and Zahri, Salih with its h and Sarah with hers,
    -- Hayat with or without her t.
    select distinct translate(bones, 'TDC' || 'qgGvpH' || 'Q~', sounds || 'kjjfbh' || closing)
    from (select left(regexp_replace(heard, '^[aeiouAIU]', 'a'), 1)
        || translate(substring(heard from 2), 'aeiouwyAIUY', '') as bones) stripped,
      (values ('tdS', ''), ('szk', 'hh'), ('tdS', 't')) ways (sounds, closing);
  end;
comment on function regulars.skeletons_of_sounds(text) is 'As regulars.skeletons, from what regulars.latin says of a word.';
create or replace function regulars.skeletons(word text) returns setof text
  language sql immutable parallel safe rows 3
  begin atomic
    select skeleton from regulars.skeletons_of_sounds(regulars.latin(word)) as skeleton;
  end;

-- Each word is looked up once, by its key: with "not exists" all words of the tenant were read for each of them.
create or replace function regulars.learn_words() returns trigger language plpgsql as $$
begin
  with said as materialized (
    select distinct tenant_org_id, token as word from added where token ~ '^[^#0-9]{3,}$'
  ), unknown as materialized (
    select tenant_org_id, word from said
    where (select known.word from org_customer_words known
      where known.tenant_org_id = said.tenant_org_id and known.word = said.word limit 1) is null
    -- Always in this order: two transactions that learn the same words cannot lock each other out.
    order by tenant_org_id, word
  ), learnt as (
    insert into org_customer_words (tenant_org_id, word, latin)
    select tenant_org_id, word, regulars.latin(word) from unknown
    on conflict do nothing
    returning tenant_org_id, word, latin
  )
  insert into org_customer_word_keys (tenant_org_id, key, word)
  select tenant_org_id, key, word
  from learnt, lateral (select regulars.skeletons_of_sounds(latin) union select regulars.typo_keys(word)) as keys (key);
  return null;
end
$$;

-- What history tells of a creation, put together from the columns that a creation sets; taking the whole row to pieces
-- took ten times as long. Whoever has anything in another column is told of in that way still.
create or replace function regulars.record_creation() returns trigger language plpgsql as $$
begin
  insert into org_customer_history (tenant_org_id, customer_id, version, action, changes)
  select tenant_org_id, id, version, 'created',
    ('{"customer_number": {"from": null, "to": ' || to_json(customer_number)
      || '}, "profile_status": {"from": null, "to": ' || to_json(profile_status) || '}'
      || coalesce(', "first_name": {"from": null, "to": ' || to_json(first_name) || '}', '')
      || coalesce(', "last_name": {"from": null, "to": ' || to_json(last_name) || '}', '')
      || coalesce(', "display_name": {"from": null, "to": ' || to_json(display_name) || '}', '')
      || coalesce(', "name": {"from": null, "to": ' || to_json(name) || '}', '')
      || coalesce(', "name2": {"from": null, "to": ' || to_json(name2) || '}', '')
      || coalesce(', "phone": {"from": null, "to": ' || to_json(phone) || '}', '')
      || coalesce(', "email": {"from": null, "to": ' || to_json(email) || '}', '')
      || coalesce(', "birth_date": {"from": null, "to": ' || to_json(birth_date) || '}', '')
      || coalesce(', "avatar_url": {"from": null, "to": ' || to_json(avatar_url) || '}', '')
      || coalesce(', "notes": {"from": null, "to": ' || to_json(notes) || '}', '')
      || case when phone_verified then ', "phone_verified": {"from": false, "to": true}' else '' end
      || case when preferences = '{}' then '' else ', "preferences": {"from": {}, "to": ' || preferences::text || '}' end
      || case when tags = '{}' then '' else ', "tags": {"from": [], "to": ' || to_json(tags) || '}' end
      || '}')::jsonb
  from added
  where email_verified = false and loyalty_points = 0 and tier is null and total_orders = 0 and total_spent = 0
    and last_order_at is null and is_active and merged_into_id is null
  union all
  select added.tenant_org_id, added.id, added.version, 'created',
    regulars.changed_facts(
      -- What a customer is before anything is known: not worth telling.
      '{"phone_verified": false, "email_verified": false, "preferences": {}, "tags": [], "loyalty_points": 0,
        "total_orders": 0, "total_spent": 0, "is_active": true}',
      regulars.customer_facts(added::org_customers_mst))
  from added
  where not (email_verified = false and loyalty_points = 0 and tier is null and total_orders = 0 and total_spent = 0
    and last_order_at is null and is_active and merged_into_id is null);
  return null;
end
$$;

grant execute on function regulars.write_down_number(), regulars.number_customers(),
  regulars.skeletons_of_sounds(text) to regulars_tenant;
call regulars.keep_private('{}'::regclass[]);
