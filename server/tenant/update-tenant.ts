import type { TenantChanges, Tenant as TenantFacts } from '@regulars/contract/tenant';
import { query } from '@regulars/database/query';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { violates } from '../tenancy/postgres-problems.ts';

const columns = {
  name: 'name',
  name2: 'name2',
  country: 'country',
  language: 'language',
  currency: 'currency',
  timeZone: 'time_zone',
  customerNumberPrefix: 'customer_number_prefix',
} as const satisfies Record<Exclude<keyof TenantChanges, 'position'>, string>;

/**
 * Changes what was sent of the business, in one statement.
 *
 * @throws Refusal currency_in_use
 */
export const updateTenant = async (
  tenant: Tenant,
  { position, ...changes }: TenantChanges,
): Promise<TenantFacts> => {
  const values: Record<string, unknown> = {};
  for (const [field, column] of Object.entries(columns) as [keyof typeof columns, string][]) {
    if (changes[field] !== undefined) values[column] = changes[field];
  }
  if (position !== undefined) {
    values.latitude = position?.latitude ?? null;
    values.longitude = position?.longitude ?? null;
  }
  if (Object.keys(values).length > 0) {
    try {
      await tenant.execute(query.updateTable('org_tenants_mst').set(values).where('id', '=', tenant.id));
    } catch (error) {
      if (violates(error, 'order_in_currency_of_tenant')) throw new Refusal('currency_in_use');
      throw error;
    }
    tenant.forgetFacts();
  }
  return tenant.facts();
};
