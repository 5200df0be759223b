import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { hashing, sumLine, sumsName } from './back-up-embedded.ts';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';
import { restoringPrefix } from './unfinished.ts';

/**
 * Puts what `backUpEmbedded` wrote into `dataDir`, which has to be empty or not there, or to hold what a restore left
 * that was killed. What is damaged or cut off leaves it as it was.
 *
 * @returns the names of the secrets that came along
 * @throws {EmbeddedDatabaseError}
 */
export const restoreEmbedded = async (options: { file: string; dataDir: string }): Promise<string[]> => {
  const { file, dataDir } = options;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const present = await readdir(dataDir);
  const ended = present.filter((name) => name.startsWith(restoringPrefix));
  if (ended.length > 0 && !present.includes('postgres')) {
    for (const name of ended) await rm(join(dataDir, name), { recursive: true, force: true });
  } else if (present.length > 0) {
    throw new EmbeddedDatabaseError(
      `${dataDir} is not empty, and a restore replaces nothing: set DATA_DIR to a new folder.`,
    );
  }
  const workshop = await mkdtemp(join(dataDir, restoringPrefix));
  try {
    const names = await unpack(file, workshop).catch((error: Error) => {
      throw error instanceof EmbeddedDatabaseError
        ? error
        : new EmbeddedDatabaseError(`${file} cannot be restored (${error.message}).`);
    });
    // The cluster last: without it there is no start, and the restore can be done again.
    for (const name of [...names, 'postgres']) await rename(join(workshop, name), join(dataDir, name));
    return names;
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
};

/** Unpacks and compares every sum. @returns the files beside the cluster */
const unpack = async (file: string, workshop: string): Promise<string[]> => {
  const archive = extract();
  const found: string[] = [];
  const beside: string[] = [];
  let sums: string | undefined;
  const reading = pipeline(createReadStream(file), createGunzip(), archive);
  const writing = (async () => {
    for await (const entry of archive) {
      const { name, type } = entry.header;
      if (name === sumsName) {
        sums = await text(entry);
      } else if (!isPlace(name) || (type !== 'file' && type !== 'directory')) {
        throw new EmbeddedDatabaseError(`${file} is not a backup of Regulars: it holds ${name}.`);
      } else if (type === 'directory') {
        await mkdir(join(workshop, name), { recursive: true, mode: 0o700 });
        entry.resume();
      } else {
        const { hash, through } = hashing();
        await mkdir(join(workshop, name, '..'), { recursive: true, mode: 0o700 });
        await pipeline(
          entry,
          through,
          createWriteStream(join(workshop, name), { mode: 0o600, flags: 'wx', flush: true }),
        );
        found.push(sumLine(name, hash.digest('hex')));
        if (!name.includes('/')) beside.push(name);
      }
    }
  })();
  await Promise.all([reading, writing]);
  if (sums === undefined) throw new EmbeddedDatabaseError(`${file} has lost its end.`);
  if (sums !== found.join('')) {
    throw new EmbeddedDatabaseError(`${file} is damaged: its contents are not those that were backed up.`);
  }
  return beside;
};

/** In the cluster or right beside it, and nowhere else. */
const isPlace = (name: string) =>
  /^(postgres\/|[\w-]+$)/.test(name) && name.split('/').every((part) => part !== '..');
