import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import path from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { CustomerImport } from '@regulars/contract/import';
import { peopleAndTenants } from '../server/testing/people-and-tenants.ts';
import { cpuTimes } from './cpu-time.ts';
import { openBenchDatabase } from './open-bench-database.ts';
import { rawInsert } from './raw-insert.ts';
import { machine } from './report.ts';
import { type RunningServer, startServer } from './start-server.ts';

/**
 * `npm run bench:transfer`: a million customers out and a hundred thousand in, through HTTP, with the server's memory
 * and what another request waits meanwhile.
 */
const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    import: { type: 'string', default: '100000' },
    /** Keeps the database there, and finds it again. */
    data: { type: 'string' },
    /** A tenant in that folder: a dry run for it, and nothing else, is measured and printed. */
    into: { type: 'string' },
    /** Only prints. */
    quiet: { type: 'boolean', default: false },
  },
});
const rows = Number(options.rows);
const imported = Number(options.import);
const customers = '/api/v1/customers';
const say = (line: string) => process.stdout.write(`${line}\n`);

await using cleanup = new AsyncDisposableStack();
const { serverSettings, database, owner, version, postmaster } = cleanup.use(
  await openBenchDatabase(options.data),
);
const make = peopleAndTenants(database, 'http://localhost');

/** Nothing that triggers keep is exported, so they are left out. */
const fill = async (): Promise<string> => {
  const known = await owner.query(
    'select tenant_org_id as id from org_customers_mst where customer_number_int = $1 limit 1',
    [rows],
  );
  if (known.rows[0]) return known.rows[0].id;
  const { id } = await make.createTenant();
  await owner.query('set session_replication_role = replica');
  for (let from = 1; from <= rows; from += 20_000) {
    await owner.query(
      `insert into org_customers_mst (tenant_org_id, customer_number, customer_number_int, profile_status, name, name2,
          phone, email, notes, created_at, total_orders, total_spent, loyalty_points, last_order_at)
        select $1, 'CUST-' || lpad(n::text, greatest(5, length(n::text)), '0'), n, 'stub',
          (array['Mohammed', 'Sara', 'Fatima', 'Ahmed'])[1 + n % 4] || ' Al ' || initcap(md5((n % 8000)::text)),
          'محمد البلوشي ' || n, '+9689' || lpad(n::text, 7, '0'), 'customer' || n || '@example.com', 'Prefers the evening',
          now() - interval '1 second' * ($3::int - n), n % 20, n % 1000, n % 500, now()
        from generate_series($2::int, least($2::int + 19999, $3::int)) n`,
      [id, from, rows],
    );
  }
  await owner.query('set session_replication_role = origin');
  await owner.query('vacuum analyze org_customers_mst');
  return id;
};

const tenantId = options.into ?? (await fill());
const server = await startServer(serverSettings);
cleanup.defer(server.stop);
const url = `http://127.0.0.1:${server.port}`;

const residentMb = async ({ pid }: RunningServer) =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))![1]) / 1024);

interface Measured {
  what: string;
  rows: number;
  seconds: number;
  nodeCpu: number;
  postgresCpu: number;
  memoryBefore: number;
  memoryMost: number;
  healthMost: number;
}

const measure = async (what: string, count: number, work: () => Promise<void>): Promise<Measured> => {
  const memoryBefore = await residentMb(server);
  let memoryMost = memoryBefore;
  let healthMost = 0;
  let over = false;
  const watching = (async () => {
    while (!over) {
      const start = performance.now();
      await (await fetch(`${url}/healthz`)).text();
      healthMost = Math.max(healthMost, performance.now() - start);
      memoryMost = Math.max(memoryMost, await residentMb(server));
      await later(50);
    }
  })();
  const before = await cpuTimes(server.pid, postmaster);
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  const after = await cpuTimes(server.pid, postmaster);
  over = true;
  await watching;
  const measured = {
    what,
    rows: count,
    seconds,
    nodeCpu: (after!.node - before!.node) / 1000,
    postgresCpu: (after!.postgres - before!.postgres) / 1000,
    memoryBefore,
    memoryMost,
    healthMost,
  };
  say(rowOf(measured));
  return measured;
};

const heading = `| | rows | seconds | rows/s | CPU s server | CPU s PostgreSQL | memory before, MB | at most | /healthz at most, ms |
|:--|--:|--:|--:|--:|--:|--:|--:|--:|`;
const rowOf = (m: Measured) =>
  `| ${m.what} | ${m.rows} | ${m.seconds.toFixed(1)} | ${Math.round(m.rows / m.seconds)} | ${m.nodeCpu.toFixed(1)} | ${m.postgresCpu.toFixed(1)} | ${m.memoryBefore} | ${m.memoryMost} | ${m.healthMost.toFixed(0)} |`;

