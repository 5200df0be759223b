import type { Database } from '@regulars/database/connect';
import { sql } from 'kysely';
import { eachTenant } from '../jobs/each-tenant.ts';
import { serverIn } from '../tenancy/actor.ts';
import { contextOf } from '../tenancy/context-of.ts';

/** Words looked at in one transaction. */
const batch = 500;

/** Words that no customer has any more are not offered as spellings any more, in every business by itself. */
export const forgetWords = (database: Database): Promise<void> =>
  eachTenant(database, (tenantId) => forgetWordsOf(database, tenantId));

export const forgetWordsOf = async (database: Database, tenantId: string): Promise<void> => {
  const tenant = database.each(contextOf(serverIn(tenantId)));
  for (let behind: string | null = ''; behind !== null; ) {
    const [looked]: { last: string | null }[] = await tenant.execute(
      sql<{ last: string | null }>`
        select regulars.forget_unused_words(${tenantId}, ${behind}, ${batch}) as last`,
    );
    behind = looked!.last;
  }
};
