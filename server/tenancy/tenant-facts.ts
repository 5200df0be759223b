import type { Language, Tenant } from '@regulars/contract/tenant';
import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { Refusal } from '../refusal.ts';

/** @throws Refusal no_tenant: no such business. */
export type TenantFactsOf = (tenantId: string) => Promise<Tenant>;

// Long enough that hardly a request asks, short enough that a changed setting is seen by every process soon.
const keptFor = 5_000;

/** Reads a tenant's own row, and remembers it for five seconds. */
export const tenantFacts = (database: Database): TenantFactsOf => {
  const kept = new Map<string, { until: number; facts: Promise<Tenant> }>();

  const read = async (tenantId: string): Promise<Tenant> => {
    const context = { role: 'regulars_tenant', tenantId, actorId: '', actorName: '', requestId: '' } as const;
    const [row] = await database
      .eachPointRead(context)
      .execute(
        query
          .selectFrom('org_tenants_mst')
          .select(['id', 'name', 'name2', 'country', 'language', 'currency'])
          .select(['time_zone as timeZone', 'customer_number_prefix as customerNumberPrefix']),
      );
    if (!row) throw new Refusal('no_tenant');
    return { ...row, language: row.language as Language, position: null };
  };

  return (tenantId) => {
    const known = kept.get(tenantId);
    if (known && known.until > Date.now()) return known.facts;
    if (kept.size > 10_000) kept.clear();
    const facts = read(tenantId);
    kept.set(tenantId, { until: Date.now() + keptFor, facts });
    facts.catch(() => kept.delete(tenantId));
    return facts;
  };
};
