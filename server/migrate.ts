import { migrate } from '@regulars/database/migrate';
import { openDatabase, setAppPassword } from './open-database.ts';
import { sessionsAt } from './sessions-at.ts';
import { environmentSettings, StartError } from './settings.ts';

/**
 * `npm run migrate`: brings your own PostgreSQL up to date as its owner (DATABASE_OWNER_URL), and gives
 * regulars_app the password that DATABASE_URL has. The embedded database is brought up to date by every start.
 */
const run = async () => {
  const settings = environmentSettings();
  const { DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: appUrl } = settings;
  if (!appUrl && !ownerUrl) {
    await (await openDatabase(settings)).close();
    return [];
  }
  if (!ownerUrl)
    throw new StartError('Set DATABASE_OWNER_URL to a login that owns the tables, or may make them.');
  if (!(await sessionsAt(ownerUrl)).own) {
    throw new StartError(
      'DATABASE_OWNER_URL leads through a pooler in transaction mode, behind which no lock keeps two from migrating at once: give the address of PostgreSQL itself.',
    );
  }
  const applied = await migrate(ownerUrl);
  const login = appUrl && new URL(appUrl);
  if (login && login.username === 'regulars_app' && login.password) {
    await setAppPassword(ownerUrl, decodeURIComponent(login.password));
  }
  return applied;
};

try {
  const applied = await run();
  process.stdout.write(applied.length > 0 ? `Applied ${applied.join(', ')}\n` : 'Up to date\n');
} catch (error) {
  process.stderr.write(`${error instanceof StartError ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
}
