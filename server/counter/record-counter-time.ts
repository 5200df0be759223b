import type { CounterTime, NewCounterTime } from '@regulars/contract/counter';
import { query } from '@regulars/database/query';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { momentText } from '../tenancy/moments.ts';

/** Keeps how long whoever acts took for a stub. */
export const recordCounterTime = async (
  tenant: Tenant,
  { milliseconds }: NewCounterTime,
): Promise<CounterTime> => {
  const [recorded] = await tenant.execute(
    query
      .insertInto('org_counter_times')
      .values({ tenant_org_id: tenant.id, milliseconds })
      .returning(['milliseconds', momentText('saved_at').as('savedAt')]),
  );
  return recorded!;
};
