import { maskText } from '@regulars/contract/mask-text';
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
export interface QueuedJob<Data extends object> extends Job<Data> {
  /** Later it is of no use to anybody: for so long it is tried, for an hour a minute apart, for a day ever more seldom. */
  goodFor: keyof typeof patience;
  /** Of those of which it answers the same, one waits or is done at a time. */
  about?(data: Data): string;
}

/** Puts one into its queue: it is done a moment later, in one of the processes. */
export type Enqueue<Data extends object> = (data: Data) => Promise<'queued' | 'one is there'>;

export interface Jobs {
  schedule(job: ScheduledJob): Promise<void>;
  queue<Data extends object>(job: QueuedJob<Data>): Promise<Enqueue<Data>>;
  /** Stops taking jobs, and waits for those under way. */
  stop(): Promise<void>;
}

const schema = 'regulars_jobs';
const hour = 3600;
const again = { retryLimit: 3, retryDelay: 60 };
const patience = {
  'an hour': { ...again, retentionSeconds: hour },
  // The waits double: the last ones take hours.
  'a day': { retryLimit: 8, retryDelay: 60, retryBackoff: true, retentionSeconds: 24 * hour },
};

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
  const schedule = async ({ name, cron, run }: ScheduledJob) => {
    await boss.createQueue(name, { policy: 'exclusive', ...again });
    await boss.schedule(name, cron, null, { tz: 'UTC' });
    await boss.work(name, async () => run());
  };
  for (const job of scheduled) await schedule(job);
  return {
    schedule,
    queue: async ({ name, goodFor, about, run }) => {
      await boss.createQueue(name, {
        policy: about ? 'exclusive' : 'standard',
        ...patience[goodFor],
        expireInSeconds: 120,
        // What it was about is nothing to keep.
        deleteAfterSeconds: hour,
      });
      await boss.work<Parameters<typeof run>[0]>(
        name,
        { localConcurrency: 2, pollingIntervalSeconds: 1 },
        async ([job]) => {
          await run(job!.data).catch((error: unknown) => {
            log.warn({ err: error, job: name }, 'a job has failed');
            // The queue keeps what is thrown: as little of it as the log does.
            throw new Error(maskText(String(error)));
          });
        },
      );
      return async (data) => {
        const id = await boss.send(name, data, about ? { singletonKey: about(data) } : {});
        return id === null ? 'one is there' : 'queued';
      };
    },
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  };
};
