import {
  type NewOrder,
  newOrder,
  type OrderBulk,
  type OrderBulkResults,
  readOnlyOrderFields,
} from '@regulars/contract/order';
import { problems } from '@regulars/contract/problem';
import { sql } from 'kysely';
import { holdCustomers } from '../customers/hold-customers.ts';
import { read } from '../http/problem-response.ts';
import { Refusal, refuseField } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { customerNotFound, customerReference, findCustomers } from './find-customers.ts';
import { insertOrders } from './insert-orders.ts';
import { contentHash, type OrderRow, orderRow } from './order-row.ts';

interface Reading {
  index: number;
  sent: NewOrder & { externalRef: string };
  row: OrderRow;
  reference: Awaited<ReturnType<typeof customerReference>>;
  customer: string | null;
}

type Result = OrderBulkResults['results'][number];

/**
 * Takes many orders in: new ones are written, known ones changed as far as they differ, bad ones refused each for
 * itself. All that is good is written in one transaction. A known order stays with its customer when a phone says
 * whose it is: phones change hands.
 *
 * @throws Refusal invalid_request: the business has another currency since
 */
export const recordOrders = async (
  tx: TenantTransaction,
  { orders }: OrderBulk,
): Promise<OrderBulkResults> => {
  const results: Result[] = [];
  const refuse = (index: number, externalRef: string | null, error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    results[index] = { index, externalRef, outcome: 'refused', orderId: null, ...reasonOf(error, index) };
  };

  const readings: Reading[] = [];
  const refs = new Set<string>();
  for (const [index, order] of orders.entries()) {
    try {
      const reading = await readOrder(tx, order, index, refs);
      readings.push(reading);
      refs.add(reading.sent.externalRef);
    } catch (error) {
      refuse(index, externalRefOf(order), error);
    }
  }

  const found = await findCustomers(
    tx,
    readings.map(({ reference }) => reference),
  );
  const known = await holdKnownOrders(tx, [...refs]);
  for (const [at, reading] of readings.entries()) {
    const { index, sent, reference } = reading;
    try {
      const former = known.get(sent.externalRef)?.customer_id;
      reading.customer =
        (sent.phone === undefined ? found[at] : (former ?? found[at])) ??
        former ??
        (await customerNotFound(tx, sent, reference));
    } catch (error) {
      refuse(index, sent.externalRef, error);
    }
  }

  const good = readings.filter(({ customer }) => customer !== null);
  const held = await holdCustomers(tx, [
    ...good.map(({ customer }) => customer!),
    ...[...known.values()].map(({ customer_id }) => customer_id),
  ]);
  const rows = good.map(({ sent, row, customer }) => ({
    ...row,
    customer_id: held.get(customer!)!,
    external_ref: sent.externalRef,
    content_hash: contentHash(sent, row),
  }));
  const created = new Map(
    (
      await insertOrders(
        tx,
        rows.filter(({ external_ref }) => !known.has(external_ref)),
      )
    ).map(({ id, external_ref }) => [external_ref!, id]),
  );
  const others = rows.filter(({ external_ref }) => !created.has(external_ref));
  const updated = await updateOrders(tx, others);
  const ids = await idsOf(
    tx,
    others.map(({ external_ref }) => external_ref),
  );
  for (const {
    index,
    sent: { externalRef },
  } of good) {
    const outcome = created.has(externalRef) ? 'created' : updated.has(externalRef) ? 'updated' : 'unchanged';
    const orderId = created.get(externalRef) ?? ids.get(externalRef)!;
    results[index] = { index, externalRef, outcome, orderId, code: null, detail: null, errors: [] };
  }
  const count = (outcome: Result['outcome']) => results.filter((each) => each.outcome === outcome).length;
  return {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    refused: count('refused'),
    results,
  };
};

/** @throws Refusal invalid_request */
const readOrder = async (
  tx: TenantTransaction,
  order: unknown,
  index: number,
  refs: ReadonlySet<string>,
): Promise<Reading> => {
  const { externalRef, ...rest } = read(newOrder, order, '', readOnlyOrderFields);
  if (externalRef === undefined) {
    throw refuseField('/externalRef', 'required', 'Without it a repeated request would make another order.');
  }
  if (refs.has(externalRef)) {
    throw refuseField('/externalRef', 'invalid_value', 'It is there twice in this request.');
  }
  const sent = { ...rest, externalRef };
  const row = orderRow(sent, await tx.facts());
  return { index, sent, row, reference: await customerReference(tx, sent), customer: null };
};

const externalRefOf = (order: unknown) => {
  const { externalRef } = (order ?? {}) as { externalRef?: unknown };
  return typeof externalRef === 'string' ? externalRef : null;
};

const reasonOf = ({ code, more }: Refusal, index: number) => ({
  code,
  detail: more.detail ?? problems[code].title,
  errors: (more.errors ?? []).map((error) => ({ ...error, pointer: `/orders/${index}${error.pointer}` })),
});

/** Those of the orders that are there already; they wait for us from now on. */
const holdKnownOrders = async (tx: TenantTransaction, refs: string[]) => {
  const known = await tx.execute(
    sql<{ external_ref: string; customer_id: string }>`
      select external_ref, customer_id from org_orders_mst
      where tenant_org_id = ${tx.id} and external_ref = any(${refs}::text[])
      order by id for no key update`,
  );
  return new Map(known.map((order) => [order.external_ref, order]));
};

/** @returns the externalRefs of those that differed from what was sent */
const updateOrders = async (
  tx: TenantTransaction,
  orders: (OrderRow & { customer_id: string; external_ref: string; content_hash: Buffer })[],
): Promise<Set<string>> => {
  const changed = await tx.execute(
    sql<{ external_ref: string }>`
      with next as (
        -- What was not sent is as it was.
        select (jsonb_populate_record(placed, told)).*
        from jsonb_array_elements(${JSON.stringify(orders.map(({ content_hash: _, ...order }) => order))}::jsonb) as told
        join org_orders_mst as placed on placed.tenant_org_id = ${tx.id} and placed.external_ref = told ->> 'external_ref'
      )
      update org_orders_mst as placed
      set customer_id = next.customer_id, order_number = next.order_number, status = next.status,
        placed_at = next.placed_at, ready_at = next.ready_at, delivered_at = next.delivered_at, total = next.total,
        item_count = next.item_count, branch = next.branch, note = next.note
      from next
      where placed.tenant_org_id = ${tx.id} and placed.id = next.id and placed is distinct from next
      returning placed.external_ref`,
  );
  return new Set(changed.map(({ external_ref }) => external_ref));
};

const idsOf = async (tx: TenantTransaction, refs: string[]) => {
  const found = await tx.execute(
    sql<{ external_ref: string; id: string }>`
      select external_ref, id from org_orders_mst
      where tenant_org_id = ${tx.id} and external_ref = any(${refs}::text[])`,
  );
  return new Map(found.map(({ external_ref, id }) => [external_ref, id]));
};
