import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { AUTH_JWT_SECRET, headersIn, startServer, stopAll } from '../testing/launch.ts';
import { clerksAt, readyAt } from './clerks.ts';

const patient = { timeout: 120_000, interval: 200 };

let disk = '';
beforeAll(() =>
  promisify(execFile)(process.execPath, [path.join(import.meta.dirname, '../../admin/build.ts')]),
);
afterEach(async () => {
  await stopAll();
  if (disk === '') return;
  execFileSync('umount', [disk]);
  await rm(disk, { recursive: true });
});

/** A small disk of its own; null where nobody lets us have one. */
const smallDisk = async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'regulars-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m', 'none', folder], { stdio: 'pipe' });
    return folder;
  } catch {
    await rm(folder, { recursive: true });
    return null;
  }
};

/** Without a share in it: the server alone is to start it again. */
const ownerUrlIn = async (dataDir: string) => {
  const password = (await readFile(path.join(dataDir, 'database-password'), 'utf8')).trim();
  const [, , , port] = (await readFile(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n');
  return `postgres://postgres:${password}@127.0.0.1:${port}/regulars`;
};

test('a disk that fills up: writes are told so and reads go on; PostgreSQL stops when its log finds no space, and all goes on by itself when there is some', async ({
  skip,
}) => {
  disk = (await smallDisk()) ?? '';
  if (disk === '') skip('only root may mount a small disk');
  const environment = { DATA_DIR: path.join(disk, 'data'), AUTH_JWT_SECRET };
  const headers = await headersIn(environment, 'staff');
  const { url } = await startServer(environment);
  const clerks = clerksAt(url, headers);
  await clerks.untilMore(100);

  const ballast = path.join(disk, 'ballast');
  const fill = async () => {
    const { bavail, bsize } = await statfs(disk);
    const tooMuch = Buffer.alloc((bavail + 1) * bsize);
    await expect(writeFile(ballast, tooMuch)).rejects.toMatchObject({ code: 'ENOSPC' });
  };
  await fill();
  await expect.poll(() => Object.keys(clerks.answers), patient).toContain('503 storage_full');
  expect(await readyAt(url)).toEqual({ ready: true, refusesWrites: 'storage_full' });
  // PostgreSQL may refuse a new connection for want of space; one that is there serves.
  const read = async () => (await fetch(`${url}/api/v1/customers`, { headers })).status;
  await expect.poll(read, patient).toBe(200);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  await rm(ballast);
  await clerks.untilMore(100);
  await expect.poll(() => readyAt(url), patient).toEqual({ ready: true });

  // And to the last byte of what PostgreSQL keeps for its log: it stops, and does not start either.
  const owner = new pg.Client({ connectionString: await ownerUrlIn(environment.DATA_DIR) });
  owner.on('error', () => {});
  await owner.connect();
  await fill();
  const fillLog = async () => {
    for (;;) await owner.query(`select pg_logical_emit_message(false, 'fill', repeat('x', 1000000))`);
  };
  await expect(fillLog()).rejects.toThrow();
  await expect.poll(() => readyAt(url), patient).toEqual({ ready: false });
  await rm(ballast);
  await clerks.untilMore(100);
  expect(Object.keys(clerks.answers).sort()).toEqual(['201', '503 storage_full', '503 unavailable']);
  await clerks.stop();
  await owner.end().catch(() => {});
});
