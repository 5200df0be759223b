import { open, readFile, stat } from 'node:fs/promises';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';

/** Whom the PostgreSQL programs run as when this process is root, whom they refuse. */
export interface Account {
  uid: number;
  gid: number;
}

/**
 * The account for the cluster in `folder`: undefined for an ordinary user (his own), for root the owner of
 * the cluster, so that one made by an ordinary user stays his, otherwise `nobody`.
 */
export async function accountFor(folder: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  if (process.platform !== 'linux') {
    throw new EmbeddedDatabaseError(
      'The embedded PostgreSQL cannot run for root on this system: start as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
  const owner = await stat(folder).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const nobody = /^nobody:[^:]*:(\d+):(\d+):/m.exec(passwd);
  if (!nobody) {
    // initdb looks its user up and gives up on one that has no entry.
    throw new EmbeddedDatabaseError(
      'PostgreSQL refuses to run as root and this system has no user "nobody" to run it as: start as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
  return { uid: Number(nobody[1]), gid: Number(nobody[2]) };
}

/** What `spawn` needs so that a PostgreSQL program runs as `account`. */
export function runAs(account: Account | undefined) {
  return {
    ...account,
    // The current folder may be one that the account cannot enter.
    cwd: account ? '/' : undefined,
    // Not this process's environment: it may hold secrets, and the account's other processes can read it.
    // The C locale keeps PostgreSQL's messages in the language in which they are recognised here.
    env:
      process.platform === 'win32'
        ? { ...process.env, LC_ALL: 'C' }
        : { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' },
  };
}

/** A folder as a PostgreSQL program is told of it: `path` in its arguments, `handles` after its stdio 0 to 2. */
export interface FolderHandle extends AsyncDisposable {
  path: string;
  handles: number[];
}

/**
 * Makes `folder` reachable for a program that runs as `account` even where that account may not enter the
 * folders above it (/root, a `mktemp -d`): the open folder is passed on as file descriptor 3, and
 * /proc/self/fd/3 leads into it without a look at the path. PostgreSQL's own children inherit it.
 */
export async function handleFor(folder: string, account: Account | undefined): Promise<FolderHandle> {
  if (!account) return { path: folder, handles: [], [Symbol.asyncDispose]: async () => {} };
  const handle = await open(folder, 'r');
  return {
    path: '/proc/self/fd/3',
    handles: [handle.fd],
    [Symbol.asyncDispose]: () => handle.close(),
  };
}
