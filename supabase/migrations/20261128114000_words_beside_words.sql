-- Beside each word of a customer all words and tags, not only their outlines. So the entries of one word tell who has
-- another, and how well he meets a search: of two words that tens of thousands have each nobody is read but those who
-- are shown.

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

create or replace function regulars.add_customer_tokens() returns trigger language plpgsql as $$
begin
  insert into org_customer_tokens (tenant_org_id, is_active, token, customer_id, marks, sort_name, outlines, words)
  with each as materialized (
    select tenant_org_id, is_active, id, marks & 4294967295 as marks, sort_name, search_text, tags,
      regulars.outlines(added::org_customers_mst) as outlines, regulars.words_and_tags(added::org_customers_mst) as words
    from added
  )
  -- Its words stand in the row, each once; only tags can be there twice.
  select tenant_org_id, is_active, word collate "C", id, marks, sort_name, outlines, words
  from each, unnest(string_to_array(search_text, ' ')) as word where word <> ''
  union all
  select distinct tenant_org_id, is_active, ('#' || tag) collate "C", id, marks, sort_name, outlines, words
  from each, unnest(tags) as tag
  order by 1, 2, 3, 4;
  return null;
end
$$;

create or replace function regulars.renew_customer_tokens() returns trigger language plpgsql as $$
begin
  delete from org_customer_tokens
  where tenant_org_id = old.tenant_org_id and is_active = old.is_active and customer_id = old.id
    and token = any (array(select regulars.customer_tokens(old)));
  insert into org_customer_tokens (tenant_org_id, is_active, token, customer_id, marks, sort_name, outlines, words)
  select new.tenant_org_id, new.is_active, token, new.id, new.marks & 4294967295, new.sort_name,
    (select regulars.outlines(new)), (select regulars.words_and_tags(new))
  from regulars.customer_tokens(new) as token;
  return null;
end
$$;

-- Those who are there already, who have taught their words before. Forced row-level security would hide them from an
-- owner who is no superuser.
alter table org_customers_mst no force row level security;
alter table org_customer_tokens no force row level security;
alter table org_customer_tokens disable trigger learn_words;
truncate org_customer_tokens;
alter table org_customer_tokens drop constraint org_customer_tokens_pkey;
drop index org_customer_tokens_by_name;
alter table org_customer_tokens add column words text collate "C";
comment on column org_customer_tokens.words is 'Those of the customer and the tags, as regulars.words_and_tags puts them together.';
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
alter table org_customer_tokens enable trigger learn_words;
alter table org_customers_mst force row level security;
alter table org_customer_tokens force row level security;

grant execute on function regulars.words_and_tags(org_customers_mst) to regulars_tenant;
call regulars.keep_private('{}');
