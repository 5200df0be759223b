import path from 'node:path';
import { backUpEmbedded } from '@regulars/database/back-up-embedded';
import { runCommand } from './run-command.ts';
import { environmentSettings, StartError } from './settings.ts';

/**
 * `npm run backup -- file`: the embedded database and the secrets of the installation in one file, also while the
 * server runs.
 */
const run = async () => {
  const [given, ...more] = process.argv.slice(2);
  if (!given || more.length > 0) throw new StartError('npm run -s backup -- regulars-2026-11-28.tar.gz');
  const { DATABASE_URL, DATA_DIR } = environmentSettings();
  if (DATABASE_URL) {
    throw new StartError(
      'DATABASE_URL is your own PostgreSQL: back it up with pg_dump (docs/operations.md).',
    );
  }
  // Where the command was typed; npm itself goes to the project's folder.
  const file = path.resolve(process.env.INIT_CWD ?? '.', given);
  const { bytes, secrets } = await backUpEmbedded({ dataDir: DATA_DIR, secrets: ['auth-secret'], file });
  process.stdout.write(
    `${file}: ${(bytes / 1e6).toFixed(1)} MB, with ${secrets.join(' and ')}: whoever has it has everything.\n`,
  );
};

await runCommand(run);
