import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { getCustomer } from '../customers/get-customer.ts';
import { type JsonText, jsonText } from '../http/answer.ts';
import { Refusal } from '../refusal.ts';
import type { TenantStatements, TenantTransaction } from '../tenancy/in-tenant.ts';
import { violates } from '../tenancy/postgres-problems.ts';
import { holdBoth } from './customers-to-merge.ts';
import { fieldName } from './merge-columns.ts';

/**
 * Puts the source back with everything that came from it and still is with the target. To write it down is to
 * undo: triggers do the rest.
 *
 * @returns the JSON of an UndoneMerge
 * @throws Refusal not_found, already_undone, merged_since, points_spent, phone_taken
 */
export const undoMerge = async (tx: TenantTransaction, mergeId: string): Promise<JsonText> => {
  const [merge] = await tx.execute(
    query
      .selectFrom('org_customer_merge_log')
      .select(['source_id', 'target_id'])
      .where('tenant_org_id', '=', tx.id)
      .where('id', '=', mergeId),
  );
  if (!merge) throw new Refusal('not_found');
  // Customers before the merge itself: undoing another merge into the same target writes to this one.
  await holdBoth(tx, { from: merge.target_id, to: merge.source_id });
  await mayBeUndone(tx, mergeId, merge.target_id);
  await explained(
    tx.execute(
      query
        .updateTable('org_customer_merge_log')
        .set({ undone_at: sql<Date>`now()` })
        .where('tenant_org_id', '=', tx.id)
        .where('id', '=', mergeId),
    ),
    mergeId,
  );
  const [log] = await tx.execute(
    sql<Returned>`
      select coalesce(fields_kept, '{}') as fields_kept,
        jsonb_array_length(moved #> '{returned,org_orders_mst}') as orders,
        jsonb_array_length(moved #> '{returned,org_customer_addresses}') as addresses,
        points_returned as points
      from org_customer_merge_log where tenant_org_id = ${tx.id} and id = ${mergeId}`,
  );
  const { fields_kept, orders, addresses, points } = log!;
  const source = await getCustomer(tx, merge.source_id);
  const target = await getCustomer(tx, merge.target_id);
  return jsonText(
    { source: source.json, target: target.json },
    {
      mergeId,
      ordersReturned: orders,
      addressesReturned: addresses,
      loyaltyPointsReturned: points,
      fieldsKept: fields_kept.map(fieldName),
    },
  );
};

interface Returned {
  fields_kept: string[];
  orders: number;
  addresses: number;
  points: number;
}

const mayBeUndone = async (tx: TenantTransaction, mergeId: string, targetId: string) => {
  const [now] = await tx.execute(
    sql<{ undone_at: Date | null; later: string | null }>`
      select undone_at, (
        select id from org_customer_merge_log
        where tenant_org_id = ${tx.id} and source_id = ${targetId} and undone_at is null) as later
      from org_customer_merge_log where tenant_org_id = ${tx.id} and id = ${mergeId}`,
  );
  if (now?.undone_at) throw new Refusal('already_undone');
  if (now?.later) throw new Refusal('merged_since', { mergeId: now.later });
};

const explained = async <T>(work: Promise<T>, mergeId: string): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (violates(error, 'points_are_still_there')) {
      throw new Refusal('points_spent', { complete: (tenant) => balanceOf(tenant, mergeId) });
    }
    if (violates(error, 'org_customers_active_phone_key')) {
      throw new Refusal('phone_taken', { complete: (tenant) => holderOf(tenant, mergeId) });
    }
    throw error;
  }
};

const balanceOf = async (tenant: TenantStatements, mergeId: string) => {
  const [target] = await tenant.execute(
    sql<{ balance: number }>`
      select loyalty_points as balance from org_customer_merge_log log
      join org_customers_mst customer on customer.tenant_org_id = ${tenant.id} and customer.id = log.target_id
      where log.tenant_org_id = ${tenant.id} and log.id = ${mergeId}`,
  );
  return target ?? {};
};

/** Somebody has been given the phone of the source, or the one that the target had before. */
const holderOf = async (tenant: TenantStatements, mergeId: string) => {
  const [holder] = await tenant.execute(
    sql<{ customerId: string }>`
      select holder.id as "customerId" from org_customer_merge_log log
      join org_customers_mst holder on holder.tenant_org_id = ${tenant.id} and holder.is_active
        and holder.phone in (log.source_fields #>> '{phone,number}', log.target_before #>> '{phone,number}')
      where log.tenant_org_id = ${tenant.id} and log.id = ${mergeId}
      -- The target itself only where there is nobody else: it may have been given the source's since.
      order by holder.id = log.target_id limit 1`,
  );
  return holder ?? {};
};
