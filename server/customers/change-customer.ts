import { query } from '@regulars/database/query';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { type CustomerText, customerJson } from './customer-json.ts';

/**
 * Sets columns of one customer, where it still has one of the expected versions.
 *
 * @param versions null: whatever its version
 * @throws Refusal not_found, version_conflict
 */
export const changeCustomer = async (
  tenant: Tenant,
  id: string,
  columns: object,
  versions: number[] | null,
): Promise<CustomerText> => {
  const facts = await tenant.facts();
  const [changed] = await tenant.execute<CustomerText>(
    query
      .updateTable('org_customers_mst')
      .set(columns)
      .where('tenant_org_id', '=', tenant.id)
      .where('id', '=', id)
      .$if(versions !== null, (update) =>
        update.where('version', '=', (any) => any.fn.any(any.val(versions!))),
      )
      .returning(['id', 'version', customerJson(facts).as('json')]),
  );
  if (changed) return changed;
  const [other] = await tenant.execute(
    query
      .selectFrom('org_customers_mst')
      .select('version')
      .where('tenant_org_id', '=', tenant.id)
      .where('id', '=', id),
  );
  if (!other) throw new Refusal('not_found');
  throw new Refusal('version_conflict', { detail: `The customer is at version ${other.version} now.` });
};
