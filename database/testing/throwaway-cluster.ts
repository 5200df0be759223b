import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Account, accountFor, runAs } from '../embedded-account.ts';
import { bundledPostgres, runnablePostgres } from '../embedded-binaries.ts';

/** PostgreSQL programs to start clusters with. */
export interface Programs {
  title: string;
  installed: boolean;
  /** The folder that holds `bin`; what has to be copied to run goes below `scratch`. */
  folder(scratch: string): Promise<string>;
}

/** The PostgreSQL of the npm package. */
export const bundled: Programs = {
  title: 'the embedded PostgreSQL',
  installed: true,
  folder: async (scratch) =>
    runnablePostgres({
      postgres: await bundledPostgres(),
      account: await accountFor(scratch),
      dataDir: scratch,
    }),
};

const debian = '/usr/lib/postgresql/15';

/** The oldest PostgreSQL that is supported, from the system's package. */
export const oldest: Programs = {
  title: 'PostgreSQL 15',
  installed: existsSync(`${debian}/bin/initdb`),
  folder: async () => debian,
};

/** A cluster that lives for a few tests: nothing in it is safe, everybody on this machine may enter. */
export interface ThrowawayCluster {
  folder: string;
  url(login: string, database?: string): string;
  /** As when its machine loses power. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * @param options.settings as `name=value`, beside those that every such cluster has
 * @param options.standbyOf streams from this one, under the name of "standby"
 */
export const startCluster = async (
  programs: Programs,
  { settings: own = [], standbyOf }: { settings?: string[]; standbyOf?: ThrowawayCluster } = {},
): Promise<ThrowawayCluster> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'regulars-cluster-'));
  const account = await accountFor(folder);
  const runnable = await programs.folder(folder);
  if (account) await chown(folder, account.uid, account.gid);
  const bin = (name: string) => path.join(runnable, 'bin', name);
  if (standbyOf) await copy(standbyOf, folder, account);
  else {
    await promisify(execFile)(
      bin('initdb'),
      [
        '-D',
        `${folder}/data`,
        '-U',
        'postgres',
        '-A',
        'trust',
        '-E',
        'UTF8',
        '--locale=C.UTF-8',
        '--no-sync',
      ],
      runAs(account),
    );
  }
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    ...(standbyOf ? [`primary_conninfo=${standbyOf.url('postgres')}?application_name=standby`] : []),
    ...own,
  ];
  const server = spawn(
    bin('postgres'),
    ['-D', `${folder}/data`, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...runAs(account), stdio: 'ignore' },
  );
  const url = (login: string, database = 'postgres') => `postgres://${login}@127.0.0.1:${port}/${database}`;
  const kill = async () => {
    const ended = once(server, 'exit');
    const children = await readFile(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8');
    for (const pid of [server.pid!, ...children.trim().split(' ').map(Number)]) process.kill(pid, 'SIGKILL');
    await ended;
  };
  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) {
      server.kill('SIGINT');
      await once(server, 'exit');
    }
    await rm(folder, { recursive: true, force: true });
  };
  for (;;) {
    const client = new pg.Client({ connectionString: url('postgres') });
    try {
      await client.connect();
      await client.end();
      return { folder, url, kill, stop };
    } catch (error) {
      if (server.exitCode !== null) {
        await stop();
        throw error;
      }
      await sleep(50);
    }
  }
};

/** While the other runs, as `pg_basebackup` would. */
const copy = async (from: ThrowawayCluster, folder: string, account: Account | undefined) => {
  const client = new pg.Client({ connectionString: from.url('postgres') });
  await client.connect();
  await client.query(`select pg_backup_start('standby', true)`);
  await promisify(execFile)('cp', ['-a', `${from.folder}/data`, folder]);
  const { rows } = await client.query('select labelfile from pg_backup_stop(false)');
  await client.end();
  await rm(`${folder}/data/postmaster.pid`);
  for (const [name, text] of [
    ['backup_label', rows[0].labelfile],
    ['standby.signal', ''],
  ]) {
    await writeFile(`${folder}/data/${name}`, text);
    if (account) await chown(`${folder}/data/${name}`, account.uid, account.gid);
  }
};

/** One of 127.0.0.1 that nobody uses at this moment. */
export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject()));
    });
  });
