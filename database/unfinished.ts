import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** How what is not finished is called in a data folder: whoever is killed half-way leaves it behind. */
export const draftPrefix = '.postgres-new-';

/** Where such a folder lies and no cluster, a restore was ended. */
export const restoringPrefix = '.restoring-';

const longestWorkMs = 600_000;

/** Removes what killed starts left in `folder`. None works for ten minutes: what is younger may be at work. */
export const discardUnfinished = async (folder: string, prefix: string): Promise<void> => {
  // Where everybody may write it may be anybody's.
  if ((await stat(folder)).mode & 0o002) return;
  for (const name of await readdir(folder)) {
    if (!name.startsWith(prefix)) continue;
    const place = path.join(folder, name);
    const modified = (await stat(place).catch(() => undefined))?.mtimeMs ?? Date.now();
    if (Date.now() - modified > longestWorkMs) await rm(place, { recursive: true, force: true });
  }
};
