import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';

// By the size of the machine a thread would let its garbage grow to some hundred megabytes before it clears it away.
const resourceLimits = { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 24 };

/**
 * Keeps a thread at work for as long as the process lives, with connections of its own: what it does is arithmetic, for
 * which no request should have to wait. It tells what goes wrong, and ends with any message.
 *
 * @param url of the server's login
 * @param name in the log
 * @returns ends it behind what it is just doing
 */
export const keepThread = (
  program: URL,
  { url, prepared, name }: { url: string; prepared: boolean; name: string },
  log: Logger,
): (() => Promise<void>) => {
  let stopping = false;
  let thread: Worker;
  let ended: Promise<void>;
  const start = () => {
    thread = new Worker(program, { workerData: { url, prepared }, resourceLimits });
    thread.on('message', (error) => log.warn({ err: error }, name));
    thread.on('error', (error) => log.error({ err: error }, name));
    ended = new Promise((done) => {
      thread.on('exit', () => {
        done();
        // What it was at is still to be done, and found again.
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
