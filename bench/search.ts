import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { connect, type Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import pg from 'pg';
import { pino } from 'pino';
import { createApp } from '../server/app.ts';
import { testAppSettings } from '../server/testing/app-settings.ts';
import { cpuTimes } from './cpu-time.ts';
import { openLargeTenant, rowsOfSmall } from './large-tenant.ts';
import type { Load, Round } from './load.ts';
import { type Asked, overTheWire } from './questions.ts';
import { recordStatements } from './record-statements.ts';
import { type Known, type SearchQuestion, searchQuestions } from './search-questions.ts';
import { type IndexSize, type SearchResult, writeSearchReport } from './search-report.ts';
import { startServer } from './start-server.ts';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '3' },
    only: { type: 'string' },
    /** Keeps the filled database for the next run, which then need not fill one. */
    keep: { type: 'string' },
    /** Only fills what is kept: on a machine that others use, which measuring is not for. */
    fill: { type: 'boolean', default: false },
  },
});
const rows = Number(options.rows);
const seconds = Number(options.seconds);
const say = (line: string) => process.stdout.write(`${line}\n`);
const origin = 'http://localhost';

await using cleanup = new AsyncDisposableStack();
const { appUrl, serverSettings, database, owner, people, tenants, spoilt, version, postmaster } = cleanup.use(
  await openLargeTenant({ rows, keep: options.keep ?? null, origin }, say),
);
if (options.fill) {
  await cleanup.disposeAsync();
  process.exit(0);
}

const contextOf = (tenantId: string) =>
  ({ role: 'regulars_tenant', tenantId, actorId: 'bench', actorName: '', requestId: 'bench' }) as const;

const knownOf = (tenantId: string) =>
  database.each(contextOf(tenantId)).execute(
    sql<Known>`select customer_number "customerNumber", coalesce(name, name2) as name, name2, phone, email
      from org_customers_mst where tenant_org_id = ${tenantId} and profile_status = 'stub' and is_active
      order by md5(customer_number) limit 300`.compile(query),
  );

/** The server without its socket, on a database that records. */
const createRecorder = (on: Database) => {
  const recording = recordStatements(on);
  const { app } = createApp(
    recording.database,
    testAppSettings(origin, null, '/dev/null'),
    pino({ level: 'error' }),
  );
  const ask = ({ path: asked, headers }: Asked) => app.fetch(new Request(origin + asked, { headers }));
  return { ask, take: recording.take };
};
const recorder = createRecorder(database);

const bearerOf = (tenantId: string) => people.token(tenantId, 'staff', { expiresIn: '12h' });
const large = await bearerOf(tenants.large);
const cursorAt = async (page: number) => {
  // Where that page begins is where its list is cut; the cursor is made by the page in front of it.
  const headers = { authorization: `Bearer ${large}` };
  const list = '/api/v1/customers?sort=name';
  const first = await recorder.ask({ method: 'GET', path: `${list}&limit=25`, headers });
  let cursor = ((await first.json()) as { page: { nextCursor: string | null } }).page.nextCursor;
  for (let at = 25; cursor !== null && at < (page - 1) * 25; at += 100) {
    const answer = await recorder.ask({ method: 'GET', path: `${list}&limit=100&cursor=${cursor}`, headers });
    cursor = ((await answer.json()) as { page: { nextCursor: string | null } }).page.nextCursor ?? cursor;
  }
  return cursor!;
};

const server = await startServer(serverSettings);
cleanup.defer(server.stop);
const load = fork(path.join(import.meta.dirname, 'load.ts'), ['92000000']);
cleanup.defer(async () => {
  load.kill();
});
const overHttp = async (requests: string[], connections: number, length: number, expectedStatus = 200) => {
  const round: Round = { port: server.port, connections, seconds: length, requests, expectedStatus };
  load.send(round);
  const [result] = (await once(load, 'message')) as [Load];
  if (result.error) throw new Error(result.error);
  return result;
};

