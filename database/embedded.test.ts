import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { appendFile, chmod, chown, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type EmbeddedDatabase, EmbeddedDatabaseError, openEmbedded } from './embedded.ts';
import { bundledPostgres } from './embedded-binaries.ts';
import { prepareCluster } from './embedded-cluster.ts';
import { startPostmaster } from './embedded-postmaster.ts';
import { takeTurn } from './embedded-turn.ts';

// Promises about what happens, never about how long it takes on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const linux = process.platform === 'linux';
const root = process.getuid?.() === 0;
const nobody = 65534;

let parent: string;
let dataDir: string;
let opened: EmbeddedDatabase[];
let children: ChildProcess[];
/** Holds a data folder with a stopped cluster; a copy takes a tenth of the time that a new one does. */
let template: string;

beforeAll(async () => {
  template = await mkdtemp(join(tmpdir(), 'regulars-embedded-template-'));
  await (await openEmbedded({ dataDir: join(template, 'data') })).close();
});

afterAll(() => rm(template, { recursive: true, force: true }));

beforeEach(async () => {
  // mkdtemp makes it with mode 700: where this runs as root, PostgreSQL's account cannot enter it.
  parent = await mkdtemp(join(tmpdir(), 'regulars-embedded-'));
  dataDir = join(parent, 'data');
  opened = [];
  children = [];
});

afterEach(async () => {
  await Promise.allSettled(opened.map((database) => database.close()));
  for (const child of children) child.kill('SIGKILL');
  for (const pid of serverProcesses()) kill(pid);
  await rm(parent, { recursive: true, force: true, maxRetries: 20 });
});

describe('a first start', () => {
  test('makes a cluster that takes Arabic, sorts alike everywhere and listens to this machine only', async () => {
    const database = await open();
    await withClient(database, async (client) => {
      await client.query('create extension pg_trgm');
      const { rows } = await client.query(
        `select similarity('محمد علي', 'محمد على') > 0.5 as arabic, lower('ÉÇ') as folded, 'Z' < 'a' as by_code_point,
           current_setting('server_encoding') as encoding, current_setting('fsync') as fsync,
           current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets,
           current_setting('timezone') as timezone, current_setting('password_encryption') as password`,
      );
      expect(rows).toEqual([
        {
          arabic: true,
          folded: 'éç',
          by_code_point: true,
          encoding: 'UTF8',
          fsync: 'on',
          addresses: '127.0.0.1',
          sockets: '',
          timezone: 'UTC',
          password: 'scram-sha-256',
        },
      ]);
    });
  });

  test('lets in nobody without the password, which only the owner of the folder can read', async () => {
    const { ownerUrl } = await open();
    const stranger = new pg.Client({ connectionString: ownerUrl.replace(/:[^:@/]+@/, ':guess@') });
    await expect(stranger.connect()).rejects.toMatchObject({ code: '28P01' });
    expect(statSync(join(dataDir, 'database-password')).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'postgres.log')).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700);
  });

  test('leaves nothing but the cluster, its password and its log', async () => {
    await open();
    expect(readdirSync(dataDir).sort()).toEqual(['database-password', 'postgres', 'postgres.log']);
  });

  test('by three at once, two of them in one process, makes one cluster that all can use', async () => {
    const other = opener();
    const databases = await Promise.all([open(), open()]);
    const theirs = await other.line();
    expect(new Set([...databases.map((database) => database.ownerUrl), theirs]).size).toBe(1);
    for (const { ownerUrl } of databases) await query(ownerUrl, 'select 1');
    expect(readdirSync(dataDir).sort()).toEqual(['database-password', 'postgres', 'postgres.log']);
    expect(serverProcesses('postmaster')).toHaveLength(1);
  });
});

test('what a first start left that was killed long ago is removed, one that may still be at work is not', async () => {
  await stoppedCluster();
  const [old, young] = [join(dataDir, '.postgres-new-old'), join(dataDir, '.postgres-new-young')];
  for (const folder of [old, young]) await mkdir(join(folder, 'cluster'), { recursive: true });
  const secret = join(dataDir, '.postgres-new-secret');
  await writeFile(secret, '');
  const anHourAgo = new Date(Date.now() - 3_600_000);
  for (const left of [old, secret]) await utimes(left, anHourAgo, anHourAgo);
  await open();
  expect(readdirSync(dataDir).filter((name) => name.startsWith('.'))).toEqual(['.postgres-new-young']);
});

