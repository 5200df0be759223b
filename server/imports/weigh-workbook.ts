import { once } from 'node:events';
import { createInflateRaw } from 'node:zlib';
import { Unzip, type UnzipDecoder } from 'fflate';
import { UnreadableFile } from './read-rows.ts';

/** More than a list of customers is, unpacked: 50 MB of a workbook are seldom so many. */
const heaviest = 256 * 1024 * 1024;
const mostParts = 5000;

/** So much at a time. */
const piece = 65_536;

/**
 * Unpacks a workbook without keeping anything of it: what it says of its own size need not be true.
 *
 * @throws UnreadableFile where it becomes too large, or is no workbook
 */
export const weighWorkbook = async (packed: Uint8Array): Promise<void> => {
  let weight = 0;
  for (const part of deflatedParts(packed)) {
    const inflate = createInflateRaw();
    inflate.on('data', (unpacked: Buffer) => {
      weight += unpacked.length;
      if (weight > heaviest) inflate.destroy(new UnreadableFile('The workbook unpacks to more than 256 MB.'));
    });
    for (const some of part) inflate.write(some);
    inflate.end();
    await once(inflate, 'end').catch((error) => {
      throw error instanceof UnreadableFile ? error : notOne();
    });
  }
};

const notOne = () => new UnreadableFile('The file begins like a workbook and is none, or is broken.');

/** The parts of an archive that are compressed, as they are. */
const deflatedParts = (packed: Uint8Array): Uint8Array[][] => {
  const parts: Uint8Array[][] = [];
  /** Leaves a part as it is. */
  class Compressed implements UnzipDecoder {
    static compression = 8;
    ondata: UnzipDecoder['ondata'] = () => {};
    readonly pieces: Uint8Array[] = [];
    push(data: Uint8Array, isLast: boolean) {
      this.pieces.push(data);
      if (isLast) parts.push(this.pieces);
    }
  }
  let found = 0;
  try {
    const unzip = new Unzip((file) => {
      found += 1;
      if (found > mostParts) throw new UnreadableFile(`The workbook has more than ${mostParts} parts.`);
      file.ondata = () => {};
      file.start();
    });
    unzip.register(Compressed);
    for (let at = 0; at < packed.length; at += piece) {
      unzip.push(packed.slice(at, at + piece), at + piece >= packed.length);
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? error : notOne();
  }
  return parts;
};
