-- Duplicates: the default address is compared, and so are the phones and e-mails that merges have kept.

create function regulars.queue_customer_of_address() returns trigger language plpgsql as $$
begin
  insert into org_duplicate_queue (tenant_org_id, customer_id)
  select new.tenant_org_id, touched.id
  from (values (case when old.is_default then old.customer_id end), (case when new.is_default then new.customer_id end))
    as touched (id)
  where touched.id is not null
  group by touched.id;
  return null;
end
$$;
-- A new address becomes the default by an update.
create trigger queue_customer_of_address after update on org_customer_addresses
  for each row when ((old.is_default or new.is_default) and
    (old.is_default, old.customer_id, old.building, old.street, old.area, old.city, old.region, old.postal_code, old.country)
    is distinct from
    (new.is_default, new.customer_id, new.building, new.street, new.area, new.city, new.region, new.postal_code, new.country))
  execute function regulars.queue_customer_of_address();

create function regulars.queue_customers_of_contacts() returns trigger language plpgsql as $$
begin
  -- Contacts go with a customer who is deleted, and then there is nobody to compare.
  insert into org_duplicate_queue (tenant_org_id, customer_id)
  select c.tenant_org_id, c.id from org_customers_mst c
  where (c.tenant_org_id, c.id) in (select tenant_org_id, customer_id from touched);
  return null;
end
$$;
create trigger queue_customers_of_new_contacts after insert on org_customer_contacts
  referencing new table as touched
  for each statement execute function regulars.queue_customers_of_contacts();
create trigger queue_customers_contacts_move_to after update on org_customer_contacts
  referencing new table as touched
  for each statement execute function regulars.queue_customers_of_contacts();
create trigger queue_customers_contacts_move_from after update on org_customer_contacts
  referencing old table as touched
  for each statement execute function regulars.queue_customers_of_contacts();
create trigger queue_customers_of_lost_contacts after delete on org_customer_contacts
  referencing old table as touched
  for each statement execute function regulars.queue_customers_of_contacts();

-- Whom this concerns already. Forced row-level security would hide them from an owner who is no superuser.
alter table org_customers_mst no force row level security;
alter table org_customer_addresses no force row level security;
alter table org_customer_contacts no force row level security;
alter table org_duplicate_queue no force row level security;
insert into org_duplicate_queue (tenant_org_id, customer_id)
select tenant_org_id, id from org_customers_mst c
where is_active and (
  exists (select from org_customer_addresses a
    where a.tenant_org_id = c.tenant_org_id and a.customer_id = c.id and a.is_default)
  or exists (select from org_customer_contacts f where f.tenant_org_id = c.tenant_org_id and f.customer_id = c.id));
alter table org_duplicate_queue force row level security;
alter table org_customer_contacts force row level security;
alter table org_customer_addresses force row level security;
alter table org_customers_mst force row level security;

grant execute on all functions in schema regulars to regulars_tenant;
