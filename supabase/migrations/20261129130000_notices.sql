-- Whoever signs in is told by mail of what has changed in how they do. The change writes it down in its own
-- transaction, whoever makes it: a mail for what was not done, and a change without its mail, are both impossible.
create table sys_notices (
  id uuid primary key default regulars.new_id(),
  person_id uuid not null references sys_people (id) on delete cascade,
  kind text not null check (kind in (
    'password_changed', 'password_recovered', 'signed_in_after_recovery',
    'two_factor_on', 'two_factor_off', 'backup_codes_renewed', 'backup_code_used')),
  happened_at timestamptz not null default now(),
  user_agent text check (length(user_agent) <= 500),
  queued_at timestamptz
);
comment on table sys_notices is 'What people are still to be told by mail about their own account; gone once it is sent, or a day old.';
comment on column sys_notices.user_agent is 'Of the browser in which it was done, where that is known.';
comment on column sys_notices.queued_at is 'Null: nobody is about to send it yet.';
create index sys_notices_by_person on sys_notices (person_id);
create index sys_notices_to_queue on sys_notices (happened_at) where queued_at is null;

alter table sys_notices enable row level security;
alter table sys_notices force row level security;
create policy identity on sys_notices to regulars_identity using (true) with check (true);
grant select, insert, update, delete on sys_notices to regulars_identity;

alter table sys_accounts add column recovered_at timestamptz;
comment on column sys_accounts.recovered_at is 'When the password was set by a link with which nobody has signed in since; null otherwise.';

create function regulars.notice_password() returns trigger language plpgsql as $$
begin
  insert into sys_notices (person_id, kind)
  values (new.person_id, case
    when new.recovered_at is distinct from old.recovered_at then 'password_recovered' else 'password_changed' end);
  return null;
end
$$;
comment on function regulars.notice_password() is 'Tells of a password that was set anew.';
create trigger notice_password after update of password on sys_accounts
  for each row when (old.password is distinct from new.password) execute function regulars.notice_password();

create function regulars.notice_two_factor() returns trigger language plpgsql as $$
begin
  insert into sys_notices (person_id, kind)
  values (new.id, case when new.two_factor_enabled then 'two_factor_on' else 'two_factor_off' end);
  return null;
end
$$;
comment on function regulars.notice_two_factor() is 'Tells of a second factor that has begun or ended.';
create trigger notice_two_factor after update of two_factor_enabled on sys_people
  for each row when (old.two_factor_enabled is distinct from new.two_factor_enabled)
  execute function regulars.notice_two_factor();

create function regulars.notice_backup_codes() returns trigger language plpgsql as $$
begin
  insert into sys_notices (person_id, kind)
  -- They are encrypted, but a list without the code that was used is shorter, and a new one is not.
  values (new.person_id, case
    when length(new.backup_codes) < length(old.backup_codes) then 'backup_code_used' else 'backup_codes_renewed' end);
  return null;
end
$$;
comment on function regulars.notice_backup_codes() is 'Tells of backup codes that were renewed, and of one that was used.';
create trigger notice_backup_codes after update of backup_codes on sys_two_factors
  for each row when (old.verified and new.verified and old.backup_codes is distinct from new.backup_codes)
  execute function regulars.notice_backup_codes();

create function regulars.notice_sign_in() returns trigger language plpgsql as $$
begin
  with recovered as (
    update sys_accounts set recovered_at = null
    where id in (
      select id from sys_accounts where person_id = new.person_id and recovered_at is not null
      -- Whoever is setting another password holds it, and is about to end this session: to wait would be for each other.
      for no key update skip locked)
    returning person_id
  )
  insert into sys_notices (person_id, kind, user_agent)
  select person_id, 'signed_in_after_recovery', left(new.user_agent, 500) from recovered;
  return null;
end
$$;
comment on function regulars.notice_sign_in() is 'Tells of the first time that somebody signs in with a password that a link has set.';
-- Only behind all factors is a session given a business to work in.
create trigger notice_sign_in after update of tenant_org_id on sys_sessions
  for each row when (old.tenant_org_id is null and new.tenant_org_id is not null)
  execute function regulars.notice_sign_in();

call regulars.keep_private(array['sys_notices']::regclass[]);
