-- Customers who turn out to be one: who was merged into whom, and what it takes to undo it.

alter table org_customers_mst
  add column merged_ids uuid[] not null default '{}',
  add column is_merging boolean not null default false;
comment on column org_customers_mst.merged_ids is
  'Whose ids lead here: who was merged into this customer, and whoever had been merged into them. Follows from merged_into_id.';
comment on column org_customers_mst.is_merging is
  'True only within a transaction that merges or undoes a merge, whose parts together are one version.';
grant update (merged_into_id, merged_ids, is_merging) on org_customers_mst to regulars_tenant;

create function regulars.refuse_merge_by_hand() returns trigger language plpgsql as $$
begin
  raise exception 'Customers are merged by a row of org_customer_merge_log.' using errcode = 'insufficient_privilege';
end
$$;
create trigger a_merges_follow before update of merged_into_id, merged_ids, is_merging on org_customers_mst
  for each statement when (pg_trigger_depth() = 0 and current_user = 'regulars_tenant')
  execute function regulars.refuse_merge_by_hand();

create or replace function regulars.customer_facts(customer org_customers_mst) returns jsonb
  language sql stable
  return to_jsonb(customer) - array['tenant_org_id', 'id', 'version', 'created_at', 'updated_at',
    'customer_number_int', 'phone_reversed', 'email_folded', 'sort_name', 'last_order_key', 'sys_customer_id',
    'search_text', 'email_domain', 'changes_beside', 'merged_ids', 'is_merging'];

create table org_customer_merge_log (
  tenant_org_id uuid not null,
  id uuid not null default regulars.new_id(),
  source_id uuid not null,
  target_id uuid not null,
  choices jsonb not null default '{}' check (jsonb_typeof(choices) = 'object'),
  reason text not null,
  source_fields jsonb not null,
  target_before jsonb not null,
  target_after jsonb not null,
  source_was_active boolean not null,
  target_version integer not null,
  moved jsonb not null default '{}',
  address_places jsonb not null default '[]',
  point_lots jsonb not null default '[]',
  tier_points bigint not null default 0,
  target_entry integer not null default 0,
  orders_moved integer not null default 0,
  addresses_moved integer not null default 0,
  points_merged bigint not null default 0,
  contacts_kept integer not null default 0,
  tags_added integer not null default 0,
  merged_at timestamptz not null default now(),
  merged_by text not null default regulars.current_actor(),
  merged_by_name text default nullif(current_setting('regulars.actor_name', true), ''),
  merged_in xid8 not null,
  undone_at timestamptz,
  undone_by text,
  undone_by_name text,
  undone_in xid8,
  fields_kept text[],
  points_returned bigint,
  primary key (tenant_org_id, id),
  foreign key (tenant_org_id, source_id) references org_customers_mst (tenant_org_id, id) on delete cascade,
  foreign key (tenant_org_id, target_id) references org_customers_mst (tenant_org_id, id) on delete cascade,
  constraint not_into_itself check (source_id <> target_id)
);
comment on table org_customer_merge_log is
  'Every merge, with what it takes to undo it. To insert a row is to merge; to set undone_at is to undo: triggers do the rest.';
comment on column org_customer_merge_log.source_fields is 'regulars.mergeable of the source, who does not change while merged.';
comment on column org_customer_merge_log.target_before is
  'regulars.mergeable of the target just before. Undoing an earlier merge takes what came with that one out of it, as out of target_after.';
comment on column org_customer_merge_log.target_version is 'The version of the target that the merge made: in this order merges lie on each other.';
comment on column org_customer_merge_log.moved is '{table: [ids]}: the rows that were the source''s.';
comment on column org_customer_merge_log.address_places is 'Of the moved addresses, where each stood among those of the source: [{id, added_version, chosen_version}].';
comment on column org_customer_merge_log.point_lots is 'The points that came along, by when they expire: [{expires_at, points}].';
comment on column org_customer_merge_log.target_entry is 'The last entry of the target''s ledger after the merge.';
comment on column org_customer_merge_log.merged_in is 'The transaction that merged: what the source had proven may be taken over in it.';
comment on column org_customer_merge_log.fields_kept is 'What an undo left as it was, because it was edited since.';
-- Who is merged is merged once.
create unique index org_customer_merge_log_open_key on org_customer_merge_log (tenant_org_id, source_id)
  where undone_at is null;
