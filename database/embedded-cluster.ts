import { spawn } from 'node:child_process';
import {
  access,
  chmod,
  chown,
  constants,
  lchown,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Account, accountFor, handleFor, runAs } from './embedded-account.ts';
import { type BundledPostgres, program, runnablePostgres } from './embedded-binaries.ts';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';
import { keepSecret, readSecret } from './keep-secret.ts';
import { discardUnfinished, draftPrefix, restoringPrefix } from './unfinished.ts';

/** A cluster on disk, running or not. */
export interface Cluster {
  folder: string;
  logFile: string;
  /** Of the superuser `postgres`. */
  password: string;
  account: Account | undefined;
  /** The folder to run its programs from; finding one that works is left to the first who asks. */
  programs(): Promise<string>;
}

/**
 * The cluster in `dataDir`, made when there is none.
 * @throws {EmbeddedDatabaseError} when the folder or what lies in it cannot be used.
 */
export async function prepareCluster(dataDir: string, postgres: BundledPostgres): Promise<Cluster> {
  await prepareDataDir(dataDir);
  await discardUnfinished(dataDir, draftPrefix);
  const folder = join(dataDir, 'postgres');
  const passwordFile = join(dataDir, 'database-password');
  const account = await accountFor(folder);
  let found: Promise<string> | undefined;
  const programs = () => {
    found ??= runnablePostgres({ postgres, account, dataDir });
    return found;
  };

  if (!(await hasCluster(folder))) {
    await refuseHalfRestored(dataDir);
    await createCluster({
      dataDir,
      folder,
      account,
      initdb: program(await programs(), 'initdb'),
      password: (await keepSecret(passwordFile)).trim(),
    });
  }

  await checkCluster(folder, postgres.major);
  if (account) await handOver(folder, account);
  // An editor may have ended the line.
  const password = (await readSecret(passwordFile))?.trim();
  if (!password) {
    throw new EmbeddedDatabaseError(
      `The password of the database in ${folder} is missing: put the file ${passwordFile} back from a backup.`,
    );
  }
  return { folder, logFile: join(dataDir, 'postgres.log'), password, account, programs };
}

async function prepareDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'ENOTDIR') {
      throw new EmbeddedDatabaseError(
        `The data folder ${dataDir} is a file, or lies below one: set DATA_DIR to a folder.`,
      );
    }
    throw new EmbeddedDatabaseError(
      `The data folder ${dataDir} cannot be created (${code}): set DATA_DIR to a place where you may write.`,
    );
  }
  try {
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new EmbeddedDatabaseError(
      `The data folder ${dataDir} cannot be written to (${code}): change its permissions, or set DATA_DIR to another one.`,
    );
  }
}

/** Whether there is one to open; an empty folder is none. */
async function hasCluster(folder: string): Promise<boolean> {
  const owner = await stat(folder).catch(() => undefined);
  if (!owner) return false;
  const me = process.getuid?.() ?? 0;
  if (me !== 0 && owner.uid !== me) {
    throw new EmbeddedDatabaseError(
      `The database in ${folder} belongs to another user (uid ${owner.uid}, and this is ${me}): start as that user, or set DATA_DIR to another folder.`,
    );
  }
  return !owner.isDirectory() || (await readdir(folder)).length > 0;
}

/** A new and empty database would be in the place of the one that is missed. */
async function refuseHalfRestored(dataDir: string): Promise<void> {
  if (!(await readdir(dataDir)).some((name) => name.startsWith(restoringPrefix))) return;
  throw new EmbeddedDatabaseError(
    `A restore into ${dataDir} is at work or was ended half-way: wait for it, or restore again.`,
  );
}

async function checkCluster(folder: string, major: string): Promise<void> {
  const version = (await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (!version) {
    throw new EmbeddedDatabaseError(
      `${folder} is not a PostgreSQL cluster: move it away, or set DATA_DIR to another folder.`,
    );
  }
  if (version !== major) {
    throw new EmbeddedDatabaseError(
      `The database in ${folder} was made by PostgreSQL ${version} and this is ${major}: dump it with the release that made it and load it into a new DATA_DIR.`,
    );
  }
}

/**
 * initdb works in a folder of its own beside the final place and the finished cluster is renamed: whoever is
 * killed half way leaves no half cluster, and of two at once the later one finds the place taken.
 */
async function createCluster(options: {
  dataDir: string;
  folder: string;
  account: Account | undefined;
  initdb: string;
  password: string;
}): Promise<void> {
  const { dataDir, folder, account } = options;
  const workshop = await mkdtemp(join(dataDir, draftPrefix));
  try {
    // initdb reads the password as `account`, who must not read the file that stays.
    await writeFile(join(workshop, 'password'), options.password, { mode: 0o600 });
    if (account) {
      await chown(join(workshop, 'password'), account.uid, account.gid);
      await chown(workshop, account.uid, account.gid);
    }
    await runInitdb(options.initdb, workshop, account);
    await rename(join(workshop, 'cluster'), folder).catch(async (error) => {
      if (!(await hasCluster(folder))) throw error;
    });
    await syncFolder(dataDir);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

async function runInitdb(initdb: string, workshop: string, account: Account | undefined): Promise<void> {
  await using place = await handleFor(workshop, account);
  const initialization = spawn(
    initdb,
    [
      `--pgdata=${place.path}/cluster`,
      '--username=postgres',
      `--pwfile=${place.path}/password`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Sorts by code point and folds case by Unicode's own tables: the same on every machine, and no index
      // goes stale when a C library or ICU changes its mind. A query that wants a language's order says so.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      // Without an LC_CTYPE that knows letters beyond ASCII, pg_trgm sees none in an Arabic name.
      `--lc-ctype=${characterLocale()}`,
      '--no-instructions',
    ],
    // Not detached: Ctrl-C ends it too, and it then clears up after itself.
    { ...runAs(account), stdio: ['ignore', 'pipe', 'pipe', ...place.handles] },
  );
  let words = '';
  for (const stream of [initialization.stdout!, initialization.stderr!]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      words += text;
    });
  }
  const failure = await new Promise<string | undefined>((resolve) => {
    initialization.on('error', (error) => resolve(error.message));
    initialization.on('close', (code, signal) => {
      if (code === 0) return resolve(undefined);
      const lines = words.trim().split('\n');
      resolve(lines.findLast((line) => /error|fatal/i.test(line)) ?? signal ?? lines.at(-1));
    });
  });
  if (failure !== undefined) {
    throw new EmbeddedDatabaseError(
      `PostgreSQL could not make a new database in ${dirname(workshop)} (${failure}): correct this, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

function characterLocale(): string {
  switch (process.platform) {
    case 'win32':
      return 'en-US';
    case 'darwin':
      return 'en_US.UTF-8';
    default:
      return 'C.UTF-8';
  }
}

/** A new name survives a power cut only once its folder has been synced. Windows knows no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A cluster that root copied here belongs to root, whom PostgreSQL refuses. */
async function handOver(folder: string, account: Account): Promise<void> {
  if ((await stat(folder)).uid === account.uid) return;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    await lchown(join(entry.parentPath, entry.name), account.uid, account.gid);
  }
  await chown(folder, account.uid, account.gid);
  await chmod(folder, 0o700);
}
