import { migrate, UnfitDatabase } from '@regulars/database/migrate';
import { DatabaseError } from 'pg';
import { openDatabase, setAppPassword } from './open-database.ts';
import { runCommand } from './run-command.ts';
import { sessionsAt } from './sessions-at.ts';
import { environmentSettings, StartError } from './settings.ts';

/**
 * `npm run migrate`: brings your own PostgreSQL up to date as its owner (DATABASE_OWNER_URL), and gives
 * regulars_app the password that DATABASE_URL has. The embedded database is brought up to date by every start.
 *
 * @param told of each file once it is applied
 * @returns how many there were
 */
const run = async (told: (file: string) => void): Promise<number> => {
  const settings = environmentSettings();
  const { DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: appUrl } = settings;
  if (!appUrl && !ownerUrl) {
    await (await openDatabase(settings)).close();
    return 0;
  }
  if (!ownerUrl)
    throw new StartError('Set DATABASE_OWNER_URL to a login that owns the tables, or may make them.');
  const sessions = await sessionsAt(ownerUrl).catch((error: Error) => {
    throw new StartError(`The database cannot be reached with DATABASE_OWNER_URL (${error.message}).`);
  });
  if (!sessions.own) {
    throw new StartError(
      'DATABASE_OWNER_URL leads through a pooler in transaction mode, behind which no lock keeps two from migrating at once: give the address of PostgreSQL itself.',
    );
  }
  const applied = await migrate(ownerUrl, undefined, told).catch((error: Error) => {
    throw error instanceof DatabaseError || error instanceof UnfitDatabase
      ? new StartError(error.message)
      : error;
  });
  const login = appUrl && new URL(appUrl);
  if (login && login.username === 'regulars_app' && login.password) {
    await setAppPassword(ownerUrl, decodeURIComponent(login.password)).catch((error: Error) => {
      throw new StartError(
        `The login of DATABASE_OWNER_URL cannot set the password of regulars_app (${error.message}).`,
      );
    });
  }
  return applied.length;
};

await runCommand(async () => {
  const applied = await run((file) => process.stdout.write(`Applied ${file}\n`));
  if (applied === 0) process.stdout.write('Up to date\n');
});
