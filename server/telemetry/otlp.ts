import { context, propagation, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { type Compilable, compiled, type Database, type Statements } from '@regulars/database/connect';
import type { Registry } from 'prom-client';
import type { Operation } from '../http/operation.ts';
import type { Serve } from '../http/serve-operation.ts';
import { setTrace } from '../http/trace-of.ts';
import { otlpMetrics } from './otlp-metrics.ts';

/**
 * Sends traces, and the same metrics that Prometheus would read, to a collector by OTLP over HTTP. A request is a span;
 * in it are its statements, whose text has no values in it.
 *
 * @param share of the traces that begin here, from 0 to 1; a caller's trace is followed as the caller says
 */
export const exportOtlp = (registry: Registry, endpoint: string, share: number) => {
  const at = (signal: string) => `${endpoint.replace(/\/$/, '')}/v1/${signal}`;
  const resource = resourceFromAttributes({ 'service.name': process.env.OTEL_SERVICE_NAME || 'regulars' });
  const traces = new TracerProvider({
    resource,
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: at('traces') }) })],
  });
  const metrics = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({
        exporter: new OTLPMetricExporter({ url: at('metrics') }),
        exportIntervalMillis: 30_000,
        metricProducers: [otlpMetrics(registry, resource)],
      }),
    ],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const tracer = traces.getTracer('regulars');

  return {
    watchOperation: (operation: Operation, serve: Serve): Serve => {
      const attributes = {
        'http.request.method': operation.method.toUpperCase(),
        'http.route': operation.path,
      };
      return (request, params, ip) => {
        const caller = propagation.extract(context.active(), Object.fromEntries(request.headers));
        return tracer.startActiveSpan(
          operation.id,
          { kind: SpanKind.SERVER, attributes },
          caller,
          async (span) => {
            setTrace(request, span.spanContext());
            try {
              const response = await serve(request, params, ip);
              span.setAttribute('http.response.status_code', response.status);
              if (response.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
              return response;
            } finally {
              span.end();
            }
          },
        );
      };
    },

    watchDatabase: (database: Database): Database => ({
      ...database,
      each: (of) => watchStatements(tracer, database.each(of)),
      eachPointRead: (of) => watchStatements(tracer, database.eachPointRead(of)),
      transaction: (of, work) =>
        within(tracer, 'transaction', {}, () =>
          database.transaction(of, (statements) => work(watchStatements(tracer, statements))),
        ),
    }),

    close: async () => {
      await Promise.allSettled([traces.shutdown(), metrics.shutdown()]);
    },
  };
};

const watchStatements = (tracer: Tracer, statements: Statements): Statements => ({
  execute: <Row>(query: Compilable<Row>) => {
    const statement = compiled(query);
    const attributes = { 'db.system.name': 'postgresql', 'db.query.text': statement.sql.slice(0, 2000) };
    return within(tracer, 'statement', attributes, () => statements.execute(statement));
  },
});

/** Only what belongs to a request: whatever the process does by itself would be many traces of one statement. */
const within = <T>(
  tracer: Tracer,
  name: string,
  attributes: Record<string, string>,
  work: () => Promise<T>,
): Promise<T> => {
  if (!trace.getActiveSpan()) return work();
  return tracer.startActiveSpan(name, { kind: SpanKind.CLIENT, attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      // Its code alone: what PostgreSQL says of a row may hold what is in it.
      span.setStatus({
        code: SpanStatusCode.ERROR,
        message: String((error as { code?: string }).code ?? ''),
      });
      throw error;
    } finally {
      span.end();
    }
  });
};
