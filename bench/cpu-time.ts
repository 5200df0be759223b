import { readdir, readFile } from 'node:fs/promises';

// USER_HZ is 100 on every Linux that Node runs on.
const ticksPerMs = 0.1;

/** CPU time used so far, in ms; null where the system has no /proc. */
export interface CpuTimes {
  node: number;
  postgres: number;
}

/**
 * @param nodePid the server's process
 * @param postmasterPid the process whose children do PostgreSQL's work; it counts those that have ended
 */
export const cpuTimes = async (nodePid: number, postmasterPid: number): Promise<CpuTimes | null> => {
  const node = await statOf(nodePid);
  const postmaster = await statOf(postmasterPid);
  if (!node || !postmaster) return null;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const others = await Promise.all(pids.map(statOf));
  const backends = others.filter((stat) => stat?.parent === postmasterPid);
  return {
    node: node.own,
    postgres: backends.reduce(
      (sum, backend) => sum + backend!.own,
      postmaster.own + postmaster.endedChildren,
    ),
  };
};

/** The fields of proc_pid_stat(5) that matter here, times in ms. */
export const statOf = async (pid: number) => {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (text === null) return null;
  // The second field is the command in brackets, and may hold anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ms = (...positions: number[]) =>
    positions.reduce((sum, position) => sum + Number(fields[position - 3]), 0) / ticksPerMs;
  return { parent: Number(fields[1]), own: ms(14, 15), endedChildren: ms(16, 17) };
};
