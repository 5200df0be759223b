import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createRegulars } from '@regulars/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../bench/start-server.ts';

const owner = { email: 'olivia@example.com', password: 'correct horse battery' };
let folder: string;
let backup: string;
let server: RunningServer;

/** A command as the operator types it: what it printed, where it failed. */
const command = async (script: string, options: string[], DATA_DIR: string) => {
  const child = promisify(execFile)(process.execPath, [path.join(import.meta.dirname, script), ...options], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', DATA_DIR },
  });
  return child.then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stderr }) => ({ code: code as number, said: stderr as string }),
  );
};

const signedIn = async (port: number) => {
  const baseUrl = `http://localhost:${port}`;
  const answer = await fetch(`${baseUrl}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(owner),
  });
  expect(answer.status).toBe(200);
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const regulars = createRegulars({
    baseUrl,
    fetch: (url, init) => fetch(url, { ...init, headers: { ...headersOf(init), cookie } }),
  });
  return { regulars, cookie };
};
const headersOf = (init: RequestInit) => Object.fromEntries(new Headers(init.headers));

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'regulars-backup-'));
  backup = path.join(folder, 'backup.tar.gz');
});
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

// In this order: what is backed up first is restored, and damaged, afterwards.
test('a backup while customers are added holds every one acknowledged before; restored, numbers go on without a gap', async () => {
  const DATA_DIR = path.join(folder, 'data');
  const business = ['create', '--name', 'Al Noor', '--country', 'OM'];
  const account = ['--owner-email', owner.email, '--owner-password', owner.password];
  expect((await command('tenants.ts', [...business, ...account], DATA_DIR)).code).toBe(0);
  server = await startServer({ DATA_DIR });
  const { regulars, cookie } = await signedIn(server.port);

  const acknowledged: string[] = [];
  let writing = true;
  const writer = (async () => {
    while (writing) {
      const { customerNumber } = await regulars.customers.create({ type: 'guest' });
      acknowledged.push(customerNumber);
    }
  })();
  await expect.poll(() => acknowledged.length, { timeout: 60_000 }).toBeGreaterThan(20);
  const before = [...acknowledged];
  // What one leaves that is killed.
  await writeFile(`${backup}.part`, '');
  const made = await command('backup.ts', [backup], DATA_DIR);
  expect(made).toMatchObject({ code: 0, said: expect.stringContaining('database-password and auth-secret') });
  const during = acknowledged.length;
  writing = false;
  await writer;
  expect(during).toBeGreaterThan(before.length);
  expect((await stat(backup)).mode & 0o777).toBe(0o600);
  await server.stop();

  const restored = path.join(folder, 'restored');
  expect(await command('restore.ts', [backup], restored)).toMatchObject({ code: 0 });
  server = await startServer({ DATA_DIR: restored });
  // A session of before is one afterwards: the secret came along.
  const session = await fetch(`http://localhost:${server.port}/api/v1/session`, { headers: { cookie } });
  expect(session.status).toBe(200);
  const again = (await signedIn(server.port)).regulars;
  await again.customers.create({ type: 'guest' });
  const numbers: string[] = [];
  for await (const { customerNumber } of again.customers.iterate({ limit: 100 }))
    numbers.push(customerNumber);
  expect(numbers).toEqual(expect.arrayContaining(before));
  expect(numbers.length).toBeLessThanOrEqual(acknowledged.length + 1);
  expect(numbers.sort()).toEqual(numbers.map((_, at) => `CUST-${String(at + 1).padStart(5, '0')}`));
  await server.stop();
});

test('nothing is restored over anything, nor backed up over anything', async () => {
  const taken = path.join(folder, 'taken');
  await mkdir(taken);
  await writeFile(path.join(taken, 'something'), '');
  const refused = await command('restore.ts', [backup], taken);
  expect(refused).toMatchObject({ code: 1, said: expect.stringMatching(/^.* is not empty, .*\n$/) });
  expect(await readdir(taken)).toEqual(['something']);

  const sum = await readFile(backup);
  const twice = await command('backup.ts', [backup], path.join(folder, 'restored'));
  expect(twice).toMatchObject({ code: 1, said: expect.stringMatching(/^.* is there already: .*\n$/) });
  expect((await readFile(backup)).equals(sum)).toBe(true);
});

test('a restore that was killed half-way is done again', async () => {
  const DATA_DIR = path.join(folder, 'killed');
  await mkdir(path.join(DATA_DIR, '.restoring-abc', 'postgres'), { recursive: true });
  await writeFile(path.join(DATA_DIR, 'database-password'), 'of the restore that was killed');
  expect(await command('restore.ts', [backup], DATA_DIR)).toMatchObject({ code: 0 });
  expect(await readdir(DATA_DIR)).not.toContain('.restoring-abc');
});

test('a backup that is damaged, cut off or something else is refused in a sentence and leaves the folder empty', async () => {
  const { size } = await stat(backup);
  const spoil: Record<string, (file: string) => Promise<void>> = {
    cut: (file) => truncate(file, Math.floor(size / 2)),
    other: (file) => writeFile(file, 'a shopping list'),
    damaged: async (file) => {
      const bytes = await readFile(file);
      const middle = Math.floor(size / 2);
      bytes[middle]! ^= 0xff;
      await writeFile(file, bytes);
    },
  };
  for (const [how, work] of Object.entries(spoil)) {
    const file = path.join(folder, how);
    await copyFile(backup, file);
    await work(file);
    const DATA_DIR = path.join(folder, `from-${how}`);
    const refused = await command('restore.ts', [file], DATA_DIR);
    expect(refused.code, how).toBe(1);
    expect(refused.said.trim().split('\n'), how).toHaveLength(1);
    expect(await readdir(DATA_DIR), how).toEqual([]);
  }
});

test('a backup that cannot be written says so, ends beside a server that runs, and leaves nothing', async () => {
  const DATA_DIR = path.join(folder, 'restored');
  server = await startServer({ DATA_DIR });
  const refused = await command('backup.ts', [path.join(folder, 'no-folder', 'backup.tar.gz')], DATA_DIR);
  expect(refused).toMatchObject({
    code: 1,
    said: expect.stringMatching(/^.* cannot be written \(.*\)\.\n$/),
  });
  await server.stop();
});

test('a backup of nothing makes nothing', async () => {
  const nowhere = path.join(folder, 'nowhere');
  const refused = await command('backup.ts', [path.join(folder, 'nothing.tar.gz')], nowhere);
  expect(refused).toMatchObject({ code: 1, said: expect.stringMatching(/^There is no database in .*\n$/) });
  expect(await readdir(folder)).not.toContain('nothing.tar.gz');
  expect(await readdir(folder)).not.toContain('nowhere');
});
