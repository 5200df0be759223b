-- Who works for a business is for its admins to say, and the rules hold whoever writes: an owner stays, owners alone
-- make and unmake owners, who joins was invited, and what somebody has handed out ends with their right to do so.

alter table org_members add column seen_at timestamptz;
comment on column org_members.seen_at is 'When they last did something in this business, to within five minutes; null: not yet.';

alter table org_invitations
  add column token_hash bytea check (length(token_hash) = 32),
  add check (status in ('pending', 'accepted', 'revoked')),
  add check (email = lower(email));
comment on table org_invitations is
  'Invitations to work for a business. The link names tenant and id; of its 256 random bits only the SHA-256 is kept.';
create unique index org_invitations_pending on org_invitations (tenant_org_id, email) where status = 'pending';

-- Whoever signs in is looked for in every business; what is changed is changed in the one that the context names.
drop policy identity on org_members;
create policy read on org_members for select to regulars_identity using (true);
create policy join_in on org_members for insert to regulars_identity with check (true);
create policy change on org_members for update to regulars_identity using (tenant_org_id = regulars.current_tenant());
create policy leave on org_members for delete to regulars_identity using (tenant_org_id = regulars.current_tenant());
revoke update on org_members from regulars_identity;
grant update (role, seen_at) on org_members to regulars_identity;

drop policy identity on org_invitations;
create policy read on org_invitations for select to regulars_identity using (true);
create policy invite on org_invitations for insert to regulars_identity
  with check (tenant_org_id = regulars.current_tenant());
create policy change on org_invitations for update to regulars_identity using (tenant_org_id = regulars.current_tenant());
revoke update, delete on org_invitations from regulars_identity;
grant update (role, status, inviter_id, token_hash, expires_at) on org_invitations to regulars_identity;

create function regulars.acting_role(tenant uuid) returns text
  language sql stable
  return (
    select role from org_members where tenant_org_id = tenant and person_id::text = regulars.current_actor());
comment on function regulars.acting_role(uuid) is
  'As what the actor works for a business; null for whoever does not, such as a key or a token of another provider.';

create function regulars.guard_members() returns trigger language plpgsql as $$
declare
  tenant uuid := coalesce(new.tenant_org_id, old.tenant_org_id);
  acting text;
begin
  -- One after another: of two owners who remove each other at once, the second is no owner any more.
  perform pg_advisory_xact_lock(hashtextextended('members ' || tenant, 0));
  -- Outside of a business the server itself opens one.
  if regulars.current_tenant() is not null then
    if tg_op = 'INSERT' then
      if not exists (
        select from org_invitations invitation join sys_people person on person.email = invitation.email
        where invitation.tenant_org_id = tenant and person.id = new.person_id and invitation.role = new.role
          and invitation.status = 'pending' and invitation.expires_at > now())
      then
        raise exception 'Nobody joins without an invitation.' using errcode = 'check_violation', constraint = 'members_are_invited';
      end if;
    else
      acting := regulars.acting_role(tenant);
      if acting is null or acting not in ('owner', 'admin') or (acting <> 'owner' and 'owner' in (old.role, new.role)) then
        raise exception 'Admins change the staff, and owners alone owners.' using errcode = 'check_violation', constraint = 'staff_by_admins';
      end if;
    end if;
  end if;
  if old.role = 'owner' and new.role is distinct from 'owner'
    and exists (select from org_tenants_mst where id = tenant)
    and not exists (
      select from org_members where tenant_org_id = tenant and role = 'owner' and person_id <> old.person_id)
  then
    raise exception 'A business has an owner.' using errcode = 'check_violation', constraint = 'an_owner_stays';
  end if;
  return coalesce(new, old);
end
$$;
comment on function regulars.guard_members() is 'Who may join, be raised, be lowered and leave.';
create trigger guard_members before insert or delete or update of role on org_members
  for each row execute function regulars.guard_members();

create function regulars.end_what_members_had() returns trigger language plpgsql as $$
begin
  update org_invitations set status = 'revoked'
  where tenant_org_id = old.tenant_org_id and inviter_id = old.person_id and status = 'pending';
  if new.role is null or new.role not in ('owner', 'admin') then
    update org_api_keys set revoked_at = now()
    where tenant_org_id = old.tenant_org_id and created_by = old.person_id::text and revoked_at is null;
  end if;
  if tg_op = 'DELETE' then
    delete from sys_sessions where tenant_org_id = old.tenant_org_id and person_id = old.person_id;
  end if;
  return null;
end
$$;
comment on function regulars.end_what_members_had() is
  'Invitations end with any change of the role that gave them, API keys when their maker may make none, sessions with the membership.';
create trigger end_what_members_had after delete or update of role on org_members
  for each row execute function regulars.end_what_members_had();

create function regulars.guard_invitations() returns trigger language plpgsql as $$
declare
  acting text := regulars.acting_role(new.tenant_org_id);
begin
  if regulars.current_tenant() is not null
    and (acting is null or acting not in ('owner', 'admin') or (acting <> 'owner' and new.role = 'owner'))
  then
    raise exception 'Admins invite, and owners alone owners.' using errcode = 'check_violation', constraint = 'staff_by_admins';
  end if;
  return new;
end
$$;
comment on function regulars.guard_invitations() is 'Nobody hands out by a link what they could not give.';
create trigger guard_invitations before insert or update of role, inviter_id, token_hash, expires_at on org_invitations
  for each row execute function regulars.guard_invitations();

alter table org_api_keys
  add column expires_at timestamptz check (expires_at > created_at),
  add column last_used_at timestamptz;
comment on column org_api_keys.last_used_at is 'To within five minutes; null: not yet.';
grant insert (expires_at), update (last_used_at) on org_api_keys to regulars_tenant;
-- From inside the trigger above: keys end with their maker's right to make them.
create policy ended on org_api_keys for update to regulars_identity
  using (tenant_org_id = regulars.current_tenant() and pg_trigger_depth() > 0);
create policy ended_read on org_api_keys for select to regulars_identity
  using (tenant_org_id = regulars.current_tenant());
grant select (tenant_org_id, created_by, expires_at, revoked_at), update (revoked_at) on org_api_keys to regulars_identity;

grant execute on function regulars.acting_role(uuid) to regulars_identity;
call regulars.keep_private('{}'::regclass[]);
