-- What people write as one word is one: with the vowel signs of Indian scripts, and "L.L.C" as "LLC". And whoever was
-- merged into a customer is found by what he was called.

create function regulars.split_words(folded text) returns text[]
  language sql immutable strict parallel safe
  -- A vowel sign is no letter to PostgreSQL, and would part a word: those of scripts that are in use are named. Nearly
  -- half of all names are plain ASCII, where fewer letters are tried.
  return case when octet_length(folded) = length(folded) then regexp_split_to_array(folded, '[^a-z0-9]+')
    else regexp_split_to_array(folded collate "und-x-icu",
      '[^[:alnum:]\u0483-\u0487\u0711\u0730-\u074a\u07a6-\u07b0\u08ca-\u08e1\u08e3-\u0963\u0971-\u09fb\u09fe-\u0a75\u0a81-\u0aef\u0af9-\u0c76\u0c80-\u0c83\u0c85-\u0df3\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ece\u0f35\u0f37\u0f39\u0f71-\u0f84\u102b-\u103e\u1056-\u109d\u135d-\u135f\u1712-\u1734\u1752-\u1773\u17b4-\u17d3\u1920-\u193b\u1a17-\u1a1b\u1b00-\u1b44\u302a-\u302f\u3099\u309a\ua802-\ua827\ua880-\ua8c5\ua980-\ua9c0\uaa7b-\uaa7d\uabe3-\uabed]+')
    end;
comment on function regulars.split_words(text) is 'The words of a folded text, in order; where it begins or ends with something else an empty one.';

create function regulars.join_initials(folded text) returns text
  language sql immutable strict parallel safe
  return regexp_replace(folded collate "und-x-icu",
    '(?<![[:alnum:]])([[:alpha:]])\.(?=[[:alpha:]](?![[:alnum:]]))', '\1', 'g');
comment on function regulars.join_initials(text) is 'Single letters with a point between them as one word: "l.l.c" is "llc".';

create or replace function regulars.words(words text, out word text, out n bigint) returns setof record
  language sql immutable parallel safe rows 3
  begin atomic
    -- Nobody types more of a word than this, and an index entry has its limit.
    select left(w, 64), row_number() over (order by place)
    from unnest(regulars.split_words(regulars.join_initials(regulars.fold(words)))) with ordinality as split (w, place)
    where w <> '';
  end;

create or replace function regulars.search_text(names text) returns text
  -- Step by step: as one statement it took five times as long, with every customer.
  language plpgsql immutable strict parallel safe as $$
declare
  folded text := regulars.fold(names);
  word text;
  before text := '';
  before_that text := '';
  initials text := '';
  found text[] := '{}';
begin
  foreach word in array regulars.split_words(folded) loop
    continue when word = '';
    word := left(word, 64);
    found := found || word;
    -- "AlBalushi" is found as "Balushi". A shorter rest ("Ali", "Alaa") is no article and a name.
    if length(word) >= 6 and left(word, 2) in ('al', 'el', 'ال') then
      found := found || substring(word from 3);
    end if;
    -- "Al Balushi" is found as "AlBalushi", "عبد الله" as "عبدالله".
    if before in ('al', 'el', 'ال', 'abd', 'abdul', 'abdel', 'عبد', 'abu', 'ابو', 'umm', 'ام') then
      found := found || left(before || word, 64);
      -- "Abd Al Rahman" is found as "AbdAlRahman".
      if before in ('al', 'el', 'ال') and before_that in ('abd', 'عبد') then
        found := found || left(before_that || before || word, 64);
      end if;
    end if;
    -- "M K Nair" is found as "MK".
    if length(word) = 1 and ascii(word) not between 48 and 57 then
      initials := initials || word;
      if length(initials) between 2 and 64 then
        found := found || initials;
      end if;
    else
      initials := '';
    end if;
    before_that := before;
    before := word;
  end loop;
  if found = '{}' then
    return null;
  end if;
  if position('.' in folded) > 0 then
    found := found || array(select joined.word from regulars.words(names) as joined);
  end if;
  return ' ' || array_to_string(array(select distinct each collate "C" from unnest(found) as each order by 1), ' ') || ' ';
end
$$;

alter table org_customers_mst add column merged_names text;
comment on column org_customers_mst.merged_names is
  'What those were called who became this customer, as far as it is found by that. Follows from merged_ids.';

create function regulars.names_before_merging(tenant uuid, customer uuid, merged uuid[]) returns text
  language sql stable
  return (
    select string_agg(names, ' ') from (
      select concat_ws(' ', first_name, last_name, display_name, name, name2) as names
      from org_customers_mst where tenant_org_id = tenant and id = any (merged)
      union
      -- Where the source's name was chosen, what the target had been called.
      select concat_ws(' ', target_before ->> 'first_name', target_before ->> 'last_name', target_before ->> 'display_name',
        target_before ->> 'name', target_before ->> 'name2')
      from org_customer_merge_log
      where tenant_org_id = tenant and target_id = any (merged || customer) and undone_at is null
      order by names
    ) called where names <> '');
comment on function regulars.names_before_merging(uuid, uuid, uuid[]) is
  'What a customer and all who were merged into it were called before.';

create function regulars.name_merged() returns trigger language plpgsql as $$
begin
  new.merged_names := regulars.names_before_merging(new.tenant_org_id, new.id, new.merged_ids);
  return new;
end
$$;
create trigger name_merged before update of merged_ids on org_customers_mst
  for each row execute function regulars.name_merged();

