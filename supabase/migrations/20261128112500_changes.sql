-- What has changed lately, so that whoever looks at it is told: written by triggers, read by server/changes.

create table org_changes (
  tenant_org_id uuid not null,
  xact xid8 not null default pg_current_xact_id(),
  kind text not null check (kind in ('customer', 'order', 'duplicates', 'settings')),
  -- RFC 9562: the nil UUID, for many customers at once and for what is about none.
  customer_id uuid not null default '00000000-0000-0000-0000-000000000000',
  changed_at timestamptz not null default now(),
  primary key (tenant_org_id, xact, kind, customer_id)
);
comment on table org_changes is
  'What each transaction of the last quarter of an hour has changed. Derived; no foreign key, because rows are soon gone.';
comment on column org_changes.xact is
  'Which transaction: a snapshot tells of which ones a reader knows already, in whatever order they committed.';
alter table org_changes alter tenant_org_id set (n_distinct = 1000);
alter table org_changes enable row level security;
alter table org_changes force row level security;
create policy read_own on org_changes for select to regulars_tenant
  using (tenant_org_id = regulars.current_tenant());
create policy add_by_trigger on org_changes for insert to regulars_tenant
  with check (tenant_org_id = regulars.current_tenant() and pg_trigger_depth() > 0);
grant select, insert (tenant_org_id, kind, customer_id) on org_changes to regulars_tenant;
-- Which tenants have news, and nothing of them.
create policy dispatcher on org_changes for select to regulars_dispatcher using (true);
grant select (tenant_org_id, xact) on org_changes to regulars_dispatcher;
create policy outlived on org_changes for delete to regulars_cleaner
  using (changed_at < now() - interval '15 minutes');
create policy outlived_read on org_changes for select to regulars_cleaner
  using (changed_at < now() - interval '15 minutes');
grant select (changed_at), delete on org_changes to regulars_cleaner;

-- More than twenty in one statement, as an import writes them, are told as many.
create function regulars.tell_changed_customers() returns trigger language plpgsql as $$
begin
  insert into org_changes (tenant_org_id, kind, customer_id)
  select distinct tenant_org_id, 'customer',
    case when count(*) over (partition by tenant_org_id) <= 20 then id else '00000000-0000-0000-0000-000000000000' end
  from changed
  on conflict do nothing;
  return null;
end
$$;
create trigger tell_new_customers after insert on org_customers_mst
  referencing new table as changed
  for each statement execute function regulars.tell_changed_customers();
create trigger tell_changed_customers after update on org_customers_mst
  referencing new table as changed
  for each statement execute function regulars.tell_changed_customers();

create function regulars.tell_changed_orders() returns trigger language plpgsql as $$
begin
  insert into org_changes (tenant_org_id, kind, customer_id)
  select distinct tenant_org_id, 'order',
    case when count(*) over (partition by tenant_org_id) <= 20 then customer_id
      else '00000000-0000-0000-0000-000000000000' end
  from changed
  on conflict do nothing;
  return null;
end
$$;
create trigger tell_new_orders after insert on org_orders_mst
  referencing new table as changed
  for each statement execute function regulars.tell_changed_orders();
create trigger tell_changed_orders after update on org_orders_mst
  referencing new table as changed
  for each statement execute function regulars.tell_changed_orders();

create function regulars.tell_changed_pairs() returns trigger language plpgsql as $$
begin
  insert into org_changes (tenant_org_id, kind) select distinct tenant_org_id, 'duplicates' from changed
  -- Pairs go with their business, too, of which there is nothing to tell.
  where exists (select from org_tenants_mst where id = changed.tenant_org_id)
  on conflict do nothing;
  return null;
end
$$;
create trigger tell_new_pairs after insert on org_duplicate_pairs
  referencing new table as changed
  for each statement execute function regulars.tell_changed_pairs();
create trigger tell_gone_pairs after delete on org_duplicate_pairs
  referencing old table as changed
  for each statement execute function regulars.tell_changed_pairs();

create function regulars.tell_changed_settings() returns trigger language plpgsql as $$
begin
  insert into org_changes (tenant_org_id, kind) values (regulars.current_tenant(), 'settings')
  on conflict do nothing;
  return null;
end
$$;
create trigger tell_changed_tenant after update on org_tenants_mst
  for each statement when (current_user = 'regulars_tenant')
  execute function regulars.tell_changed_settings();
create trigger tell_changed_loyalty after insert or update on org_loyalty_settings
  for each statement when (current_user = 'regulars_tenant')
  execute function regulars.tell_changed_settings();
create trigger tell_changed_verification after insert or update on org_verification_settings
  for each statement when (current_user = 'regulars_tenant')
  execute function regulars.tell_changed_settings();

-- In place of a foreign key, which every change would have to look up.
create function regulars.forget_changes_of_tenant() returns trigger language plpgsql as $$
begin
  delete from org_changes where tenant_org_id = old.id;
  return null;
end
$$;
create trigger forget_changes_of_tenant after delete on org_tenants_mst
  for each row execute function regulars.forget_changes_of_tenant();

grant execute on function regulars.tell_changed_customers(), regulars.tell_changed_orders(),
  regulars.tell_changed_pairs(), regulars.tell_changed_settings() to regulars_tenant;
call regulars.keep_private(array['org_changes']::regclass[]);
