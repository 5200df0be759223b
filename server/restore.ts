import path from 'node:path';
import { restoreEmbedded } from '@regulars/database/restore-embedded';
import { openDatabase } from './open-database.ts';
import { runCommand } from './run-command.ts';
import { environmentSettings, StartError } from './settings.ts';

/** `npm run restore -- file`: what `npm run backup` wrote, into an empty DATA_DIR; and starts it once, to see. */
const run = async () => {
  const [given, ...more] = process.argv.slice(2);
  if (!given || more.length > 0) throw new StartError('npm run -s restore -- regulars-2026-11-28.tar.gz');
  const settings = environmentSettings();
  if (settings.DATABASE_URL) {
    throw new StartError('DATABASE_URL is your own PostgreSQL: use pg_restore (docs/operations.md).');
  }
  const file = path.resolve(process.env.INIT_CWD ?? '.', given);
  const secrets = await restoreEmbedded({ file, dataDir: settings.DATA_DIR });
  await (await openDatabase(settings)).close();
  process.stdout.write(`${settings.DATA_DIR} is restored, with ${secrets.join(' and ')}.\n`);
  if (!secrets.includes('auth-secret') && !settings.AUTH_SECRET) {
    process.stdout.write('Set AUTH_SECRET as it was: it was not kept in DATA_DIR.\n');
  }
};

await runCommand(run);
