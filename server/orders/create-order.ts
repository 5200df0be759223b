import type { NewOrder } from '@regulars/contract/order';
import { query } from '@regulars/database/query';
import { holdCustomers } from '../customers/hold-customers.ts';
import { Refusal } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { customerNotFound, customerReference, findCustomers } from './find-customers.ts';
import { getOrder, type OrderText } from './get-order.ts';
import { insertOrders } from './insert-orders.ts';
import { contentHash, orderRow } from './order-row.ts';

/**
 * Takes an order in, once for each externalRef: who sends the same again gets the order that it made.
 *
 * @throws Refusal invalid_request, unknown_customer, phone_taken, external_ref_taken
 */
export const createOrder = async (tx: TenantTransaction, sent: NewOrder): Promise<OrderText> => {
  const row = orderRow(sent, await tx.facts());
  const hash = contentHash(sent, row);
  const reference = await customerReference(tx, sent);
  const [found] = await findCustomers(tx, [reference]);
  if (!found) {
    // A retry makes no second stub, also where the first has another phone by now.
    const known = await orderOf(tx, sent.externalRef, hash);
    if (known) return known;
  }
  const customer = found ?? (await customerNotFound(tx, sent, reference));
  const held = await holdCustomers(tx, [customer]);
  const [inserted] = await insertOrders(tx, [
    {
      ...row,
      customer_id: held.get(customer)!,
      external_ref: sent.externalRef ?? null,
      content_hash: hash,
    },
  ]);
  if (inserted) return getOrder(tx, inserted.id);
  return (await orderOf(tx, sent.externalRef, hash))!;
};

/** @throws Refusal external_ref_taken: the order of this reference was made from something else */
const orderOf = async (tx: TenantTransaction, externalRef: string | undefined, hash: Buffer) => {
  if (externalRef === undefined) return null;
  const [known] = await tx.execute(
    query
      .selectFrom('org_orders_mst')
      .select(['id', 'content_hash'])
      .where('tenant_org_id', '=', tx.id)
      .where('external_ref', '=', externalRef),
  );
  if (!known) return null;
  if (!hash.equals(known.content_hash)) {
    throw new Refusal('external_ref_taken', {
      orderId: known.id,
      detail: 'It was made from other content; change it instead.',
    });
  }
  return getOrder(tx, known.id);
};
