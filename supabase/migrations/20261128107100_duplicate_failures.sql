-- A customer whose comparison always fails must not keep its tenant waiting.

create table org_duplicate_failures (
  tenant_org_id uuid not null,
  customer_id uuid not null,
  tries integer not null default 1,
  problem text not null,
  failed_at timestamptz not null default clock_timestamp(),
  primary key (tenant_org_id, customer_id)
);
comment on table org_duplicate_failures is
  'Customers of org_duplicate_queue who could not be compared, and why. After three tries a customer is queued no more and has no keys and no pairs: set aside until it changes. No foreign key, as for keys.';
alter table org_duplicate_failures alter tenant_org_id set (n_distinct = 1000);
alter table org_duplicate_failures enable row level security;
alter table org_duplicate_failures force row level security;
create policy read_own on org_duplicate_failures for select to regulars_tenant
  using (tenant_org_id = regulars.current_tenant());
create policy add_own on org_duplicate_failures for insert to regulars_tenant
  with check (tenant_org_id = regulars.current_tenant() and regulars.current_actor() = 'regulars');
create policy change_own on org_duplicate_failures for update to regulars_tenant
  using (tenant_org_id = regulars.current_tenant() and regulars.current_actor() = 'regulars')
  with check (tenant_org_id = regulars.current_tenant() and regulars.current_actor() = 'regulars');
create policy drop_own on org_duplicate_failures for delete to regulars_tenant
  using (tenant_org_id = regulars.current_tenant());
grant select, insert (tenant_org_id, customer_id, problem), update (tries, problem, failed_at), delete
  on org_duplicate_failures to regulars_tenant;

create or replace function regulars.drop_duplicates_of_deleted_customers() returns trigger language plpgsql as $$
begin
  delete from org_duplicate_queue q using removed r where (q.tenant_org_id, q.customer_id) = (r.tenant_org_id, r.id);
  delete from org_duplicate_failures f using removed r where (f.tenant_org_id, f.customer_id) = (r.tenant_org_id, r.id);
  delete from org_duplicate_keys k using removed r where (k.tenant_org_id, k.customer_id) = (r.tenant_org_id, r.id);
  delete from org_duplicate_pairs p using removed r where (p.tenant_org_id, p.customer_a) = (r.tenant_org_id, r.id);
  delete from org_duplicate_pairs p using removed r where (p.tenant_org_id, p.customer_b) = (r.tenant_org_id, r.id);
  delete from org_duplicate_dismissals d using removed r where (d.tenant_org_id, d.customer_a) = (r.tenant_org_id, r.id);
  delete from org_duplicate_dismissals d using removed r where (d.tenant_org_id, d.customer_b) = (r.tenant_org_id, r.id);
  return null;
end
$$;

grant execute on all functions in schema regulars to regulars_tenant;
call regulars.keep_private(array['org_duplicate_failures']::regclass[]);
