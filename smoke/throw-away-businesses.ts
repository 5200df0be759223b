import { randomBytes } from 'node:crypto';
import { connect } from '@regulars/database/connect';
import pg from 'pg';
import { openDatabase } from '../server/open-database.ts';
import { createAuth, identityContext } from '../server/sessions/auth.ts';
import { type Settings, StartError } from '../server/settings.ts';
import { createBusiness } from '../server/setup/create-business.ts';

export interface Account {
  email: string;
  password: string;
}

/**
 * Two businesses with an owner each, for `work` alone: nothing of them is left afterwards, however it ends. They are
 * made as `npm run tenants` makes them, with the server's own settings, and removed by the owner of the tables.
 *
 * @throws StartError
 */
export const withThrowAwayBusinesses = async <T>(
  settings: Settings,
  work: (one: Account, other: Account) => Promise<T>,
): Promise<T> => {
  await using cleanup = new AsyncDisposableStack();
  const opened = await openDatabase(settings);
  cleanup.defer(opened.close);
  const database = connect(opened.appUrl, { connections: 2, prepared: false });
  cleanup.defer(database.close);
  const remover = await connectRemover(opened.ownerUrl ?? settings.DATABASE_OWNER_URL);
  cleanup.defer(() => remover.end());

  // Only its way of keeping passwords is used, for which neither matters.
  const auth = createAuth(database, {
    secret: randomBytes(32).toString('hex'),
    publicUrl: 'http://localhost',
  });
  const open = async (name: string): Promise<Account> => {
    const owner = {
      name: 'Smoke test',
      email: `smoke-${crypto.randomUUID()}@example.com`,
      password: randomBytes(24).toString('base64url'),
    };
    const business = {
      name,
      country: 'OM',
      language: 'en',
      currency: 'OMR',
      timeZone: 'Asia/Muscat',
    } as const;
    const id = await createBusiness(database.each(identityContext), auth, business, owner);
    cleanup.defer(async () => {
      // In this order: as long as there is the business, it keeps its owner.
      await remover.query('delete from org_tenants_mst where id = $1', [id]);
      await remover.query('delete from sys_people where email = $1', [owner.email]);
    });
    return owner;
  };
  return await work(await open('Smoke test'), await open('Smoke test, another business'));
};

const connectRemover = async (ownerUrl: string | undefined | null) => {
  if (!ownerUrl) {
    throw new StartError(
      'Set DATABASE_OWNER_URL: what the smoke test makes is removed by the owner of the tables.',
    );
  }
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'regulars smoke test' });
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
