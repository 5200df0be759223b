import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { readRows, UnreadableFile } from './read-rows.ts';
import { weighWorkbook } from './weigh-workbook.ts';

/** Runs in a thread of its own; see recognise-workbook.ts. */
const { file, rows: wanted } = workerData as { file: string; rows: number };
try {
  const packed = await readFile(file);
  await weighWorkbook(packed);
  const rows: string[][] = [];
  const reading = readRows(
    (async function* () {
      yield packed;
    })(),
    { format: 'xlsx' },
  );
  for await (const some of reading) {
    rows.push(...some.map(({ cells }) => cells));
    if (rows.length >= wanted) break;
  }
  parentPort!.postMessage({ rows: rows.slice(0, wanted) });
} catch (error) {
  if (!(error instanceof UnreadableFile)) throw error;
  parentPort!.postMessage({ unreadable: error.message });
}
