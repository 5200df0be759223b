import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Database } from '@regulars/database/connect';
import { pino } from 'pino';
import { createApp } from '../server/app.ts';
import { testAppSettings } from '../server/testing/app-settings.ts';
import { peopleAndTenants } from '../server/testing/people-and-tenants.ts';
import { cpuTimes } from './cpu-time.ts';
import { ageCustomers, fillTenant, sampleCustomers } from './fill.ts';
import type { Load, Round } from './load.ts';
import { openBenchDatabase } from './open-bench-database.ts';
import { findPgbench, runPgbench, type Sample, type Script, writeScripts } from './pgbench.ts';
import { median } from './quantile.ts';
import { type Asked, overTheWire, type Question, questions, type Subject } from './questions.ts';
import { recordStatements } from './record-statements.ts';
import { machine, type Result, table, writeReport } from './report.ts';
import { startServer } from './start-server.ts';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string' },
    /** For profiles: passed to the server's Node, comma separated. */
    'node-options': { type: 'string', default: '' },
  },
});
const seconds = Number(options.seconds);
const rounds = Number(options.rounds);
const connections = 16;
const smallTenants = 20;
const smallTenant = 2_000;
const largeTenant = 50_000;
const pageSize = 25;
/** So many different requests of each kind are recorded. */
const samplesOf = 240;

const say = (line: string) => process.stdout.write(`${line}\n`);
const origin = 'http://localhost';

/** The server without its socket, on a database that records. */
const createRecorder = (database: Database) => {
  const recording = recordStatements(database);
  const { app } = createApp(
    recording.database,
    testAppSettings(origin, null, '/dev/null'),
    pino({ level: 'error' }),
  );
  let unique = 91_000_000;
  const ask = async ({ method, path, headers, body }: Asked) => {
    unique += 1;
    const fill = (text: string) => text.replaceAll('{unique}', String(unique));
    const response = await app.fetch(
      new Request(origin + path, {
        method,
        headers: Object.entries(headers).map(([name, value]): [string, string] => [name, fill(value)]),
        ...(body && { body: fill(body) }),
      }),
    );
    return { response, unique: String(unique) };
  };

  return {
    ask,
    /** What each of the requests makes the server send. */
    samplesOf: async ({ requests, expectedStatus }: Question, warm: Asked[]): Promise<Sample[]> => {
      // What the server remembers for a while is no part of a question.
      for (const request of warm) await ask(request);
      recording.take();
      const samples: Sample[] = [];
      for (const request of requests.slice(0, samplesOf)) {
        const { response, unique } = await ask(request);
        if (response.status !== expectedStatus) throw new Error(await response.text());
        samples.push({ transactions: recording.take(), unique });
      }
      return samples;
    },
  };
};

const createTenant = async (database: Database, customers: number) => {
  const { id, owner } = await peopleAndTenants(database, origin).createTenant();
  await fillTenant(database, id, customers);
  return { id, owner };
};

const createSubject = async (
  database: Database,
  recorder: ReturnType<typeof createRecorder>,
  { id, owner }: Awaited<ReturnType<typeof createTenant>>,
  { samples, pages }: { samples: number; pages: number },
): Promise<Subject> => {
  const { response: signedIn } = await recorder.ask({
    method: 'POST',
    path: '/api/v1/session',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: owner.email, password: owner.password }),
  });
  const bearer = await peopleAndTenants(database, origin).token(id, 'staff', { expiresIn: '12h' });
  const cursors: string[] = [];
  for (let page = 0; page < pages; page += 1) {
    const cursor = cursors.at(-1);
    const { response } = await recorder.ask({
      method: 'GET',
      path: `/api/v1/customers?limit=${pageSize}${cursor ? `&cursor=${cursor}` : ''}`,
      headers: { authorization: `Bearer ${bearer}` },
    });
    cursors.push(((await response.json()) as { page: { nextCursor: string } }).page.nextCursor);
  }
  return {
    bearer,
    cookie: signedIn.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; '),
    customers: await sampleCustomers(database, id, samples),
    cursors,
  };
};

/** What the server does behind the answers, comparing whoever came with whoever is there, is no part of the next question. */
const untilCompared = async () => {
  for (;;) {
    const { rowCount } = await owner.query('select from org_duplicate_queue limit 1');
    if (rowCount === 0) return;
    await setTimeout(500);
  }
};

/** CPU ms that pass while `work` runs, of both processes; null where there is no /proc. */
const withCpu = async <T>(pids: { node: number; postmaster: number }, work: () => Promise<T>) => {
  const before = await cpuTimes(pids.node, pids.postmaster);
  const result = await work();
  const after = await cpuTimes(pids.node, pids.postmaster);
  const cpu = before &&
    after && { node: after.node - before.node, postgres: after.postgres - before.postgres };
  return { result, cpu };
};

const medianOf = (values: (number | null | undefined)[]) =>
  values.some((value) => value == null) || values.length === 0 ? null : median(values as number[]);

