import { parentPort, workerData } from 'node:worker_threads';
import { connect } from '@regulars/database/connect';
import { importsAtOnce, workOffImports } from './work-off-imports.ts';

/** Runs in a thread of its own; see start-importing.ts. Any message ends it. */
const { url, prepared } = workerData as { url: string; prepared: boolean };
// For each import one holds the lock, one writes, one tells how far it is.
const database = connect(url, { connections: importsAtOnce * 3, prepared });
const stop = workOffImports(database, (error) => parentPort!.postMessage(error));
parentPort!.once('message', async () => {
  await stop();
  await database.close();
});
