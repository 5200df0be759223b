import type { OrderChanges } from '@regulars/contract/order';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { Refusal } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { customerReference, findCustomers } from './find-customers.ts';
import { getOrder, type OrderText } from './get-order.ts';
import { orderRow } from './order-row.ts';

/**
 * Changes what was sent and nothing else. Totals and points follow, of the customer and of whom the order belonged to.
 *
 * @throws Refusal invalid_request, not_found, unknown_customer
 */
export const updateOrder = async (
  tx: TenantTransaction,
  id: string,
  changes: OrderChanges,
): Promise<OrderText> => {
  const columns: Record<string, unknown> = { ...orderRow(changes, await tx.facts()) };
  if (changes.customerId !== undefined) {
    const [customer] = await findCustomers(tx, [
      await customerReference(tx, { customerId: changes.customerId }),
    ]);
    if (!customer) throw new Refusal('unknown_customer');
    columns.customer_id = customer;
  }
  for (const [status, column, sent] of [
    ['ready', 'ready_at', changes.readyAt],
    ['delivered', 'delivered_at', changes.deliveredAt],
  ] as const) {
    // Whoever hands it over says so, and means now.
    if (changes.status === status && sent === undefined) {
      columns[column] = sql`coalesce(${sql.ref(column)}, now())`;
    }
  }
  if (Object.keys(columns).length > 0) {
    await tx.execute(
      query
        .updateTable('org_orders_mst')
        .set(columns)
        .where('tenant_org_id', '=', tx.id)
        .where('id', '=', id),
    );
  }
  return getOrder(tx, id);
};
