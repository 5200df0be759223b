import { parentPort, workerData } from 'node:worker_threads';
import { connect } from '@regulars/database/connect';
import { keepCurrent } from './keep-current.ts';

/** Runs in a thread of its own; see start-matching.ts. Any message ends it. */
const { url, prepared } = workerData as { url: string; prepared: boolean };
const database = connect(url, { connections: 1, prepared });
const stop = keepCurrent(database, (error) => parentPort!.postMessage(error));
parentPort!.once('message', async () => {
  await stop();
  await database.close();
});
