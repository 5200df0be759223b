import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { peopleAndTenants } from '../server/testing/people-and-tenants.ts';
import { fillTenant, sampleCustomers } from './fill.ts';
import type { Load, Round } from './load.ts';
import { openBenchDatabase } from './open-bench-database.ts';
import { findPgbench, runPgbench } from './pgbench.ts';
import { median } from './quantile.ts';
import { overTheWire } from './questions.ts';
import { machine } from './report.ts';
import { startServer } from './start-server.ts';

/**
 * `npm run bench:orders`: orders a second through HTTP, one by one and in bulks, beside pgbench writing plain rows
 * with the same triggers. Each order earns points, so it writes the customer twice.
 */
const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    /** Only prints. */
    quiet: { type: 'boolean', default: false },
  },
});
const seconds = Number(options.seconds);
const rounds = Number(options.rounds);
const connections = 16;
const bulkSenders = 4;
const tenants = 20;
const customers = 500;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Undone in the reverse order. */
await using cleanup = new AsyncDisposableStack();
const { folder, appUrl, serverSettings, database } = cleanup.use(await openBenchDatabase());

const make = peopleAndTenants(database, 'http://localhost');
const subjects: { id: string; bearer: string; phones: string[] }[] = [];
for (let n = 0; n < tenants; n += 1) {
  const { id } = await make.createTenant();
  await fillTenant(database, id, customers);
  const as = {
    role: 'regulars_tenant',
    tenantId: id,
    actorId: 'bench',
    actorName: '',
    requestId: '',
  } as const;
  await database
    .each(as)
    .execute(
      sql`insert into org_loyalty_settings (tenant_org_id, enabled, earn_on) values (${id}, true, 'received')`.compile(
        query,
      ),
    );
  const known = await sampleCustomers(database, id, 300);
  const bearer = await make.token(id, 'staff', { expiresIn: '12h' });
  subjects.push({ id, bearer, phones: known.map(({ phone }) => phone) });
}

const server = await startServer(serverSettings);
cleanup.defer(server.stop);
const load = fork(path.join(import.meta.dirname, 'load.ts'), ['10000000']);
cleanup.defer(async () => {
  load.kill();
});

const post = (address: string, bearer: string, body: object) =>
  overTheWire({
    method: 'POST',
    path: address,
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const order = (phone: string, ref: string) => ({
  externalRef: ref,
  phone,
  total: '4.500',
  itemCount: 3,
  branch: 'Qurum',
});
const single = Array.from({ length: 400 }, (_, at) => {
  const { bearer, phones } = subjects[at % tenants]!;
  return post('/api/v1/orders', bearer, order(phones[at % phones.length]!, 'till/{unique}'));
});
const bulk = (size: number) =>
  subjects.map(({ bearer, phones }) =>
    post('/api/v1/orders/bulk', bearer, {
      orders: Array.from({ length: size }, (_, at) =>
        order(phones[at % phones.length]!, `bulk/{unique}/${at}`),
      ),
    }),
  );

const overHttp = async (
  requests: string[],
  expectedStatus: number,
  length: number,
  senders = connections,
) => {
  const round: Round = {
    port: server.port,
    connections: senders,
    seconds: length,
    requests,
    expectedStatus,
  };
  load.send(round);
  const [result] = (await once(load, 'message')) as [Load];
  if (result.error) say(result.error);
  return result;
};

/** A row for a customer whose id is known, as the tenant: what the triggers do is the same. */
const plainScript = async () => {
  const file = path.join(folder, 'plain.sql');
  const ids = subjects.map(({ id }) => `'${id}'`).join(',');
  await writeFile(
    file,
    `\\set tenant random(1, ${tenants})
\\set customer random(1, ${customers})
begin;
select set_config('role', 'regulars_tenant', true), set_config('regulars.tenant_org_id', (array[${ids}])[:tenant], true);
insert into org_orders_mst (tenant_org_id, customer_id, external_ref, total, currency, item_count, branch, content_hash)
select tenant_org_id, id, gen_random_uuid(), 4.5, 'OMR', 3, 'Qurum', sha256('') from org_customers_mst
where tenant_org_id = regulars.current_tenant() and customer_number_int = :customer;
commit;
`,
  );
  return [{ file, weight: 1 }];
};

const pgbench = findPgbench();
const plain = pgbench ? await plainScript() : null;
const measures: {
  title: string;
  orders: number;
  ask: () => Promise<{ perSecond: number; p95: number | null }>;
}[] = [
  { title: 'one by one over HTTP', size: 1, requests: single, status: 201 },
  { title: 'bulks of 50 over HTTP', size: 50, requests: bulk(50), status: 200 },
  { title: 'bulks of 500 over HTTP', size: 500, requests: bulk(500), status: 200 },
].map(({ title, size, requests, status }) => ({
  title,
  orders: size,
  ask: async () => {
    const {
      answers,
      seconds: took,
      p95,
    } = await overHttp(requests, status, seconds, size > 1 ? bulkSenders : connections);
    return { perSecond: (answers * size) / took, p95 };
  },
}));
if (plain) {
  measures.push({
    title: 'pgbench, plain insert',
    orders: 1,
    ask: async () => {
      const { perSecond } = await runPgbench(pgbench!, plain, {
        appUrl,
        clients: connections,
        seconds,
      });
      return { perSecond, p95: null };
    },
  });
}

// Taking turns: a noisy neighbour meets all of them.
const rows = measures.map(({ title }) => ({ title, perSecond: [] as number[], p95: [] as number[] }));
await overHttp(single, 201, 1);
for (let round = 0; round < rounds; round += 1) {
  for (const [at, { ask }] of measures.entries()) {
    const { perSecond, p95 } = await ask();
    rows[at]!.perSecond.push(perSecond);
    if (p95 !== null) rows[at]!.p95.push(p95);
  }
}
const text = [
  '| orders | a second | p95 ms of a request |',
  '|---|---|---|',
  ...rows.map(
    ({ title, perSecond, p95 }) =>
      `| ${title} | ${Math.round(median(perSecond))} | ${p95.length > 0 ? median(p95).toFixed(1) : '–'} |`,
  ),
].join('\n');
say(text);
if (!options.quiet) {
  const { cores, cpu, platform } = machine();
  await writeFile(
    path.join(import.meta.dirname, 'results/orders.md'),
    `# Orders taken in\n\n${new Date().toISOString().slice(0, 10)}, ${cores} cores of ${cpu}, ${platform}. \`npm run bench:orders\`: ${tenants} tenants of ${customers} customers, ${connections} connections (${bulkSenders} for bulks), ${rounds} rounds of ${seconds} s taking turns, medians. Every order earns points: order, ledger, two versions of the customer with their history.\n\n${text}\n`,
  );
}
