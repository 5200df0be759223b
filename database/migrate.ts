import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import pg from 'pg';

const ours = path.join(import.meta.dirname, '../supabase/migrations');
const migrationFile = /^(\d{14})_(\w+)\.sql$/;

// Any number, the same in every process: only one migrates at a time.
const lock = 7_364_839;

const lockTimeout = '55P03';
const mostTries = 30;

/**
 * Whoever asks for a lock on a table holds up all who come behind, the version before at its work: rather wait often
 * and short than once and long.
 */
const apply = async (client: pg.Client, text: string, version: string, name: string) => {
  for (let tries = 1; ; tries += 1) {
    await client.query('begin');
    try {
      await client.query("set local lock_timeout = '1s'");
      await client.query(text);
      await client.query(
        'insert into supabase_migrations.schema_migrations (version, statements, name) values ($1, $2, $3)',
        [version, [text], name],
      );
      await client.query('commit');
      return;
    } catch (error) {
      await client.query('rollback').catch(() => {});
      if ((error as pg.DatabaseError).code !== lockTimeout || tries === mostTries) throw error;
      await later(1000);
    }
  }
};

/** Which files of `folder` a database lacks that has these versions, in the order in which they are applied. */
export const missingMigrations = async (seen: ReadonlySet<string>, folder = ours): Promise<string[]> =>
  (await readdir(folder))
    .filter((file) => {
      const version = migrationFile.exec(file)?.[1];
      return version !== undefined && !seen.has(version);
    })
    .sort();

/** A database that cannot hold the tables, in one sentence. */
export class UnfitDatabase extends Error {}

const refuseOtherEncodings = async (client: pg.Client) => {
  const { rows } = await client.query('show server_encoding');
  const { server_encoding: encoding } = rows[0];
  if (encoding !== 'UTF8') {
    throw new UnfitDatabase(
      `The database keeps text as ${encoding}, which has no room for every name: make one with createdb --encoding=UTF8 --template=template0.`,
    );
  }
};

/** Smaller ones are read in a moment either way. */
const largeBytes = 8 * 1024 * 1024;

/**
 * From indexes alone is told only who a vacuum has seen. It would not come by itself to a table that a migration wrote
 * anew: nothing in it counts as changed.
 */
const vacuumWhatWasWrittenAnew = async (client: pg.Client) => {
  await client.query('set statement_timeout = 0');
  const { rows } = await client.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace and relallvisible = 0 and pg_relation_size(oid) > $1`,
    [largeBytes],
  );
  for (const { name } of rows) await client.query(`vacuum (analyze) ${name}`);
};

/**
 * Brings the database at `ownerUrl` up to date: each file of supabase/migrations that it has not seen, in order,
 * each in a transaction. They are recorded where `supabase db push` records them, so that either may go on
 * where the other stopped.
 *
 * @param ownerUrl of who owns the tables, or may make roles and tables; needs no superuser
 * @param told of each file once it is applied
 * @returns the names of the files that were applied now
 * @throws UnfitDatabase
 * @throws pg.DatabaseError of the first statement that fails, naming its file: of that nothing is left, of those before all
 */
export const migrate = async (
  ownerUrl: string,
  folder = ours,
  told: (file: string) => void = () => {},
): Promise<string[]> => {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'regulars migrate' });
  await client.connect();
  try {
    await refuseOtherEncodings(client);
    await client.query('select pg_advisory_lock($1)', [lock]);
    await client.query('create schema if not exists supabase_migrations');
    await client.query(
      `create table if not exists supabase_migrations.schema_migrations
        (version text primary key, statements text[], name text)`,
    );
    // Older versions of its command line kept the version alone.
    await client.query(
      `alter table supabase_migrations.schema_migrations
        add column if not exists statements text[], add column if not exists name text`,
    );
    const { rows } = await client.query('select version from supabase_migrations.schema_migrations');
    const files = await missingMigrations(new Set(rows.map((row) => row.version)), folder);
    for (const file of files) {
      const [, version, name] = migrationFile.exec(file)!;
      const text = await readFile(path.join(folder, file), 'utf8');
      await apply(client, text, version!, name!).catch((error: Error) => {
        error.message = `${file}: ${error.message}`;
        throw error;
      });
      told(file);
    }
    await vacuumWhatWasWrittenAnew(client);
    return files;
  } finally {
    await client.end();
  }
};
