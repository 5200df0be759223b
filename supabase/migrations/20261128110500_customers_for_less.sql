-- Once more what many customers in one statement cost; nothing that anybody sees is different for it: where the
-- time goes is told in docs/decisions/0025-files-in.md.

-- In the order of the index: neighbours are written one behind the other. An array, because of string_to_table the
-- planner expects a thousand words each, and then compiles a statement that takes milliseconds.
create or replace function regulars.add_customer_tokens() returns trigger language plpgsql as $$
begin
  insert into org_customer_tokens (tenant_org_id, is_active, token, customer_id, marks, sort_name, outlines)
  with each as materialized (
    select tenant_org_id, is_active, id, marks & 4294967295 as marks, sort_name, search_text, tags,
      regulars.outlines(added::org_customers_mst) as outlines
    from added
  )
  -- Its words stand in the row, each once; only tags can be there twice.
  select tenant_org_id, is_active, word collate "C", id, marks, sort_name, outlines
  from each, unnest(string_to_array(search_text, ' ')) as word where word <> ''
  union all
  select distinct tenant_org_id, is_active, ('#' || tag) collate "C", id, marks, sort_name, outlines
  from each, unnest(tags) as tag
  order by 1, 2, 3, 4;
  return null;
end
$$;

-- Each word is asked once whether it is one, and its keys are written in their order. No key of the two kinds is one of
-- the other.
create or replace function regulars.learn_words() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(regulars.lock_of_words(tenant_org_id))
  from (select distinct tenant_org_id from added order by 1) tenant;
  with each as materialized (
    select distinct tenant_org_id, token as word from added
  ), said as materialized (
    select tenant_org_id, word from each where word ~ '^[^#0-9]{3,}$'
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
  select tenant_org_id, key collate "C", word
  from learnt, lateral (
    select regulars.skeletons_of_sounds(latin) union all select regulars.typo_keys(word)) as keys (key)
  order by 1, 2, 3;
  return null;
end
$$;

-- Almost nobody who is written has been proven in the same transaction: that is remembered, instead of being looked up
-- for each customer. Who sets it by hand gains nothing: it only says whether to look.
create function regulars.note_proof() returns trigger language plpgsql as $$
begin
  perform set_config('regulars.proofs', 'used', true);
  return null;
end
$$;
comment on function regulars.note_proof() is 'In this transaction a token has been used up.';
create trigger note_proof after insert or update of token_used_by on sys_otp_codes
  for each row when (new.token_used_by is not null) execute function regulars.note_proof();

create or replace function regulars.prove_customer() returns trigger language plpgsql as $$
declare
  proven boolean := false;
begin
  if current_setting('regulars.proofs', true) = 'used' and new.phone is not null then
    proven := exists (
      select from sys_otp_codes
      where tenant_org_id = new.tenant_org_id and phone = new.phone
        and token_used_by = pg_current_xact_id_if_assigned());
  end if;
  -- Nobody sets these: proof does, and only while the phone stays.
  new.phone_verified := new.phone is not null and (
    proven
    or (tg_op = 'UPDATE' and old.phone_verified and new.phone = old.phone)
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

-- What becomes of a row is written beside it: with room on its page, none of its indexes is written again.
alter table org_import_rows set (fillfactor = 50);

grant execute on function regulars.note_proof() to regulars_tenant;
call regulars.keep_private('{}');