create or replace function regulars.customer_facts(customer org_customers_mst) returns jsonb
  language sql stable
  return to_jsonb(customer) - array['tenant_org_id', 'id', 'version', 'created_at', 'updated_at',
    'customer_number_int', 'phone_reversed', 'email_folded', 'sort_name', 'last_order_key', 'sys_customer_id',
    'search_text', 'email_domain', 'changes_beside', 'merged_ids', 'merged_names', 'is_merging', 'marks'];

-- Those who are there already, of whom nothing else changes. Forced row-level security would hide them from an owner who
-- is no superuser.
alter table org_customers_mst no force row level security;
alter table org_customer_merge_log no force row level security;
alter table org_customers_mst disable trigger user;
update org_customers_mst set merged_names = regulars.names_before_merging(tenant_org_id, id, merged_ids)
where merged_ids <> '{}';
alter table org_customers_mst enable trigger user;
alter table org_customer_merge_log force row level security;

-- What is made from the words of a row waits until the row has them again.
drop trigger renew_customer_tokens on org_customers_mst;
drop function regulars.customer_tokens(org_customers_mst), regulars.outlines(org_customers_mst),
  regulars.words_and_tags(org_customers_mst);
alter table org_customers_mst
  drop column search_text,
  add column search_text text collate "C" generated always as (
    regulars.search_text(coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || coalesce(display_name, '')
      || ' ' || coalesce(name, '') || ' ' || coalesce(name2, '') || ' ' || coalesce(merged_names, ''))) stored;

create function regulars.customer_tokens(customer org_customers_mst) returns setof text
  language sql immutable parallel safe rows 6
  begin atomic
    select word from string_to_table(customer.search_text, ' ') as word where word <> ''
    union
    select '#' || tag from unnest(customer.tags) as tag;
  end;
comment on function regulars.customer_tokens(org_customers_mst) is 'What a customer is found by in org_customer_tokens.';

create function regulars.outlines(customer org_customers_mst) returns text
  language sql immutable parallel safe
  -- An entry of an index has its limit. Of whom there are so many, nothing is told.
  return (
    select case when octet_length(outlines) <= 500 then outlines end
    from (
      select ' ' || string_agg(distinct regulars.outline(token), ' ') || ' ' as outlines
      from (
        select word as token from unnest(string_to_array(customer.search_text, ' ')) as word where word <> ''
        union all
        select '#' || tag from unnest(customer.tags) as tag
      ) tokens
    ) all_of_them);
comment on function regulars.outlines(org_customers_mst) is
  'The outlines of all words and tags of a customer, each once and in a blank; null where they are too many.';

create function regulars.words_and_tags(customer org_customers_mst) returns text
  language sql immutable parallel safe
  -- An entry of an index has its limit. Of whom there are so many, nothing is told.
  return (
    select case when octet_length(words) <= 1000 then words end
    from (
      select coalesce(customer.search_text, ' ')
        || coalesce((select string_agg('#' || translate(tag, ' ', U&'\001F') || ' ', '') from unnest(customer.tags) as tag), '')
        as words
    ) all_of_them);
comment on function regulars.words_and_tags(org_customers_mst) is
  'All words of a customer and all tags with a # in front, each in blanks; a blank within a tag is a unit separator. Null where they are too many.';

create trigger renew_customer_tokens after update on org_customers_mst
  for each row when (
    (old.search_text, old.tags, old.sort_name, old.marks & 4294967295)
      is distinct from (new.search_text, new.tags, new.sort_name, new.marks & 4294967295))
  execute function regulars.renew_customer_tokens();

-- All words once more, and what is new among them with its sounds. What nobody has any more is forgotten by the clock.
alter table org_customer_tokens no force row level security;
alter table org_customer_words no force row level security;
alter table org_customer_word_keys no force row level security;
alter table org_customer_tokens disable trigger learn_words;
truncate org_customer_tokens;
alter table org_customer_tokens drop constraint org_customer_tokens_pkey;
drop index org_customer_tokens_by_name;
insert into org_customer_tokens (tenant_org_id, is_active, token, customer_id, marks, sort_name, outlines, words)
select tenant_org_id, is_active, token, id, marks & 4294967295, sort_name, outlines, words
from org_customers_mst as customer,
  lateral (select regulars.outlines(customer) as outlines, regulars.words_and_tags(customer) as words offset 0) others,
  regulars.customer_tokens(customer) as token
order by 1, 2, 3, 4;
alter table org_customer_tokens
  add primary key (tenant_org_id, is_active, token, customer_id) include (marks, outlines, words);
create index org_customer_tokens_by_name on org_customer_tokens (tenant_org_id, is_active, token, sort_name, customer_id)
  include (marks) where marks > 0;
with learnt as (
  insert into org_customer_words (tenant_org_id, word, latin)
  select tenant_org_id, word, regulars.latin(word)
  from (select distinct tenant_org_id, token as word from org_customer_tokens where token ~ '^[^#0-9]{3,}$') said
  order by 1, 2
  on conflict do nothing
  returning tenant_org_id, word, latin
)
insert into org_customer_word_keys (tenant_org_id, key, word)
select tenant_org_id, key collate "C", word
from learnt, lateral (
  select regulars.skeletons_of_sounds(latin) union all select regulars.typo_keys(word)) as keys (key)
order by 1, 2, 3;
alter table org_customer_tokens enable trigger learn_words;
alter table org_customers_mst force row level security;
alter table org_customer_tokens force row level security;
alter table org_customer_words force row level security;
alter table org_customer_word_keys force row level security;

grant execute on function regulars.split_words(text), regulars.join_initials(text), regulars.name_merged(),
  regulars.names_before_merging(uuid, uuid, uuid[]), regulars.customer_tokens(org_customers_mst),
  regulars.outlines(org_customers_mst), regulars.words_and_tags(org_customers_mst) to regulars_tenant;
call regulars.keep_private('{}');
