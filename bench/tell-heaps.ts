import { getHeapStatistics } from 'node:v8';
import { BroadcastChannel, isMainThread, threadId, type Worker } from 'node:worker_threads';

/**
 * Loaded into the server in front of its own program, and into its threads (`--expose-gc --import`): answers any
 * message with what its heaps hold once the garbage has been cleared away.
 */
export interface Heaps {
  /** Bytes in the heap that answers requests and beside it. */
  requests: number;
  /** The same of all threads that work behind requests. */
  threads: number;
}

const inUse = () => {
  globalThis.gc!();
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
};

interface FromThread {
  thread: number;
  inUse: number | null;
}
const channel = new BroadcastChannel('regulars heaps');
if (isMainThread) {
  const threads = new Map<number, (inUse: number) => void>();
  channel.onmessage = ({ data }) => {
    const { thread, inUse } = data as FromThread;
    if (inUse === null) threads.set(thread, () => {});
    else threads.get(thread)?.(inUse);
  };
  process.on('worker', (worker: Worker) => {
    const { threadId: ended } = worker;
    worker.once('exit', () => {
      threads.get(ended)?.(0);
      threads.delete(ended);
    });
  });
  process.on('message', async () => {
    const ofThreads = [...threads.keys()].map(
      (thread) => new Promise<number>((told) => threads.set(thread, told)),
    );
    channel.postMessage('tell');
    const requests = inUse();
    const all = await Promise.all(ofThreads);
    process.send!({ requests, threads: all.reduce((sum, one) => sum + one, 0) } satisfies Heaps);
  });
} else {
  const tell = (inUse: FromThread['inUse']) =>
    channel.postMessage({ thread: threadId, inUse } satisfies FromThread);
  channel.onmessage = ({ data }) => {
    if (data === 'tell') tell(inUse());
  };
  channel.unref();
  tell(null);
}
