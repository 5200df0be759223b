-- Files of customers that come in: the file, what its columns are, and what becomes of each row.

create table org_imports (
  tenant_org_id uuid not null references org_tenants_mst (id) on delete cascade,
  id uuid not null default regulars.new_id(),
  state text not null default 'checking' check (state in
    ('checking', 'ready', 'importing', 'done', 'rolling_back', 'rolled_back', 'cancelled', 'failed')),
  file_name text not null,
  bytes bigint not null,
  format text not null check (format in ('csv', 'xlsx')),
  encoding text,
  delimiter text,
  has_heading boolean not null,
  columns jsonb not null check (jsonb_typeof(columns) = 'array'),
  -- Goes up with every change of what the file is taken for: a dry run of before stops.
  reading integer not null default 1,
  all_or_nothing boolean,
  duplicates text check (duplicates in ('skip', 'create')),
  cancel_asked boolean not null default false,
  to_create bigint not null default 0,
  to_update bigint not null default 0,
  unchanged bigint not null default 0,
  duplicate bigint not null default 0,
  invalid bigint not null default 0,
  created bigint not null default 0,
  updated bigint not null default 0,
  skipped bigint not null default 0,
  rejected bigint not null default 0,
  kept bigint not null default 0,
  deactivated bigint not null default 0,
  restored bigint not null default 0,
  left_alone bigint not null default 0,
  step_done bigint not null default 0,
  step_share double precision not null default 0,
  step_started_at timestamptz,
  last_line integer not null default 0,
  failure_code text,
  failure_detail text,
  created_at timestamptz not null default now(),
  created_by text not null default regulars.current_actor(),
  created_by_name text default nullif(current_setting('regulars.actor_name', true), ''),
  asked_by text not null default regulars.current_actor(),
  asked_by_name text default nullif(current_setting('regulars.actor_name', true), ''),
  committed_at timestamptz,
  ended_at timestamptz,
  kept_until timestamptz not null default now() + interval '30 days',
  primary key (tenant_org_id, id)
);
comment on table org_imports is 'Imports of customers, from the file to its being taken back.';
comment on column org_imports.columns is
  'Of each column of the file: heading, samples, field (what it is taken for) and proposal (what it looked like).';
comment on column org_imports.asked_by is 'Who asked for what is under way: history names them.';
comment on column org_imports.kept is 'Rows of which everything was there already, once committed.';
comment on column org_imports.last_line is
  'Up to which line of the file the step under way has come. Written in the transaction of what it tells of, so that whoever goes on after a crash goes on there.';
comment on column org_imports.step_share is 'How much of the step under way is done, from 0 to 1.';
create index org_imports_at_work on org_imports (tenant_org_id, id)
  where state in ('checking', 'importing', 'rolling_back');
alter table org_imports alter tenant_org_id set (n_distinct = 1000);
alter table org_imports enable row level security;
alter table org_imports force row level security;
create policy own on org_imports to regulars_tenant
  using (tenant_org_id = regulars.current_tenant()) with check (tenant_org_id = regulars.current_tenant());
grant select on org_imports to regulars_tenant;
grant insert (tenant_org_id, id, file_name, bytes, format, encoding, delimiter, has_heading, columns)
  on org_imports to regulars_tenant;
grant update (state, encoding, delimiter, has_heading, columns, reading, all_or_nothing, duplicates, cancel_asked,
  to_create, to_update, unchanged, duplicate, invalid, created, updated, skipped, rejected, kept,
  deactivated, restored, left_alone, step_done, step_share, step_started_at, last_line,
  failure_code, failure_detail, asked_by, asked_by_name, committed_at, ended_at) on org_imports to regulars_tenant;
-- Tells which imports are at work, and nothing of them.
create policy dispatcher on org_imports for select to regulars_dispatcher
  using (state in ('checking', 'importing', 'rolling_back'));
grant select (tenant_org_id, id, state) on org_imports to regulars_dispatcher;
create policy outlived on org_imports for delete to regulars_cleaner using (kept_until < now());
create policy outlived_read on org_imports for select to regulars_cleaner using (kept_until < now());
grant select (kept_until), delete on org_imports to regulars_cleaner;

create table org_import_chunks (
  tenant_org_id uuid not null,
  import_id uuid not null,
  number integer not null,
  bytes bytea not null,
  primary key (tenant_org_id, import_id, number),
  foreign key (tenant_org_id, import_id) references org_imports (tenant_org_id, id) on delete cascade
);
comment on table org_import_chunks is
  'The file of an import in pieces, so that whichever process comes to it can read it. Gone once the import is committed.';
-- The most of it is compressed already, or read once.
alter table org_import_chunks alter bytes set storage external;
alter table org_import_chunks alter tenant_org_id set (n_distinct = 1000);
alter table org_import_chunks enable row level security;
alter table org_import_chunks force row level security;
create policy own on org_import_chunks to regulars_tenant
  using (tenant_org_id = regulars.current_tenant()) with check (tenant_org_id = regulars.current_tenant());
grant select, insert, delete on org_import_chunks to regulars_tenant;

create table org_import_rows (
  tenant_org_id uuid not null,
  import_id uuid not null,
  line integer not null,
  cells json not null,
  record json,
  outcome text not null check (outcome in ('create', 'update', 'unchanged', 'duplicate', 'invalid')),
  matched_by text,
  customer_id uuid,
  changes jsonb,
  score double precision,
  errors jsonb,
  fingerprint text collate "C",
  result text check (result in ('created', 'updated', 'unchanged', 'skipped', 'rejected')),
  before jsonb,
  version_after integer,
  rollback text check (rollback in ('deactivated', 'restored', 'left')),
  rollback_reason text,
  left_fields text[],
  primary key (tenant_org_id, import_id, line),
  foreign key (tenant_org_id, import_id) references org_imports (tenant_org_id, id) on delete cascade
);
comment on table org_import_rows is 'What becomes, or became, of each row of a file.';
comment on column org_import_rows.cells is 'As in the file.';
comment on column org_import_rows.record is 'What the row says of a customer, by column of org_customers_mst.';
comment on column org_import_rows.fingerprint is
  'Of a row that nothing but the whole of it tells from another (neither phone nor e-mail, and an id of elsewhere at most): it is known again when the same file comes twice.';
comment on column org_import_rows.before is 'What a changed customer had before, by column: what a rollback puts back.';
comment on column org_import_rows.version_after is 'The version that the import made: a customer of a later one has been touched since.';
create index org_import_rows_by_outcome on org_import_rows (tenant_org_id, import_id, outcome, line);
create index org_import_rows_by_fingerprint on org_import_rows (tenant_org_id, fingerprint) where fingerprint is not null;
alter table org_import_rows alter tenant_org_id set (n_distinct = 1000);
alter table org_import_rows enable row level security;
alter table org_import_rows force row level security;
create policy own on org_import_rows to regulars_tenant
  using (tenant_org_id = regulars.current_tenant()) with check (tenant_org_id = regulars.current_tenant());
grant select, insert, delete on org_import_rows to regulars_tenant;
grant update (customer_id, result, errors, before, version_after, rollback, rollback_reason, left_fields)
  on org_import_rows to regulars_tenant;

call regulars.keep_private(array['org_imports', 'org_import_chunks', 'org_import_rows']::regclass[]);
