-- Why an import failed, for whoever does not read English: what it was, and where.
alter table org_imports add column failure_reason text, add column failure_line integer;
comment on column org_imports.failure_reason is 'One of importFailureReasons in contract/import.ts.';
grant update (failure_reason, failure_line) on org_imports to regulars_tenant;
