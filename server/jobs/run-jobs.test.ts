import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { emptyDatabase } from '../testing/empty-database.ts';
import { runJobs } from './run-jobs.ts';

const log = pino({ level: 'silent' });
let database: Awaited<ReturnType<typeof emptyDatabase>>;

beforeAll(async () => {
  database = await emptyDatabase();
});
afterAll(() => database.drop());

test('a job runs by the clock, in one of two processes, and stops with them', async () => {
  const ran: string[] = [];
  const job = (process: string) => ({
    name: 'count',
    cron: '* * * * *',
    run: async () => {
      ran.push(process);
    },
  });
  const stops = [
    await runJobs(database.appUrl, [job('first')], log),
    await runJobs(database.appUrl, [job('second')], log),
  ];
  const [scheduled] = await asOwner(
    `select name, cron, timezone from regulars_jobs.schedule`,
    [],
    database.ownerUrl,
  );
  expect(scheduled).toEqual({ name: 'count', cron: '* * * * *', timezone: 'UTC' });
  // What the clock would do at the full minute.
  await asOwner(`insert into regulars_jobs.job (name, data) values ('count', '{}')`, [], database.ownerUrl);
  await expect.poll(() => ran.length, { timeout: 20_000 }).toBe(1);
  await Promise.all(stops.map(({ stop }) => stop()));
});

test('the role of the jobs sees no table of ours', async () => {
  const [rights] = await asOwner(
    `select count(*) filter (where has_table_privilege('regulars_jobs', oid, 'select, insert, update, delete'))::int as any
     from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
    [],
    database.ownerUrl,
  );
  expect(rights).toEqual({ any: 0 });
});
