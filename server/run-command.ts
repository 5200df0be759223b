import { connect, type Database } from '@regulars/database/connect';
import { type OpenDatabase, openDatabase } from './open-database.ts';
import { environmentSettings, type Settings, StartError } from './settings.ts';

export interface OpenForCommand {
  settings: Settings;
  opened: OpenDatabase;
  database: Database;
}

/**
 * A command of an operator on the database of the settings, whether or not a server runs on it. The lines that it
 * answers are printed; what was wrong is said in a sentence.
 *
 * @param read what was asked for, before anything is opened; throws a StartError
 */
export const runCommand = async <Asked>(
  read: () => Asked,
  work: (asked: Asked, open: OpenForCommand) => Promise<string[]>,
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
      for (const line of await work(asked, { settings, opened, database })) {
        process.stdout.write(`${line}\n`);
      }
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
