import { EmbeddedDatabaseError } from '@regulars/database/embedded';
import { StartError } from './settings.ts';

const isForPeople = (error: unknown) =>
  error instanceof StartError ||
  error instanceof EmbeddedDatabaseError ||
  (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');

/** What an operator has typed: what was wrong is said in a sentence, and the process ends with 1. */
export const runCommand = async (run: () => Promise<void>): Promise<void> => {
  try {
    await run();
  } catch (error) {
    process.stderr.write(`${isForPeople(error) ? (error as Error).message : (error as Error).stack}\n`);
    process.exitCode = 1;
  }
};
