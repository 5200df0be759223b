import type { Database } from '@regulars/database/connect';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { countWaiting } from '../duplicates/count-waiting.ts';
import type { Operation } from '../http/operation.ts';
import type { Serve } from '../http/serve-operation.ts';
import type { Job } from '../jobs/run-jobs.ts';

/** What Prometheus is told of this process: numbers, and no tenant, customer or person. */
export const createMetrics = () => {
  const registry = new Registry();
  // The process itself: CPU, memory, garbage, how late the event loop is.
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Counter({
    name: 'regulars_requests_total',
    help: 'Requests answered, by operation and status',
    labelNames: ['operation', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'regulars_request_seconds',
    help: 'Time until an answer begins, by operation',
    labelNames: ['operation'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const jobs = new Counter({
    name: 'regulars_job_runs_total',
    help: 'Runs of jobs in this process',
    labelNames: ['job', 'result'],
    registers,
  });
  const jobDone = new Gauge({
    name: 'regulars_job_last_done_timestamp_seconds',
    help: 'When a job last came to its end in this process',
    labelNames: ['job'],
    registers,
  });

  return {
    registry,

    watchOperation:
      ({ id: operation }: Operation, serve: Serve): Serve =>
      async (request, params, ip) => {
        const end = seconds.startTimer({ operation });
        const response = await serve(request, params, ip);
        end();
        requests.inc({ operation, status: response.status });
        return response;
      },

    watchJob: <Watched extends Job<never>>(job: Watched): Watched => ({
      ...job,
      run: async (data: never) => {
        try {
          await job.run(data);
          jobs.inc({ job: job.name, result: 'done' });
          jobDone.set({ job: job.name }, Date.now() / 1000);
        } catch (error) {
          jobs.inc({ job: job.name, result: 'failed' });
          throw error;
        }
      },
    }),

    /** What is looked up when somebody asks. */
    watchDatabase: (database: Database) => {
      new Gauge({
        name: 'regulars_database_connections',
        help: 'Connections for writes and searches: in use and idle; and requests that wait for one',
        labelNames: ['state'],
        registers,
        collect() {
          for (const [state, count] of Object.entries(database.connections())) this.set({ state }, count);
        },
      });
      new Gauge({
        name: 'regulars_duplicates_waiting',
        help: 'Customers of all tenants who wait to be compared, counted up to 10,000',
        registers,
        async collect() {
          // Without the database there is no figure; the others are all the more wanted.
          this.set(await countWaiting(database).catch(() => Number.NaN));
        },
      });
    },
  };
};
