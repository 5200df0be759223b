import { query } from '@regulars/database/query';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { type CustomerText, customerJson } from './customer-json.ts';

/** @throws Refusal not_found */
export const getCustomer = async (tenant: Tenant, id: string): Promise<CustomerText> => {
  const [found] = await tenant.point.execute(
    query
      .selectFrom('org_customers_mst')
      .select(['id', 'version', customerJson(await tenant.facts()).as('json')])
      .where('tenant_org_id', '=', tenant.id)
      .where('id', '=', id),
  );
  if (!found) throw new Refusal('not_found');
  return found;
};
