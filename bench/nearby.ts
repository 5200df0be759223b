import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { NearbyQuery } from '@regulars/contract/address';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type pg from 'pg';
import { findNearbyCustomers } from '../server/customers/find-nearby-customers.ts';
import { type Tenant, tenancy } from '../server/tenancy/in-tenant.ts';
import { tenantFacts } from '../server/tenancy/tenant-facts.ts';
import { peopleAndTenants } from '../server/testing/people-and-tenants.ts';
import { cpuTimes } from './cpu-time.ts';
import { openBenchDatabase } from './open-bench-database.ts';
import { median, quantile } from './quantile.ts';
import { machine } from './report.ts';

/**
 * `npm run bench:nearby -- --rows 1000000`: who is near, asked of one tenant with that many addresses, as the server
 * asks it, beside a plain scan in order of distance.
 */
const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    times: { type: 'string', default: '400' },
    scans: { type: 'string', default: '5' },
    /** Only prints. */
    quiet: { type: 'boolean', default: false },
  },
});
const rows = Number(options.rows);
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Three in four lie within a city of 30 km, most of them in its quarters; the others along a coast of 800 km. */
const places = sql<unknown>`
  select n,
    case when n % 4 < 3 then 23.6 + (n::bigint * 7919 % 40 - 20) * 0.004 + (random() + random() + random() - 1.5) * 0.012
      else 17 + random() * 7.5 end as latitude,
    case when n % 4 < 3 then 58.4 + (n::bigint * 104729 % 60 - 30) * 0.005 + (random() + random() + random() - 1.5) * 0.012
      else 54 + random() * 5 end as longitude
  from generate_series(1, ${sql.lit(rows)}::int) n`;

/** One address for each customer. Nothing that triggers keep is asked for here, so they are left out. */
const fill = async (owner: pg.Client, tenantId: string) => {
  const run = (statement: { sql: string; parameters: readonly unknown[] }) =>
    owner.query(statement.sql, [...statement.parameters]);
  await owner.query('set session_replication_role = replica');
  await run(
    sql`insert into org_customers_mst (tenant_org_id, customer_number, customer_number_int, profile_status, name, is_active)
      select ${tenantId}, 'CUST-' || n, n, 'guest', 'Customer ' || n, n % 20 <> 0
      from generate_series(1, ${rows}::int) n`.compile(query),
  );
  await run(
    sql`insert into org_customer_addresses (tenant_org_id, customer_id, street, city, country, latitude, longitude, is_default)
      select ${tenantId}, id, 'Way ' || n, 'Muscat', 'OM', latitude, longitude, true
      from (${places}) place join org_customers_mst on tenant_org_id = ${tenantId} and customer_number_int = n`.compile(
      query,
    ),
  );
  await owner.query('reset session_replication_role');
  await owner.query('vacuum analyze');
};

interface Question {
  title: string;
  /** Where the n-th is asked. */
  ask(n: number): NearbyQuery;
}
const inCity = (n: number) => ({
  lat: 23.52 + ((n * 37) % 160) / 1000,
  lng: 58.25 + ((n * 53) % 300) / 1000,
});
const questions: Question[] = [
  { title: '25 within 5 km, in the city', ask: (n) => ({ ...inCity(n), radiusM: 5000, limit: 25 }) },
  { title: '100 within 50 km, in the city', ask: (n) => ({ ...inCity(n), radiusM: 50_000, limit: 100 }) },
  { title: '25 within 500 m, in the city', ask: (n) => ({ ...inCity(n), radiusM: 500, limit: 25 }) },
  {
    title: '25 within 50 km, in the country',
    ask: (n) => ({ lat: 17.2 + (n % 60) / 10, lng: 54.2 + ((n * 7) % 40) / 10, radiusM: 50_000, limit: 25 }),
  },
  {
    title: '25 within 50 km, at sea, where nobody is',
    ask: (n) => ({ lat: 10 + (n % 50) / 10, lng: 65 + ((n * 7) % 40) / 10, radiusM: 50_000, limit: 25 }),
  },
];

const measure = async (times: number, work: (n: number) => Promise<unknown>) => {
  const taken: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const start = performance.now();
    await work(n);
    taken.push(performance.now() - start);
  }
  return taken;
};

/** The plain way: every address of the tenant, in order of distance. */
const scan = (tenant: Tenant, { lat, lng, radiusM, limit }: NearbyQuery) =>
  tenant.execute(
    sql`select customer_id, way.distance
      from org_customer_addresses
      cross join lateral (select regulars.distance_m(${lat}::float8, ${lng}::float8, latitude, longitude) as distance) way
      where tenant_org_id = ${tenant.id} and deleted_at is null and way.distance <= ${radiusM}
      order by way.distance limit ${limit}`.compile(query),
  );

await using bench = await openBenchDatabase();
const { database, owner, version, postmaster } = bench;
const { id } = await peopleAndTenants(database, 'http://localhost').createTenant();
say(`${rows} addresses of one tenant …`);
await fill(owner, id);
const tenant = tenancy(database, tenantFacts(database), Buffer.alloc(32)).asTenant(
  { id: 'bench', kind: 'token', name: null, email: null, role: 'staff', tenantId: id },
  'bench',
);
const cpu = async () => (await cpuTimes(process.pid, postmaster))?.postgres ?? Number.NaN;
const lines = [
  '| | customers found | p50 ms | p95 ms | p99 ms | CPU ms PostgreSQL | plain scan, p50 ms | CPU ms PostgreSQL |',
  '|:--|--:|--:|--:|--:|--:|--:|--:|',
];
for (const { title, ask } of questions) {
  let found = 0;
  await measure(20, (n) => findNearbyCustomers(tenant, ask(n)));
  const before = await cpu();
  const taken = await measure(Number(options.times), async (n) => {
    found += JSON.parse(await findNearbyCustomers(tenant, ask(n))).data.length;
  });
  const between = await cpu();
  const scanned = await measure(Number(options.scans), (n) => scan(tenant, ask(n)));
  const after = await cpu();
  const figures = [0.5, 0.95, 0.99].map((share) => quantile(taken, share).toFixed(1));
  lines.push(
    `| ${title} | ${(found / taken.length).toFixed(0)} | ${figures.join(' | ')} | ${((between - before) / taken.length).toFixed(2)} | ${median(scanned).toFixed(0)} | ${((after - between) / scanned.length).toFixed(0)} |`,
  );
  say(lines.at(-1)!);
}
if (!options.quiet) {
  const { cores, cpu, platform } = machine();
  const date = new Date().toISOString();
  const results = path.join(import.meta.dirname, 'results');
  await mkdir(results, { recursive: true });
  await writeFile(
    path.join(results, 'nearby.md'),
    `# Who is near, of ${rows.toLocaleString('en')} addresses of one tenant

${date} · ${cores} cores, ${cpu}, ${platform} · Node ${process.versions.node} · PostgreSQL ${version} · load average ${loadavg()[0]!.toFixed(1)}

${lines.join('\n')}

One question after the other, ${options.times} of each, as the server asks it: the statement, its answer and the customers' JSON. Beside it a scan of the tenant's addresses in order of distance, ${options.scans} of each, which reads no customer. Milliseconds are those of a machine with that load: above the number of its cores, believe the CPU. \`npm run bench:nearby -- --rows ${rows}\`
`,
  );
}
