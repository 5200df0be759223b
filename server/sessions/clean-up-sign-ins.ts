import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { identityContext } from './auth.ts';

/** Forgets sessions, half sign-ins, links to new passwords, notices and tries whose time is over. */
export const cleanUpSignIns = async (database: Database): Promise<void> => {
  const identity = database.each(identityContext);
  await identity.execute(query.deleteFrom('sys_sessions').where('expires_at', '<', sql<Date>`now()`));
  await identity.execute(query.deleteFrom('sys_verifications').where('expires_at', '<', sql<Date>`now()`));
  await identity.execute(query.deleteFrom('sys_recoveries').where('expires_at', '<', sql<Date>`now()`));
  await identity.execute(
    query.deleteFrom('sys_notices').where('happened_at', '<', sql<Date>`now() - interval '1 day'`),
  );
  await identity.execute(query.deleteFrom('sys_attempts').where('until', '<', sql<Date>`now()`));
};
