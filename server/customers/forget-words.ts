import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { identityContext } from '../sessions/auth.ts';

/** Words looked at in one transaction. */
const batch = 500;

/** Words that no customer has any more are not offered as spellings any more, in every business by itself. */
export const forgetWords = async (database: Database): Promise<void> => {
  const tenants = await database
    .each(identityContext)
    .execute(query.selectFrom('org_tenants_mst').select('id').orderBy('id'));
  for (const { id } of tenants) await forgetWordsOf(database, id);
};

export const forgetWordsOf = async (database: Database, tenantId: string): Promise<void> => {
  const tenant = database.each({
    role: 'regulars_tenant',
    tenantId,
    actorId: 'regulars',
    actorName: '',
    requestId: '',
  });
  for (let behind: string | null = ''; behind !== null; ) {
    const [looked]: { last: string | null }[] = await tenant.execute(
      sql<{ last: string | null }>`
        select regulars.forget_unused_words(${tenantId}, ${behind}, ${batch}) as last`,
    );
    behind = looked!.last;
  }
};
