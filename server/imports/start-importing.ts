import type { Logger } from 'pino';
import { keepThread } from '../jobs/keep-thread.ts';

/**
 * Works off imports in a thread of its own.
 *
 * @param url of the server's login
 * @returns stops behind the batches under way
 */
export const startImporting = (url: string, prepared: boolean, log: Logger): (() => Promise<void>) =>
  keepThread(new URL('import-thread.ts', import.meta.url), { url, prepared, name: 'imports' }, log);
