import { connect } from '@regulars/database/connect';
import pg from 'pg';
import { expect, test } from 'vitest';
import { emptyDatabase } from '../testing/empty-database.ts';
import { formOf } from '../testing/import-file.ts';
import { testApi } from '../testing/test-api.ts';
import { importsAtOnce, workOffImports } from './work-off-imports.ts';

const root = '/api/v1/customers/imports';

test('a business with many imports that do not end keeps nobody else waiting', async () => {
  // Of its own: all that it finds is worked off.
  const own = await emptyDatabase();
  const api = testApi({ appUrl: own.appUrl });
  const bring = async ({ admin }: Awaited<ReturnType<typeof api.tenant>>) => {
    const made = await admin(root, { method: 'POST', rawBody: formOf('name\nSara\n') });
    expect(made.status).toBe(201);
    return async () => (await admin(`${root}/${made.body.id}`)).body.state;
  };
  const tenants = [await api.tenant(), await api.tenant()] as const;
  const [many, other] = tenants[0].id < tenants[1].id ? tenants : [tenants[1], tenants[0]];
  const waiting = await Promise.all(Array.from({ length: importsAtOnce + 1 }, () => bring(many)));
  const holding = new pg.Client(own.ownerUrl);
  await holding.connect();
  await holding.query('begin');
  await holding.query('select from org_imports for update');
  const ready = await bring(other);

  const database = connect(own.appUrl, { connections: 6 });
  const stop = workOffImports(database, () => {});
  await expect.poll(ready).toBe('ready');
  expect(await waiting[0]!()).toBe('checking');
  await holding.query('rollback');
  for (const state of waiting) await expect.poll(state).toBe('ready');

  await stop();
  await holding.end();
  await database.close();
  await api.close();
  await own.drop();
});
