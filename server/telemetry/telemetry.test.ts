import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { connect, type Database } from '@regulars/database/connect';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { createApp } from '../app.ts';
import { outbox, testAppSettings } from '../testing/app-settings.ts';
import { peopleAndTenants } from '../testing/people-and-tenants.ts';
import { openTelemetry, type Telemetry, type TelemetrySettings } from './telemetry.ts';

const publicUrl = 'http://localhost';
const token = 'a token for Prometheus';
const off: TelemetrySettings = {
  METRICS_TOKEN: undefined,
  OTEL_EXPORTER_OTLP_ENDPOINT: undefined,
  OTEL_TRACES_SAMPLER_ARG: 1,
  SENTRY_DSN: undefined,
};

/** Takes whatever is sent: a collector, a Sentry. */
let receiver: Server;
let address: string;
let received: { path: string; body: string }[] = [];
let bearer: string;
let database: Database;
let telemetry: Telemetry | undefined;
let lines: Record<string, unknown>[];

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    received.push({ path: request.url!, body: await text(request) });
    response.setHeader('content-type', 'application/json').end('{}');
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  address = `127.0.0.1:${(receiver.address() as { port: number }).port}`;
  database = connect(inject('appUrl'));
  const { createTenant, token: tokenOf } = peopleAndTenants(database, publicUrl);
  bearer = await tokenOf((await createTenant()).id, 'staff');
});
afterEach(async () => {
  await telemetry?.close();
  telemetry = undefined;
  received = [];
});
afterAll(async () => {
  receiver.close();
  await database.close();
});

const serverWith = async (settings: Partial<TelemetrySettings>, spoiled: Partial<Database> = {}) => {
  telemetry = await openTelemetry({ ...off, ...settings });
  lines = [];
  const log = pino(
    { level: 'info', hooks: telemetry.hooks },
    { write: (line: string) => void lines.push(JSON.parse(line)) },
  );
  const { app } = createApp(
    telemetry.watchDatabase({ ...database, ...spoiled }),
    { ...testAppSettings(publicUrl, null, outbox().file), telemetry },
    log,
  );
  return (path: string, { headers, ...init }: RequestInit = {}) =>
    app.fetch(
      new Request(publicUrl + path, {
        ...init,
        headers: {
          authorization: `Bearer ${bearer}`,
          'content-type': 'application/json',
          ...(headers as Record<string, string>),
        },
      }),
    );
};
const create = { method: 'POST', body: JSON.stringify({ type: 'stub', name: 'Sara', phone: '92345678' }) };
const customers = '/api/v1/customers';

test('metrics are closed unless they are opened, and then to the token alone', async () => {
  expect((await (await serverWith({}))('/metrics')).status).toBe(404);
  const ask = await serverWith({ METRICS_TOKEN: token });
  for (const authorization of ['', 'Bearer', `Bearer ${token}x`, token, `Bearer ${bearer}`]) {
    const refused = await ask('/metrics', { headers: { authorization } });
    expect(refused.status, authorization).toBe(401);
    expect(await refused.text()).not.toContain('regulars_');
  }
  const open = await ask('/metrics', { headers: { authorization: `Bearer ${token}` } });
  expect([open.status, open.headers.get('cache-control')]).toEqual([200, 'no-store']);
});

test('metrics count requests by operation and status, jobs by what came of them, and name nobody', async () => {
  const ask = await serverWith({ METRICS_TOKEN: token });
  await ask(customers);
  await ask(customers);
  await ask(`${customers}/${crypto.randomUUID()}`);
  expect((await ask(customers, create)).status).toBe(201);
  const job = { name: 'count', cron: '* * * * *' };
  await telemetry!.watchJob({ ...job, run: async () => {} }).run();
  const failing = telemetry!.watchJob({ ...job, run: () => Promise.reject(new Error('no')) });
  await expect(failing.run()).rejects.toThrow('no');

  const told = await (await ask('/metrics', { headers: { authorization: `Bearer ${token}` } })).text();
  for (const line of [
    'regulars_requests_total{operation="listCustomers",status="200"} 2',
    'regulars_requests_total{operation="getCustomer",status="404"} 1',
    'regulars_requests_total{operation="createCustomer",status="201"} 1',
    'regulars_request_seconds_count{operation="listCustomers"} 2',
    'regulars_job_runs_total{job="count",result="done"} 1',
    'regulars_job_runs_total{job="count",result="failed"} 1',
    'regulars_database_connections{state="waiting"} 0',
  ]) {
    expect(told.split('\n')).toContain(line);
  }
  expect(told).toMatch(/^regulars_duplicates_waiting [1-9]\d*$/m);
  expect(told).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  expect(told).not.toMatch(/Sara|92345678/);
});

test('a database that is gone leaves the other figures readable', async () => {
  const each: Database['each'] = () => ({ execute: () => Promise.reject(new Error('gone')) });
  const ask = await serverWith({ METRICS_TOKEN: token }, { each });
  const told = await (await ask('/metrics', { headers: { authorization: `Bearer ${token}` } })).text();
  expect(told).toMatch(/^regulars_duplicates_waiting Nan$/im);
  expect(told).toMatch(/^process_resident_memory_bytes /m);
});

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const parentId = '00f067aa0ba902b7';

