import { sql } from 'kysely';
import { refuseField } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { violates } from '../tenancy/postgres-problems.ts';
import type { OrderRow } from './order-row.ts';

export interface OrderToInsert extends OrderRow {
  customer_id: string;
  external_ref: string | null;
  content_hash: Buffer;
}

/**
 * Writes new orders, in one statement. One whose externalRef is there already is left out: whoever is writing it is
 * waited for.
 *
 * @throws Refusal invalid_request: the business has another currency since
 */
export const insertOrders = async (
  tx: TenantTransaction,
  orders: readonly OrderToInsert[],
): Promise<{ id: string; external_ref: string | null }[]> => {
  const { currency } = await tx.facts();
  const rows = orders.map((order) => ({
    ...order,
    content_hash: `\\x${order.content_hash.toString('hex')}`,
  }));
  try {
    return await tx.execute(
      sql<{ id: string; external_ref: string | null }>`
        insert into org_orders_mst (tenant_org_id, customer_id, external_ref, order_number, status, placed_at,
          ready_at, delivered_at, total, currency, item_count, branch, note, content_hash)
        select ${tx.id}::uuid, customer_id, external_ref, order_number, coalesce(status, 'received'),
          coalesce(placed_at, now()), ready_at, delivered_at, total, ${currency}, item_count, branch, note, content_hash
        from jsonb_populate_recordset(null::org_orders_mst, ${JSON.stringify(rows)}::jsonb)
        -- Two that bring the same orders wait for each other in the same order.
        order by external_ref
        on conflict (tenant_org_id, external_ref) do nothing
        returning id, external_ref`,
    );
  } catch (error) {
    if (violates(error, 'currency_in_use')) {
      throw refuseField('/currency', 'invalid_value', 'The currency of the business has changed.');
    }
    throw error;
  }
};
