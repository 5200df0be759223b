import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';

/**
 * Keeps duplicates current in a thread of its own, with a connection of its own: comparing is arithmetic, for which no
 * request should have to wait.
 *
 * @param url of the server's login
 * @returns stops after the batch under way
 */
export const startMatching = (url: string, prepared: boolean, log: Logger): (() => Promise<void>) => {
  let stopping = false;
  let thread: Worker;
  let ended: Promise<void>;
  const start = () => {
    thread = new Worker(new URL('matching-thread.ts', import.meta.url), { workerData: { url, prepared } });
    thread.on('message', (error) => log.warn({ err: error }, 'duplicates'));
    thread.on('error', (error) => log.error({ err: error }, 'duplicates'));
    ended = new Promise((done) => {
      thread.on('exit', () => {
        done();
        // What it had taken is still queued.
        if (!stopping) setTimeout(() => stopping || start(), 5000).unref();
      });
    });
  };
  start();
  return async () => {
    stopping = true;
    thread.postMessage('stop');
    await ended;
  };
};
