import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../open-database.ts';
import { readSettings } from '../settings.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server's login: no privilege outside of a context. */
    appUrl: string;
    /** The superuser: to look at what no tenant may see. Tests never act as it. */
    ownerUrl: string;
    /** Name of a migrated database in which nothing ever happens: a template for others. */
    emptyDatabase: string;
  }
}

const emptyDatabase = 'regulars_empty';

/** A real PostgreSQL, migrated, for one run of the tests. */
export default async (project: TestProject) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'regulars-test-'));
  const { appUrl, ownerUrl, close } = await openDatabase(readSettings({ DATA_DIR: folder }));
  // Now, while nobody is connected to it: a database with sessions cannot be copied.
  const elsewhere = new URL(ownerUrl!);
  elsewhere.pathname = 'postgres';
  const owner = new pg.Client({ connectionString: elsewhere.href });
  await owner.connect();
  await owner.query(`create database ${emptyDatabase} template ${new URL(ownerUrl!).pathname.slice(1)}`);
  await owner.end();
  project.provide('appUrl', appUrl);
  project.provide('ownerUrl', ownerUrl!);
  project.provide('emptyDatabase', emptyDatabase);
  return async () => {
    await close();
    await rm(folder, { recursive: true, force: true });
  };
};
