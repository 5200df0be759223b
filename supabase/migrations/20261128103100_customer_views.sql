-- Lists that somebody wants to see again: filters, order and columns under a name.

create table org_customer_views (
  tenant_org_id uuid not null references org_tenants_mst (id) on delete cascade,
  id uuid not null default regulars.new_id(),
  owner_id text not null default regulars.current_actor(),
  owner_name text default nullif(current_setting('regulars.actor_name', true), ''),
  name text not null check (length(name) between 1 and 100),
  filters jsonb not null check (jsonb_typeof(filters) = 'object'),
  sort text,
  columns text[],
  shared boolean not null,
  position integer not null,
  created_at timestamptz not null default now(),
  primary key (tenant_org_id, id)
);
comment on table org_customer_views is
  'Saved views of the list of customers. A private one is seen by its owner alone, a shared one by the whole business.';
comment on column org_customer_views.filters is
  'As they were sent; what a later version does not know any more is left out when they are read.';
comment on column org_customer_views.columns is 'Null: those that the list shows by itself.';
comment on column org_customer_views.position is 'The place among the views of the same owner, from 1.';
create index org_customer_views_by_owner on org_customer_views (tenant_org_id, owner_id, position);

alter table org_customer_views enable row level security;
alter table org_customer_views force row level security;
create policy own on org_customer_views to regulars_tenant
  using (tenant_org_id = regulars.current_tenant() and owner_id = regulars.current_actor())
  with check (tenant_org_id = regulars.current_tenant() and owner_id = regulars.current_actor());
create policy read_shared on org_customer_views for select to regulars_tenant
  using (tenant_org_id = regulars.current_tenant() and shared);
-- Admins, as the server sees to; a view that is not theirs stays shared, or they would lose sight of it.
create policy change_shared on org_customer_views for update to regulars_tenant
  using (tenant_org_id = regulars.current_tenant() and shared)
  with check (tenant_org_id = regulars.current_tenant() and shared);
create policy drop_shared on org_customer_views for delete to regulars_tenant
  using (tenant_org_id = regulars.current_tenant() and shared);
grant select, delete on org_customer_views to regulars_tenant;
grant insert (tenant_org_id, name, filters, sort, columns, shared) on org_customer_views to regulars_tenant;
grant update (name, filters, sort, columns, shared, position) on org_customer_views to regulars_tenant;

create function regulars.lock_views(tenant uuid, owner text) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('views ' || tenant || ' ' || owner, 0));
end
$$;
comment on function regulars.lock_views(uuid, text) is
  'Until the end of the transaction nobody else adds to the views of this owner or puts them in another order.';

create function regulars.place_view() returns trigger language plpgsql as $$
declare
  others integer;
begin
  perform regulars.lock_views(new.tenant_org_id, new.owner_id);
  select count(*), coalesce(max(position), 0) + 1 into others, new.position from org_customer_views
  where tenant_org_id = new.tenant_org_id and owner_id = new.owner_id;
  if others >= 50 then
    raise exception 'Nobody keeps more than 50 views.' using errcode = 'check_violation', constraint = 'views_of_one_owner';
  end if;
  return new;
end
$$;
comment on function regulars.place_view() is 'A new view comes last; a menu of more than 50 helps nobody.';
create trigger place_view before insert on org_customer_views
  for each row execute function regulars.place_view();

grant execute on function regulars.lock_views(uuid, text), regulars.place_view() to regulars_tenant;
call regulars.keep_private(array['org_customer_views']::regclass[]);
