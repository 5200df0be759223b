import type { Language, Tenant } from '@regulars/contract/tenant';
import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { Refusal } from '../refusal.ts';
import { serverIn } from './actor.ts';
import { contextOf } from './context-of.ts';

export interface TenantFactsOf {
  /** @throws Refusal no_tenant: no such business. */
  (tenantId: string): Promise<Tenant>;
  /** They have changed: this process reads them anew. */
  forget(tenantId: string): void;
}

// Long enough that hardly a request asks, short enough that a changed setting is seen by every process soon.
const keptFor = 5_000;

/** Reads a tenant's own row, and remembers it for five seconds. */
export const tenantFacts = (database: Database): TenantFactsOf => {
  const kept = new Map<string, { until: number; facts: Promise<Tenant> }>();

  const read = async (tenantId: string): Promise<Tenant> => {
    const [row] = await database
      .eachPointRead(contextOf(serverIn(tenantId)))
      .execute(
        query
          .selectFrom('org_tenants_mst')
          .select(['id', 'name', 'name2', 'country', 'language', 'currency'])
          .select(['time_zone as timeZone', 'customer_number_prefix as customerNumberPrefix'])
          .select(['latitude', 'longitude']),
      );
    if (!row) throw new Refusal('no_tenant');
    const { latitude, longitude, ...facts } = row;
    return {
      ...facts,
      language: row.language as Language,
      position: latitude === null || longitude === null ? null : { latitude, longitude },
    };
  };

  const factsOf = (tenantId: string) => {
    const known = kept.get(tenantId);
    if (known && known.until > Date.now()) return known.facts;
    if (kept.size > 10_000) kept.clear();
    const facts = read(tenantId);
    kept.set(tenantId, { until: Date.now() + keptFor, facts });
    facts.catch(() => kept.delete(tenantId));
    return facts;
  };
  return Object.assign(factsOf, { forget: (tenantId: string) => void kept.delete(tenantId) });
};
