-- Words once more: beside each its customer's being active, so that a list of one kind is one range; the tags,
-- which are found in the same way; and all words of a customer in its row, so that a row can be asked what it has.

alter table org_customers_mst
  add column search_text text collate "C" generated always as (
    regulars.search_text(coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || coalesce(display_name, '')
      || ' ' || coalesce(name, '') || ' ' || coalesce(name2, ''))) stored,
  add column email_domain text collate "C" generated always as (
    left(nullif(split_part(lower(email collate "C"), '@', 2), ''), 200)) stored;

create or replace function regulars.customer_facts(customer org_customers_mst) returns jsonb
  language sql stable
  return to_jsonb(customer) - array['tenant_org_id', 'id', 'version', 'created_at', 'updated_at',
    'customer_number_int', 'phone_reversed', 'email_folded', 'sort_name', 'last_order_key', 'sys_customer_id',
    'search_text', 'email_domain', 'changes_beside'];

drop trigger add_customer_tokens on org_customers_mst;
drop trigger renew_customer_tokens on org_customers_mst;
drop trigger drop_customer_tokens on org_customers_mst;
drop function regulars.add_customer_tokens();
drop function regulars.renew_customer_tokens();
drop function regulars.drop_customer_tokens();
drop function regulars.searchable_names(org_customers_mst);
drop table org_customer_tokens;

create table org_customer_tokens (
  tenant_org_id uuid not null,
  is_active boolean not null,
  token text collate "C" not null,
  customer_id uuid not null,
  primary key (tenant_org_id, is_active, token, customer_id)
);
comment on table org_customer_tokens is
  'Words of names, and tags with a # in front: derived from org_customers_mst by trigger; no foreign key, because nothing else writes here.';
-- As in org_customers_mst: plans for any tenant.
alter table org_customer_tokens alter tenant_org_id set (n_distinct = 1000);

alter table org_customer_tokens enable row level security;
alter table org_customer_tokens force row level security;
create policy read_own on org_customer_tokens for select to regulars_tenant
  using (tenant_org_id = regulars.current_tenant());
create policy add_by_trigger on org_customer_tokens for insert to regulars_tenant
  with check (tenant_org_id = regulars.current_tenant() and pg_trigger_depth() > 0);
create policy drop_by_trigger on org_customer_tokens for delete to regulars_tenant
  using (tenant_org_id = regulars.current_tenant() and pg_trigger_depth() > 0);
grant select, insert, delete on org_customer_tokens to regulars_tenant;

-- Every word once, with what it sounds like: what is misspelt is looked for among tens of thousands of words and
-- not among a million customers. Words are only ever added: whoever finds one without customers has lost a
-- microsecond, while taking one away would have to wait for everybody who is just using it.
create table org_customer_words (
  tenant_org_id uuid not null references org_tenants_mst (id) on delete cascade,
  word text collate "C" not null,
  latin text collate "C" not null,
  primary key (tenant_org_id, word)
);
comment on table org_customer_words is 'The words of all names of a tenant, each once, with their sounds in Latin letters.';
alter table org_customer_words alter tenant_org_id set (n_distinct = 1000);

create table org_customer_word_keys (
  tenant_org_id uuid not null,
  key text collate "C" not null,
  word text collate "C" not null,
  primary key (tenant_org_id, key, word)
);
comment on table org_customer_word_keys is
  'By what a word is met when it is spelt otherwise (its consonants) or mistyped (- and some of its consonants).';
alter table org_customer_word_keys alter tenant_org_id set (n_distinct = 1000);

alter table org_customer_words enable row level security;
alter table org_customer_words force row level security;
create policy read_own on org_customer_words for select to regulars_tenant
  using (tenant_org_id = regulars.current_tenant());
create policy add_by_trigger on org_customer_words for insert to regulars_tenant
  with check (tenant_org_id = regulars.current_tenant() and pg_trigger_depth() > 0);
grant select, insert on org_customer_words to regulars_tenant;

alter table org_customer_word_keys enable row level security;
alter table org_customer_word_keys force row level security;
create policy read_own on org_customer_word_keys for select to regulars_tenant
  using (tenant_org_id = regulars.current_tenant());
create policy add_by_trigger on org_customer_word_keys for insert to regulars_tenant
  with check (tenant_org_id = regulars.current_tenant() and pg_trigger_depth() > 0);
grant select, insert on org_customer_word_keys to regulars_tenant;

