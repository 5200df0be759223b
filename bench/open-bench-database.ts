import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from '@regulars/database/connect';
import pg from 'pg';
import { openDatabase } from '../server/open-database.ts';
import { readSettings } from '../server/settings.ts';
import { testJwtSecret, testSecret } from '../server/testing/people-and-tenants.ts';

/**
 * A migrated database of a benchmark's own, and its owner, who may do everything.
 *
 * @param keep a folder in which it stays, to be found again by the next run; null: it goes when it is disposed of
 */
export const openBenchDatabase = async (keep: string | null = null) => {
  await using opening = new AsyncDisposableStack();
  const folder = keep ?? (await mkdtemp(path.join(tmpdir(), 'regulars-bench-')));
  await mkdir(folder, { recursive: true });
  if (keep === null) opening.defer(() => rm(folder, { recursive: true, force: true }));
  const opened = await openDatabase(readSettings({ DATA_DIR: path.join(folder, 'data') }));
  opening.defer(opened.close);
  const database = connect(opened.appUrl);
  opening.defer(database.close);
  const owner = new pg.Client({ connectionString: opened.ownerUrl! });
  await owner.connect();
  opening.defer(() => owner.end());
  const { rows } = await owner.query<{ version: string; postmaster: number }>(
    `select split_part(current_setting('server_version'), ' ', 1) as version,
       split_part(pg_read_file('postmaster.pid'), chr(10), 1)::int as postmaster`,
  );
  const stack = opening.move();
  return {
    /** For whatever else the benchmark writes. */
    folder,
    appUrl: opened.appUrl,
    /** Of a server on it, for whose people `peopleAndTenants` makes sessions and tokens. */
    serverSettings: {
      DATABASE_URL: opened.appUrl,
      AUTH_SECRET: testSecret,
      AUTH_JWT_SECRET: testJwtSecret,
    },
    database,
    owner,
    /** Of PostgreSQL, such as 18.4. */
    version: rows[0]!.version,
    /** The process whose children do PostgreSQL's work. */
    postmaster: rows[0]!.postmaster,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
};
