import type { Statements } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';

/** Says in which browser a person has just done what they are to be told of: the database has written down the rest. */
export const noteBrowser = async (
  identity: Statements,
  personId: string,
  headers: Headers,
): Promise<void> => {
  const userAgent = headers.get('user-agent');
  if (userAgent === null) return;
  await identity.execute(
    query
      .updateTable('sys_notices')
      .set({ user_agent: userAgent.slice(0, 500) })
      .where('person_id', '=', personId)
      .where('user_agent', 'is', null)
      .where('happened_at', '>', sql<Date>`now() - interval '10 seconds'`),
  );
};
