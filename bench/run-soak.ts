import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { connect } from '@regulars/database/connect';
import pg from 'pg';
import { openDatabase } from '../server/open-database.ts';
import { readSettings } from '../server/settings.ts';
import { peopleAndTenants, testJwtSecret, testSecret } from '../server/testing/people-and-tenants.ts';
import { type CpuTimes, cpuTimes, statOf } from './cpu-time.ts';
import { fillTenant, sampleCustomers } from './fill.ts';
import type { Load, Round } from './load.ts';
import { type Asked, get, overTheWire } from './questions.ts';
import { startServer } from './start-server.ts';

export interface Soak {
  /** What the server can do a second, measured just before, and what it was asked for. */
  capacity: number;
  perSecond: number;
  /** One part of the time after the other. */
  parts: (Load & { residentMb: number })[];
  errors: number;
  /** Of the server's resident memory in the second half, when it has settled. */
  mbPerHour: number;
  /** CPU ms of a request. */
  cpu: CpuTimes | null;
  postgres: string;
}

/** What is asked at a counter, of a hundred. */
const mix = { search: 60, read: 25, create: 10, change: 5 };
const parts = 12;
const connections = 16;
const customersPath = '/api/v1/customers';

interface Till {
  bearer: string;
  customers: Awaited<ReturnType<typeof sampleCustomers>>;
}

const ask: Record<keyof typeof mix, (till: Till, at: number) => Asked> = {
  search: (till, at) => {
    const { name, phone } = customerOf(till, at);
    // As it is typed: the end of a phone, a whole name, the beginning of one.
    const typed = [phone.slice(-4), name.toLowerCase(), name.slice(0, 4)][at % 3]!;
    return get(as(till), `${customersPath}?search=${encodeURIComponent(typed)}`);
  },
  read: (till, at) => get(as(till), `${customersPath}/${customerOf(till, at).id}`),
  create: (till, at) =>
    json('POST', till, customersPath, { type: 'stub', name: customerOf(till, at).name, phone: '{unique}' }),
  change: (till, at) =>
    json('PATCH', till, `${customersPath}/${customerOf(till, at).id}`, { notes: 'Called at {unique}' }),
};
const as = ({ bearer }: Till) => ({ authorization: `Bearer ${bearer}` });
const customerOf = ({ customers }: Till, at: number) => customers[at % customers.length]!;
const json = (method: Asked['method'], till: Till, place: string, body: object): Asked => ({
  method,
  path: place,
  headers: { ...as(till), 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** The mix, in an order that is the same every time: neighbours are of other tenants, and of other kinds. */
const requestsOf = (tills: Till[], rounds: number) => {
  const kinds = Object.entries(mix).flatMap(([kind, times]) =>
    Array(times).fill(kind),
  ) as (keyof typeof mix)[];
  return Array.from({ length: kinds.length * rounds }, (_, at) =>
    // 37 and 100 have no divisor in common: each hundred has every kind as often as it should.
    overTheWire(ask[kinds[(at * 37) % kinds.length]!](tills[at % tills.length]!, at)),
  );
};

/** @param samples of megabytes, by seconds since the start. @returns the slope of the line through them */
export const slopePerHour = (samples: readonly { at: number; mb: number }[]): number => {
  const mean = (of: (sample: (typeof samples)[number]) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [at, mb] = [mean((sample) => sample.at), mean((sample) => sample.mb)];
  const spread = mean((sample) => (sample.at - at) ** 2);
  return spread === 0 ? 0 : (3600 * mean((sample) => (sample.at - at) * (sample.mb - mb))) / spread;
};

/**
 * Lets the server work for `seconds` at 70 % of what it can do, on a database of its own.
 *
 * @param options.say is told a line after each part
 */
export const runSoak = async (options: {
  seconds: number;
  tenants: number;
  customers: number;
  say: (line: string) => void;
}): Promise<Soak> => {
  await using cleanup = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'regulars-soak-'));
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));
  const opened = await openDatabase(readSettings({ DATA_DIR: folder }));
  cleanup.defer(opened.close);
  const database = connect(opened.appUrl);
  cleanup.defer(database.close);

  const make = peopleAndTenants(database, 'http://localhost');
  const tills: Till[] = [];
  for (let tenant = 0; tenant < options.tenants; tenant += 1) {
    const { id } = await make.createTenant();
    await fillTenant(database, id, options.customers);
    const bearer = await make.token(id, 'staff', { expiresIn: '12h' });
    tills.push({ bearer, customers: await sampleCustomers(database, id, 100) });
  }
  const owner = new pg.Client({ connectionString: opened.ownerUrl! });
  await owner.connect();
  cleanup.defer(() => owner.end());
  await owner.query('vacuum analyze');
  const { rows } = await owner.query(
    "select split_part(current_setting('server_version'), ' ', 1) version, pg_backend_pid() pid",
  );
  const postmaster = (await statOf(rows[0].pid))?.parent ?? 0;

  const server = await startServer({
    DATABASE_URL: opened.appUrl,
    AUTH_SECRET: testSecret,
    AUTH_JWT_SECRET: testJwtSecret,
  });
  cleanup.defer(server.stop);
  const load = fork(path.join(import.meta.dirname, 'load.ts'), ['92000000']);
  cleanup.defer(async () => void load.kill());
  const requests = requestsOf(tills, options.tenants);
  const run = async (seconds: number, pace: Pick<Round, 'perSecond'> = {}) => {
    const round: Round = { port: server.port, connections, seconds, requests, expectedStatus: 2, ...pace };
    load.send(round);
    return ((await once(load, 'message')) as [Load])[0];
  };

  await run(2);
  const most = await run(Math.min(20, Math.max(2, options.seconds / 10)));
  const capacity = most.answers / most.seconds;
  const perSecond = 0.7 * capacity;
  options.say(
    `${Math.round(capacity)} requests a second are the most; now ${Math.round(perSecond)} a second`,
  );

  const samples: { at: number; mb: number }[] = [];
  const start = performance.now();
  const ending = new AbortController();
  const watching = (async () => {
    while (!ending.signal.aborted) {
      const mb = await residentMb(server.pid);
      if (mb !== null) samples.push({ at: (performance.now() - start) / 1000, mb });
      await later(500, undefined, { signal: ending.signal }).catch(() => {});
    }
  })();
  const before = await cpuTimes(server.pid, postmaster);
  const measured: Soak['parts'] = [];
  while (measured.length < parts) {
    const part = await run(options.seconds / parts, { perSecond });
    measured.push({ ...part, residentMb: samples.at(-1)?.mb ?? 0 });
    options.say(
      `${measured.length}/${parts}: ${part.answers} answers, ${part.errors} errors, p99 ${part.p99.toFixed(1)} ms, ${samples.at(-1)?.mb.toFixed(0)} MB`,
    );
    if (part.error) options.say(part.error);
  }
  const after = await cpuTimes(server.pid, postmaster);
  ending.abort();
  await watching;
  const answers = measured.reduce((sum, part) => sum + part.answers, 0);
  return {
    capacity,
    perSecond,
    parts: measured,
    errors: most.errors + measured.reduce((sum, { errors }) => sum + errors, 0),
    mbPerHour: slopePerHour(samples.filter(({ at }) => at > options.seconds / 2)),
    cpu:
      before && after
        ? {
            node: (after.node - before.node) / answers,
            postgres: (after.postgres - before.postgres) / answers,
          }
        : null,
    postgres: rows[0].version,
  };
};

const residentMb = async (pid: number) => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const [, kb] = /VmRSS:\s+(\d+)/.exec(status) ?? [];
  return kb ? Number(kb) / 1024 : null;
};
