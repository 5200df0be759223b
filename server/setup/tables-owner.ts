import pg from 'pg';
import type { OpenDatabase } from '../open-database.ts';
import { type Settings, StartError } from '../settings.ts';

/**
 * Logs in as the owner of the tables, for what no server can do: take a business or a person away.
 *
 * @throws StartError
 */
export const connectTablesOwner = async (
  opened: Pick<OpenDatabase, 'ownerUrl'>,
  settings: Pick<Settings, 'DATABASE_OWNER_URL'>,
): Promise<pg.Client> => {
  const connectionString = opened.ownerUrl ?? settings.DATABASE_OWNER_URL;
  if (!connectionString) {
    throw new StartError('Set DATABASE_OWNER_URL: only the owner of the tables can take anything away.');
  }
  const client = new pg.Client({ connectionString, application_name: 'regulars owner' });
  await client.connect().catch((error: Error) => {
    throw new StartError(`The database cannot be reached with DATABASE_OWNER_URL (${error.message}).`);
  });
  const { rows } = await client.query(
    'select rolsuper or rolbypassrls as sees from pg_roles where rolname = current_user',
  );
  if (!rows[0].sees) {
    await client.end();
    throw new StartError(
      'The login of DATABASE_OWNER_URL cannot remove a business: it needs BYPASSRLS, or be a superuser.',
    );
  }
  return client;
};

/** All or nothing. */
export const atOnce = async <T>(client: pg.Client, work: () => Promise<T>): Promise<T> => {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
};
