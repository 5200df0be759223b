-- Who has forgotten the password, or lost the second factor, gets back in by a link.
create table sys_recoveries (
  person_id uuid primary key references sys_people (id) on delete cascade,
  token_hash bytea not null unique check (length(token_hash) = 32),
  ends_two_factor boolean not null,
  expires_at timestamptz not null
);
comment on table sys_recoveries is
  'Links to a new password, one for each person: a newer one takes the place of an older one. Of the 256 random bits of a link only the SHA-256 is kept.';
comment on column sys_recoveries.ends_two_factor is 'Whoever uses it signs in without a second factor from then on.';

alter table sys_recoveries enable row level security;
alter table sys_recoveries force row level security;
create policy identity on sys_recoveries to regulars_identity using (true) with check (true);
grant select, insert, update, delete on sys_recoveries to regulars_identity;

create function regulars.end_recovery() returns trigger language plpgsql as $$
begin
  delete from sys_recoveries where person_id = (to_jsonb(new) ->> tg_argv[0])::uuid;
  return null;
end
$$;
comment on function regulars.end_recovery() is
  'A link was made for the password and the e-mail of its day: it is worth nothing once either is another.';
create trigger end_recovery after update of password on sys_accounts
  for each row when (old.password is distinct from new.password) execute function regulars.end_recovery('person_id');
create trigger end_recovery after update of email on sys_people
  for each row when (old.email is distinct from new.email) execute function regulars.end_recovery('id');

call regulars.keep_private(array['sys_recoveries']::regclass[]);
