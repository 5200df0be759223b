import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { extract, type Header, type Pack, pack } from 'tar-stream';
import { baseBackup } from './base-backup.ts';
import { EmbeddedDatabaseError, openEmbedded } from './embedded.ts';

/** The last entry of a backup, in the form that `sha256sum -c` reads: where it is missing, so is the end. */
export const sumsName = 'SHA256SUMS';

/**
 * Copies the cluster in `dataDir` into one file, also while servers use it: a gzipped tar of a data folder, with the
 * SHA-256 of everything in it at its end. The file is there whole or not at all.
 *
 * @param options.secrets names of further files of `dataDir` that belong to the installation; those that exist come along
 * @returns the bytes of the file, and which secrets it holds
 * @throws {EmbeddedDatabaseError}
 */
export const backUpEmbedded = async (options: {
  dataDir: string;
  secrets: readonly string[];
  file: string;
}): Promise<{ bytes: number; secrets: string[] }> => {
  const { dataDir, file } = options;
  if (await stat(file).catch(() => null)) {
    throw new EmbeddedDatabaseError(`${file} is there already: name a new file.`);
  }
  // There is nothing to be made here: a wrong DATA_DIR is to be noticed.
  if (!(await stat(join(dataDir, 'postgres')).catch(() => null))) {
    throw new EmbeddedDatabaseError(`There is no database in ${dataDir}: set DATA_DIR to where it is.`);
  }
  const database = await openEmbedded({ dataDir });
  // Of its own: one that was killed has left its part.
  const part = `${file}.${randomUUID()}.part`;
  try {
    const archive = pack();
    // Whichever fails, a full disk or a lost connection: the others end too.
    const ending = new AbortController();
    const end = (error: Error): never => {
      ending.abort(error);
      throw error;
    };
    const { signal } = ending;
    const [secrets] = await Promise.all([
      fill(archive, { ...options, ownerUrl: database.ownerUrl, signal }).catch(end),
      pipeline(archive, createGzip(), createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true }), {
        signal,
      }).catch((error: Error) =>
        end(new EmbeddedDatabaseError(`${file} cannot be written (${error.message}).`)),
      ),
    ]);
    await rename(part, file);
    return { bytes: (await stat(file)).size, secrets };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  } finally {
    await database.close();
  }
};

const fill = async (
  archive: Pack,
  from: { ownerUrl: string; dataDir: string; secrets: readonly string[]; signal: AbortSignal },
) => {
  const { ownerUrl, dataDir, signal } = from;
  const sums: string[] = [];
  const secrets: string[] = [];
  for (const name of ['database-password', ...from.secrets]) {
    const content = await readFile(join(dataDir, name)).catch(() => null);
    if (!content) continue;
    archive.entry({ name, mode: 0o600 }, content);
    sums.push(sumLine(name, createHash('sha256').update(content).digest('hex')));
    secrets.push(name);
  }
  const cluster = extract();
  await Promise.all([
    pipeline(baseBackup(ownerUrl), cluster, { signal }),
    (async () => {
      for await (const entry of cluster) {
        const header: Header = { ...entry.header, name: `postgres/${entry.header.name}` };
        const { hash, through } = hashing();
        await pipeline(entry, through, archive.entry(header), { signal });
        if (header.type === 'file') sums.push(sumLine(header.name, hash.digest('hex')));
      }
    })(),
  ]);
  archive.entry({ name: sumsName, mode: 0o600 }, sums.join(''));
  archive.finalize();
  return secrets;
};

/** Takes the SHA-256 of what passes. */
export const hashing = () => {
  const hash = createHash('sha256');
  const through = new Transform({
    transform(chunk, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { hash, through };
};

export const sumLine = (name: string, sum: string) => `${sum}  ${name}\n`;
