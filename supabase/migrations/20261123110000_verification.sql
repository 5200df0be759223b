-- A stub becomes a full customer when the person proves the phone by a one-time code.

do $$
begin
  -- Cleans up what has expired, of every tenant, and reads nothing else.
  if not exists (select from pg_roles where rolname = 'regulars_cleaner') then
    create role regulars_cleaner nologin;
  end if;
  -- Notes what became of messages: their provider tells it by an id of its own, which names no tenant.
  if not exists (select from pg_roles where rolname = 'regulars_courier') then
    create role regulars_courier nologin;
  end if;
  if not pg_has_role('regulars_app', 'regulars_cleaner', 'member')
    or not pg_has_role('regulars_app', 'regulars_courier', 'member')
  then
    grant regulars_cleaner, regulars_courier to regulars_app;
  end if;
end
$$;
grant usage on schema public, regulars to regulars_cleaner, regulars_courier;

create table org_verification_settings (
  tenant_org_id uuid primary key references org_tenants_mst (id) on delete cascade,
  code_length smallint check (code_length between 4 and 10),
  code_seconds integer check (code_seconds between 60 and 3600),
  attempts smallint check (attempts between 1 and 10),
  lock_seconds integer check (lock_seconds between 60 and 86400),
  cooldown_seconds integer check (cooldown_seconds between 10 and 3600),
  phone_per_hour integer check (phone_per_hour > 0),
  phone_per_day integer check (phone_per_day > 0),
  actor_per_hour integer check (actor_per_hour > 0),
  ip_per_hour integer check (ip_per_hour > 0),
  tenant_per_day integer check (tenant_per_day > 0),
  country_per_day integer check (country_per_day > 0),
  countries text[],
  message_en text check (message_en like '%{code}%'),
  message_ar text check (message_ar like '%{code}%')
);
comment on table org_verification_settings is 'Where a tenant differs from the deployment''s OTP_* settings; null: it does not.';
alter table org_verification_settings enable row level security;
alter table org_verification_settings force row level security;
create policy own on org_verification_settings for select to regulars_tenant
  using (tenant_org_id = regulars.current_tenant());
grant select on org_verification_settings to regulars_tenant;

create table org_phone_attempts (
  tenant_org_id uuid not null references org_tenants_mst (id) on delete cascade,
  phone text collate "C" not null,
  failures smallint not null default 0,
  locked_until timestamptz,
  primary key (tenant_org_id, phone)
);
comment on table org_phone_attempts is
  'Wrong codes of a phone. The count belongs to the phone and outlives every code: a new one does not reset it.';
alter table org_phone_attempts enable row level security;
alter table org_phone_attempts force row level security;
create policy own on org_phone_attempts to regulars_tenant
  using (tenant_org_id = regulars.current_tenant()) with check (tenant_org_id = regulars.current_tenant());
grant select, insert, update (failures, locked_until) on org_phone_attempts to regulars_tenant;

create table sys_otp_codes (
  tenant_org_id uuid not null references org_tenants_mst (id) on delete cascade,
  id uuid not null default regulars.new_id(),
  phone text collate "C" not null check (phone ~ '^\+[1-9][0-9]{4,14}$'),
  country text not null,
  purpose text not null check (purpose in ('registration', 'login', 'verification')),
  channel text not null check (channel in ('sms', 'whatsapp')),
  state text not null default 'sending' check (state in ('sending', 'sent', 'failed')),
  code_hash bytea check (length(code_hash) = 32),
  provider text not null,
  provider_id text,
  delivery text,
  requested_by text not null default regulars.current_actor(),
  ip text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  token_hash bytea check (length(token_hash) = 32),
  token_expires_at timestamptz,
  token_used_by xid8,
  primary key (tenant_org_id, id)
);
comment on table sys_otp_codes is
  'One-time codes, as HMAC-SHA-256 bound to tenant, phone, purpose and row. Once right, the row carries the verification token, as SHA-256, until a profile uses it up.';
