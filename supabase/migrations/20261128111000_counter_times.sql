-- How long it takes at the counter until a stub is saved.

create table org_counter_times (
  tenant_org_id uuid not null references org_tenants_mst (id) on delete cascade,
  saved_at timestamptz not null default now(),
  id uuid not null default regulars.new_id(),
  actor_id text not null default regulars.current_actor(),
  actor_name text default nullif(current_setting('regulars.actor_name', true), ''),
  milliseconds integer not null check (milliseconds between 1 and 3600000),
  primary key (tenant_org_id, saved_at, id)
);
comment on table org_counter_times is
  'Time-to-stub: from the first character that somebody of the staff typed to the saved answer, as the admin measured it.';
comment on column org_counter_times.actor_id is
  'Whose time it is. There is no branch: staff belong to the whole business.';
alter table org_counter_times alter tenant_org_id set (n_distinct = 1000);

alter table org_counter_times enable row level security;
alter table org_counter_times force row level security;
create policy read_own on org_counter_times for select to regulars_tenant
  using (tenant_org_id = regulars.current_tenant());
create policy add_own on org_counter_times for insert to regulars_tenant
  with check (tenant_org_id = regulars.current_tenant() and actor_id = regulars.current_actor());
grant select on org_counter_times to regulars_tenant;
grant insert (tenant_org_id, milliseconds) on org_counter_times to regulars_tenant;

-- Nobody asks for what is older, and how fast a person worked is not kept without a reason.
create policy outlived on org_counter_times for delete to regulars_cleaner
  using (saved_at < now() - interval '90 days');
grant delete on org_counter_times to regulars_cleaner;

call regulars.keep_private(array['org_counter_times']::regclass[]);
