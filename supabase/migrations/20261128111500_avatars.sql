-- A picture of a customer: small, square, and in the database, so that it is backed up and hidden as all else is.

create table org_customer_avatars (
  tenant_org_id uuid not null,
  customer_id uuid not null,
  version integer not null,
  media_type text not null check (media_type in ('image/jpeg', 'image/webp')),
  content bytea not null check (octet_length(content) <= 204800),
  primary key (tenant_org_id, customer_id),
  foreign key (tenant_org_id, customer_id) references org_customers_mst (tenant_org_id, id) on delete cascade
);
comment on table org_customer_avatars is
  'The picture of a customer, where there is one. Whoever was merged away keeps theirs: it is there again when the merge is undone.';
comment on column org_customer_avatars.version is 'The version of the customer with which this picture came.';
alter table org_customer_avatars alter tenant_org_id set (n_distinct = 1000);
-- A picture is compressed already.
alter table org_customer_avatars alter content set storage external;
alter table org_customer_avatars enable row level security;
alter table org_customer_avatars force row level security;
create policy own on org_customer_avatars to regulars_tenant
  using (tenant_org_id = regulars.current_tenant()) with check (tenant_org_id = regulars.current_tenant());
grant select, delete on org_customer_avatars to regulars_tenant;
grant insert (tenant_org_id, customer_id, media_type, content) on org_customer_avatars to regulars_tenant;
grant update (media_type, content) on org_customer_avatars to regulars_tenant;

create function regulars.tell_avatar() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    perform regulars.new_customer_version(old.tenant_org_id, old.customer_id, 'avatar_removed', '{}');
    return old;
  end if;
  perform regulars.new_customer_version(new.tenant_org_id, new.customer_id, 'avatar_changed', '{}');
  select version into new.version from org_customers_mst
  where tenant_org_id = new.tenant_org_id and id = new.customer_id;
  if not found then
    -- Of no customer, or of one of another tenant: the foreign key says so.
    new.version := 0;
  end if;
  return new;
end
$$;
create trigger tell_avatar before insert or update or delete on org_customer_avatars
  for each row execute function regulars.tell_avatar();

grant execute on function regulars.tell_avatar() to regulars_tenant;
call regulars.keep_private(array['org_customer_avatars']::regclass[]);

create or replace function regulars.references_to_customers(out table_name text, out column_name text, out on_merge text)
  returns setof record
  language sql immutable rows 9
  begin atomic
    values
      ('org_orders_mst', 'customer_id', 'moves'),
      ('org_customer_addresses', 'customer_id', 'moves'),
      ('org_customer_contacts', 'customer_id', 'moves'),
      ('org_loyalty_ledger', 'customer_id', 'an entry on both sides'),
      ('org_customer_history', 'customer_id', 'stays'),
      ('org_customer_avatars', 'customer_id', 'stays'),
      ('org_customers_mst', 'merged_into_id', 'stays'),
      ('org_customer_merge_log', 'source_id', 'stays'),
      ('org_customer_merge_log', 'target_id', 'stays');
  end;
