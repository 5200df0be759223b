import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { bundledPostgres } from './embedded-binaries.ts';
import { type Cluster, prepareCluster } from './embedded-cluster.ts';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';
import {
  findPostmaster,
  logLines,
  type Start,
  startPostmaster,
  stopPostmaster,
} from './embedded-postmaster.ts';
import { takeTurn } from './embedded-turn.ts';

export { EmbeddedDatabaseError };

/** A share in a running embedded PostgreSQL. */
export interface EmbeddedDatabase {
  /** Connects as the superuser of the cluster: for migrations, and to create further roles. */
  readonly ownerUrl: string;
  /** Leaves. The last process to leave stops PostgreSQL; connections that are still open are cut then. */
  close(): Promise<void>;
}

/** Lines for an operator. */
export interface Log {
  info(line: string): void;
  warn(line: string): void;
}

/**
 * Starts PostgreSQL on the cluster in `dataDir`, made at the first start, or joins the one that runs there.
 * Should it be killed, the processes that have it open start it again, on the same port.
 *
 * @param options.moved Somebody else has started it on another port, where no connection of this process looks for it.
 * @throws {EmbeddedDatabaseError} with one sentence for the operator.
 */
export async function openEmbedded(options: {
  dataDir: string;
  log?: Log;
  moved?: () => void;
}): Promise<EmbeddedDatabase> {
  const dataDir = resolve(options.dataDir);
  const { log = { info: () => {}, warn: () => {} }, moved = () => {} } = options;
  try {
    const cluster = await prepareCluster(dataDir, await bundledPostgres());
    return stay(cluster, await join(cluster, log), log, moved);
  } catch (error) {
    if (error instanceof EmbeddedDatabaseError || !isFileError(error)) throw error;
    throw new EmbeddedDatabaseError(
      `The data folder ${dataDir} cannot be used (${error.message}): correct this, or set DATA_DIR to another one.`,
    );
  }
}

/**
 * Every process that has the cluster open holds this advisory lock in shared mode, on a connection that does
 * nothing else: it falls with the process, however that ends. Who gets the lock for himself is alone.
 * The numbers mean nothing, they only have to differ from those of other locks.
 */
const presenceLock = '1919248757, 1';

/** Between two tries to start a server that ended. */
const regainMs = 2000;

interface Presence {
  client: pg.Client;
  port: number;
}

/** Holds the presence, regains it after a crash of PostgreSQL, and gives it up on `close`. */
function stay(cluster: Cluster, first: Presence, log: Log, moved: () => void): EmbeddedDatabase {
  let presence: Presence | undefined = first;
  let port = first.port;
  let regaining: Promise<void> | undefined;
  let closing: Promise<void> | undefined;

  const watch = ({ client }: Presence) => {
    client.once('end', () => {
      if (closing) return;
      log.warn('The connection to the embedded PostgreSQL was lost; looking for it again.');
      presence = undefined;
      regaining = regain();
    });
  };
  /** A disk that is full, which PostgreSQL does not start on, has space again one day. */
  const regain = async () => {
    while (!closing) {
      try {
        const regained = await join(cluster, log, port);
        presence = regained;
        watch(regained);
        if (regained.port !== port) {
          log.warn(`The embedded PostgreSQL moved to port ${regained.port}.`);
          port = regained.port;
          if (!closing) moved();
        }
        return;
      } catch (error) {
        log.warn(`The embedded PostgreSQL is gone: ${(error as Error).message}`);
        await sleep(regainMs);
      }
    }
  };
  watch(first);

  return {
    get ownerUrl() {
      return ownerUrl(cluster, port);
    },
    close: () => {
      closing ??= (async () => {
        await regaining;
        if (presence) await leave(cluster, presence.client, log);
      })();
      return closing;
    },
  };
}

