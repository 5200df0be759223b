import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { presentCustomer } from '../customers/present-customer.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';

/**
 * The customer, whose points nobody else touches until the end of the transaction; what has expired is gone first.
 *
 * @throws Refusal not_found
 */
export const holdBalance = async (tx: TenantTransaction, customerId: string) => {
  const [named] = await tx.execute(
    query
      .selectFrom('org_customers_mst')
      .select(['profile_status', 'is_active', 'loyalty_points', 'merged_into_id'])
      .where('tenant_org_id', '=', tx.id)
      .where('id', '=', customerId)
      .forNoKeyUpdate(),
  );
  const customer = presentCustomer(named);
  const [expired] = await tx.execute(
    sql<{ points: number }>`select regulars.expire_points(${tx.id}, ${customerId}) as points`,
  );
  return { ...customer, balance: customer.loyalty_points - expired!.points };
};
