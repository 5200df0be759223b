import { execFile, spawn } from 'node:child_process';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { handleFor, runAs } from './embedded-account.ts';
import { program } from './embedded-binaries.ts';
import type { Cluster } from './embedded-cluster.ts';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';

/** A running server of a cluster. */
export interface Postmaster {
  pid: number;
  port: number;
  /** Takes connections: not still starting, recovering or on its way down. */
  ready: boolean;
}

/** The server that runs on the cluster in `folder`, whoever started it. */
export async function findPostmaster(folder: string): Promise<Postmaster | undefined> {
  const lock = await readLockFile(folder);
  if (!lock || !(await isPostmasterOf(folder, lock.pid))) return undefined;
  return lock;
}

/** A server that this process is starting. */
export interface Start {
  /** Whether it has come to its end, before or after it served. */
  ended(): boolean;
  /** Why it ended, as far as it said so itself. */
  reason(): Promise<string>;
  /** Ends it at once and waits until it is gone. */
  abandon(): Promise<void>;
}

/**
 * Starts PostgreSQL on the cluster. It is on its own from then on: in a session of its own, so that Ctrl-C
 * reaches this process only, and writing to its log file, so that it outlives this process unharmed.
 * Where a server runs already, PostgreSQL's own lock lets the new one end at once.
 *
 * @param port where it has to listen; without it, where a killed one did if that is free
 */
export async function startPostmaster(cluster: Cluster, port?: number): Promise<Start> {
  const programs = await cluster.programs();
  await discardEmptyLock(cluster.folder);
  const stale = await findStaleLock(cluster.folder);
  await using place = await handleFor(cluster.folder, cluster.account);
  await using log = await openLog(cluster.logFile);
  const { size: logStart } = await log.stat();
  const { env, ...spawnOptions } = runAs(cluster.account);
  const server = spawn(
    program(programs, 'postgres'),
    [
      '-D',
      place.path,
      '-p',
      String(port ?? (await choosePort(stale?.port))),
      ...settings.flatMap((setting) => ['-c', setting]),
    ],
    {
      ...spawnOptions,
      // After a power cut the number in the lock file may belong to any process, and PostgreSQL refuses to
      // start when that is one of its own user. With this variable pg_ctl tells it that a process is none.
      env: stale ? { ...env, PG_GRANDPARENT_PID: String(stale.pid) } : env,
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log.fd, log.fd, ...place.handles],
    },
  );
  server.unref();
  let failure: Error | undefined;
  const end = new Promise<void>((resolve) => {
    server.on('exit', () => resolve());
    server.on('error', (error) => {
      failure = error;
      resolve();
    });
  });
  const ended = () => failure !== undefined || server.exitCode !== null || server.signalCode !== null;
  return {
    ended,
    reason: async () => {
      if (failure) return failure.message;
      // Others write to this file as well: those that a killed server left, and servers that another process starts.
      const lines = (await logLines(cluster.logFile, logStart)).filter(
        (line) => Number(/ \[(\d+)\] /.exec(line)?.[1] ?? server.pid) === server.pid,
      );
      return lines.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? lines.at(-1) ?? 'it said nothing';
    },
    abandon: async () => {
      if (ended()) return;
      // Immediate shutdown: its children go with it, which SIGKILL does not see to.
      server.kill('SIGQUIT');
      await Promise.race([end, sleep(5000, undefined, { ref: false })]);
      if (!ended()) server.kill('SIGKILL');
      await end;
    },
  };
}

/** Few, and on the command line, so that they hold for older clusters too. */
const settings = [
  // Nothing outside this machine has any business here, and a socket file has a limited path length.
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  // The machine's time zone at the first start is no property of the data.
  'timezone=UTC',
  'log_timezone=UTC',
  // Statements that fail are told to whoever sent them. Here they would fill the file, and with customers'
  // names and phones ("Key (phone)=(…) already exists").
  'log_min_messages=log',
  // Nor with statements that somebody has it log, of which the values are those of customers.
  'log_parameter_max_length=0',
  'log_checkpoints=off',
  // Tells whose line it is.
  'log_line_prefix=%m [%p] ',
  // Tells these processes from other PostgreSQL servers in a list of processes.
  'cluster_name=regulars',
];

