-- Beside each word of a customer the outlines of all others. Two words that tens of thousands have each are rarely
-- met together: who reads the entries of one learns from them who may have the other, and reads no second list.

create function regulars.outline(token text) returns text
  language sql immutable parallel safe
  -- Letter by letter: the outline of a beginning is the beginning of the outline. It is never a pattern of LIKE.
  return left(
    translate(left(token, 1) collate "C",
      'aeiou' || 'اعءئؤ' || 'hحه' || 'wو' || 'yي' || 'bpfvkqcxgjtdszlmnr' || 'بپفڤكقخغجچگتطثدضذظسصشزژلمنر',
      'AAAAA' || 'AAAAA' || 'HHH' || 'WW' || 'YY' || 'bbffkkkkggtdszlmnr' || 'bbffkkkggggtttddddssszzlmnr')
    || translate(substring(token from 2) collate "C",
      'bpfvkqcxgjtdszlmnr' || 'بپفڤكقخغجچگتطثدضذظسصشزژلمنر' || 'aeiouwyh' || 'اويعهحءئؤ' || ' %_\',
      'bbffkkkkggtdszlmnr' || 'bbffkkkggggtttddddssszzlmnr'), 4);
comment on function regulars.outline(text) is
  'The first letter of a folded word or tag and the consonants that follow, alike ones as one: four in all, nearly the same in either script.';

create function regulars.outlines(customer org_customers_mst) returns text
  language sql immutable parallel safe
  -- An entry of an index has its limit. Of whom there are so many, nothing is told.
  return (
    select case when octet_length(outlines) <= 500 then outlines end
    from (
      select ' ' || string_agg(distinct regulars.outline(token), ' ') || ' ' as outlines
      from regulars.customer_tokens(customer) as token
    ) all_of_them);
comment on function regulars.outlines(org_customers_mst) is
  'The outlines of all words and tags of a customer, each once and in a blank; null where they are too many.';

create or replace function regulars.add_customer_tokens() returns trigger language plpgsql as $$
begin
  insert into org_customer_tokens (tenant_org_id, is_active, token, customer_id, marks, sort_name, outlines)
  select tenant_org_id, is_active, token, id, marks & 4294967295, sort_name, outlines
  from added, lateral (select regulars.outlines(added::org_customers_mst) as outlines offset 0) others,
    regulars.customer_tokens(added::org_customers_mst) as token;
  return null;
end
$$;

create or replace function regulars.renew_customer_tokens() returns trigger language plpgsql as $$
begin
  delete from org_customer_tokens
  where tenant_org_id = old.tenant_org_id and is_active = old.is_active and customer_id = old.id
    and token = any (array(select regulars.customer_tokens(old)));
  insert into org_customer_tokens (tenant_org_id, is_active, token, customer_id, marks, sort_name, outlines)
  select new.tenant_org_id, new.is_active, token, new.id, new.marks & 4294967295, new.sort_name,
    (select regulars.outlines(new))
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
alter table org_customer_tokens add column outlines text collate "C";
comment on column org_customer_tokens.outlines is 'Those of the customer, as regulars.outlines puts them together.';
insert into org_customer_tokens (tenant_org_id, is_active, token, customer_id, marks, sort_name, outlines)
select tenant_org_id, is_active, token, id, marks & 4294967295, sort_name, outlines
from org_customers_mst as customer, lateral (select regulars.outlines(customer) as outlines offset 0) others,
  regulars.customer_tokens(customer) as token
order by 1, 2, 3, 4;
alter table org_customer_tokens add primary key (tenant_org_id, is_active, token, customer_id) include (marks, outlines);
create index org_customer_tokens_by_name on org_customer_tokens (tenant_org_id, is_active, token, sort_name, customer_id)
  include (marks) where marks > 0;
alter table org_customer_tokens enable trigger learn_words;
alter table org_customers_mst force row level security;
alter table org_customer_tokens force row level security;

grant execute on function regulars.outline(text), regulars.outlines(org_customers_mst) to regulars_tenant;
call regulars.keep_private('{}');
