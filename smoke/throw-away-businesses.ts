import { randomBytes } from 'node:crypto';
import { connect } from '@regulars/database/connect';
import { openDatabase } from '../server/open-database.ts';
import { createAuth, identityContext } from '../server/sessions/auth.ts';
import type { Settings } from '../server/settings.ts';
import { createBusiness } from '../server/setup/create-business.ts';
import { removeBusiness } from '../server/setup/remove-business.ts';
import { connectTablesOwner } from '../server/setup/tables-owner.ts';

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
  const remover = await connectTablesOwner(opened, settings);
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
    cleanup.defer(async () => void (await removeBusiness(remover, id)));
    return owner;
  };
  return await work(await open('Smoke test'), await open('Smoke test, another business'));
};
