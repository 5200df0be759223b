-- The words under which customers are found, one row a word, so that the beginning of a word is an index range.

create table org_customer_tokens (
  tenant_org_id uuid not null,
  token text collate "C" not null,
  customer_id uuid not null,
  primary key (tenant_org_id, token, customer_id)
);
comment on table org_customer_tokens is
  'Derived from the names of org_customers_mst by trigger; no foreign key, because nothing else writes here.';
-- The other way round: does this customer have such a word?
create index org_customer_tokens_by_customer on org_customer_tokens (tenant_org_id, customer_id, token);
-- As in org_customers_mst: plans for any tenant.
alter table org_customer_tokens alter tenant_org_id set (n_distinct = 1000);

alter table org_customer_tokens enable row level security;
alter table org_customer_tokens force row level security;
create policy read_own on org_customer_tokens for select to regulars_tenant
  using (tenant_org_id = regulars.current_tenant());
create policy add_by_trigger on org_customer_tokens for insert to regulars_tenant
  with check (tenant_org_id = regulars.current_tenant() and pg_trigger_depth() > 0);
create policy drop_by_trigger on org_customer_tokens for delete to regulars_tenant
  using (tenant_org_id = regulars.current_tenant() and pg_trigger_depth() > 0);
grant select, insert, delete on org_customer_tokens to regulars_tenant;

create function regulars.searchable_names(customer org_customers_mst) returns text
  language sql immutable
  return concat_ws(' ', customer.first_name, customer.last_name, customer.display_name, customer.name, customer.name2);

create function regulars.add_customer_tokens() returns trigger language plpgsql as $$
begin
  insert into org_customer_tokens (tenant_org_id, token, customer_id)
  select added.tenant_org_id, token, added.id
  from added, regulars.search_words(regulars.searchable_names(added::org_customers_mst)) as token;
  return null;
end
$$;
create trigger add_customer_tokens after insert on org_customers_mst
  referencing new table as added
  for each statement execute function regulars.add_customer_tokens();

create function regulars.renew_customer_tokens() returns trigger language plpgsql as $$
begin
  delete from org_customer_tokens where tenant_org_id = new.tenant_org_id and customer_id = new.id;
  insert into org_customer_tokens (tenant_org_id, token, customer_id)
  select new.tenant_org_id, token, new.id from regulars.search_words(regulars.searchable_names(new)) as token;
  return null;
end
$$;
create trigger renew_customer_tokens after update on org_customers_mst
  for each row when (
    (old.first_name, old.last_name, old.display_name, old.name, old.name2)
    is distinct from (new.first_name, new.last_name, new.display_name, new.name, new.name2))
  execute function regulars.renew_customer_tokens();

create function regulars.drop_customer_tokens() returns trigger language plpgsql as $$
begin
  delete from org_customer_tokens as token using removed
  where token.tenant_org_id = removed.tenant_org_id and token.customer_id = removed.id;
  return null;
end
$$;
create trigger drop_customer_tokens after delete on org_customers_mst
  referencing old table as removed
  for each statement execute function regulars.drop_customer_tokens();

call regulars.keep_private(array['org_customer_tokens']::regclass[]);