/** Which way PostgreSQL goes for each statement of a question, as the server prepares it and as a tenant. */
const plansOf = async ({ requests }: SearchQuestion, tenantId: string) => {
  await recorder.ask(requests[0]!);
  recorder.take();
  await recorder.ask(requests[0]!);
  const client = new pg.Client({ connectionString: appUrl });
  await client.connect();
  try {
    const plans: string[] = [];
    for (const { statements } of recorder.take()) {
      for (const { text, values } of statements) {
        await client.query('begin');
        await client.query("select set_config('role', 'regulars_tenant', true)");
        await client.query("select set_config('regulars.tenant_org_id', $1, true)", [tenantId]);
        await client.query(`prepare statement as ${text}`);
        const given = values.map((value) => literal(client, value)).join(', ');
        const { rows: lines } = await client.query<{ 'QUERY PLAN': string }>(
          `explain (analyze, costs off, buffers off, timing off, summary off) execute statement${given && `(${given})`}`,
        );
        plans.push(lines.map((line) => line['QUERY PLAN']).join('\n'));
        await client.query('rollback');
        await client.query('deallocate statement');
      }
    }
    return plans;
  } finally {
    await client.end();
  }
};
const literal = (client: pg.Client, value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value))
    return `array[${value.map((each) => literal(client, each)).join(',')}]${typeof value[0] === 'boolean' ? '::boolean[]' : '::text[]'}`;
  return client.escapeLiteral(String(value));
};

const measure = async (
  question: SearchQuestion,
  tenantId: string,
  scope: SearchResult['scope'],
): Promise<SearchResult> => {
  const requests = question.requests.map(overTheWire);
  await overHttp(requests, 2, 1);
  const before = await cpuTimes(server.pid, postmaster);
  const latency = await overHttp(requests, 1, seconds);
  const after = await cpuTimes(server.pid, postmaster);
  const cpu = (of: 'node' | 'postgres') => before && after && (after[of] - before[of]) / latency.answers;
  const throughput = scope === 'large' ? await overHttp(requests, 16, seconds) : null;
  const result = {
    scope,
    name: question.name,
    title: question.title,
    target: scope === 'small' ? Math.min(5, question.target) : question.target,
    p50: latency.p50,
    p95: latency.p95,
    p99: latency.p99,
    nodeCpu: cpu('node'),
    postgresCpu: cpu('postgres'),
    perSecond: throughput && throughput.answers / throughput.seconds,
    likePerSecond: null,
    plans: scope === 'large' ? await plansOf(question, tenantId) : [],
  };
  say(
    `${scope} ${question.title}: ${result.p50.toFixed(1)} / ${result.p95.toFixed(1)} / ${result.p99.toFixed(1)} ms, CPU ${result.nodeCpu?.toFixed(1)} + ${result.postgresCpu?.toFixed(1)} ms, ${result.perSecond?.toFixed(0) ?? '–'}/s`,
  );
  return result;
};

/** What is usually done instead: every column for every row, and a count, under the same policy. */
const measureLike = async (texts: string[]) => {
  // It takes as long as it takes, which the server would not wait for.
  const patient = new URL(appUrl);
  patient.searchParams.set('options', '-c statement_timeout=0');
  await using waiting = new AsyncDisposableStack();
  const own = connect(patient.href);
  waiting.defer(own.close);
  const each = own.each(contextOf(tenants.large));
  const any = (text: string) =>
    sql.join(
      ['first_name', 'last_name', 'display_name', 'name', 'name2', 'phone', 'email', 'customer_number'].map(
        (column) => sql`${sql.ref(column)} ilike ${`%${text}%`}`,
      ),
      sql` or `,
    );
  let answers = 0;
  let next = 0;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      while (performance.now() - start < seconds * 1000 || answers === 0) {
        const text = texts[next++ % texts.length]!;
        await each.execute(
          sql`select id, (select count(*) from org_customers_mst where tenant_org_id = ${tenants.large} and is_active and (${any(text)}))
            from org_customers_mst where tenant_org_id = ${tenants.large} and is_active and (${any(text)})
            order by created_at desc limit 25`.compile(query),
        );
        answers += 1;
      }
    }),
  );
  return (answers * 1000) / (performance.now() - start);
};

