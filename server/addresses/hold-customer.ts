import { query } from '@regulars/database/query';
import { Refusal } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';

/**
 * Keeps a customer from changing until the transaction ends. Triggers would do so as well, but only after the address
 * is locked: two changes of two addresses would then wait for each other.
 *
 * @param versions from If-Match; null: whatever the version
 * @throws Refusal not_found, version_conflict
 */
export const holdCustomer = async (
  tx: TenantTransaction,
  id: string,
  versions: number[] | null,
): Promise<void> => {
  const [customer] = await tx.execute(
    query
      .selectFrom('org_customers_mst')
      .select('version')
      .where('tenant_org_id', '=', tx.id)
      .where('id', '=', id)
      .forNoKeyUpdate(),
  );
  if (!customer) throw new Refusal('not_found');
  if (versions !== null && !versions.includes(customer.version)) {
    throw new Refusal('version_conflict', { detail: `The customer is at version ${customer.version} now.` });
  }
};
