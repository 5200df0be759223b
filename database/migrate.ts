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

/**
 * Brings the database at `ownerUrl` up to date: each file of supabase/migrations that it has not seen, in order,
 * each in a transaction. They are recorded where `supabase db push` records them, so that either may go on
 * where the other stopped.
 *
 * @param ownerUrl of who owns the tables, or may make roles and tables; needs no superuser
 * @returns the names of the files that were applied now
 * @throws pg.DatabaseError of the first statement that fails: of its file nothing is left, of those before all
 */
export const migrate = async (ownerUrl: string, folder = ours): Promise<string[]> => {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'regulars migrate' });
  await client.connect();
  try {
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
    const seen = new Set(rows.map((row) => row.version));

    const applied: string[] = [];
    for (const file of (await readdir(folder)).sort()) {
      const [, version, name] = migrationFile.exec(file) ?? [];
      if (!version || seen.has(version)) continue;
      const text = await readFile(path.join(folder, file), 'utf8');
      await apply(client, text, version, name!);
      applied.push(file);
    }
    return applied;
  } finally {
    await client.end();
  }
};
