-- The businesses, the people who work for them, and how these sign in.
-- People, sessions, memberships and invitations are better-auth's models (with its organization plugin)
-- under this project's names; server/sessions/auth.ts maps them.

create table org_tenants_mst (
  id uuid primary key default regulars.new_id(),
  name text not null,
  name2 text,
  slug text not null unique,
  logo text,
  metadata text,
  country text not null check (country ~ '^[A-Z]{2}$'),
  language text not null default 'en' check (language in ('en', 'ar')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null,
  customer_number_prefix text not null default 'CUST' check (customer_number_prefix ~ '^[A-Z0-9]{1,10}$'),
  created_at timestamptz not null default now()
);
comment on table org_tenants_mst is 'The businesses. Country: the region of phones written without a country code.';
alter table org_tenants_mst enable row level security;
alter table org_tenants_mst force row level security;
create policy own on org_tenants_mst for select to regulars_tenant using (id = regulars.current_tenant());
create policy all_of_them on org_tenants_mst to regulars_identity using (true) with check (true);
grant select on org_tenants_mst to regulars_tenant;
grant select, insert, update on org_tenants_mst to regulars_identity;

create table sys_people (
  id uuid primary key default regulars.new_id(),
  name text not null,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table sys_people is 'Whoever signs in here with an e-mail: owners and staff, of one business or several.';

create table sys_accounts (
  id uuid primary key default regulars.new_id(),
  person_id uuid not null references sys_people (id) on delete cascade,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
comment on table sys_accounts is 'How a person proves who they are: provider "credential" holds the password''s scrypt hash.';
create index on sys_accounts (person_id);

create table sys_sessions (
  id uuid primary key default regulars.new_id(),
  token text not null unique,
  person_id uuid not null references sys_people (id) on delete cascade,
  tenant_org_id uuid references org_tenants_mst (id) on delete set null,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table sys_sessions is 'Who is signed in, and in which of their businesses they are working.';
create index on sys_sessions (person_id);
create index on sys_sessions (tenant_org_id);

create table sys_verifications (
  id uuid primary key default regulars.new_id(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table sys_verifications is 'Short-lived secrets of sign-in itself, such as a password reset.';
create index on sys_verifications (identifier);

create table org_members (
  tenant_org_id uuid not null references org_tenants_mst (id) on delete cascade,
  id uuid not null default regulars.new_id(),
  person_id uuid not null references sys_people (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'staff', 'viewer')),
  created_at timestamptz not null default now(),
  primary key (tenant_org_id, id),
  unique (tenant_org_id, person_id)
);
comment on table org_members is 'Who works for which business, as what.';
-- At sign-in the person is known and the tenant is not yet.
create index org_members_by_person on org_members (person_id);

create table org_invitations (
  tenant_org_id uuid not null references org_tenants_mst (id) on delete cascade,
  id uuid not null default regulars.new_id(),
  email text not null,
  role text not null check (role in ('owner', 'admin', 'staff', 'viewer')),
  status text not null,
  inviter_id uuid not null references sys_people (id) on delete cascade,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (tenant_org_id, id)
);
comment on table org_invitations is 'Invitations to work for a business.';
-- Nor is it for whoever follows an invitation, or for a person who goes.
create index org_invitations_by_email on org_invitations (email);
create index org_invitations_by_inviter on org_invitations (inviter_id);

create table org_api_keys (
  tenant_org_id uuid not null references org_tenants_mst (id) on delete cascade,
  id uuid not null default regulars.new_id(),
  name text not null,
  role text not null check (role in ('admin', 'staff', 'viewer')),
  secret_hash bytea not null check (length(secret_hash) = 32),
  start text not null,
  created_by text not null default regulars.current_actor(),
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (tenant_org_id, id)
);
comment on table org_api_keys is
  'Keys of integrations. The key itself names tenant and id; of its 256 random bits only the SHA-256 is kept.';

do $$
declare
  identity_table regclass;
begin
  foreach identity_table in array array[
    'sys_people', 'sys_accounts', 'sys_sessions', 'sys_verifications', 'org_members', 'org_invitations'
  ]::regclass[] loop
    execute format('alter table %s enable row level security', identity_table);
    execute format('alter table %s force row level security', identity_table);
    execute format('create policy identity on %s to regulars_identity using (true) with check (true)', identity_table);
    execute format('grant select, insert, update, delete on %s to regulars_identity', identity_table);
  end loop;
end
$$;

-- What a tenant sees of its own staff, without how they sign in.
create policy own on org_members for select to regulars_tenant using (tenant_org_id = regulars.current_tenant());
create policy own on org_invitations for select to regulars_tenant using (tenant_org_id = regulars.current_tenant());
grant select on org_members, org_invitations to regulars_tenant;

alter table org_api_keys enable row level security;
alter table org_api_keys force row level security;
create policy own on org_api_keys to regulars_tenant
  using (tenant_org_id = regulars.current_tenant()) with check (tenant_org_id = regulars.current_tenant());
grant select on org_api_keys to regulars_tenant;
grant insert (tenant_org_id, id, name, role, secret_hash, start) on org_api_keys to regulars_tenant;
grant update (revoked_at) on org_api_keys to regulars_tenant;

call regulars.keep_private(array[
  'org_tenants_mst', 'sys_people', 'sys_accounts', 'sys_sessions', 'sys_verifications',
  'org_members', 'org_invitations', 'org_api_keys'
]::regclass[]);
