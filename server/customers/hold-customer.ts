import { query } from '@regulars/database/query';
import { expectVersion } from '../http/expected-version.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { presentCustomer } from './present-customer.ts';

/**
 * Keeps a customer from changing until the transaction ends, for whoever changes what belongs to it. Triggers would do so
 * as well, but only after the address is locked: two changes of two addresses would then wait for each other.
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
  expectVersion(versions, presentCustomer(named).version);
};
