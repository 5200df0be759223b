import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { keepSecret } from '@regulars/database/keep-secret';
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
  const secret = await mkdir(DATA_DIR, { recursive: true, mode: 0o700 })
    .then(() => keepSecret(file))
    .catch((error: Error) => {
      throw new StartError(`The data folder ${DATA_DIR} cannot be written (${error.message}).`);
    });
  // Anybody can sign with nothing.
  if (secret.trim() === '') {
    throw new StartError(
      `${file} is empty: put it back from a backup, or remove it to have a new one, with which everybody signs in again and sets up the second factor again.`,
    );
  }
  return secret;
};
