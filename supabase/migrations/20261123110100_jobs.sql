-- Work for later and work by the clock: pg-boss keeps it in a schema of its own, which it makes and updates itself.

do $$
begin
  if not exists (select from pg_roles where rolname = 'regulars_jobs') then
    create role regulars_jobs nologin;
  end if;
  if not pg_has_role('regulars_app', 'regulars_jobs', 'member') then
    grant regulars_jobs to regulars_app;
  end if;
end
$$;
-- The role makes its queues there and sees nothing else: what a job does, it does in a context of its own.
create schema regulars_jobs;
grant usage, create on schema regulars_jobs to regulars_jobs;