/**
 * Lets the server finish what is being written and stop, without waiting for its clients to leave.
 * @throws {EmbeddedDatabaseError} when it has not gone after 30 seconds.
 */
export async function stopPostmaster(cluster: Cluster): Promise<void> {
  const running = await findPostmaster(cluster.folder);
  if (!running) return;
  if (process.platform === 'win32') {
    // Signals end a Windows process without a word; pg_ctl knows another way to say it.
    const pgCtl = program(await cluster.programs(), 'pg_ctl');
    await promisify(execFile)(pgCtl, ['stop', '--mode=fast', `--pgdata=${cluster.folder}`]);
    return;
  }
  process.kill(running.pid, 'SIGINT');
  const deadline = Date.now() + 30_000;
  while (await isPostmasterOf(cluster.folder, running.pid)) {
    if (Date.now() > deadline) {
      throw new EmbeddedDatabaseError(
        `PostgreSQL (process ${running.pid}) has not stopped after 30 s and was left to finish by itself.`,
      );
    }
    await sleep(10);
  }
}

/** The lines that were added to a log file after its first `start` bytes; all of a new one. */
export async function logLines(file: string, start: number): Promise<string[]> {
  const bytes = await readFile(file).catch(() => Buffer.alloc(0));
  const text = bytes.subarray(start > bytes.length ? 0 : start).toString('utf8');
  return text.split('\n').filter((line) => line.trim() !== '');
}

/**
 * What postmaster.pid says, if PostgreSQL wrote it. Its first line is the process, with a minus for one in
 * single-user mode; after an accident it may be anything, and must never reach `kill` as it is.
 */
async function readLockFile(folder: string): Promise<Postmaster | undefined> {
  const lines = (await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const [, pid] = /^-?([1-9]\d{0,9})$/.exec(lines[0] ?? '') ?? [];
  if (!pid) return undefined;
  const port = Number(lines[3]);
  return {
    pid: Number(pid),
    port: Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0,
    ready: lines[7]?.trim() === 'ready',
  };
}

/** What is left of a server that was killed: no process of that number is a server of this cluster. */
async function findStaleLock(folder: string): Promise<Postmaster | undefined> {
  const lock = await readLockFile(folder);
  // In this order: a server that came up since would have written its own number.
  return lock && !(await isPostmasterOf(folder, lock.pid)) ? lock : undefined;
}

/**
 * What a server leaves that is killed between making its lock file and writing to it: PostgreSQL would not start until
 * somebody removes that. Of one that is starting it is empty for no longer than a moment.
 */
async function discardEmptyLock(folder: string): Promise<void> {
  const file = join(folder, 'postmaster.pid');
  const found = await stat(file).catch(() => undefined);
  if (found?.size === 0 && Date.now() - found.mtimeMs > 5000) await rm(file, { force: true });
}

async function isPostmasterOf(folder: string, pid: number): Promise<boolean> {
  switch (process.platform) {
    case 'linux': {
      // The postmaster keeps its command line, its children replace theirs, and a zombie's is empty.
      // (Not /proc/<pid>/exe: in a container root may not look at that of another user's process.)
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      if (basename(command.split('\0')[0] ?? '') !== 'postgres') return false;
      // It works in its cluster's folder: this tells it from the server of another cluster.
      const [home, itself] = await Promise.all([
        stat(`/proc/${pid}/cwd`).catch(() => undefined),
        stat(folder),
      ]);
      return !home || (home.dev === itself.dev && home.ino === itself.ino);
    }
    case 'win32':
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    default: {
      const ps = promisify(execFile)('ps', ['-p', String(pid), '-o', 'comm=']);
      const command = await ps.then(({ stdout }) => stdout.trim()).catch(() => '');
      return basename(command) === 'postgres';
    }
  }
}

/**
 * A free port; the one that a killed server had when it is free, so that the clients of other processes find
 * the new server where the old one was.
 */
async function choosePort(preferred: number | undefined): Promise<number> {
  return (preferred && (await freePort(preferred))) || (await freePort(0)) || 0;
}

function freePort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.on('error', () => resolve(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}

/** Appends; what is older than the last ten megabytes moves to a second file, and what was there goes. */
async function openLog(file: string) {
  const size = (await stat(file).catch(() => undefined))?.size ?? 0;
  if (size > 10_000_000) await rename(file, `${file}.1`);
  return open(file, 'a', 0o600);
}
