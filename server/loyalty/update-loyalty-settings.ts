import type { LoyaltySettings, LoyaltySettingsChanges } from '@regulars/contract/loyalty';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { assignTiers } from './assign-tiers.ts';
import { getLoyaltySettings } from './get-loyalty-settings.ts';

/**
 * Changes what was sent. The rule holds for orders from then on, tiers for everybody at once: a customer has the
 * new one when this answers.
 */
export const updateLoyaltySettings = async (
  tenant: Tenant,
  changes: LoyaltySettingsChanges,
): Promise<LoyaltySettings> => {
  if (Object.keys(changes).length === 0) return getLoyaltySettings(tenant);
  const columns = {
    enabled: changes.enabled,
    points_per_unit: changes.pointsPerUnit,
    rounding: changes.rounding,
    earn_on: changes.earnOn,
    earns_from: changes.earnsFrom && new Date(changes.earnsFrom).toISOString(),
    expiry_months: changes.expiryMonths,
    point_value: changes.pointValue,
    ...(changes.tiers && { tiers: JSON.stringify(changes.tiers), tiers_pending: true }),
    // Whoever begins begins now, whatever was imported before.
    ...(changes.enabled &&
      changes.earnsFrom === undefined && {
        earns_from: sql<Date>`case when org_loyalty_settings.enabled then org_loyalty_settings.earns_from else now() end`,
      }),
  };
  await tenant.together(async (tx) => {
    await tx.execute(
      query
        .insertInto('org_loyalty_settings')
        .values({ tenant_org_id: tx.id })
        .onConflict((known) => known.doNothing()),
    );
    await tx.execute(
      query.updateTable('org_loyalty_settings').set(columns).where('tenant_org_id', '=', tx.id),
    );
  });
  if (changes.tiers) await assignTiers(tenant);
  return getLoyaltySettings(tenant);
};
