import { query } from '@regulars/database/query';
import { presentCustomer } from '../customers/present-customer.ts';
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
  const [named] = await tx.execute(
    query
      .selectFrom('org_customers_mst')
      .select(['version', 'merged_into_id'])
      .where('tenant_org_id', '=', tx.id)
      .where('id', '=', id)
      .forNoKeyUpdate(),
  );
  const { version } = presentCustomer(named);
  if (versions !== null && !versions.includes(version)) {
    throw new Refusal('version_conflict', { detail: `The customer is at version ${version} now.` });
  }
};