create function regulars.customer_tokens(customer org_customers_mst) returns setof text
  language sql immutable parallel safe rows 6
  begin atomic
    select word from string_to_table(customer.search_text, ' ') as word where word <> ''
    union
    select '#' || tag from unnest(customer.tags) as tag;
  end;
comment on function regulars.customer_tokens(org_customers_mst) is 'What a customer is found by in org_customer_tokens.';

-- Names are letters; a number has no spelling. What is shorter is never looked for by how it sounds.
create function regulars.learn_words() returns trigger language plpgsql as $$
begin
  with unknown as (
    select distinct tenant_org_id, token as word from added
    where token ~ '^[^#0-9]{3,}$'
      and not exists (select from org_customer_words known where known.tenant_org_id = added.tenant_org_id and word = token)
    -- Always in this order: two transactions that learn the same words cannot lock each other out.
    order by tenant_org_id, word
  ), learnt as (
    insert into org_customer_words (tenant_org_id, word, latin)
    select tenant_org_id, word, regulars.latin(word) from unknown
    on conflict do nothing
    returning tenant_org_id, word
  )
  insert into org_customer_word_keys (tenant_org_id, key, word)
  select tenant_org_id, key, word
  from learnt, lateral (select regulars.skeletons(word) union select regulars.typo_keys(word)) as keys (key);
  return null;
end
$$;
create trigger learn_words after insert on org_customer_tokens
  referencing new table as added
  for each statement execute function regulars.learn_words();

create function regulars.forget_words() returns trigger language plpgsql as $$
begin
  delete from org_customer_word_keys as met using removed
  where met.tenant_org_id = removed.tenant_org_id and met.word = removed.word
    and met.key in (select regulars.skeletons(removed.word) union select regulars.typo_keys(removed.word));
  return null;
end
$$;
comment on function regulars.forget_words() is 'When a tenant is deleted: its words go with it, and their keys with them.';
create trigger forget_words after delete on org_customer_words
  referencing old table as removed
  for each statement execute function regulars.forget_words();

create function regulars.add_customer_tokens() returns trigger language plpgsql as $$
begin
  insert into org_customer_tokens (tenant_org_id, is_active, token, customer_id)
  select added.tenant_org_id, added.is_active, token, added.id
  from added, regulars.customer_tokens(added::org_customers_mst) as token;
  return null;
end
$$;
create trigger add_customer_tokens after insert on org_customers_mst
  referencing new table as added
  for each statement execute function regulars.add_customer_tokens();

create function regulars.renew_customer_tokens() returns trigger language plpgsql as $$
begin
  delete from org_customer_tokens
  where tenant_org_id = old.tenant_org_id and is_active = old.is_active and customer_id = old.id
    and token = any (array(select regulars.customer_tokens(old)));
  insert into org_customer_tokens (tenant_org_id, is_active, token, customer_id)
  select new.tenant_org_id, new.is_active, token, new.id from regulars.customer_tokens(new) as token;
  return null;
end
$$;
create trigger renew_customer_tokens after update on org_customers_mst
  for each row when (
    (old.search_text, old.tags, old.is_active) is distinct from (new.search_text, new.tags, new.is_active))
  execute function regulars.renew_customer_tokens();

create function regulars.drop_customer_tokens() returns trigger language plpgsql as $$
begin
  delete from org_customer_tokens as token using removed
  where token.tenant_org_id = removed.tenant_org_id and token.is_active = removed.is_active
    and token.customer_id = removed.id
    and token.token in (select regulars.customer_tokens(removed::org_customers_mst));
  return null;
end
$$;
create trigger drop_customer_tokens after delete on org_customers_mst
  referencing old table as removed
  for each statement execute function regulars.drop_customer_tokens();

-- Those who are there already. Forced row-level security would hide them from an owner who is no superuser.
alter table org_customers_mst no force row level security;
alter table org_customer_tokens no force row level security;
alter table org_customer_words no force row level security;
alter table org_customer_word_keys no force row level security;
insert into org_customer_tokens (tenant_org_id, is_active, token, customer_id)
select customer.tenant_org_id, is_active, token, id
from org_customers_mst as customer, regulars.customer_tokens(customer) as token;
alter table org_customers_mst force row level security;
alter table org_customer_tokens force row level security;
alter table org_customer_words force row level security;
alter table org_customer_word_keys force row level security;

grant execute on all functions in schema regulars to regulars_tenant;
call regulars.keep_private(
  array['org_customer_tokens', 'org_customer_words', 'org_customer_word_keys']::regclass[]);
