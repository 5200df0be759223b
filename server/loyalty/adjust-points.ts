import type { Adjustment } from '@regulars/contract/loyalty';
import { sql } from 'kysely';
import type { JsonText } from '../http/answer.ts';
import { Refusal } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { addEntry } from './add-entry.ts';
import { holdBalance } from './hold-balance.ts';

/**
 * Gives or takes points for a reason that somebody states. They do not count towards a tier.
 *
 * @returns the JSON of a LoyaltyEntry
 * @throws Refusal not_found, not_enough_points
 */
export const adjustPoints = async (
  tx: TenantTransaction,
  customerId: string,
  { points, reason }: Adjustment,
): Promise<JsonText> => {
  const { balance } = await holdBalance(tx, customerId);
  if (balance + points < 0) throw new Refusal('not_enough_points', { balance });
  return addEntry(tx, {
    customer_id: customerId,
    kind: 'adjust',
    points,
    reason,
    expires_at:
      points > 0
        ? sql`coalesce((select now() + make_interval(months => expiry_months) from org_loyalty_settings
            where tenant_org_id = ${tx.id}), 'infinity')`
        : null,
  });
};