async function leave(cluster: Cluster, client: pg.Client, log: Log): Promise<void> {
  try {
    await client.query(`select pg_advisory_unlock_shared(${presenceLock})`);
    const { rows } = await client.query<{ alone: boolean }>(
      `select pg_try_advisory_lock(${presenceLock}) as alone`,
    );
    if (!rows[0]?.alone) return;
    await stopPostmaster(cluster);
    log.info('The embedded PostgreSQL has stopped.');
  } catch (error) {
    // A connection that broke leaves nothing to leave; whoever comes next finds out what became of the server.
    if (error instanceof EmbeddedDatabaseError || !isPassing(error)) throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Gets a presence in the cluster's running server, and starts it where none runs.
 *
 * @param port where it has to listen: whoever was connected looks for it there, and nowhere else
 */
async function join(cluster: Cluster, log: Log, port?: number): Promise<Presence> {
  const patience = await watchLog(cluster.logFile);
  let start: Start | undefined;
  let starts = 0;
  let obstacle = '';
  try {
    for (;;) {
      const running = await findPostmaster(cluster.folder);
      if (running?.ready) {
        const client = await takePresence(cluster, running.port).catch((error: Error) => {
          if (!isPassing(error)) throw error;
          obstacle = error.message;
        });
        if (client) {
          log.info(
            start && !start.ended()
              ? `The embedded PostgreSQL runs on port ${running.port}.`
              : `Joined the embedded PostgreSQL that runs on port ${running.port}.`,
          );
          return { client, port: running.port };
        }
      } else if (!running && (!start || start.ended())) {
        if (start) {
          obstacle = await start.reason();
          const isTaken = port !== undefined && isTakenPort(obstacle);
          if (!isPassingReason(obstacle) || isTaken || starts >= 50) {
            const advice = isTaken
              ? `end what uses port ${port}, where those who were connected look for it`
              : obstacle.includes('lock file')
                ? `if no other PostgreSQL uses that folder, remove ${cluster.folder}/postmaster.pid`
                : `see ${cluster.logFile}`;
            throw new EmbeddedDatabaseError(`PostgreSQL did not start (${obstacle}): ${advice}.`);
          }
          await sleep(200);
        }
        start = await startInTurn(cluster, port);
        if (start) starts += 1;
      }
      if (await patience.isOver()) {
        const lastWords = (await logLines(cluster.logFile, 0)).at(-1) ?? obstacle;
        throw new EmbeddedDatabaseError(
          `PostgreSQL did not come up within ${patienceSeconds} s; the last line of ${cluster.logFile} is: ${lastWords}`,
        );
      }
      await sleep(20);
    }
  } catch (error) {
    await start?.abandon();
    throw error;
  }
}

/**
 * Keeps the turn until the server has made the lock file its own.
 *
 * @returns undefined where another one has the turn, or has had it
 */
async function startInTurn(cluster: Cluster, port: number | undefined): Promise<Start | undefined> {
  await using turn = await takeTurn(cluster.folder);
  if (!turn || (await findPostmaster(cluster.folder))) return undefined;
  const start = await startPostmaster(cluster, port);
  const deadline = Date.now() + 10_000;
  while (!start.ended() && Date.now() < deadline && !(await findPostmaster(cluster.folder))) await sleep(10);
  return start;
}

const patienceSeconds = 30;

/**
 * Waiting is over once the server has said nothing new for 30 seconds: after a power cut it may recover for
 * longer, and then says every ten seconds how far it is; to kill it would only make it begin again.
 */
async function watchLog(logFile: string) {
  let known = await fileSize(logFile);
  let since = Date.now();
  return {
    isOver: async () => {
      if (Date.now() - since < patienceSeconds * 1000) return false;
      const lines = await logLines(logFile, known);
      // FATAL are the answers to those who knock too early.
      if (lines.every((line) => line.includes('FATAL'))) return true;
      known = await fileSize(logFile);
      since = Date.now();
      return false;
    },
  };
}

async function fileSize(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0;
}

/** @returns undefined while another process, alone in the cluster, is about to stop it. */
async function takePresence(cluster: Cluster, port: number): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    connectionString: ownerUrl(cluster, port),
    application_name: 'regulars presence',
    connectionTimeoutMillis: 5000,
  });
  // A connection that breaks says so here too, and an 'error' that nobody hears ends the process.
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ present: boolean }>(
      `select pg_try_advisory_lock_shared(${presenceLock}) as present`,
    );
    if (rows[0]?.present) return client;
  } catch (error) {
    await client.end().catch(() => {});
    if ((error as { code?: string }).code === '28P01') {
      throw new EmbeddedDatabaseError(
        `The password that is kept beside ${cluster.folder} does not open the database: put the file database-password back from a backup.`,
      );
    }
    throw error;
  }
  await client.end();
  return undefined;
}

function ownerUrl(cluster: Cluster, port: number): string {
  return `postgres://postgres:${cluster.password}@127.0.0.1:${port}/postgres`;
}

/** Errors of a connection that may succeed a moment later: a server that starts, stops, recovers or is full. */
function isPassing(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return code
    ? /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|57P0[1-3]|53300)$/.test(code)
    : /terminated|timeout|not queryable|closed/i.test(message ?? '');
}

/**
 * Reasons to end that pass: another server took the place or has not quite left it, the orphans of a killed
 * one are still going, or somebody else took the port meanwhile.
 */
function isPassingReason(reason: string): boolean {
  return (
    isTakenPort(reason) ||
    /lock file .*(already exists|is empty)|pre-existing shared memory block/.test(reason)
  );
}

function isTakenPort(reason: string): boolean {
  return reason.includes('TCP/IP sockets');
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'path' in error;
}
