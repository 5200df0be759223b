import { execFile } from 'node:child_process';
import { chmod, chown, cp, lstat, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runAs } from './embedded-account.ts';
import { type BundledPostgres, bundledPostgres, program, runnablePostgres } from './embedded-binaries.ts';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';

// Promises about what happens, never about how long it takes on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const root = process.platform === 'linux' && process.getuid?.() === 0;
const nobody = { uid: 65534, gid: 65534 };

let parent: string;
let dataDir: string;
let cache: string;
/** As npm leaves it where install scripts are forbidden: without links. */
let postgres: BundledPostgres;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'regulars-binaries-'));
  await chmod(parent, 0o755);
  dataDir = join(parent, 'data');
  cache = join(parent, 'cache');
  for (const folder of [dataDir, cache]) await mkdir(folder);
  const installed = await bundledPostgres();
  postgres = { ...installed, folder: join(parent, 'checkout', 'native') };
  await cp(installed.folder, postgres.folder, {
    recursive: true,
    filter: async (path) => !(await lstat(path)).isSymbolicLink(),
  });
});

afterEach(async () => {
  await chmod(join(postgres.folder, 'lib'), 0o755);
  await rm(parent, { recursive: true, force: true });
});

test('links that npm did not make are made in the package', async () => {
  expect(await runnablePostgres({ postgres, account: undefined, dataDir })).toBe(postgres.folder);
  expect(await versionOf(postgres.folder)).toContain('PostgreSQL) 18.');
});

test('links that cannot be made in the package are made in a copy in the data folder', async () => {
  await chmod(join(postgres.folder, 'lib'), 0o555);
  if (root) {
    // For root nothing is read-only: another user has to ask.
    await chown(dataDir, nobody.uid, nobody.gid);
    const ask = `
      import { runnablePostgres } from ${JSON.stringify(new URL('./embedded-binaries.ts', import.meta.url).href)};
      console.log(await runnablePostgres(${JSON.stringify({ postgres, dataDir })}));`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', ask],
      runAs(nobody),
    );
    expect(await versionOf(stdout.trim())).toContain('PostgreSQL) 18.');
  } else {
    const folder = await runnablePostgres({ postgres, account: undefined, dataDir });
    expect(await versionOf(folder)).toContain('PostgreSQL) 18.');
  }
  expect(await readdir(dataDir)).toEqual([expect.stringMatching(/^regulars-postgres-18\./)]);
});

describe.skipIf(!root)('for root, in a checkout that another user cannot enter', () => {
  beforeEach(() => chmod(join(parent, 'checkout'), 0o700));

  test('the account gets a copy that it can run and not change, made once even by two at once', async () => {
    const [one, two] = await Promise.all([find(), find()]);
    expect(two).toBe(one);
    expect(await versionOf(one)).toContain('PostgreSQL) 18.');
    expect(await readdir(cache)).toHaveLength(1);
    const made = await lstat(one);
    expect({ uid: made.uid, mode: made.mode & 0o777 }).toEqual({ uid: 0, mode: 0o755 });
    expect(await find()).toBe(one);
    expect((await lstat(one)).ino).toBe(made.ino);
  });

  test('a copy that lost a file or a link is made anew, and what a killed one left long ago is removed', async () => {
    const copy = await find();
    await mkdir(`${copy}.killed`);
    await utimes(`${copy}.killed`, 0, 0);
    for (const lost of ['share/postgresql/extension/pg_trgm.control', 'lib/libpq.so.5']) {
      await rm(join(copy, lost));
      expect(await find()).toBe(copy);
      await lstat(join(copy, lost));
    }
    expect(await readdir(cache)).toHaveLength(1);
  });

  test('a folder that somebody else has put there is not used: the next place is, or none', async () => {
    const copy = await find();
    await chown(copy, nobody.uid, nobody.gid);
    const next = join(parent, 'next');
    await mkdir(next);
    expect(await find(next)).toMatch(/\/next\/regulars-postgres-/);
    await expect(find()).rejects.toThrow(EmbeddedDatabaseError);
    await expect(find()).rejects.toThrow(/was made by somebody else and is not trusted/);
    await chown(copy, 0, 0);
    await chmod(copy, 0o777);
    await expect(find()).rejects.toThrow(/was made by somebody else and is not trusted/);
  });

  test('a place that the account cannot enter either is passed over and left as it was', async () => {
    await chmod(cache, 0o700);
    const next = join(parent, 'next');
    await mkdir(next);
    expect(await find(next)).toMatch(/\/next\/regulars-postgres-/);
    expect(await readdir(cache)).toEqual([]);
  });
});

test('programs that cannot run give one sentence that names the way out', async () => {
  await writeFile(program(postgres.folder, 'postgres'), 'no program');
  await writeFile(join(postgres.folder, 'pg-symlinks.json'), '[]');
  const account = root ? nobody : undefined;
  await expect(runnablePostgres({ postgres, account, dataDir, cacheFolders: [cache] })).rejects.toThrow(
    /^The embedded PostgreSQL cannot be run on this machine \(.*\): set DATABASE_URL to a PostgreSQL of your own\.$/,
  );
  expect([...(await readdir(cache)), ...(await readdir(dataDir))]).toEqual([]);
});

function find(...next: string[]): Promise<string> {
  return runnablePostgres({ postgres, account: nobody, dataDir, cacheFolders: [cache, ...next] });
}

async function versionOf(folder: string): Promise<string> {
  const account = root ? nobody : undefined;
  return (await promisify(execFile)(program(folder, 'postgres'), ['--version'], runAs(account))).stdout;
}
