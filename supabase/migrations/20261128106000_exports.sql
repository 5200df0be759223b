-- Customers taken out as files: who did, which, and how many; and how text stands in a CSV.

create function regulars.csv_text(value text) returns text
  language sql immutable parallel safe
  return '"' || replace(
    -- server/imports/plain-cell.ts takes away what is put in front here.
    case when value ~ '^''*([\t\r\n]|[\u0001-\u0020\u007f-\u00a0\u00ad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u206f\u3000\ufeff]*[-=+@\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20])'
      then '''' || value else value end,
    '"', '""') || '"';
comment on function regulars.csv_text(text) is
  'A cell of RFC 4180. What a spreadsheet would run as a formula, or what looks as if that had been done to it already, has an apostrophe in front: so it can be taken away again without a doubt.';

create table org_customer_exports (
  tenant_org_id uuid not null references org_tenants_mst (id) on delete cascade,
  id uuid not null default regulars.new_id(),
  exported_at timestamptz not null default now(),
  actor_id text not null default regulars.current_actor(),
  actor_name text default nullif(current_setting('regulars.actor_name', true), ''),
  format text not null check (format in ('csv', 'json', 'xlsx')),
  columns text[] not null,
  filters jsonb not null check (jsonb_typeof(filters) = 'object'),
  customers bigint not null default 0,
  state text not null default 'running' check (state in ('running', 'complete', 'broken_off', 'failed')),
  ended_at timestamptz,
  primary key (tenant_org_id, id)
);
comment on table org_customer_exports is
  'Every export of customers: it begins before the first of them leaves, and is told its end once, whatever that is.';
comment on column org_customer_exports.customers is 'How many have left.';
alter table org_customer_exports alter tenant_org_id set (n_distinct = 1000);
alter table org_customer_exports enable row level security;
alter table org_customer_exports force row level security;
create policy read_own on org_customer_exports for select to regulars_tenant
  using (tenant_org_id = regulars.current_tenant());
create policy add_own on org_customer_exports for insert to regulars_tenant
  with check (tenant_org_id = regulars.current_tenant() and actor_id = regulars.current_actor());
-- Its end, by whoever began it, and then nothing more.
create policy end_own on org_customer_exports for update to regulars_tenant
  using (tenant_org_id = regulars.current_tenant() and actor_id = regulars.current_actor() and state = 'running')
  with check (tenant_org_id = regulars.current_tenant() and actor_id = regulars.current_actor());
grant select on org_customer_exports to regulars_tenant;
grant insert (tenant_org_id, format, columns, filters) on org_customer_exports to regulars_tenant;
grant update (customers, state, ended_at) on org_customer_exports to regulars_tenant;

grant execute on function regulars.csv_text(text) to regulars_tenant;
call regulars.keep_private(array['org_customer_exports']::regclass[]);
