-- What is forgotten of wrong codes, and how many codes one address of the internet may ask for, whatever the business.

alter table org_phone_attempts add column tried_at timestamptz not null default now();
comment on column org_phone_attempts.tried_at is 'When the last code was tried: a count that nobody has added to for a month is forgotten.';
grant update (tried_at) on org_phone_attempts to regulars_tenant;

-- A lock lets three tries through in a quarter of an hour; whoever waits a month for two gains nothing by it.
create policy forgotten on org_phone_attempts for delete to regulars_cleaner
  using (tried_at < now() - interval '30 days' and (locked_until is null or locked_until < now()));
create policy forgotten_read on org_phone_attempts for select to regulars_cleaner
  using (tried_at < now() - interval '30 days' and (locked_until is null or locked_until < now()));
grant select (tried_at), delete on org_phone_attempts to regulars_cleaner;

create or replace function cleanup_expired_otp_codes() returns bigint
  language sql volatile
  begin atomic
    with forgotten as (delete from org_phone_attempts where tried_at < now() - interval '30 days'),
    -- Limits count the codes of a day: they are kept for two.
    gone as (delete from sys_otp_codes where created_at < now() - interval '2 days' returning 1)
    select count(*) from gone;
  end;
comment on function cleanup_expired_otp_codes() is
  'Deletes the codes of every tenant that no limit counts any more, and counts of wrong ones that are a month old; says how many codes.';

do $$
begin
  -- Counts the codes of the last hour by address, of all tenants, and sees neither whose they are nor for whom.
  if not exists (select from pg_roles where rolname = 'regulars_porter') then
    create role regulars_porter nologin;
  end if;
  if not pg_has_role('regulars_app', 'regulars_porter', 'member') then
    grant regulars_porter to regulars_app;
  end if;
end
$$;
grant usage on schema public to regulars_porter;
create policy porter on sys_otp_codes for select to regulars_porter using (created_at > now() - interval '1 hour');
grant select (ip, state, created_at) on sys_otp_codes to regulars_porter;
create index sys_otp_codes_by_ip on sys_otp_codes (ip, created_at);
