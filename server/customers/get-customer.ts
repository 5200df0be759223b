import type { Tenant as TenantFacts } from '@regulars/contract/tenant';
import { query } from '@regulars/database/query';
import type { CompiledQuery } from 'kysely';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { type CustomerText, customerJson } from './customer-json.ts';

// The text differs by currency alone. To build and compile it takes a sixth of what a read costs this process.
const compiled = new Map<string, CompiledQuery<CustomerText>>();
const compile = (facts: TenantFacts) =>
  query
    .selectFrom('org_customers_mst')
    .select(['id', 'version', customerJson(facts).as('json')])
    .where('tenant_org_id', '=', '')
    .where('id', '=', '')
    .compile();

/** @throws Refusal not_found */
export const getCustomer = async (tenant: Tenant, id: string): Promise<CustomerText> => {
  const facts = await tenant.facts();
  const statement = compiled.get(facts.currency) ?? compile(facts);
  compiled.set(facts.currency, statement);
  const [found] = await tenant.point.execute<CustomerText>({ ...statement, parameters: [tenant.id, id] });
  if (!found) throw new Refusal('not_found');
  return found;
};
