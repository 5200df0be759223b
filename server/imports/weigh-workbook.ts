import { setImmediate as turn } from 'node:timers/promises';
import { Unzip, UnzipInflate } from 'fflate';
import { UnreadableFile } from './read-rows.ts';

/** More than a list of customers is, unpacked: 50 MB of a workbook are seldom more than 300. */
const heaviest = 400 * 1024 * 1024;

/** So much at a time: of a file made to burst it becomes a thousand times as much. */
const piece = 4096;

/**
 * Unpacks a workbook without keeping anything of it: what it says of its own size need not be true.
 *
 * @throws UnreadableFile where it becomes too large, or is no workbook
 */
export const weighWorkbook = async (packed: Uint8Array): Promise<void> => {
  let weight = 0;
  let parts = 0;
  let failed: Error | null = null;
  const unzip = new Unzip((file) => {
    parts += 1;
    file.ondata = (error, data) => {
      if (error) failed ??= error;
      else weight += data.length;
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < packed.length; at += piece) {
    try {
      unzip.push(packed.subarray(at, at + piece), at + piece >= packed.length);
    } catch (error) {
      failed ??= error as Error;
    }
    if (failed) throw new UnreadableFile('The file begins like a workbook and is none, or is broken.');
    if (weight > heaviest) throw new UnreadableFile('The workbook unpacks to more than 400 MB.');
    if (parts > 5000) throw new UnreadableFile('The workbook has more than 5000 parts.');
    if (at % (piece * 64) === 0) await turn();
  }
};
