import type { Tier } from '@regulars/contract/loyalty';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { presentCustomer } from '../customers/present-customer.ts';
import { type JsonText, jsonText } from '../http/answer.ts';
import { keyset } from '../http/keyset.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { entryJson } from './entry-json.ts';

interface Standing {
  merged_into_id: string | null;
  balance: number;
  earned: number;
  entries: number;
  tier: string | null;
  tiers: Tier[];
  nextExpiry: { points: number; at: string } | null;
}

/**
 * What a customer has, and a page of the ledger, newest first. Entries are numbered, so the number is the position
 * and the last one is the total.
 *
 * @returns the JSON of a Loyalty
 * @throws Refusal not_found, invalid_cursor
 */
export const getLoyalty = async (
  tenant: Tenant,
  customerId: string,
  asked: { limit: number; cursor?: string | undefined },
): Promise<JsonText> => {
  const { after, take, pageOf } = keyset(tenant, `ledger ${customerId}`, asked);
  const [named] = await tenant.execute(
    sql<Standing>`
      select merged_into_id, loyalty_points as balance, tier,
        coalesce(last.earned, 0)::bigint as earned, coalesce(last.entry, 0) as entries,
        coalesce((select tiers from org_loyalty_settings where tenant_org_id = ${tenant.id}), '[]') as tiers,
        (select json_build_object('points', points, 'at', expires_at)
          from regulars.point_lots(${tenant.id}, ${customerId})
          where expires_at > now() and expires_at < 'infinity' limit 1) as "nextExpiry"
      from org_customers_mst
      left join lateral (
        select entry, earned from org_loyalty_ledger
        where tenant_org_id = ${tenant.id} and customer_id = ${customerId}
        order by entry desc limit 1
      ) last on true
      where tenant_org_id = ${tenant.id} and id = ${customerId}`,
  );
  const standing = presentCustomer(named);
  const rows = await tenant.execute(
    query
      .selectFrom('org_loyalty_ledger')
      .select(['entry', entryJson(await tenant.facts()).as('json')])
      .where('tenant_org_id', '=', tenant.id)
      .where('customer_id', '=', customerId)
      .$if(after.length > 0, (ledger) => ledger.where('entry', '<', Number(after[0])))
      .orderBy('entry', 'desc')
      .limit(take),
  );
  const { shown, page } = await pageOf(rows, ({ entry }) => [String(entry)], standing.entries);
  const { balance, earned, tiers, nextExpiry } = standing;
  const next = tiers.find(({ threshold }) => threshold > earned);
  const above = {
    balance,
    earned,
    tier: tiers.find(({ key }) => key === standing.tier) ?? null,
    nextTier: next ? { ...next, missing: next.threshold - earned } : null,
    nextExpiry,
    page,
  };
  return jsonText({ data: `[${shown.map(({ json }) => json).join(',')}]` }, above);
};