describe('several at once', () => {
  beforeEach(stoppedCluster);

  test('share one server, and the last to leave stops it', async () => {
    const first = await open();
    const second = await open();
    expect(second.ownerUrl).toBe(first.ownerUrl);
    await first.close();
    await query(second.ownerUrl, 'select 1');
    await second.close();
    expect(serverProcesses()).toEqual([]);
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  test('in different processes: the last to leave stops a server that another one started', async () => {
    const other = opener({
      after: `await new Promise((resolve) => process.stdin.once('data', resolve));
              await client.end(); await database.close();`,
    });
    const theirs = await other.line();
    const ours = await open();
    expect(ours.ownerUrl).toBe(theirs);
    other.process.stdin!.end('leave\n');
    await once(other.process, 'exit');
    await query(ours.ownerUrl, 'select 1');
    await ours.close();
    // Its parent has gone: that it has ended is seen a moment later, by whoever adopted it.
    await expect.poll(() => serverProcesses(), { timeout: 10_000 }).toEqual([]);
  });

  test('who comes while the last one leaves gets a server that stays', async () => {
    let current = await open();
    for (let round = 0; round < 8; round++) {
      const leaving = current.close();
      // Meets the leaving server in a different state each time.
      await sleep(round * 3);
      current = await open();
      await leaving;
      await query(current.ownerUrl, 'select 1');
    }
  });

  test('who comes while one is alone and about to stop the server waits until that is decided', async () => {
    const other = opener();
    const url = await other.line();
    const lock = await query(url, `select classid, objid from pg_locks where locktype = 'advisory'`);
    const { classid, objid } = lock.rows[0];
    other.process.kill('SIGKILL');
    const alone = new pg.Client({ connectionString: url });
    await alone.connect();
    await expect
      .poll(
        async () => (await alone.query(`select pg_try_advisory_lock(${classid}, ${objid}) as alone`)).rows,
      )
      .toEqual([{ alone: true }]);
    let joined = false;
    const opening = open().then((database) => {
      joined = true;
      return database;
    });
    await sleep(500);
    expect(joined).toBe(false);
    await alone.end();
    await query((await opening).ownerUrl, 'select 1');
  });

  test('leaving twice is leaving once', async () => {
    const first = await open();
    const second = await open();
    await Promise.all([first.close(), first.close()]);
    await first.close();
    await query(second.ownerUrl, 'select 1');
  });
});

describe('after', () => {
  beforeEach(stoppedCluster);

  const writeForEver = `
    await client.query('create table kept (n int)');
    for (let n = 1; ; n++) { await client.query('insert into kept values ($1)', [n]); console.log(n); }`;

  test('kill -9 of the process that started it, the next one adopts the server, and nothing acknowledged is lost', async () => {
    const other = opener({ after: writeForEver });
    const theirs = await other.line();
    const acknowledged = await other.lineWhere((line) => Number(line) >= 50);
    const [server] = serverProcesses('postmaster');
    other.process.kill('SIGKILL');
    await once(other.process, 'exit');

    const ours = await open();
    expect(ours.ownerUrl).toBe(theirs);
    expect(serverProcesses('postmaster')).toEqual([server]);
    const { rows } = await query(ours.ownerUrl, 'select max(n) as last, count(*)::int as count from kept');
    expect(rows[0].last).toBeGreaterThanOrEqual(Number(acknowledged));
    expect(rows[0].count).toBe(rows[0].last);

    await ours.close();
    expect(serverProcesses()).toEqual([]);
  });

  test('kill -9 of everything, the next start recovers what was acknowledged', async () => {
    const other = opener({ after: writeForEver });
    const acknowledged = await other.lineWhere((line) => Number(line) >= 50);
    other.process.kill('SIGKILL');
    for (const pid of serverProcesses('postmaster')) kill(pid);

    const ours = await open();
    const { rows } = await query(ours.ownerUrl, 'select max(n) as last from kept');
    expect(rows[0].last).toBeGreaterThanOrEqual(Number(acknowledged));
  });

  test('kill -9 of PostgreSQL under two that have it open, it comes back on the same port and both still count', async () => {
    const first = await open();
    const second = await open();
    const [server] = serverProcesses('postmaster');
    kill(server!);
    await query(first.ownerUrl, 'select 1');
    await presences(second, 2);
    expect(serverProcesses('postmaster')).not.toContain(server);
    await first.close();
    await query(second.ownerUrl, 'select 1');
    await second.close();
    expect(serverProcesses()).toEqual([]);
  });

  test.skipIf(!linux)(
    'kill -9 of PostgreSQL, one process at a time starts it, and a killed one keeps nobody waiting',
    async () => {
      const database = await open();
      const other = starter();
      expect(await other.line()).toBe('its turn');
      expect(await takeTurn(join(dataDir, 'postgres'))).toBeUndefined();
      for (const server of serverProcesses('postmaster')) kill(server);
      await sleep(500);
      expect(serverProcesses('postmaster')).toEqual([]);
      other.process.kill('SIGKILL');
      await presences(database, 1);
    },
  );

  test('a server that does not start for a while, as on a full disk, or whose port is taken for a while, comes back on the same port once it can', async () => {
    const told: string[] = [];
    const database = await openEmbedded({
      dataDir,
      log: { info: () => {}, warn: (line) => told.push(line) },
    });
    opened.push(database);
    const { ownerUrl } = database;
    const settings = join(dataDir, 'postgres', 'postgresql.conf');
    const right = readFileSync(settings, 'utf8');
    await appendFile(settings, 'max_connections = many\n');
    process.kill(serverProcesses('postmaster')[0]!, 'SIGINT');
    await expect.poll(() => told.join(), { timeout: 30_000 }).toContain('is gone');
    const { port } = new URL(ownerUrl);
    const stranger = createServer().listen(Number(port), '127.0.0.1');
    await writeFile(settings, right);
    await expect.poll(() => told.join(), { timeout: 30_000 }).toContain(`end what uses port ${port}`);
    stranger.close();
    await query(ownerUrl, 'select 1');
    expect(database.ownerUrl).toBe(ownerUrl);
    await presences(database, 1);
  });

  test.skipIf(!linux)(
    'the crash of one of its processes, PostgreSQL recovers and everybody still counts',
    async () => {
      const first = await open();
      const second = await open();
      const { rows } = await query(
        first.ownerUrl,
        `select pid from pg_stat_activity where backend_type = 'checkpointer'`,
      );
      const [server] = serverProcesses('postmaster');
      kill(rows[0].pid);
      await presences(second, 2);
      expect(serverProcesses('postmaster')).toEqual([server]);
      await first.close();
      await query(second.ownerUrl, 'select 1');
    },
  );

  test('Ctrl-C in the terminal PostgreSQL runs on until its process has left', async () => {
    const other = opener({ detached: true });
    const theirs = await other.line();
    // The terminal signals the whole group in the foreground.
    process.kill(-other.process.pid!, 'SIGINT');
    await once(other.process, 'exit');
    await query(theirs, 'select 1');
  });

  test('a restart the data, the password and the settings are the same', async () => {
    const first = await open();
    await query(first.ownerUrl, 'create table kept as select 1 as n');
    await first.close();
    const second = await open();
    expect((await query(second.ownerUrl, 'select n from kept')).rows).toEqual([{ n: 1 }]);
  });
});

describe.skipIf(!linux || !root)('for root, below a folder that PostgreSQL cannot enter', () => {
  beforeEach(stoppedCluster);

  test('the server runs as another user and does all its work', async () => {
    const database = await open();
    const [server] = serverProcesses('postmaster');
    expect(statSync(`/proc/${server}`).uid).toBe(nobody);
    await withClient(database, async (client) => {
      await client.query('create table many as select n, md5(n::text) as t from generate_series(1, 50000) n');
      await client.query('checkpoint');
      await client.query('vacuum analyze many');
      await client.query(`set min_parallel_table_scan_size = 0; set parallel_setup_cost = 0;
                          set parallel_tuple_cost = 0; set debug_parallel_query = on`);
      const plan = await client.query(
        `explain (analyze, format json) select count(*) from many where t like '%abc%'`,
      );
      expect(JSON.stringify(plan.rows)).toMatch(/"Workers Launched":[1-9]/);
      await client.query(`alter system set work_mem = '5MB'`);
      await client.query('select pg_reload_conf()');
      await expect
        .poll(async () => (await client.query('show work_mem')).rows)
        .toEqual([{ work_mem: '5MB' }]);
      await client.query('create database another');
      await client.query('create extension unaccent');
      await client.query('copy many to program $$cat > many.copy$$');
    });
  });

  test('a cluster that root has copied there is handed over to the user that runs it', async () => {
    await promisify(execFile)('chown', ['-R', '0:0', join(dataDir, 'postgres')]);
    const database = await open();
    await query(database.ownerUrl, 'create table works (n int)');
  });
});

describe('a lock file that a crash left behind', () => {
  beforeEach(stoppedCluster);

  test.each([
    ['a negative number', (pid: number) => `-${pid}`],
    ['every process', () => '-1'],
    ['a process that is no PostgreSQL', (pid: number) => String(pid)],
  ])('with %s gets nobody killed and does not prevent the start', async (_, firstLine) => {
    const bystander = sentinel();
    await writeLockFile(firstLine(bystander.pid!));
    const database = await open();
    await query(database.ownerUrl, 'select 1');
    await database.close();
    expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
  });

  test('before a word was written does not prevent the start', async () => {
    const file = join(dataDir, 'postgres', 'postmaster.pid');
    await writeFile(file, '');
    await utimes(file, 0, 0);
    const database = await open();
    await query(database.ownerUrl, 'select 1');
  });

  test('with garbage gets nobody killed and a sentence that says what to remove', async () => {
    const bystander = sentinel();
    await writeLockFile(`${bystander.pid} or so`.replace(/^\d+/, 'about $&'));
    await expect(open()).rejects.toThrow(
      `if no other PostgreSQL uses that folder, remove ${dataDir}/postgres/postmaster.pid.`,
    );
    expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
    expect(serverProcesses()).toEqual([]);
  });

  test('with the number of another cluster’s server leaves that one alone', async () => {
    const neighbour = await openEmbedded({ dataDir: join(parent, 'neighbour') });
    opened.push(neighbour);
    const lock = readFileSync(join(parent, 'neighbour', 'postgres', 'postmaster.pid'), 'utf8');
    await writeFile(join(dataDir, 'postgres', 'postmaster.pid'), lock);
    const database = await open();
    expect(database.ownerUrl).not.toBe(neighbour.ownerUrl);
    await database.close();
    await query(neighbour.ownerUrl, 'select 1');
  });
});

describe('one sentence for the operator when', () => {
  test('the data folder is a file', async () => {
    await writeFile(dataDir, '');
    await refused(`The data folder ${dataDir} is a file, or lies below one: set DATA_DIR to a folder.`);
    await refused(/^The data folder .* is a file, or lies below one: /, join(dataDir, 'below'));
  });

  test('the data folder cannot be written to or created', async ({ skip }) => {
    await mkdir(dataDir, { mode: 0o755 });
    await chmod(parent, 0o755);
    await chmod(dataDir, 0o555);
    const as = ordinaryUser(skip);
    expect(await opener({ ...as }).line()).toBe(
      `EmbeddedDatabaseError: The data folder ${dataDir} cannot be written to (EACCES): change its permissions, or set DATA_DIR to another one.`,
    );
    expect(await opener({ ...as, dataDir: join(dataDir, 'below') }).line()).toBe(
      `EmbeddedDatabaseError: The data folder ${dataDir}/below cannot be created (EACCES): set DATA_DIR to a place where you may write.`,
    );
  });

  test.skipIf(!root)('the database belongs to another user', async ({ skip }) => {
    await stoppedCluster();
    await chmod(parent, 0o755);
    await chmod(dataDir, 0o777);
    const as = ordinaryUser(skip, 65533);
    expect(await opener({ ...as }).line()).toMatch(
      /^EmbeddedDatabaseError: The database in .* belongs to another user \(uid 65534, and this is 65533\): /,
    );
  });

  test('the database was made by another major version, has lost its password, or is none', async () => {
    await stoppedCluster();
    const version = join(dataDir, 'postgres', 'PG_VERSION');
    await writeFile(version, '15\n');
    await refused(/^The database in .* was made by PostgreSQL 15 and this is 18: /);
    await rm(version);
    await refused(/is not a PostgreSQL cluster: move it away/);
    await writeFile(version, '18\n');
    await rm(join(dataDir, 'database-password'));
    await refused(/^The password of the database in .* is missing: /);
    await writeFile(join(dataDir, 'database-password'), 'another');
    await refused(/does not open the database: put the file database-password back/);
    expect(serverProcesses()).toEqual([]);
  });

  test('a restore is at work there, or was killed: no empty database takes its place', async () => {
    await mkdir(join(dataDir, '.restoring-abc'), { recursive: true });
    await refused(/^A restore into .* restore again\.$/);
    expect(readdirSync(dataDir)).toEqual(['.restoring-abc']);
  });

  test('PostgreSQL does not start, with its own last words, and nothing is left running', async () => {
    await stoppedCluster();
    await appendFile(join(dataDir, 'postgres', 'postgresql.conf'), 'max_connections = many\n');
    await refused(/^PostgreSQL did not start \(.*configuration file.*\): see .*postgres\.log\.$/);
    expect(serverProcesses()).toEqual([]);
  });
});

test('why a server did not start is what it says itself, not what others write to the same log', async () => {
  await stoppedCluster();
  await appendFile(join(dataDir, 'postgres', 'postgresql.conf'), 'max_connections = many\n');
  const cluster = await prepareCluster(dataDir, await bundledPostgres());
  const start = await startPostmaster(cluster);
  await expect.poll(() => start.ended()).toBe(true);
  const orphan =
    '2026-11-28 20:00:00.000 UTC [1] FATAL:  terminating connection due to unexpected postmaster exit';
  await appendFile(cluster.logFile, `${orphan}\n`);
  expect(await start.reason()).toContain('configuration file');
});

test('a start that is given up leaves no process', async () => {
  await stoppedCluster();
  const cluster = await prepareCluster(dataDir, await bundledPostgres());
  const start = await startPostmaster(cluster);
  await expect.poll(() => serverProcesses('postmaster')).toHaveLength(1);
  await start.abandon();
  expect(start.ended()).toBe(true);
  expect(serverProcesses('postmaster')).toEqual([]);
});

test('an ordinary user gets the same: makes, shares and stops a cluster of his own', async ({ skip }) => {
  const as = ordinaryUser(skip);
  await chmod(parent, 0o755);
  await mkdir(dataDir);
  if (as.uid !== undefined) await chown(dataDir, as.uid, as.uid);
  const leave = 'await client.end(); await database.close(); console.log("left")';
  const first = opener({
    ...as,
    after: `console.log((await client.query('select 1 as n')).rows[0].n); ${leave}`,
  });
  expect(await first.lineWhere((line) => line === 'left')).toBe('left');
  expect(serverProcesses()).toEqual([]);
  const second = opener({ ...as });
  const third = opener({ ...as });
  expect(await second.line()).toBe(await third.line());
  expect(statSync(join(dataDir, 'postgres')).uid).toBe(as.uid ?? process.getuid?.());
});

async function stoppedCluster(): Promise<void> {
  await promisify(execFile)('cp', ['-a', join(template, 'data'), dataDir]);
}

async function open(): Promise<EmbeddedDatabase> {
  const database = await openEmbedded({ dataDir });
  opened.push(database);
  return database;
}

async function refused(sentence: string | RegExp, folder = dataDir): Promise<void> {
  const opening = openEmbedded({ dataDir: folder });
  await expect(opening).rejects.toThrow(EmbeddedDatabaseError);
  await expect(opening).rejects.toThrow(sentence);
}

async function withClient(
  database: EmbeddedDatabase,
  use: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}

/** Tries for as long as the server is away. */
async function query(url: string, sql: string): Promise<pg.QueryResult> {
  for (let attempt = 1; ; attempt++) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      return await client.query(sql);
    } catch (error) {
      if (attempt === 1000 || (error as { code?: string }).code?.startsWith('42')) throw error;
      await sleep(50);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

/** Waits until `count` processes are present in the server. */
async function presences(database: EmbeddedDatabase, count: number): Promise<void> {
  const held = `select count(*)::int as count from pg_locks where locktype = 'advisory' and mode = 'ShareLock'`;
  await expect
    .poll(async () => (await query(database.ownerUrl, held)).rows, { timeout: 50_000 })
    .toEqual([{ count }]);
}

/**
 * A process of its own that opens the database, prints its address (or the error) and then does `after`, with
 * `database` and a connected `client` at hand.
 */
function opener(options: { after?: string; uid?: number; dataDir?: string; detached?: boolean } = {}) {
  const embedded = new URL('./embedded.ts', import.meta.url);
  const program = `
    import { createRequire } from 'node:module';
    import { openEmbedded } from ${JSON.stringify(embedded.href)};
    const pg = createRequire(${JSON.stringify(embedded.href)})('pg');
    try {
      const database = await openEmbedded({ dataDir: ${JSON.stringify(options.dataDir ?? dataDir)} });
      const client = new pg.Client({ connectionString: database.ownerUrl });
      client.on('error', () => {});
      await client.connect();
      console.log(database.ownerUrl);
      ${options.after ?? ''}
    } catch (error) { console.log(error.name + ': ' + error.message); }`;
  return talker(program, options);
}

/** A process of its own whose lines are read one by one. */
function talker(program: string, options: { uid?: number; detached?: boolean } = {}) {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: '/',
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: options.detached ?? false,
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('the process ended without a word');
    return value as string;
  };
  const lineWhere = async (wanted: (line: string) => boolean) => {
    for (;;) {
      const next = await line();
      if (wanted(next)) return next;
      if (next.includes('Error')) throw new Error(next);
    }
  };
  return { process: child, line, lineWhere };
}

/** A process of its own that has the turn to start the server, says so, and keeps it. */
function starter() {
  const turn = new URL('./embedded-turn.ts', import.meta.url);
  return talker(`
    import { takeTurn } from ${JSON.stringify(turn.href)};
    const turn = await takeTurn(${JSON.stringify(join(dataDir, 'postgres'))});
    console.log(turn && 'its turn');`);
}

/** Runs as this user unless that is root. Skips where another one could not even read this file. */
function ordinaryUser(skip: (note: string) => void, uid = nobody): { uid?: number } {
  if (!root) return {};
  for (const path of [import.meta.filename, process.execPath]) {
    for (let folder = join(path, '..'); folder !== '/'; folder = join(folder, '..')) {
      if (!(statSync(folder).mode & 0o001)) skip(`another user than root cannot enter ${folder}`);
    }
  }
  return { uid };
}

/** A process that must survive, of the user that PostgreSQL runs as, whose processes it could signal. */
function sentinel(): ChildProcess {
  const bystander = spawn('sleep', ['60'], {
    stdio: 'ignore',
    ...(root ? { uid: nobody, gid: nobody } : {}),
  });
  children.push(bystander);
  return bystander;
}

async function writeLockFile(firstLine: string): Promise<void> {
  const file = join(dataDir, 'postgres', 'postmaster.pid');
  await writeFile(file, `${firstLine}\n${dataDir}/postgres\n1700000000\n5\n\n127.0.0.1\n\nready   \n`);
  chmodSync(file, 0o600);
  if (root) await chown(file, nobody, nobody);
}

/** The processes that work in the cluster's folder. */
function serverProcesses(which: 'all' | 'postmaster' = 'all'): number[] {
  if (!linux) {
    const lock = join(dataDir, 'postgres', 'postmaster.pid');
    return existsSync(lock) ? [Number(readFileSync(lock, 'utf8').split('\n')[0])] : [];
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        if (!readlinkSync(`/proc/${pid}/cwd`).startsWith(parent)) return false;
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]!;
        return which === 'all' || command.endsWith('/postgres');
      } catch {
        return false;
      }
    })
    .map(Number);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has gone by itself.
  }
}
