import { connect, type Database } from '@regulars/database/connect';
import { type OpenDatabase, openDatabase } from './open-database.ts';
import { runCommand } from './run-command.ts';
import { environmentSettings, type Settings } from './settings.ts';

export interface OpenForCommand {
  settings: Settings;
  opened: OpenDatabase;
  database: Database;
}

/**
 * A command of an operator on the database of the settings, whether or not a server runs on it. The lines that it
 * answers are printed.
 *
 * @param read what was asked for, before anything is opened; throws a StartError
 */
export const runOnDatabase = <Asked>(
  read: () => Asked,
  work: (asked: Asked, open: OpenForCommand) => Promise<string[]>,
): Promise<void> =>
  runCommand(async () => {
    const asked = read();
    const settings = environmentSettings();
    const opened = await openDatabase(settings);
    const database = connect(opened.appUrl, {
      connections: 2,
      prepared: settings.DATABASE_PREPARED_STATEMENTS,
    });
    try {
      for (const line of await work(asked, { settings, opened, database })) {
        process.stdout.write(`${line}\n`);
      }
    } finally {
      await database.close();
      await opened.close();
    }
  });
