import type { Redemption } from '@regulars/contract/loyalty';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type { JsonText } from '../http/answer.ts';
import { Refusal } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { addEntry } from './add-entry.ts';
import { holdBalance } from './hold-balance.ts';

/**
 * Spends points of a full customer: who spends them is known to be who earned them.
 *
 * @returns the JSON of a LoyaltyEntry
 * @throws Refusal not_found, customer_inactive, full_customer_required, loyalty_off, not_enough_points
 */
export const redeemPoints = async (
  tx: TenantTransaction,
  customerId: string,
  { points, reason }: Redemption,
): Promise<JsonText> => {
  const { profile_status, is_active, balance } = await holdBalance(tx, customerId);
  if (!is_active) throw new Refusal('customer_inactive');
  if (profile_status !== 'full') throw new Refusal('full_customer_required');
  const [rule] = await tx.execute(
    query
      .selectFrom('org_loyalty_settings')
      .select(['enabled', 'point_value'])
      .where('tenant_org_id', '=', tx.id),
  );
  if (!rule?.enabled) throw new Refusal('loyalty_off');
  if (balance < points) throw new Refusal('not_enough_points', { balance });
  return addEntry(tx, {
    customer_id: customerId,
    kind: 'redeem',
    points: -points,
    reason,
    value: rule.point_value && sql`${points}::numeric * ${rule.point_value}::numeric`,
  });
};
