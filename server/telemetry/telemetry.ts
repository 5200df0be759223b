import { setTimeout as later } from 'node:timers/promises';
import type { Database } from '@regulars/database/connect';
import type { Hono } from 'hono';
import type { LoggerOptions } from 'pino';
import type { Operation } from '../http/operation.ts';
import type { Serve } from '../http/serve-operation.ts';
import type { Job } from '../jobs/run-jobs.ts';
import type { Settings } from '../settings.ts';

/** What of the server's work can be seen from outside; each part does nothing where it is not set. */
export interface Telemetry {
  /** For the log: what it tells as an error is reported. */
  hooks: NonNullable<LoggerOptions['hooks']>;
  /** A database whose statements are seen, within the requests that send them. */
  watchDatabase(database: Database): Database;
  watchOperation(operation: Operation, serve: Serve): Serve;
  watchJob<Watched extends Job<never>>(job: Watched): Watched;
  /** `GET /metrics`, where it is open. */
  routes: Hono | null;
  /** Sends what has not been sent. */
  close(): Promise<void>;
}

export type TelemetrySettings = Pick<
  Settings,
  'METRICS_TOKEN' | 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'OTEL_TRACES_SAMPLER_ARG' | 'SENTRY_DSN'
>;

/** Loads what is set and nothing else: most installations need none of it, and it costs start time and memory. */
export const openTelemetry = async (settings: TelemetrySettings): Promise<Telemetry> => {
  const { METRICS_TOKEN: token, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, SENTRY_DSN: dsn } = settings;
  const metrics = token || endpoint ? (await import('./metrics.ts')).createMetrics() : null;
  const routes =
    metrics && token ? (await import('./metrics-route.ts')).metricsRoute(metrics.registry, token) : null;
  const otlp =
    metrics && endpoint
      ? (await import('./otlp.ts')).exportOtlp(metrics.registry, endpoint, settings.OTEL_TRACES_SAMPLER_ARG)
      : null;
  const reports = dsn ? (await import('./error-reports.ts')).errorReports(dsn) : null;

  return {
    hooks: reports?.hooks ?? {},
    watchDatabase: (database) => {
      metrics?.watchDatabase(database);
      return otlp?.watchDatabase(database) ?? database;
    },
    watchOperation: (operation, serve) => {
      const measured = metrics?.watchOperation(operation, serve) ?? serve;
      return otlp?.watchOperation(operation, measured) ?? measured;
    },
    watchJob: (job) => metrics?.watchJob(job) ?? job,
    routes,
    close: async () => {
      // Who does not take it within seconds does without.
      await Promise.race([
        Promise.all([otlp?.close(), reports?.close()]),
        later(3000, undefined, { ref: false }),
      ]);
    },
  };
};
