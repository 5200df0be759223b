-- A word that nobody has any more is forgotten, by the clock. Whoever gives a customer words shares a lock of the
-- tenant's words until the end of the transaction; who forgets has it alone. So no word is forgotten that somebody is
-- just about to have, and nobody waits unless something is forgotten.

create function regulars.lock_of_words(tenant uuid) returns bigint
  language sql immutable parallel safe
  return hashtextextended('words of ' || tenant::text, 0);
comment on function regulars.lock_of_words(uuid) is 'The advisory lock of the words of a tenant.';

-- Each word is looked up once, by its key: with "not exists" all words of the tenant were read for each of them.
create or replace function regulars.learn_words() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(regulars.lock_of_words(tenant_org_id))
  from (select distinct tenant_org_id from added order by 1) tenant;
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

create function regulars.nobody_has(tenant uuid, unused text) returns boolean
  language sql stable
  return not exists (select from org_customer_tokens where tenant_org_id = tenant and is_active and token = unused)
    and not exists (select from org_customer_tokens where tenant_org_id = tenant and not is_active and token = unused);
comment on function regulars.nobody_has(uuid, text) is 'No customer of the tenant has this word.';

create policy forget_unused on org_customer_words for delete to regulars_tenant
  using (tenant_org_id = regulars.current_tenant() and regulars.nobody_has(tenant_org_id, word));
grant delete on org_customer_words to regulars_tenant;
create policy drop_by_trigger on org_customer_word_keys for delete to regulars_tenant
  using (tenant_org_id = regulars.current_tenant() and pg_trigger_depth() > 0);
grant delete on org_customer_word_keys to regulars_tenant;

create function regulars.forget_unused_words(tenant uuid, behind text, most integer) returns text
  language plpgsql as $$
declare
  looked text[] := array(
    select word from org_customer_words where tenant_org_id = tenant and word > behind order by word limit most);
  unused text[];
begin
  for turn in 1 .. 2 loop
    unused := array(select word from unnest(looked) as word where regulars.nobody_has(tenant, word));
    exit when unused = '{}' or turn = 2;
    -- Next time, where others write just now. Once nobody does, what they wrote is seen.
    if not pg_try_advisory_xact_lock(regulars.lock_of_words(tenant)) then
      unused := '{}';
      exit;
    end if;
  end loop;
  delete from org_customer_words where tenant_org_id = tenant and word = any (unused);
  return looked[most];
end
$$;
comment on function regulars.forget_unused_words(uuid, text, integer) is
  'Forgets, of so many words behind one, those that no customer has; returns the last of them, or null at the end.';

grant execute on function regulars.lock_of_words(uuid), regulars.nobody_has(uuid, text),
  regulars.forget_unused_words(uuid, text, integer) to regulars_tenant;
call regulars.keep_private('{}');
