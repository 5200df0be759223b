import type { Database } from '@regulars/database/connect';
import type { Context } from '@regulars/database/context-query';
import { query } from '@regulars/database/query';

const cleaner: Context = {
  role: 'regulars_cleaner',
  tenantId: '',
  actorId: 'regulars',
  actorName: '',
  requestId: '',
};

/** Deletes what has been told to everybody who could still ask for it: which that is, its policy says. */
export const forgetChanges = async (database: Database): Promise<void> => {
  await database.each(cleaner).execute(query.deleteFrom('org_changes'));
};
