import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../open-database.ts';
import { readSettings } from '../settings.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server's login: no privilege outside of a context. */
    appUrl: string;
    /** The superuser: to look at what no tenant may see. Tests never act as it. */
    ownerUrl: string;
  }
}

/** A real PostgreSQL, migrated, for one run of the tests. */
export default async (project: TestProject) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'regulars-test-'));
  const { appUrl, ownerUrl, close } = await openDatabase(readSettings({ DATA_DIR: folder }));
  project.provide('appUrl', appUrl);
  project.provide('ownerUrl', ownerUrl!);
  return async () => {
    await close();
    await rm(folder, { recursive: true, force: true });
  };
};
