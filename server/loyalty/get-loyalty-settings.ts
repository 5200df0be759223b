import type { LoyaltySettings } from '@regulars/contract/loyalty';
import { sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';

/** What holds for a business that has said nothing: no points. */
const nothingSaid: LoyaltySettings = {
  enabled: false,
  pointsPerUnit: '1',
  rounding: 'down',
  earnOn: 'delivered',
  earnsFrom: null,
  expiryMonths: null,
  pointValue: null,
  tiers: [],
};

export const getLoyaltySettings = async (tenant: Tenant): Promise<LoyaltySettings> => {
  const [own] = await tenant.execute(
    sql<LoyaltySettings>`
      select enabled, trim_scale(points_per_unit)::text as "pointsPerUnit", rounding, earn_on as "earnOn",
        to_json(earns_from) #>> '{}' as "earnsFrom", expiry_months as "expiryMonths",
        trim_scale(point_value)::text as "pointValue", tiers
      from org_loyalty_settings where tenant_org_id = ${tenant.id}`,
  );
  return own ?? nothingSaid;
};