comment on column sys_otp_codes.code_hash is 'Null where the provider makes and checks the code.';
comment on column sys_otp_codes.token_used_by is 'The transaction that used the token up: what it proved may be written in that transaction alone.';
create index sys_otp_codes_by_phone on sys_otp_codes (tenant_org_id, phone, created_at);
create index sys_otp_codes_by_time on sys_otp_codes (tenant_org_id, created_at);
create index sys_otp_codes_by_message on sys_otp_codes (provider_id) where provider_id is not null;
create unique index sys_otp_codes_token_key on sys_otp_codes (tenant_org_id, token_hash);
alter table sys_otp_codes enable row level security;
alter table sys_otp_codes force row level security;
create policy own on sys_otp_codes to regulars_tenant
  using (tenant_org_id = regulars.current_tenant()) with check (tenant_org_id = regulars.current_tenant());
create policy expired on sys_otp_codes for delete to regulars_cleaner
  using (created_at < now() - interval '2 days');
create policy expired_read on sys_otp_codes for select to regulars_cleaner
  using (created_at < now() - interval '2 days');
-- A code begins unsent, unused and without a token.
grant select on sys_otp_codes to regulars_tenant;
grant insert (tenant_org_id, id, phone, country, purpose, channel, code_hash, provider, ip, expires_at)
  on sys_otp_codes to regulars_tenant;
grant update (state, provider_id, delivery, used_at, token_hash, token_expires_at, token_used_by)
  on sys_otp_codes to regulars_tenant;
grant select (created_at), delete on sys_otp_codes to regulars_cleaner;
create policy courier_read on sys_otp_codes for select to regulars_courier using (provider_id is not null);
create policy courier on sys_otp_codes for update to regulars_courier using (provider_id is not null);
grant select (provider_id), update (delivery) on sys_otp_codes to regulars_courier;

create function regulars.refuse_token() returns trigger language plpgsql as $$
begin
  raise exception 'This token proves nothing any more.' using errcode = 'check_violation', constraint = 'token_is_good';
end
$$;
comment on function regulars.refuse_token() is 'A token is used up once, in time, and by the transaction that says so.';
create trigger use_token before update of token_used_by on sys_otp_codes for each row
  when (
    old.token_used_by is not null or old.token_hash is null or old.token_expires_at <= now()
    or new.token_used_by is distinct from pg_current_xact_id())
  execute function regulars.refuse_token();

create function cleanup_expired_otp_codes() returns bigint
  language sql volatile
  begin atomic
    -- Limits count the codes of a day: they are kept for two.
    with gone as (delete from sys_otp_codes where created_at < now() - interval '2 days' returning 1)
    select count(*) from gone;
  end;
comment on function cleanup_expired_otp_codes() is 'Deletes the codes of every tenant that no limit counts any more; says how many.';
grant execute on function cleanup_expired_otp_codes() to regulars_cleaner;

-- The person behind a proven phone. The id tells nothing, not even since when the person is known.
alter table sys_customers_mst alter id set default gen_random_uuid();
create schema regulars_people;
create function regulars_people.link_person() returns trigger
  language plpgsql security definer set search_path = '' as $$
begin
  if not new.phone_verified then
    new.sys_customer_id := null;
  elsif tg_op = 'INSERT' or new.sys_customer_id is null or new.phone <> old.phone then
    insert into public.sys_customers_mst (phone) values (new.phone)
    on conflict (phone) do update set phone = excluded.phone
    returning id into new.sys_customer_id;
  end if;
  return new;
end
$$;
comment on function regulars_people.link_person() is 'Creates or finds the global person of a phone that was proven; forgets the link with the proof.';

create function regulars.is_proven(tenant uuid, candidate text) returns boolean
  language sql stable
  return exists (
    select from sys_otp_codes
    where tenant_org_id = tenant and phone = candidate and token_used_by = pg_current_xact_id_if_assigned());
