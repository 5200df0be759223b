import type { Logger } from 'pino';
import { keepThread } from '../jobs/keep-thread.ts';

/**
 * Keeps duplicates current in a thread of its own.
 *
 * @param url of the server's login
 * @returns stops after the batch under way
 */
export const startMatching = (url: string, prepared: boolean, log: Logger): (() => Promise<void>) =>
  keepThread(new URL('matching-thread.ts', import.meta.url), { url, prepared, name: 'duplicates' }, log);
