import type pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';

/** Something to be done by the clock, by one process at a time. */
export interface ScheduledJob {
  /** Lower case and hyphens; never changes once released. */
  name: string;
  /** Five fields, in UTC. */
  cron: string;
  run(): Promise<void>;
}

const schema = 'regulars_jobs';

/**
 * Runs jobs from the queues in `url`'s database, which several processes may share. A job that fails is tried again.
 *
 * @param url of the server's login, with sessions of its own; the queues belong to the role regulars_jobs, which each
 *   connection becomes here
 * @returns stops taking jobs, and waits for those under way
 */
export const runJobs = async (
  url: string,
  jobs: readonly ScheduledJob[],
  log: Logger,
): Promise<() => Promise<void>> => {
  const asJobs = {
    connectionString: url,
    // By a statement: poolers in session mode refuse it among what a connection starts with.
    onConnect: async (client) => void (await client.query(`set role ${schema}`)),
    // Longer than the database lets any statement run: by then the connection is lost, and the next one is another.
    query_timeout: 20_000,
    max: 2,
  } satisfies pg.PoolConfig;
  const boss = new PgBoss({ ...asJobs, application_name: 'regulars jobs', schema, createSchema: false });
  boss.on('error', (error) => log.warn({ err: error }, 'jobs'));
  await boss.start();
  for (const { name, cron, run } of jobs) {
    await boss.createQueue(name, { policy: 'exclusive', retryLimit: 3, retryDelay: 60 });
    await boss.schedule(name, cron, null, { tz: 'UTC' });
    await boss.work(name, async () => run());
  }
  return async () => {
    await boss.stop({ graceful: true, timeout: 10_000 });
  };
};
