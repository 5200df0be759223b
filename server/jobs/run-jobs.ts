import type pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';

export interface Job<Data> {
  /** Lower case and hyphens; never changes once released. */
  name: string;
  run(data: Data): Promise<void>;
}

/** Something to be done by the clock, by one process at a time. */
export interface ScheduledJob extends Job<void> {
  /** Five fields, in UTC. */
  cron: string;
}

/** Something to be done soon, once for each time that it is asked for. */
export type QueuedJob<Data extends object> = Job<Data>;

export interface Jobs {
  /** @returns puts one into its queue: it is done a moment later, in one of the processes */
  queue<Data extends object>(job: QueuedJob<Data>): Promise<(data: Data) => Promise<void>>;
  /** Stops taking jobs, and waits for those under way. */
  stop(): Promise<void>;
}

const schema = 'regulars_jobs';
const hour = 3600;
const again = { retryLimit: 3, retryDelay: 60 };

/**
 * Runs jobs from the queues in `url`'s database, which several processes may share. A job that fails is tried again.
 *
 * @param url of the server's login, with sessions of its own; the queues belong to the role regulars_jobs, which each
 *   connection becomes here
 */
export const runJobs = async (
  url: string,
  scheduled: readonly ScheduledJob[],
  log: Logger,
): Promise<Jobs> => {
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
  for (const { name, cron, run } of scheduled) {
    await boss.createQueue(name, { policy: 'exclusive', ...again });
    await boss.schedule(name, cron, null, { tz: 'UTC' });
    await boss.work(name, async () => run());
  }
  return {
    queue: async ({ name, run }) => {
      // Too late it is of no use to anybody, and what it was about is nothing to keep.
      await boss.createQueue(name, {
        ...again,
        expireInSeconds: 120,
        retentionSeconds: hour,
        deleteAfterSeconds: hour,
      });
      await boss.work<Parameters<typeof run>[0]>(
        name,
        { localConcurrency: 2, pollingIntervalSeconds: 1 },
        async ([job]) => {
          await run(job!.data).catch((error: unknown) => {
            log.warn({ err: error, job: name }, 'a job has failed');
            throw error;
          });
        },
      );
      return async (data) => void (await boss.send(name, data));
    },
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  };
};
