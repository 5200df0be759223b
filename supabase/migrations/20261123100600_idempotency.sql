-- What was answered to a POST with an Idempotency-Key, kept in the transaction that did its work.

create table org_idempotency_keys (
  tenant_org_id uuid not null references org_tenants_mst (id) on delete cascade,
  actor_id text not null default regulars.current_actor(),
  key text not null,
  request_hash bytea not null,
  answer jsonb,
  created_at timestamptz not null default now(),
  primary key (tenant_org_id, actor_id, key)
);
comment on table org_idempotency_keys is
  'A retry finds its first answer here. A request that failed left nothing, neither work nor key: its retry starts anew.';
create index org_idempotency_keys_by_age on org_idempotency_keys (tenant_org_id, created_at);

alter table org_idempotency_keys enable row level security;
alter table org_idempotency_keys force row level security;
create policy own on org_idempotency_keys to regulars_tenant
  using (tenant_org_id = regulars.current_tenant() and actor_id = regulars.current_actor())
  with check (tenant_org_id = regulars.current_tenant() and actor_id = regulars.current_actor());
grant select, insert, update, delete on org_idempotency_keys to regulars_tenant;

grant execute on all functions in schema regulars to regulars_tenant;
call regulars.keep_private(array['org_idempotency_keys']::regclass[]);
