-- Whatever a list may be narrowed to, in one number, which stands in each index beside what the index is for: so an
-- index alone knows who is in a list and how many they are, and nobody is read who is not shown.

-- Every day of every time zone begins at a full quarter of an hour.
create function regulars.quarter_mark(moment timestamptz) returns bigint
  language sql immutable parallel safe
  return greatest(0, least(8388607, floor((extract(epoch from moment) + 2208988800) / 900)))::bigint;
comment on function regulars.quarter_mark(timestamptz) is
  'Quarters of an hour since 1900, in 23 bits; earlier and later ones as the first and the last.';

create function regulars.customer_marks(is_active boolean, profile_status text, phone_verified boolean,
  loyalty_points bigint, created_at timestamptz, last_order_at timestamptz) returns bigint
  language sql immutable parallel safe
  return case when is_active then 1 else 2 end
    | case profile_status when 'guest' then 4 when 'stub' then 8 else 16 end
    | case when phone_verified then 32 else 64 end
    | case when loyalty_points > 0 then 128 else 256 end
    | (regulars.quarter_mark(created_at) << 9)
    | (case when last_order_at is null then 0 else greatest(1, regulars.quarter_mark(last_order_at)) end << 32);
comment on function regulars.customer_marks(boolean, text, boolean, bigint, timestamptz, timestamptz) is
  'From the right: active, inactive, guest, stub, full, phone proven, not proven, points, none; 23 bits of when created; 23 of the last order, 0 for none.';

-- Dropped first, so that adding the column builds none of them twice.
drop index org_customers_by_phone_end, org_customers_by_email, org_customers_by_email_domain, org_customers_by_creation, org_customers_by_name, org_customers_by_last_order, org_customers_by_orders, org_customers_by_points, org_customers_by_proof, org_customers_by_status, org_customers_inactive, org_customers_number_key;
alter table org_customers_mst add column marks bigint not null generated always as (
  regulars.customer_marks(is_active, profile_status, phone_verified, loyalty_points, created_at, last_order_at)) stored;
comment on column org_customers_mst.marks is 'What lists are narrowed to, as regulars.customer_marks puts it together.';

create or replace function regulars.customer_facts(customer org_customers_mst) returns jsonb
  language sql stable
  return to_jsonb(customer) - array['tenant_org_id', 'id', 'version', 'created_at', 'updated_at',
    'customer_number_int', 'phone_reversed', 'email_folded', 'sort_name', 'last_order_key', 'sys_customer_id',
    'search_text', 'email_domain', 'changes_beside', 'merged_ids', 'is_merging', 'marks'];

create index org_customers_by_phone_end on org_customers_mst (tenant_org_id, phone_reversed, id) include (marks)
  where phone_reversed is not null;
create index org_customers_by_email on org_customers_mst (tenant_org_id, email_folded, id) include (marks)
  where email_folded is not null;
create index org_customers_by_email_domain on org_customers_mst (tenant_org_id, email_domain, id) include (marks)
  where email_domain is not null;
create index org_customers_by_creation on org_customers_mst (tenant_org_id, created_at, id) include (marks);
create index org_customers_by_name on org_customers_mst (tenant_org_id, sort_name, id) include (marks);
create index org_customers_by_last_order on org_customers_mst (tenant_org_id, last_order_key, id) include (marks);
create index org_customers_by_orders on org_customers_mst (tenant_org_id, total_orders, id) include (marks);
create index org_customers_by_points on org_customers_mst (tenant_org_id, loyalty_points, id) include (marks);
create index org_customers_by_proof on org_customers_mst (tenant_org_id, phone_verified, id) include (marks);
create index org_customers_by_status on org_customers_mst (tenant_org_id, profile_status, sort_name, id) include (marks);
create index org_customers_inactive on org_customers_mst (tenant_org_id, id) include (marks) where not is_active;
create unique index org_customers_number_key on org_customers_mst (tenant_org_id, customer_number_int) include (id, marks);

-- Beside each word, too, as far as it does not change with every order; and once more in the order of names: of those
-- who share a common word the first by name lie nowhere near the beginning of the alphabet.

-- Its words stand in the row, each once; only tags can be there twice.
create or replace function regulars.add_customer_tokens() returns trigger language plpgsql as $$
begin
  insert into org_customer_tokens (tenant_org_id, is_active, token, customer_id, marks, sort_name)
  select tenant_org_id, is_active, word, id, marks & 4294967295, sort_name
  from added, string_to_table(search_text, ' ') as word where word <> ''
  union all
  select distinct tenant_org_id, is_active, '#' || tag, id, marks & 4294967295, sort_name
  from added, unnest(tags) as tag;
  return null;
end
$$;

create or replace function regulars.renew_customer_tokens() returns trigger language plpgsql as $$
begin
  delete from org_customer_tokens
  where tenant_org_id = old.tenant_org_id and is_active = old.is_active and customer_id = old.id
    and token = any (array(select regulars.customer_tokens(old)));
  insert into org_customer_tokens (tenant_org_id, is_active, token, customer_id, marks, sort_name)
  select new.tenant_org_id, new.is_active, token, new.id, new.marks & 4294967295, new.sort_name
  from regulars.customer_tokens(new) as token;
  return null;
end
$$;
drop trigger renew_customer_tokens on org_customers_mst;
create trigger renew_customer_tokens after update on org_customers_mst
  for each row when (
    (old.search_text, old.tags, old.sort_name, old.marks & 4294967295)
      is distinct from (new.search_text, new.tags, new.sort_name, new.marks & 4294967295))
  execute function regulars.renew_customer_tokens();

-- Those who are there already, who have taught their words before. Forced row-level security would hide them from an
-- owner who is no superuser.
alter table org_customers_mst no force row level security;
alter table org_customer_tokens no force row level security;
alter table org_customer_tokens disable trigger learn_words;
truncate org_customer_tokens;
alter table org_customer_tokens drop constraint org_customer_tokens_pkey;
alter table org_customer_tokens add column marks bigint not null, add column sort_name text collate "C" not null;
comment on column org_customer_tokens.marks is 'Those of the customer, without the last order.';
insert into org_customer_tokens (tenant_org_id, is_active, token, customer_id, marks, sort_name)
select tenant_org_id, is_active, token, id, marks & 4294967295, sort_name
from org_customers_mst as customer, regulars.customer_tokens(customer) as token
order by 1, 2, 3, 4;
alter table org_customer_tokens add primary key (tenant_org_id, is_active, token, customer_id) include (marks);
-- All marks are greater than 0: only who asks for that is answered from this index, and never who needs the order of
-- the other one.
create index org_customer_tokens_by_name on org_customer_tokens (tenant_org_id, is_active, token, sort_name, customer_id)
  include (marks) where marks > 0;
alter table org_customer_tokens enable trigger learn_words;
alter table org_customers_mst force row level security;
alter table org_customer_tokens force row level security;

grant execute on function regulars.quarter_mark(timestamptz),
  regulars.customer_marks(boolean, text, boolean, bigint, timestamptz, timestamptz) to regulars_tenant;
call regulars.keep_private('{}');
