import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Role } from '@regulars/contract/role';
import { freePort } from '@regulars/database/testing/throwaway-cluster';
import { SignJWT } from 'jose';

// Half of the time of a start goes into reading the code.
const NODE_COMPILE_CACHE = mkdtempSync(path.join(tmpdir(), 'regulars-compiled-'));
process.once('exit', () => rmSync(NODE_COMPILE_CACHE, { recursive: true, force: true }));

const running = new Set<ChildProcessByStdio<null, Readable, Readable>>();

/** One of the commands as its own process, in an empty environment but for what is given. */
export const launch = (script: string, environment: Record<string, string>, options: string[] = []) => {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, '..', script), ...options], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (text) => {
    out += text;
  });
  child.stderr.on('data', (text) => {
    err += text;
  });
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child);
    return { code: code as number | null, out, err };
  });
  const ready = async () => {
    while (!out.includes('Regulars runs at')) {
      if (!running.has(child)) throw new Error(`The server ended: ${err}`);
      await new Promise((later) => setTimeout(later, 20));
    }
    return out;
  };
  return { child, ended, ready };
};

export const startServer = async (environment: Record<string, string>) => {
  const port = environment.PORT ?? String(await freePort());
  const server = launch('main.ts', { PORT: port, ...environment });
  const printed = await server.ready();
  return {
    ...server,
    port,
    url: `http://localhost:${port}`,
    link: /\/setup\?token=(\S+)/.exec(printed)?.[1],
  };
};

export const stop = async ({ child, ended }: Pick<ReturnType<typeof launch>, 'child' | 'ended'>) => {
  child.kill('SIGTERM');
  return ended;
};

/** Whatever a test has left. */
export const stopAll = async () => {
  for (const child of running) child.kill('SIGTERM');
  while (running.size > 0) await new Promise((later) => setTimeout(later, 20));
};

export const AUTH_JWT_SECRET = 'a secret of these tests, long enough for HS256';

/** Those of a caller in a business that is new. */
export const headersIn = async (environment: Record<string, string>, role: Role) => {
  const made = await launch('tenants.ts', environment, ['create', '--name', 'Al Noor', '--country', 'OM'])
    .ended;
  const token = await new SignJWT({ app_metadata: { tenant_org_id: JSON.parse(made.out).id, role } })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('till')
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(AUTH_JWT_SECRET));
  return { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
};
