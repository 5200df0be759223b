-- Of a business that statistics do not know yet PostgreSQL takes every index that begins with the tenant for as good as
-- any other, and then uses the one that was made last. Nothing is looked up as often as a customer by id: for every row
-- that refers to one. So that key is made last, and what refers to it again behind it.
do $$
declare
  reference record;
  references_to_customers text[] := '{}';
begin
  for reference in
    select conrelid::regclass as of_table, conname, pg_get_constraintdef(oid) as definition from pg_constraint
    where contype = 'f' and confrelid = 'org_customers_mst'::regclass order by conrelid::regclass::text, conname
  loop
    execute format('alter table %s drop constraint %I', reference.of_table, reference.conname);
    references_to_customers := references_to_customers
      || format('alter table %s add constraint %I %s', reference.of_table, reference.conname, reference.definition);
  end loop;
  alter table org_customers_mst drop constraint org_customers_mst_pkey;
  alter table org_customers_mst add constraint org_customers_mst_pkey primary key (tenant_org_id, id);
  for reference in select unnest(references_to_customers) as definition loop
    execute reference.definition;
  end loop;
end
$$;
call regulars.keep_private('{}');
