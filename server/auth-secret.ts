import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Settings, StartError } from './settings.ts';

/**
 * What signs session cookies and cursors: AUTH_SECRET, or one made at the first start and kept in DATA_DIR.
 * Several processes on one database need the same, so there it is set.
 *
 * @throws StartError
 */
export const authSecret = async ({ AUTH_SECRET, DATA_DIR }: Settings): Promise<string> => {
  if (AUTH_SECRET) return AUTH_SECRET;
  const file = path.join(DATA_DIR, 'auth-secret');
  const own = `${file}.${process.pid}`;
  try {
    await mkdir(DATA_DIR, { recursive: true });
    const known = await readFile(file, 'utf8').catch(() => null);
    if (known) return known;
    // Whole or not at all, and the first of two starts wins.
    await writeFile(own, randomBytes(32).toString('base64url'), { mode: 0o600 });
    await link(own, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new StartError(`The data folder ${DATA_DIR} cannot be written (${(error as Error).message}).`);
  } finally {
    await rm(own, { force: true }).catch(() => {});
  }
};