/** Undone in the reverse order. */
await using cleanup = new AsyncDisposableStack();
const { folder, appUrl, serverSettings, database, owner, version, postmaster } = cleanup.use(
  await openBenchDatabase(),
);
say(`Filling ${smallTenants} tenants of ${smallTenant} customers and one of ${largeTenant} …`);
const filled = [];
for (let tenant = 0; tenant < smallTenants; tenant += 1)
  filled.push(await createTenant(database, smallTenant));
const filledLarge = await createTenant(database, largeTenant);
await ageCustomers(owner);
await owner.query('checkpoint');

const recorder = createRecorder(database);
const small: Subject[] = [];
for (const tenant of filled) {
  small.push(await createSubject(database, recorder, tenant, { samples: 50, pages: 0 }));
}
const large = await createSubject(database, recorder, filledLarge, { samples: 500, pages: 200 });

const server = await startServer(serverSettings, options['node-options'].split(',').filter(Boolean));
cleanup.defer(server.stop);
// As a phone, one that Oman gives out, and neither among those filled in nor among those recorded.
const load = fork(path.join(import.meta.dirname, 'load.ts'), ['92000000']);
cleanup.defer(async () => {
  load.kill();
});
say('Comparing them with each other …');
await untilCompared();
const pgbench = findPgbench();
if (pgbench === null) say('pgbench is not on the PATH nor in /usr/lib/postgresql: absolutes only.');

const pids = { node: server.pid, postmaster };
const overHttp = async (question: Question, requests: string[], length: number): Promise<Load> => {
  const { expectedStatus } = question;
  const round: Round = { port: server.port, connections, seconds: length, requests, expectedStatus };
  load.send(round);
  const [result] = (await once(load, 'message')) as [Load];
  return result;
};
const throughPgbench = (scripts: Script[], length: number) =>
  runPgbench(pgbench!, scripts, { appUrl, clients: connections, seconds: length });

const measure = async (question: Question): Promise<Result> => {
  const warm = [...small, large].map(
    ({ bearer }): Asked => ({
      method: 'GET',
      path: '/api/v1/customers/statistics',
      headers: { authorization: `Bearer ${bearer}` },
    }),
  );
  const scripts = pgbench
    ? await writeScripts(await recorder.samplesOf(question, warm), folder, question.name)
    : null;
  const requests = question.requests.map(overTheWire);
  await untilCompared();
  await overHttp(question, requests, 1);
  if (scripts) await throughPgbench(scripts, 1);

  const measureRound = async () => {
    const http = await withCpu(pids, () => overHttp(question, requests, seconds));
    const plain = scripts ? await withCpu(pids, () => throughPgbench(scripts, seconds)) : null;
    if (http.result.error) say(`${question.name}: ${http.result.error}`);
    const perSecond = http.result.answers / http.result.seconds;
    return {
      ...http.result,
      perSecond,
      nodeCpu: http.cpu && http.cpu.node / http.result.answers,
      postgresCpu: http.cpu && http.cpu.postgres / http.result.answers,
      pgbenchPerSecond: plain?.result.perSecond,
      pgbenchPostgresCpu: plain?.cpu && plain.cpu.postgres / plain.result.requests,
      ratio: plain && perSecond / plain.result.perSecond,
    };
  };
  const measured: Awaited<ReturnType<typeof measureRound>>[] = [];
  for (let round = 0; round < rounds; round += 1) measured.push(await measureRound());
  const all = <Key extends keyof (typeof measured)[number]>(key: Key) => measured.map((one) => one[key]);
  const ratios = measured.flatMap(({ ratio }) => ratio ?? []);
  return {
    name: question.name,
    title: question.title,
    perSecond: median(all('perSecond')),
    p50: median(all('p50')),
    p95: median(all('p95')),
    p99: median(all('p99')),
    pgbenchPerSecond: medianOf(all('pgbenchPerSecond')),
    ratio: medianOf(all('ratio')),
    ratioRange: ratios.length > 0 ? [Math.min(...ratios), Math.max(...ratios)] : null,
    nodeCpu: medianOf(all('nodeCpu')),
    postgresCpu: medianOf(all('postgresCpu')),
    pgbenchPostgresCpu: medianOf(all('pgbenchPostgresCpu')),
    errors: all('errors').reduce((sum, errors) => sum + errors, 0),
  };
};

const everything = questions(small, large);
const names = options.only?.split(',') ?? everything.map(({ name }) => name);
const results: Result[] = [];
for (const name of names) {
  const question = everything.find((one) => one.name === name);
  if (!question) throw new Error(`There is no "${name}": ${everything.map(({ name }) => name).join(', ')}.`);
  const result = await measure(question);
  results.push(result);
  say(`${result.title}: ${Math.round(result.perSecond)}/s`);
}

say(table(results));
if (!options.only) {
  const file = await writeReport(
    {
      date: new Date().toISOString(),
      machine: machine(),
      node: process.versions.node,
      postgres: version,
      pgbench: pgbench && execFileSync(pgbench, ['--version'], { encoding: 'utf8' }).trim(),
      connections,
      seconds,
      rounds,
      results,
    },
    path.join(import.meta.dirname, 'results'),
  );
  say(`Written to ${path.relative(process.cwd(), file)}.{json,md}`);
}