const asAdmin = async (id: string) => ({
  authorization: `Bearer ${await make.token(id, 'admin', { expiresIn: '12h' })}`,
});

const download = async (format: string) => {
  const response = await fetch(`${url}${customers}/export?format=${format}`, {
    headers: await asAdmin(tenantId),
  });
  if (!response.ok) throw new Error(await response.text());
  for await (const _ of response.body!);
};

const names = 'Mohammed Sara Fatima Ahmed Noor Khalid Huda Omar'.split(' ');
const syllables = 'ba dul far hat jab kir lam mun nas qat rif sar taz waz yad zam bal har saw hin'.split(' ');
const listOf = (count: number) => {
  const lines = ['name,name2,phone,email,notes'];
  for (let n = 0; n < count; n += 1) {
    // As names are spread: the square of a share makes a few of them common.
    const family = Math.floor((((n * 7919) % 10_007) / 10_007) ** 2 * 8000);
    const last = [family, Math.floor(family / 20), Math.floor(family / 400)]
      .map((at) => syllables[at % 20])
      .join('');
    lines.push(
      `${names[n % 8]} Al ${last},محمد البلوشي,+9689${String(n).padStart(7, '0')},${last}${n}@example.com,Likes tea`,
    );
  }
  return lines.join('\r\n');
};

const bring = async (id: string, isRehearsal = false): Promise<Measured[]> => {
  const headers = await asAdmin(id);
  const call = async (place: string, init: RequestInit = {}): Promise<CustomerImport> => {
    const response = await fetch(`${url}${customers}/imports${place}`, { headers, ...init });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as CustomerImport;
  };
  const until = async (place: string, state: string) => {
    for (let now = await call(place); now.state !== state; now = await call(place)) {
      if (now.state === 'failed') throw new Error(JSON.stringify(now.failure));
      await later(100);
    }
  };
  const form = new FormData();
  form.set('file', new Blob([listOf(imported)]), 'list.csv');
  let place = '';
  const dryRun = await measure('upload and dry run, with matching and duplicates', imported, async () => {
    place = `/${(await call('', { method: 'POST', body: form })).id}`;
    await until(place, 'ready');
  });
  if (isRehearsal) return [dryRun];
  const json = { ...headers, 'content-type': 'application/json' };
  const write = await measure('commit', imported, async () => {
    await call(`${place}/commit`, { method: 'POST', body: '{"duplicates":"create"}', headers: json });
    await until(place, 'done');
  });
  const compare = await measure('comparing them with each other, behind it', imported, async () => {
    const queued = `select exists (select from org_duplicate_queue where tenant_org_id = $1) as waiting`;
    while ((await owner.query(queued, [id])).rows[0].waiting) await later(100);
  });
  const raw = await measure('the same rows by bare INSERTs', imported, await rawInsert(owner, id));
  return [dryRun, write, compare, raw];
};

const whole = async () => {
  const measured = [
    await measure('export CSV', rows, () => download('csv')),
    await measure('export JSON', rows, () => download('json')),
    await measure('export XLSX', rows, () => download('xlsx')),
    ...(await bring((await make.createTenant()).id)),
  ];
  const [write, raw] = [measured.at(-3)!, measured.at(-1)!];
  const { cores, cpu, platform } = machine();
  const report = `# Customers out and in

${new Date().toISOString()} · ${cores} cores, ${cpu}, ${platform} · Node ${process.versions.node} · PostgreSQL ${version} · load average ${loadavg()[0]!.toFixed(1)}

${heading}
${measured.map(rowOf).join('\n')}

Of the CPU that PostgreSQL takes for the commit, ${((100 * raw.postgresCpu) / write.postgresCpu).toFixed(0)} % is what it takes for bare INSERTs of the same rows, in the same batches, into tables with the same indexes and nothing else: no triggers, constraints or policies, nothing generated. That alone is ${Math.round(imported / raw.postgresCpu)} rows a second and core; with all of it it is ${Math.round(imported / write.postgresCpu)}.

Through HTTP, one after the other. Memory is all that the server's process has resident, its threads included. \`/healthz\` is asked twenty times a second meanwhile, and takes its share of the machine like everything here. Above a load of the number of cores, believe the CPU. \`npm run bench:transfer -- --rows ${rows} --import ${imported}\`
`;
  if (!options.quiet) {
    await mkdir(path.join(import.meta.dirname, 'results'), { recursive: true });
    await writeFile(path.join(import.meta.dirname, 'results/transfer.md'), report);
  }
};

say(heading);
await (options.into ? bring(options.into, true) : whole());