test.each([
  [`00-${traceId}-${parentId}-01`, true],
  [`cc-${traceId}-${parentId}-01-what-may-come`, true],
  [`ff-${traceId}-${parentId}-01`, false],
  [`00-${'0'.repeat(32)}-${parentId}-01`, false],
  [`00-${traceId}-${'0'.repeat(16)}-01`, false],
  [`00-${traceId.toUpperCase()}-${parentId}-01`, false],
  ['a\tforged line', false],
  ['', false],
])('the log tells the trace of a caller: %j', async (traceparent, taken) => {
  const ask = await serverWith({});
  await ask(customers, { headers: { traceparent } });
  await ask(customers);
  const [mine, next] = lines;
  expect(mine).toMatchObject({
    traceId: expect.stringMatching(/^[\da-f]{32}$/),
    spanId: expect.stringMatching(/^[\da-f]{16}$/),
  });
  expect(mine!.traceId === traceId).toBe(taken);
  expect(next!.traceId).not.toBe(mine!.traceId);
});

test('a collector is sent a request with its statements as one trace of its caller, and the metrics', async () => {
  const ask = await serverWith({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://${address}/` });
  await ask(customers, {
    ...create,
    headers: { traceparent: `00-${traceId}-${parentId}-01`, 'idempotency-key': 'seen-once' },
  });
  await ask(customers, { headers: { traceparent: `00-${traceId}-${parentId}-00` } });
  expect((await ask('/metrics', { headers: { authorization: 'Bearer ' } })).status).toBe(404);
  await telemetry!.close();

  const of = (signal: string) => received.filter(({ path }) => path === `/v1/${signal}`);
  const spans = of('traces').flatMap(({ body }) => JSON.parse(body).resourceSpans[0].scopeSpans[0].spans);
  // The second caller samples nothing, and is followed in that.
  expect([...new Set(spans.map((span) => span.traceId))]).toEqual([traceId]);
  const request = spans.find(({ name }) => name === 'createCustomer');
  expect(request).toMatchObject({ parentSpanId: parentId });
  const transaction = spans.find(({ name }) => name === 'transaction');
  expect(transaction.parentSpanId).toBe(request.spanId);
  expect(spans.filter(({ parentSpanId }) => parentSpanId === transaction.spanId).length).toBeGreaterThan(1);
  expect(lines[0]).toMatchObject({ traceId, spanId: request.spanId });

  const metrics = of('metrics').flatMap(
    ({ body }) => JSON.parse(body).resourceMetrics[0].scopeMetrics[0].metrics,
  );
  const histogram = metrics.find(({ name }) => name === 'regulars_request_seconds').histogram;
  const point = histogram.dataPoints.find((one: never) => JSON.stringify(one).includes('createCustomer'));
  expect(Number(point.count)).toBe(1);
  expect(point.bucketCounts).toHaveLength(point.explicitBounds.length + 1);
  expect(point.bucketCounts.map(Number).reduce((sum: number, one: number) => sum + one)).toBe(1);
  expect(metrics.find(({ name }) => name === 'regulars_requests_total').sum).toMatchObject({
    isMonotonic: true,
  });
  expect(received.map(({ body }) => body).join('')).not.toMatch(/Sara|92345678/);
});

test('a Sentry is sent where an error happened and in which request, and nothing that was sent', async () => {
  const each: Database['each'] = () => ({
    execute: () => Promise.reject(new Error('broken by sara@example.com on +968 9234 5678 or ٩٢٣٤٥٦٧٨')),
  });
  const transaction: Database['transaction'] = () => each({} as never).execute({} as never) as never;
  const ask = await serverWith({ SENTRY_DSN: `http://key@${address}/42` }, { each, transaction });
  const failed = await ask(customers, { ...create, headers: { cookie: 'regulars.session_token=secret' } });
  expect(failed.status).toBe(500);
  await telemetry!.close();

  expect(received.map(({ path }) => path.split('?')[0])).toEqual(['/api/42/envelope/']);
  const { body } = received[0]!;
  const event = JSON.parse(body.split('\n')[2]!);
  expect(event.exception.values[0].value).toBe('broken by ***@example.com on ****78 or ****٧٨');
  expect(event.exception.values[0].stacktrace.frames.length).toBeGreaterThan(1);
  expect(event.tags).toMatchObject({
    operation: 'createCustomer',
    requestId: failed.headers.get('x-request-id'),
    traceId: expect.stringMatching(/^[\da-f]{32}$/),
  });
  expect(body).not.toMatch(/Sara|92345678|sara@|secret|authorization|cookie/i);
});

test('without settings nothing of it is loaded', async () => {
  const plain = await openTelemetry(off);
  const serve = async () => new Response();
  expect(plain.watchOperation({} as never, serve)).toBe(serve);
  expect(plain.watchDatabase(database)).toBe(database);
  expect(plain).toMatchObject({ routes: null, hooks: {} });
});
