import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { query } from '@regulars/database/query';
import { checkDuplicates } from '../server/duplicates/check-duplicates.ts';
import { comparedOf, customerKeys, prepareCustomer } from '../server/duplicates/compared-customer.ts';
import { findCandidates } from '../server/duplicates/find-candidates.ts';
import { learnModel } from '../server/duplicates/learn-model.ts';
import { listCustomerDuplicates } from '../server/duplicates/list-customer-duplicates.ts';
import { listDuplicates } from '../server/duplicates/list-duplicates.ts';
import { matchQueued } from '../server/duplicates/match-queued.ts';
import { serverIn } from '../server/tenancy/actor.ts';
import { tenancy } from '../server/tenancy/in-tenant.ts';
import { tenantFacts } from '../server/tenancy/tenant-facts.ts';
import { peopleAndTenants } from '../server/testing/people-and-tenants.ts';
import { type CpuTimes, cpuTimes } from './cpu-time.ts';
import { fillWithDuplicates } from './fill-duplicates.ts';
import type { Load, Round } from './load.ts';
import { openBenchDatabase } from './open-bench-database.ts';
import { median, quantile } from './quantile.ts';
import { machine } from './report.ts';
import { startServer } from './start-server.ts';

/**
 * `npm run bench:duplicates -- --rows 1000000`: duplicates in a tenant of so many customers, one in twenty of them a
 * copy with faults. Writes results/duplicates.md.
 */
const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '20000' },
    asked: { type: 'string', default: '500' },
    /** So many go through the queue. */
    queued: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '5' },
    /** Keeps the database there, and finds it again. */
    data: { type: 'string' },
    /** Only prints. */
    quiet: { type: 'boolean', default: false },
  },
});
const rows = Number(options.rows);
const asked = Number(options.asked);
const queued = Number(options.queued);
const seconds = Number(options.seconds);

const told: string[] = [];
const say = (line: string) => {
  told.push(line);
  process.stdout.write(`${line}\n`);
};
const sayTable = (heads: string[]) => {
  say('');
  say(`| ${heads.join(' | ')} |`);
  say(`|:--|${'--:|'.repeat(heads.length - 1)}`);
};
const ms = (value: number) => value.toFixed(1);
const per = (count: number, since: number) => Math.round(count / ((performance.now() - since) / 1000));

/** CPU ms of both processes for one of `times`; on a busy machine they are the steadier figures. */
const withCpu = async (pid: number, times: number, work: () => Promise<unknown>): Promise<string> => {
  const before = await cpuTimes(pid, postmaster);
  await work();
  const after = await cpuTimes(pid, postmaster);
  if (!before || !after) return '';
  const each = (of: keyof CpuTimes) => ((after[of] - before[of]) / times).toFixed(2);
  return `${each('node')} | ${each('postgres')}`;
};

const timesOf = async (
  title: string,
  times: number,
  work: (turn: number) => Promise<unknown>,
  pid = process.pid,
) => {
  for (let turn = 0; turn < 20; turn += 1) await work(turn);
  const taken: number[] = [];
  const cpu = await withCpu(pid, times, async () => {
    for (let turn = 0; turn < times; turn += 1) {
      const start = performance.now();
      await work(turn);
      taken.push(performance.now() - start);
    }
  });
  const at = (share: number) => ms(quantile(taken, share));
  say(`| ${title.padEnd(44)} | ${at(0.5)} | ${at(0.95)} | ${at(0.99)} | ${cpu} |`);
};

await using cleanup = new AsyncDisposableStack();
const { serverSettings, database, owner, postmaster } = cleanup.use(await openBenchDatabase(options.data));

const tenants = tenancy(database, tenantFacts(database), Buffer.alloc(32));
const { cores, cpu } = machine();
say(
  `${rows} customers · ${cores} cores, ${cpu} · Node ${process.version} · load ${loadavg()[0]!.toFixed(1)} (of others; above the cores, believe the CPU alone)`,
);

const known = await owner.query<{ id: string }>(
  'select tenant_org_id as id from org_customer_counts where customers >= $1',
  [rows],
);
const { id } = known.rows[0] ?? (await peopleAndTenants(database, 'http://localhost').createTenant());
if (known.rows.length === 0) {
  const filling = performance.now();
  await fillWithDuplicates(owner, id, rows, (done) => {
    if (done % 100_000 === 0) process.stdout.write(`filled ${done} (${per(done, filling)}/s)\n`);
  });
  await owner.query('vacuum analyze');
}

sayTable(['work', 's', 'customers/s', 'CPU ms each: Node', 'PostgreSQL']);
const learned = await owner.query('select 1 from org_duplicate_models where tenant_org_id = $1', [id]);
if (learned.rows.length === 0) {
  const learning = performance.now();
  const cpuOfLearning = await withCpu(process.pid, rows, () => learnModel(tenants, id));
  say(
    `| learning from all | ${ms((performance.now() - learning) / 1000)} | ${per(rows, learning)} | ${cpuOfLearning} |`,
  );
}

