import type { Database } from '@regulars/database/connect';
import type { Context } from '@regulars/database/context-query';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';

const cleaner: Context = {
  role: 'regulars_cleaner',
  tenantId: '',
  actorId: 'regulars',
  actorName: '',
  requestId: '',
};

/** Deletes the times of every tenant that nobody asks for any more: which they are, the policy says. */
export const cleanUpCounterTimes = async (database: Database): Promise<void> => {
  await database.each(cleaner).execute(sql`delete from org_counter_times`.compile(query));
};
