-- A server that has lost its way to the database leaves connections behind that nobody will ever close, with what they
-- hold: the lock on an import, which no timeout ends. PostgreSQL finds out within half a minute, instead of two hours.
do $$
begin
  -- Roles belong to the whole cluster: where another database has set these, its owner alone may set them again.
  if not exists (
    select from pg_db_role_setting, unnest(setconfig) setting
    where setdatabase = 0 and setrole = 'regulars_app'::regrole and setting ~ '^tcp_keepalives_idle='
  ) then
    alter role regulars_app set tcp_keepalives_idle = 10;
    alter role regulars_app set tcp_keepalives_interval = 5;
    alter role regulars_app set tcp_keepalives_count = 3;
  end if;
end
$$;
