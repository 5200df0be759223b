-- A key ends with its maker's right to make keys: so keys make none, and who is just losing that right makes none either.

alter table org_api_keys
  add column made_by text not null default 'member' check (made_by in ('member', 'token'));
comment on column org_api_keys.made_by is
  'What created_by is: a member, with whom the key ends, or a token of another provider, of whose staff nobody knows here.';
grant insert (made_by) on org_api_keys to regulars_tenant;

-- Of the keys that keys have made, each belongs to whoever stands behind it, and ends where a key before it has ended.
alter table org_api_keys no force row level security;
alter table org_members no force row level security;
alter table sys_people no force row level security;
do $$
begin
  loop
    update org_api_keys made
    set created_by = maker.created_by,
      revoked_at = coalesce(made.revoked_at, maker.revoked_at, case when maker.expires_at <= now() then now() end)
    from org_api_keys maker
    where maker.tenant_org_id = made.tenant_org_id and maker.id::text = made.created_by;
    exit when not found;
  end loop;
end
$$;
update org_api_keys set made_by = 'token' where created_by not in (select id::text from sys_people);
update org_api_keys key set revoked_at = now()
where revoked_at is null and made_by = 'member' and not exists (
  select from org_members member
  where member.tenant_org_id = key.tenant_org_id and person_id::text = created_by and member.role in ('owner', 'admin'));
alter table org_api_keys force row level security;
alter table org_members force row level security;
alter table sys_people force row level security;

create function regulars.guard_api_keys() returns trigger language plpgsql as $$
begin
  -- In turn with what changes the staff: whoever is being removed has made the key before that, and it ends, or makes none.
  perform pg_advisory_xact_lock_shared(hashtextextended('members ' || new.tenant_org_id, 0));
  if regulars.current_tenant() is not null and new.made_by = 'member'
    and coalesce(regulars.acting_role(new.tenant_org_id) not in ('owner', 'admin'), true)
  then
    raise exception 'Admins make keys.' using errcode = 'check_violation', constraint = 'keys_by_admins';
  end if;
  return null;
end
$$;
comment on function regulars.guard_api_keys() is 'Nobody leaves a key behind that their going would not end.';
create trigger guard_api_keys after insert on org_api_keys
  for each row execute function regulars.guard_api_keys();

grant execute on function regulars.acting_role(uuid) to regulars_tenant;
call regulars.keep_private('{}'::regclass[]);
