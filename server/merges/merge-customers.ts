import type { NewMerge } from '@regulars/contract/merge';
import { query } from '@regulars/database/query';
import { phoneTaken } from '../customers/customer-constraints.ts';
import { getCustomer } from '../customers/get-customer.ts';
import { type JsonText, jsonText } from '../http/answer.ts';
import { refuseField } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { violates } from '../tenancy/postgres-problems.ts';
import { customersToMerge, holdBoth } from './customers-to-merge.ts';
import { columnChoices } from './merge-columns.ts';

/**
 * Makes one of two customers. To write the merge down is to merge: triggers move all that refers to the source.
 *
 * @returns the JSON of a MergeResult
 * @throws Refusal invalid_request, not_found, already_merged, customer_inactive, phone_taken
 */
export const mergeCustomers = async (
  tx: TenantTransaction,
  { fields, reason, ...pair }: NewMerge,
): Promise<JsonText> => {
  const target = await customersToMerge(tx, pair);
  await holdBoth(tx, { from: pair.sourceCustomerId, to: target });
  // Another merge may have been faster: only now is it certain who is there.
  const heldTarget = await customersToMerge(tx, { ...pair, targetCustomerId: target });
  const merged = await explained(
    tx.execute(
      query
        .insertInto('org_customer_merge_log')
        .values({
          tenant_org_id: tx.id,
          source_id: pair.sourceCustomerId,
          target_id: heldTarget,
          choices: JSON.stringify(columnChoices(fields)),
          reason,
        } as never)
        .returning('id'),
    ),
    pair.sourceCustomerId,
  );
  const mergeId = merged[0]!.id;
  // What the row says after its triggers.
  const [log] = await tx.execute(
    query
      .selectFrom('org_customer_merge_log')
      .select([
        'orders_moved as ordersMoved',
        'addresses_moved as addressesMoved',
        'points_merged as loyaltyPointsMerged',
        'contacts_kept as contactsKept',
        'tags_added as tagsAdded',
      ])
      .where('tenant_org_id', '=', tx.id)
      .where('id', '=', mergeId),
  );
  const { json } = await getCustomer(tx, heldTarget);
  return jsonText({ customer: json }, { mergeId, ...log });
};

const explained = async <T>(work: Promise<T>, sourceId: string): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    // The source was inactive, and somebody else has been given its phone since.
    if (violates(error, 'org_customers_active_phone_key')) throw phoneTaken({ ofCustomer: sourceId });
    if (violates(error, 'preferences_size')) {
      throw refuseField(
        '/fields/preferences',
        'too_large',
        'Those of both together are too large: choose one side.',
      );
    }
    throw error;
  }
};