await owner.query(
  `insert into org_duplicate_queue (tenant_org_id, customer_id)
    select tenant_org_id, id from org_customers_mst where tenant_org_id = $1 order by md5(id::text) limit $2`,
  [id, queued],
);
// Together with what an earlier run has left.
const { count: waiting } = (
  await owner.query('select count(*) from org_duplicate_queue where tenant_org_id = $1', [id])
).rows[0];
const matching = performance.now();
const cpuOfMatching = await withCpu(process.pid, waiting, async () => {
  while ((await matchQueued(tenants, id)) !== 0);
});
say(
  `| working off ${waiting} | ${ms((performance.now() - matching) / 1000)} | ${per(waiting, matching)} | ${cpuOfMatching} |`,
);
say(`\nMemory: ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB.`);
await owner.query('vacuum analyze org_duplicate_keys, org_duplicate_pairs, org_duplicate_queue');

const size = async (table: string) =>
  (await owner.query('select pg_table_size($1) >> 20 as own, pg_indexes_size($1) >> 20 as indexes', [table]))
    .rows[0];
sayTable(['table', 'rows', 'MB', 'MB of indexes']);
for (const table of ['org_customers_mst', 'org_duplicate_keys', 'org_duplicate_pairs']) {
  const { own, indexes } = await size(table);
  const { count } = (await owner.query(`select count(*) from ${table} where tenant_org_id = $1`, [id]))
    .rows[0];
  say(`| ${table} | ${count} | ${own} | ${indexes} |`);
}

const tenant = tenants.asTenant(serverIn(id), 'bench');
const { rows: sample } = await owner.query(
  `select ${comparedOf('c').compile(query).sql} from org_customers_mst c
    where tenant_org_id = $1 and is_active order by md5(id::text) limit $2`,
  [id, asked],
);
const one = (turn: number) => sample[turn % sample.length];
const draftOf = (turn: number) => {
  const { name, phone, email } = one(turn);
  return { name, phone, email };
};
sayTable(['one at a time', 'p50 ms', 'p95 ms', 'p99 ms', 'CPU ms each: Node', 'PostgreSQL']);
await timesOf('keys of a customer', asked, async (turn) => customerKeys(prepareCustomer(one(turn))));
await timesOf('candidates by keys', asked, (turn) =>
  findCandidates(tenant, [{ id: one(turn).id, keys: customerKeys(prepareCustomer(one(turn))) }]),
);
await timesOf('duplicates of a customer, without HTTP', asked, (turn) =>
  listCustomerDuplicates(tenant, one(turn).id),
);
await timesOf('check of a draft, without HTTP', asked, (turn) => checkDuplicates(tenant, draftOf(turn)));
await timesOf('first page of the inbox, without HTTP', 50, () =>
  listDuplicates(tenant, { state: 'open', sort: '-score', limit: 25 }),
);

const server = await startServer(serverSettings);
cleanup.defer(server.stop);
const bearer = await peopleAndTenants(database, 'http://localhost').token(id, 'staff', { expiresIn: '12h' });
const url = `http://127.0.0.1:${server.port}/api/v1/customers`;
const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
const ask = async (address: string, init: RequestInit = {}) => {
  const response = await fetch(url + address, { headers, ...init });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
};
await timesOf(
  'HTTP: duplicates of a customer',
  asked,
  (turn) => ask(`/${one(turn).id}/duplicates`),
  server.pid,
);
await timesOf(
  'HTTP: check of a draft (name, phone, e-mail)',
  asked,
  (turn) => ask('/duplicates/check', { method: 'POST', body: JSON.stringify(draftOf(turn)) }),
  server.pid,
);
await timesOf(
  'HTTP: check of half a name',
  asked,
  (turn) => {
    const name = one(turn).name ?? '';
    return ask('/duplicates/check', {
      method: 'POST',
      body: JSON.stringify({ name: name.slice(0, name.length / 2) }),
    });
  },
  server.pid,
);
await timesOf('HTTP: first page of the inbox', 50, () => ask('/duplicates'), server.pid);

// Creations, with the triggers that queue and without.
const load = fork(path.join(import.meta.dirname, 'load.ts'), [
  String(40_000_000 + Math.floor(Math.random() * 9_000_000)),
]);
cleanup.defer(async () => {
  load.kill();
});
const body = '{"type":"stub","name":"Sara {unique}","phone":"+9715{unique}"}';
const round: Round = {
  port: server.port,
  connections: 8,
  seconds,
  requests: [
    `POST /api/v1/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${bearer}\r\nContent-Type: application/json\r\nContent-Length: ${body.replaceAll('{unique}', '40000000').length}\r\n\r\n${body}`,
  ],
  expectedStatus: 201,
};
const triggers = (state: 'enable' | 'disable') =>
  owner.query(`alter table org_customers_mst ${state} trigger queue_new_customers`);
const rates: Record<'enable' | 'disable', number[]> = { enable: [], disable: [] };
for (let turn = 0; turn < 3; turn += 1) {
  for (const state of ['enable', 'disable'] as const) {
    await triggers(state);
    load.send(round);
    const [{ answers, errors, error, seconds: took }] = (await once(load, 'message')) as [Load];
    if (errors > 0) throw new Error(error ?? 'errors');
    rates[state].push(answers / took);
  }
}
await triggers('enable');
say(
  `\nCreations through HTTP: ${median(rates.enable).toFixed(0)}/s, without queueing and comparing ${median(rates.disable).toFixed(0)}/s.`,
);
if (!options.quiet) {
  const results = path.join(import.meta.dirname, 'results');
  await mkdir(results, { recursive: true });
  await writeFile(
    path.join(results, 'duplicates.md'),
    `# Duplicates in a large tenant\n\n${new Date().toISOString().slice(0, 10)} · ${told.join('\n')}\n`,
  );
}
