-- What belongs to a person's own account: a second factor, a language, where they are signed in; and how often one
-- may try to get in.

alter table sys_people
  add column two_factor_enabled boolean not null default false,
  add column language text check (language in ('en', 'ar'));
comment on column sys_people.language is 'Of the interface, as last chosen; null: never.';

alter table sys_sessions add column seen_at timestamptz not null default now();
comment on column sys_sessions.seen_at is 'When it was last used, to within five minutes.';

create table sys_two_factors (
  id uuid primary key default regulars.new_id(),
  person_id uuid not null unique references sys_people (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default false,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);
comment on table sys_two_factors is
  'Second factors (RFC 6238): secret and backup codes, encrypted by the server; in force once a code has proven it.';

create table sys_attempts (
  who bytea primary key check (length(who) = 32),
  until timestamptz not null
);
comment on table sys_attempts is
  'How much of its tries an address or an account has used up, by the SHA-256 of its name: each adds its time to "until", and the clock takes it away again.';
create index sys_attempts_until on sys_attempts (until);

do $$
declare
  identity_table regclass;
begin
  foreach identity_table in array array['sys_two_factors', 'sys_attempts']::regclass[] loop
    execute format('alter table %s enable row level security', identity_table);
    execute format('alter table %s force row level security', identity_table);
    execute format('create policy identity on %s to regulars_identity using (true) with check (true)', identity_table);
    execute format('grant select, insert, update, delete on %s to regulars_identity', identity_table);
  end loop;
end
$$;

call regulars.keep_private(array['sys_two_factors', 'sys_attempts']::regclass[]);