const sizes = async () => {
  const { rows: all } = await owner.query<IndexSize>(
    `select relname::text as name, relkind = 'i' as "isIndex", pg_relation_size(oid)::float8 as bytes
     from pg_class where relname ~ '^org_customer' and relkind in ('r', 'i') order by 3 desc`,
  );
  return all;
};

/** Creations a second, of names that were there before, spread over the small tenants. */
const measureCreates = async (known: Known[]) => {
  const bearers = await Promise.all(tenants.small.slice(0, 20).map(bearerOf));
  const requests = known.flatMap(({ name, name2 }, at) => {
    const body = JSON.stringify({ type: 'stub', name, name2, phone: '{unique}' });
    return overTheWire({
      method: 'POST',
      path: '/api/v1/customers',
      headers: {
        authorization: `Bearer ${bearers[at % bearers.length]}`,
        'content-type': 'application/json',
      },
      body,
    });
  });
  await overHttp(requests, 16, 1, 201);
  const { answers, seconds: took } = await overHttp(requests, 16, 2 * seconds, 201);
  return answers / took;
};

const known = await knownOf(tenants.large);
const cursors = { second: await cursorAt(2), far: await cursorAt(Math.min(10_000, rows / 50)) };
const chosen = (all: SearchQuestion[]) => {
  const names = options.only?.split(',');
  return names ? all.filter(({ name }) => names.includes(name)) : all;
};
const results: SearchResult[] = [];
for (const question of chosen(searchQuestions(large, known, cursors))) {
  results.push(await measure(question, tenants.large, 'large'));
}
const neighbour = tenants.small[0]!;
for (const question of chosen(searchQuestions(await bearerOf(neighbour), await knownOf(neighbour), null))) {
  if (question.requests.length > 0) results.push(await measure(question, neighbour, 'small'));
}
if (!options.only) {
  const texts: Record<string, string[]> = {
    'digits-4': known.map(({ phone }) => phone.slice(-4)),
    first: known.map(({ name }) => name.split(' ')[0]!),
    family: known.flatMap(({ name }) => name.split(' Al ')[1] ?? []),
    none: ['xqzwvk'],
  };
  for (const [name, all] of Object.entries(texts)) {
    const result = results.find((one) => one.scope === 'large' && one.name === name)!;
    result.likePerSecond = await measureLike(all);
    say(`ILIKE ${result.title}: ${result.likePerSecond.toFixed(2)}/s`);
  }
  const measuredSizes = await sizes();
  const withSearch = await measureCreates(known);
  await withoutSearch();
  const without = await measureCreates(known);
  say(`Creates: ${withSearch.toFixed(0)}/s with, ${without.toFixed(0)}/s without anything to search by`);
  const file = await writeSearchReport(
    {
      rows,
      small: tenants.small.length,
      rowsOfSmall,
      postgres: version,
      results,
      sizes: measuredSizes,
      creates: { withSearch, without },
    },
    path.join(import.meta.dirname, 'results'),
  );
  say(`Written to ${path.relative(process.cwd(), file)}`);
}

/** Takes away whatever is there for searching and sorting alone. What was measured before cannot be measured again. */
async function withoutSearch() {
  await owner.query('alter table org_customers_mst disable trigger add_customer_tokens');
  for (const index of [
    'by_phone_end',
    'by_email',
    'by_email_domain',
    'by_name',
    'by_last_order',
    'by_orders',
    'by_points',
    'by_proof',
    'by_status',
    'by_creation',
    'by_inactive_phone',
    'inactive',
  ]) {
    await owner.query(`drop index org_customers_${index}`);
  }
  // What keeps numbers unique stays, without what lists read in it.
  await owner.query('drop index org_customers_number_key');
  await owner.query(
    'create unique index org_customers_number_key on org_customers_mst (tenant_org_id, customer_number_int)',
  );
  // Two columns that searches use stay as well: the answer's contacts are compared with them.
  await owner.query(`alter table org_customers_mst drop column search_text cascade, drop column marks cascade,
    drop column email_domain, drop column sort_name, drop column last_order_key`);
  await spoilt();
}
