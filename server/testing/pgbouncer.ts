import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { accountFor, runAs } from '@regulars/database/embedded-account';
import { freePort } from '@regulars/database/testing/throwaway-cluster';
import pg from 'pg';

/** The pooler of the system's package, where there is one. */
export const pgbouncer: { keepsStatements: boolean } | null = (() => {
  try {
    const told = execFileSync('pgbouncer', ['--version'], { encoding: 'utf8', stdio: 'pipe' });
    const [, minor] = /PgBouncer 1\.(\d+)/.exec(told) ?? [];
    return { keepsStatements: Number(minor) >= 21 };
  } catch {
    return null;
  }
})();

/** A pooler in front of the login and the database of `url`, with `size` connections behind it. */
export const startPgbouncer = async (
  url: string,
  { mode, size }: { mode: 'transaction' | 'session'; size: number },
) => {
  const { hostname, port, username, password } = new URL(url);
  const folder = await mkdtemp(path.join(tmpdir(), 'regulars-pgbouncer-'));
  const own = new URL(url);
  own.port = String(await freePort());
  const settings = {
    listen_addr: '127.0.0.1',
    listen_port: own.port,
    unix_socket_dir: '',
    auth_type: 'trust',
    auth_file: path.join(folder, 'logins'),
    pool_mode: mode,
    default_pool_size: size,
    max_client_conn: 200,
    // As the older ones, which know no such setting.
    ...(pgbouncer?.keepsStatements && { max_prepared_statements: 0 }),
  };
  await writeFile(settings.auth_file, `"${username}" "${decodeURIComponent(password)}"\n`);
  await writeFile(
    path.join(folder, 'settings'),
    `[databases]\n* = host=${hostname} port=${port}\n[pgbouncer]\n${Object.entries(settings)
      .map(([name, value]) => `${name} = ${value}\n`)
      .join('')}`,
  );
  // Like PostgreSQL it refuses to run as root.
  const account = await accountFor(folder);
  if (account) await chown(folder, account.uid, account.gid);
  const pooler = spawn('pgbouncer', ['--quiet', path.join(folder, 'settings')], {
    ...runAs(account),
    stdio: 'ignore',
  });
  const answers = async () => {
    const client = new pg.Client({ connectionString: own.href });
    try {
      await client.connect();
      return true;
    } catch {
      return false;
    } finally {
      await client.end();
    }
  };
  while (!(await answers())) {
    if (pooler.exitCode !== null) throw new Error(`pgbouncer ended with ${pooler.exitCode}.`);
    await later(50);
  }
  return {
    url: own.href,
    stop: async () => {
      const ended = once(pooler, 'exit');
      pooler.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
};
