import { connect, type Database } from '@regulars/database/connect';
import { openDatabase } from './open-database.ts';
import { environmentSettings, type Settings, StartError } from './settings.ts';

/**
 * A command of an operator on the database of the settings, whether or not a server runs on it. What it answers is
 * printed; what was wrong is said in a sentence.
 *
 * @param read what was asked for, before anything is opened; throws a StartError
 */
export const runCommand = async <Asked>(
  read: () => Asked,
  work: (asked: Asked, database: Database, settings: Settings) => Promise<string>,
): Promise<void> => {
  try {
    const asked = read();
    const settings = environmentSettings();
    const opened = await openDatabase(settings);
    const database = connect(opened.appUrl, {
      connections: 2,
      prepared: settings.DATABASE_PREPARED_STATEMENTS === 'on',
    });
    try {
      process.stdout.write(`${await work(asked, database, settings)}\n`);
    } finally {
      await database.close();
      await opened.close();
    }
  } catch (error) {
    const isForPeople =
      error instanceof StartError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    process.stderr.write(`${isForPeople ? (error as Error).message : (error as Error).stack}\n`);
    process.exitCode = 1;
  }
};