comment on function regulars.is_proven(uuid, text) is 'Was a verification token for this phone used up in this very transaction?';

create function regulars.prove_customer() returns trigger language plpgsql as $$
begin
  -- Nobody sets these: proof does, and only while the phone stays.
  new.phone_verified := new.phone is not null and (
    (tg_op = 'UPDATE' and old.phone_verified and new.phone = old.phone)
    or regulars.is_proven(new.tenant_org_id, new.phone));
  if new.profile_status = 'full' and not new.phone_verified and (tg_op = 'INSERT' or old.profile_status <> 'full') then
    raise exception 'A full customer needs a proven phone.' using errcode = 'check_violation', constraint = 'full_is_proven';
  end if;
  if tg_op = 'UPDATE' and old.profile_status = 'full' and new.profile_status <> 'full' then
    raise exception 'A full customer stays one.' using errcode = 'check_violation', constraint = 'full_stays_full';
  end if;
  return new;
end
$$;
comment on function regulars.prove_customer() is 'Verified and full are what a used-up token proves, and nothing else.';
-- Before change_customer, by name: what is proven here makes a new version there.
create trigger a_prove_customer before insert or update on org_customers_mst
  for each row execute function regulars.prove_customer();

create trigger b_link_person before insert or update on org_customers_mst
  for each row execute function regulars_people.link_person();
-- Nobody calls it: on a table of one's own it would tell whom it knows.
revoke all on function regulars_people.link_person() from public;

-- Its owner alone looks across tenants at who a phone belongs to.
do $$
declare
  matchmaker text := 'regulars_matchmaker';
begin
  if not exists (select from pg_roles where rolname = matchmaker) then
    execute format('create role %I nologin', matchmaker);
  end if;
  begin
    execute format('grant %I to current_user', matchmaker);
  exception when insufficient_privilege then
    -- Another database of the cluster has made it, and from PostgreSQL 16 on only its owner hands it on.
    matchmaker := left(matchmaker || '_' || current_database(), 63);
    if not exists (select from pg_roles where rolname = matchmaker) then
      execute format('create role %I nologin', matchmaker);
    end if;
    execute format('grant %I to current_user', matchmaker);
  end;
  execute format('create policy matchmaker on sys_customers_mst to %I using (true) with check (true)', matchmaker);
  execute format('grant select, insert, update (phone) on sys_customers_mst to %I', matchmaker);
  execute format('grant usage on schema public to %I', matchmaker);
  execute format('grant create on schema regulars_people to %I', matchmaker);
  execute format('alter function regulars_people.link_person() owner to %I', matchmaker);
  execute format('revoke create on schema regulars_people from %I', matchmaker);
  execute format('revoke %I from current_user', matchmaker);
end
$$;

create or replace function regulars.change_customer() returns trigger language plpgsql as $$
begin
  if new.email is distinct from old.email then
    new.email_verified := false;
  end if;
  -- A guest who is given a name and a phone has become a stub.
  if new.profile_status = 'guest'
    and new.phone is not null
    and coalesce(new.name, new.first_name, new.last_name, new.display_name, new.name2) is not null
    and (new.phone, new.name, new.first_name, new.last_name, new.display_name, new.name2)
      is distinct from (old.phone, old.name, old.first_name, old.last_name, old.display_name, old.name2)
  then
    new.profile_status := 'stub';
  end if;
  if regulars.customer_facts(new) is distinct from regulars.customer_facts(old) then
    new.version := old.version + 1;
    new.updated_at := now();
  end if;
  return new;
end
$$;

grant update (profile_status) on org_customers_mst to regulars_tenant;
grant execute on all functions in schema regulars to regulars_tenant;
call regulars.keep_private(
  array['org_verification_settings', 'org_phone_attempts', 'sys_otp_codes']::regclass[],
  array['cleanup_expired_otp_codes()']::regprocedure[]);
