-- What lists are filtered and sorted by beside what they were. Whoever is added comes last in each of these, or is
-- not in it at all: that is what an index costs least.

create index org_customers_by_points on org_customers_mst (tenant_org_id, loyalty_points, id);
create index org_customers_by_proof on org_customers_mst (tenant_org_id, phone_verified, id);
create index org_customers_inactive on org_customers_mst (tenant_org_id, id) where not is_active;
-- The active ones are found by the index that keeps their phones unique.
create index org_customers_by_inactive_phone on org_customers_mst (tenant_org_id, phone) where not is_active and phone is not null;
create index org_customers_by_email_domain on org_customers_mst (tenant_org_id, email_domain, id)
  where email_domain is not null;
-- Three digits end the phones of one in a thousand: with the id beside them they need not be read to be counted.
drop index org_customers_by_phone_end;
create index org_customers_by_phone_end on org_customers_mst (tenant_org_id, phone_reversed, id)
  where phone_reversed is not null;
-- Once by creation; but the few of a kind are collected, and of the many some are always new. By name all guests
-- without one come first.
drop index org_customers_by_status;
create index org_customers_by_status on org_customers_mst (tenant_org_id, profile_status, sort_name, id);
