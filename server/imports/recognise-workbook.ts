import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { UnreadableFile } from './read-rows.ts';

/**
 * The first rows of a workbook. In a thread of its own, whose memory has a limit: unpacking is arithmetic, and a
 * file may be made to use up all there is.
 *
 * @throws UnreadableFile
 */
export const recogniseWorkbook = async (file: string, rows: number): Promise<string[][]> => {
  const thread = new Worker(new URL('workbook-thread.ts', import.meta.url), {
    workerData: { file, rows },
    resourceLimits: { maxOldGenerationSizeMb: 768 },
  });
  try {
    const [told] = (await once(thread, 'message')) as [{ rows: string[][] } | { unreadable: string }];
    if ('unreadable' in told) throw new UnreadableFile(told.unreadable);
    return told.rows;
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile('The workbook is too large or broken.');
  } finally {
    await thread.terminate();
  }
};
