-- A further phone or e-mail, which a merge has kept, can be taken from a customer whom it does not reach any more.

alter table org_customer_contacts add column removed_at timestamptz;
comment on column org_customer_contacts.removed_at is
  'Since when nobody is found by it any more. Nothing is deleted: it can be restored, and goes when its merge is undone.';

-- A caller takes it away and brings it back; whose it is is for merges to say.
drop policy move_by_trigger on org_customer_contacts;
create policy change_own on org_customer_contacts for update to regulars_tenant
  using (tenant_org_id = regulars.current_tenant());
grant insert (removed_at), update (removed_at) on org_customer_contacts to regulars_tenant;
create trigger a_merges_follow before update of customer_id on org_customer_contacts
  for each statement when (pg_trigger_depth() = 0 and current_user = 'regulars_tenant')
  execute function regulars.refuse_merge_by_hand();

create function regulars.tell_removed_contacts() returns trigger language plpgsql as $$
declare
  told record;
begin
  -- Several merges may have kept the same one: together they are one change.
  for told in
    select now.tenant_org_id, now.customer_id, now.removed_at is not null as is_removed,
      min(jsonb_build_object('id', now.id, 'kind', now.kind, 'value', now.value)::text)::jsonb as contact
    from contacts_now as now join contacts_before as before using (tenant_org_id, id)
    where (now.removed_at is null) <> (before.removed_at is null)
    group by now.tenant_org_id, now.customer_id, now.kind, now.search_key, now.removed_at is not null
    order by 1, 2, 3, 4
  loop
    perform regulars.new_customer_version(told.tenant_org_id, told.customer_id,
      case when told.is_removed then 'contact_removed' else 'contact_restored' end,
      jsonb_build_object('contact', jsonb_build_object(
        'from', case when told.is_removed then told.contact end,
        'to', case when not told.is_removed then told.contact end)));
  end loop;
  return null;
end
$$;
create trigger tell_removed_contacts after update on org_customer_contacts
  referencing old table as contacts_before new table as contacts_now
  for each statement execute function regulars.tell_removed_contacts();

create or replace function regulars.keep_contacts(log org_customer_merge_log) returns integer language plpgsql as $$
begin
  -- Those that it still gives up are left alone: one of them may have been removed.
  delete from org_customer_contacts as kept
  where tenant_org_id = log.tenant_org_id and merge_id = log.id and (kind, value) not in (
    select given_up.kind, given_up.value from regulars.given_up_contacts(log) as given_up);
  insert into org_customer_contacts (tenant_org_id, customer_id, merge_id, kind, value, removed_at)
  select log.tenant_org_id, log.target_id, log.id, kind, value, (
    -- What an earlier merge gave up until it was undone comes as it was; what somebody new brings along is there.
    select max(known.removed_at) from org_customer_contacts as known
    where known.tenant_org_id = log.tenant_org_id and known.customer_id = log.target_id
      and (known.kind, known.value) = (given_up.kind, given_up.value) and log.merged_in <> pg_current_xact_id())
  from regulars.given_up_contacts(log) as given_up
  where (kind, value) not in (
    select kept.kind, kept.value from org_customer_contacts as kept
    where tenant_org_id = log.tenant_org_id and merge_id = log.id);
  return (select count(*) from regulars.given_up_contacts(log));
end
$$;

grant execute on function regulars.tell_removed_contacts() to regulars_tenant;
call regulars.keep_private('{}');
