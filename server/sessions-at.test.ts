import { expect, inject, test } from 'vitest';
import { runJobs } from './jobs/run-jobs.ts';
import { createLog } from './log.ts';
import { openDatabase } from './open-database.ts';
import { sessionsAt } from './sessions-at.ts';
import { readSettings } from './settings.ts';
import { asOwner } from './testing/as-owner.ts';
import { emptyDatabase } from './testing/empty-database.ts';
import { pgbouncer, startPgbouncer } from './testing/pgbouncer.ts';

test('PostgreSQL itself gives each connection a session that keeps its statements', async () => {
  expect(await sessionsAt(inject('appUrl'))).toEqual({ own: true, keepStatements: true });
});

test('an address of several hosts is refused before anything is opened', () => {
  for (const hosts of ['a,b', 'a:5432,b:5433', 'login:pass@a,b']) {
    expect(() => readSettings({ DATABASE_URL: `postgres://${hosts}/regulars` })).toThrow(
      /^The environment is not right: DATABASE_URL names several hosts/,
    );
  }
  expect(readSettings({ DATABASE_URL: 'postgres://login:a,b@host/regulars' }).DATABASE_URL).toContain('a,b');
});

const open = (settings: Record<string, string>) => openDatabase(readSettings(settings));

test.skipIf(!pgbouncer)(
  'behind a pooler in transaction mode the server starts only with a direct address and without prepared statements (skipped without pgbouncer)',
  async () => {
    const pooler = await startPgbouncer(inject('appUrl'), { mode: 'transaction', size: 2 });
    const direct = { DATABASE_DIRECT_URL: inject('appUrl') };
    await expect(open({ DATABASE_URL: pooler.url })).rejects.toThrow(/: set DATABASE_DIRECT_URL to/);
    await expect(open({ DATABASE_URL: pooler.url, ...direct })).rejects.toThrow(
      /: set DATABASE_PREPARED_STATEMENTS=off\.$/,
    );
    const unprepared = { DATABASE_PREPARED_STATEMENTS: 'off', ...direct };
    const opened = await open({ DATABASE_URL: pooler.url, ...unprepared });
    expect(opened).toMatchObject({ appUrl: pooler.url, directUrl: inject('appUrl') });
    await pooler.stop();
  },
);

test.skipIf(!pgbouncer)(
  'behind a pooler in session mode everything works as without one, the queues too (skipped without pgbouncer)',
  async () => {
    const database = await emptyDatabase();
    const pooler = await startPgbouncer(database.appUrl, { mode: 'session', size: 10 });
    expect(await open({ DATABASE_URL: pooler.url })).toMatchObject({ directUrl: pooler.url });
    const { stop } = await runJobs(
      pooler.url,
      [{ name: 'count', cron: '* * * * *', run: async () => {} }],
      createLog('silent'),
    );
    await stop();
    const queues = await asOwner(`select name from regulars_jobs.schedule`, [], database.ownerUrl);
    expect(queues).toEqual([{ name: 'count' }]);
    await pooler.stop();
    await database.drop();
  },
);
