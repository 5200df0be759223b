import type { Tenant as TenantFacts } from '@regulars/contract/tenant';
import { query } from '@regulars/database/query';
import { type CompiledQuery, sql } from 'kysely';
import type { JsonText } from '../http/answer.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { type CustomerText, customerJson, withAddresses } from './customer-json.ts';
import { presentCustomer } from './present-customer.ts';

// Who was never told of from beside has no address and no picture, and is not asked about any.
const activeAddresses = sql<JsonText | null>`case when changes_beside > 0 then
  regulars.active_addresses(tenant_org_id, id) end`;

const avatarVersion = sql<number | null>`case when changes_beside > 0 then (
  select avatar.version from org_customer_avatars avatar
  where avatar.tenant_org_id = org_customers_mst.tenant_org_id and avatar.customer_id = org_customers_mst.id) end`;

type Row = CustomerText & {
  addresses: JsonText | null;
  avatar: number | null;
  merged_into_id: string | null;
};

// The text differs by currency alone. To build and compile it takes a sixth of what a read costs this process.
const compiled = new Map<string, CompiledQuery<Row>>();
const compile = (facts: TenantFacts) =>
  query
    .selectFrom('org_customers_mst')
    .select([
      'id',
      'version',
      'merged_into_id',
      customerJson(facts).as('json'),
      activeAddresses.as('addresses'),
      avatarVersion.as('avatar'),
    ])
    .where('tenant_org_id', '=', '')
    .where('id', '=', '')
    .compile();

/** The customer with the active addresses. @throws Refusal not_found @throws CustomerMerged */
export const getCustomer = async (tenant: Tenant, id: string): Promise<CustomerText> => {
  const facts = await tenant.facts();
  const statement = compiled.get(facts.currency) ?? compile(facts);
  compiled.set(facts.currency, statement);
  const [found] = await tenant.point.execute<Row>({ ...statement, parameters: [tenant.id, id] });
  return withAddresses(presentCustomer(found), found!.addresses, found!.avatar);
};