create index org_customer_merge_log_by_source on org_customer_merge_log (tenant_org_id, source_id);
create index org_customer_merge_log_by_target on org_customer_merge_log (tenant_org_id, target_id, target_version);
alter table org_customer_merge_log alter tenant_org_id set (n_distinct = 1000);

alter table org_customer_merge_log enable row level security;
alter table org_customer_merge_log force row level security;
create policy own on org_customer_merge_log to regulars_tenant
  using (tenant_org_id = regulars.current_tenant()) with check (tenant_org_id = regulars.current_tenant());
-- A caller says who, why, whose values stay, and that it shall be undone; the rest is for the triggers.
grant select on org_customer_merge_log to regulars_tenant;
grant insert (tenant_org_id, id, source_id, target_id, choices, reason) on org_customer_merge_log to regulars_tenant;
grant update (undone_at, target_before, target_after, moved, address_places, point_lots, tier_points, target_entry,
  orders_moved, addresses_moved, points_merged, contacts_kept, tags_added, fields_kept, points_returned)
  on org_customer_merge_log to regulars_tenant;
create trigger a_merges_follow before update of target_before, target_after, moved, address_places, point_lots,
  tier_points, target_entry, orders_moved, addresses_moved, points_merged, contacts_kept, tags_added, fields_kept, points_returned
  on org_customer_merge_log
  for each statement when (pg_trigger_depth() = 0 and current_user = 'regulars_tenant')
  execute function regulars.refuse_merge_by_hand();

create table org_customer_contacts (
  tenant_org_id uuid not null,
  id uuid not null default regulars.new_id(),
  customer_id uuid not null,
  merge_id uuid not null,
  kind text collate "C" not null check (kind in ('phone', 'email')),
  value text collate "C" not null,
  -- As phone_reversed and email_folded of org_customers_mst: found by the end of a phone, the beginning of an e-mail.
  search_key text collate "C" not null generated always as (
    case kind when 'phone' then reverse(value) else lower(value) end) stored,
  primary key (tenant_org_id, id),
  foreign key (tenant_org_id, customer_id) references org_customers_mst (tenant_org_id, id) on delete cascade,
  foreign key (tenant_org_id, merge_id) references org_customer_merge_log (tenant_org_id, id) on delete cascade
);
comment on table org_customer_contacts is
  'Further phones and e-mails of customers: those that gave way in a merge, under which the customer is still found.';
create index org_customer_contacts_by_customer on org_customer_contacts (tenant_org_id, customer_id);
create index org_customer_contacts_by_merge on org_customer_contacts (tenant_org_id, merge_id);
create index org_customer_contacts_by_key on org_customer_contacts (tenant_org_id, kind, search_key);
alter table org_customer_contacts alter tenant_org_id set (n_distinct = 1000);

alter table org_customer_contacts enable row level security;
alter table org_customer_contacts force row level security;
create policy read_own on org_customer_contacts for select to regulars_tenant
  using (tenant_org_id = regulars.current_tenant());
create policy add_by_trigger on org_customer_contacts for insert to regulars_tenant
  with check (tenant_org_id = regulars.current_tenant() and pg_trigger_depth() > 0);
create policy move_by_trigger on org_customer_contacts for update to regulars_tenant
  using (tenant_org_id = regulars.current_tenant() and pg_trigger_depth() > 0);
create policy drop_by_trigger on org_customer_contacts for delete to regulars_tenant
  using (tenant_org_id = regulars.current_tenant() and pg_trigger_depth() > 0);
grant select, delete, insert (tenant_org_id, customer_id, merge_id, kind, value), update (customer_id)
  on org_customer_contacts to regulars_tenant;

-- Points that a merge took from the source were not spent after all: their undoing gives them back to the lots
-- from which they were taken, and has no expiry of its own.
alter table org_loyalty_ledger drop constraint given_points_expire_or_not;
alter table org_loyalty_ledger add constraint given_points_expire_or_not
  check (points <= 0 or expires_at is not null or (kind = 'undo' and order_id is null));
create function regulars.unspend_points() returns trigger language plpgsql as $$
begin
  new.expires_at := null;
  return new;
end
$$;
-- After number_entry, by name.
create trigger unspend_points before insert on org_loyalty_ledger
  for each row when (new.kind = 'undo' and new.order_id is null and new.points > 0)
  execute function regulars.unspend_points();

grant execute on all functions in schema regulars to regulars_tenant;
call regulars.keep_private(array['org_customer_merge_log', 'org_customer_contacts']::regclass[]);
