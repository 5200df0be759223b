import { randomBytes, randomUUID } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { draftPrefix } from './unfinished.ts';

/**
 * Writes a new random secret to `file` unless one is there, and returns the one that stands. A hard link comes into
 * being whole and only once, so that two who start together agree; and what it leads to is on the disk by then, so that
 * no power cut leaves an empty one.
 */
export const keepSecret = async (file: string): Promise<string> => {
  const known = await readSecret(file);
  if (known !== null) return known;
  const draft = path.join(path.dirname(file), `${draftPrefix}${randomUUID()}`);
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(randomBytes(32).toString('base64url'));
    await handle.sync();
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await handle.close();
    await rm(draft, { force: true });
  }
  return (await readSecret(file))!;
};

/** @returns null where there is none */
export const readSecret = (file: string): Promise<string | null> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return null;
  });
