import type { Database } from '@regulars/database/connect';
import { matchQueued } from '../duplicates/match-queued.ts';
import { type Tenancy, tenancy } from '../tenancy/in-tenant.ts';
import { tenantFacts } from '../tenancy/tenant-facts.ts';

export const tenancyOf = (database: Database): Tenancy =>
  tenancy(database, tenantFacts(database), Buffer.alloc(32));

/** What the server does within a second or two of a change, done now. */
export const matchDuplicates = async (database: Database, tenantId: string): Promise<void> => {
  while ((await matchQueued(tenancyOf(database), tenantId)) !== 0);
};
