import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { peopleAndTenants } from '../server/testing/people-and-tenants.ts';
import { type CpuTimes, cpuTimes } from './cpu-time.ts';
import { fillTenant, sampleCustomers } from './fill.ts';
import type { Load, Round } from './load.ts';
import { heapsOf, postgresMemory, residentMemory } from './memory-of.ts';
import { openBenchDatabase } from './open-bench-database.ts';
import { type Asked, get, overTheWire } from './questions.ts';
import { startServer } from './start-server.ts';

export interface Soak {
  /** What the server can do a second, measured just before, and what it was asked for. */
  capacity: number;
  perSecond: number;
  /** One part of the time after the other. */
  parts: Part[];
  errors: number;
  /** By how much each has risen in the second half, when the server has settled. */
  rise: Part['memory'];
  /** CPU ms of a request. */
  cpu: CpuTimes | null;
  postgres: string;
}

type Part = Load & {
  /** Megabytes. Of the server what it occupied on average; the others at the end, its garbage cleared away. */
  memory: Record<'resident' | 'requests' | 'threads' | 'postgres', number>;
};

/**
 * Memory is flat where nothing rises by more in the second half. What is in use tells a leak, in the second half of an
 * hour at 100 requests a second one of 100 bytes a request. What is occupied goes up and down with its garbage, and a
 * machine that is busy for a while brings the other ten of a dozen connections along.
 */
export const mostRise: Part['memory'] = { resident: 48, requests: 16, threads: 16, postgres: 96 };

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

export const isFlat = (rise: Part['memory']): boolean =>
  Object.values(ofMemory((kind) => rise[kind] <= mostRise[kind])).every(Boolean);

/** @returns by how much the line through the second half of the values rises from its beginning to its end */
export const riseInSecondHalf = (values: readonly number[]): number => {
  const half = values.slice(Math.floor(values.length / 2));
  const middle = (half.length - 1) / 2;
  const spread = half.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
  const slope = half.reduce((sum, value, at) => sum + (at - middle) * value, 0) / spread;
  return spread === 0 ? 0 : slope * (half.length - 1);
};

/** For each kind of memory. */
const ofMemory = <T>(what: (kind: keyof Part['memory']) => T) => ({
  resident: what('resident'),
  requests: what('requests'),
  threads: what('threads'),
  postgres: what('postgres'),
});

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
  const { serverSettings, database, owner, version, postmaster } = cleanup.use(await openBenchDatabase());

  const make = peopleAndTenants(database, 'http://localhost');
  const tills: Till[] = [];
  for (let tenant = 0; tenant < options.tenants; tenant += 1) {
    const { id } = await make.createTenant();
    await fillTenant(database, id, options.customers);
    const bearer = await make.token(id, 'staff', { expiresIn: '12h' });
    tills.push({ bearer, customers: await sampleCustomers(database, id, 100) });
  }
  await owner.query('vacuum analyze');

  const server = await startServer(
    {
      ...serverSettings,
      // Nobody meets them, but everybody is counted, as in production.
      RATE_LIMIT_ACTOR: '1000000',
      RATE_LIMIT_TENANT: '1000000',
    },
    ['--expose-gc', '--import', path.join(import.meta.dirname, 'tell-heaps.ts')],
  );
  cleanup.defer(server.stop);
  const counters = fork(path.join(import.meta.dirname, 'load.ts'), ['92000000']);
  cleanup.defer(async () => void counters.kill());
  const requests = requestsOf(tills, options.tenants);
  const run = async (seconds: number, pace: Pick<Round, 'perSecond'> = {}) => {
    const round: Round = { port: server.port, connections, seconds, requests, expectedStatus: 2, ...pace };
    counters.send(round);
    return ((await once(counters, 'message')) as [Load])[0];
  };

  // The many who came at once are no traffic of a counter, and fill memory of their own.
  const waiting = async () =>
    (await owner.query('select count(*)::int waiting from org_duplicate_queue')).rows[0].waiting;
  options.say(`${await waiting()} customers are compared with each other first`);
  while ((await waiting()) > 0) await later(1000);
  await run(2);
  const most = await run(Math.min(20, Math.max(2, options.seconds / 10)));
  const capacity = most.answers / most.seconds;
  const perSecond = 0.7 * capacity;
  options.say(
    `${Math.round(capacity)} requests a second are the most; now ${Math.round(perSecond)} a second`,
  );

  const before = await cpuTimes(server.pid, postmaster);
  const measured: Part[] = [];
  while (measured.length < parts) {
    const readings: number[] = [];
    const part = { isOver: false };
    const reading = (async () => {
      while (!part.isOver) {
        readings.push((await residentMemory(server)) ?? 0);
        await later(500);
      }
    })();
    const load = await run(options.seconds / parts, { perSecond });
    part.isOver = true;
    await reading;
    const memory = {
      resident: readings.reduce((sum, one) => sum + one, 0) / readings.length,
      ...(await heapsOf(server)),
      postgres: await postgresMemory(postmaster),
    };
    measured.push({ ...load, memory });
    options.say(
      `${measured.length}/${parts}: ${load.answers} answers, ${load.errors} errors, p99 ${load.p99.toFixed(1)} ms, ${describe(memory)}`,
    );
    if (load.error) options.say(load.error);
  }
  const after = await cpuTimes(server.pid, postmaster);
  const answers = measured.reduce((sum, part) => sum + part.answers, 0);
  return {
    capacity,
    perSecond,
    parts: measured,
    errors: most.errors + measured.reduce((sum, { errors }) => sum + errors, 0),
    rise: ofMemory((kind) => riseInSecondHalf(measured.map(({ memory }) => memory[kind]))),
    cpu:
      before && after
        ? {
            node: (after.node - before.node) / answers,
            postgres: (after.postgres - before.postgres) / answers,
          }
        : null,
    postgres: version,
  };
};

const describe = ({ resident, requests, threads, postgres }: Part['memory']) =>
  `${resident.toFixed(0)} MB (in use ${requests.toFixed(1)} + ${threads.toFixed(1)}), PostgreSQL ${postgres.toFixed(0)} MB`;
