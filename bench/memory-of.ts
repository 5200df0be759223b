import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { statOf } from './cpu-time.ts';
import type { RunningServer } from './start-server.ts';
import type { Heaps } from './tell-heaps.ts';

const mb = (bytes: number) => bytes / 2 ** 20;

/** @returns megabytes that the server's process occupies; null once it has ended */
export const residentMemory = async ({ pid }: RunningServer): Promise<number | null> => {
  const kb = await kilobytes(pid, 'status', /VmRSS:\s+(\d+)/);
  return kb && kb / 1024;
};

/** @param server started with `tell-heaps.ts` @returns megabytes */
export const heapsOf = async ({ child }: RunningServer): Promise<Heaps> => {
  child.send('tell');
  const [{ requests, threads }] = (await once(child, 'message')) as [Heaps];
  return { requests: mb(requests), threads: mb(threads) };
};

/** @returns megabytes that its processes have for themselves, beside the memory that all of PostgreSQL shares */
export const postgresMemory = async (postmaster: number): Promise<number> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const own = await Promise.all(
    pids.map(async (pid) =>
      (await statOf(pid))?.parent === postmaster ? kilobytes(pid, 'smaps_rollup', /Pss_Anon:\s+(\d+)/) : 0,
    ),
  );
  return own.reduce<number>((sum, one) => sum + (one ?? 0), 0) / 1024;
};

const kilobytes = async (pid: number, file: string, line: RegExp) => {
  const text = await readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
  const [, kb] = line.exec(text) ?? [];
  return kb ? Number(kb) : null;
};
