import { Refusal } from '../refusal.ts';
import type { Actor } from '../tenancy/actor.ts';
import { networkOf } from './network-of.ts';
import type { ShareCounts } from './share-counts.ts';

/** Requests a minute; 0: as many as come. */
export interface RateLimitSettings {
  /** From one address of the internet, whoever asks. */
  ip: number;
  /** Of one person, API key or token. */
  actor: number;
  /** Of everybody in one business. */
  tenant: number;
}
type Kind = keyof RateLimitSettings;

interface Counter {
  kind: Kind;
  id: string;
  limit: number;
  /** Let through by this process in this minute. */
  here: number;
  /** How many of those the others know of. */
  told: number;
  elsewhere: number;
}

/** What has come from one request so far. */
export interface Spending {
  /** @throws Refusal too_many_requests */
  by(actor: Actor): void;
  /** RateLimit and RateLimit-Policy, draft-ietf-httpapi-ratelimit-headers. */
  headers(): Record<string, string>;
}

const minuteMs = 60_000;
/** Between two times of telling the other processes. */
const shareEveryMs = 1000;
/** What is less than this of a limit is not worth telling: most who ask never cost the database anything. */
const worthTelling = 0.02;
/** Only an attack comes from more; those before it are forgotten. */
const mostCounters = 200_000;

/**
 * Counts requests in memory and lets the processes of the server share what they counted once a second: a request
 * costs three look-ups, and a limit is overrun by what comes within that second. While the database is away each
 * process counts for itself.
 *
 * @param share null: there is no other process
 */
export const rateLimits = (
  settings: RateLimitSettings,
  share: ShareCounts | null,
  failed: (error: unknown) => void,
  now: () => number = Date.now,
) => {
  let minute = 0;
  const counters = { ip: new Map(), actor: new Map(), tenant: new Map() } as Record<
    Kind,
    Map<string, Counter>
  >;
  const toTell = new Set<Counter>();
  let sharing: NodeJS.Timeout | undefined;

  const tell = async () => {
    const told = [...toTell];
    const spent = told.map((counter) => ({
      subject: `${counter.kind} ${counter.id}`,
      requests: counter.here - counter.told,
    }));
    toTell.clear();
    for (const counter of told) counter.told = counter.here;
    const minuteThen = minute;
    const totals = await share!(minuteThen, spent);
    for (const [at, total] of totals.entries()) {
      // Whose clock is behind counts by itself.
      if (total.minute === minuteThen) told[at]!.elsewhere = Math.max(0, total.requests - told[at]!.told);
    }
  };

  const tellSoon = () => {
    if (!share || sharing) return;
    sharing = setTimeout(() => {
      sharing = undefined;
      tell().catch(failed);
    }, shareEveryMs).unref();
  };

  const counterOf = (kind: Kind, id: string): Counter => {
    const present = Math.floor(now() / minuteMs);
    if (present !== minute) {
      minute = present;
      for (const map of Object.values(counters)) map.clear();
      toTell.clear();
    }
    const map = counters[kind];
    let counter = map.get(id);
    if (!counter) {
      if (map.size >= mostCounters) map.clear();
      counter = { kind, id, limit: settings[kind], here: 0, told: 0, elsewhere: 0 };
      map.set(id, counter);
    }
    return counter;
  };

  const secondsLeft = () => Math.ceil((minuteMs - (now() % minuteMs)) / 1000);
  const remaining = ({ limit, here, elsewhere }: Counter) => Math.max(0, limit - here - elsewhere);

  const headersOf = (spent: Counter[]): Record<string, string> => {
    if (spent.length === 0) return {};
    // The one that is used up first.
    const nearest = spent.reduce((one, other) => (remaining(other) < remaining(one) ? other : one));
    return {
      'ratelimit-policy': spent.map(({ kind, limit }) => `"${kind}";q=${limit};w=60`).join(', '),
      ratelimit: `"${nearest.kind}";r=${remaining(nearest)};t=${secondsLeft()}`,
    };
  };

  const take = (kind: Kind, id: string, spent: Counter[]) => {
    if (settings[kind] === 0) return;
    const counter = counterOf(kind, id);
    spent.push(counter);
    if (remaining(counter) === 0) {
      throw new Refusal('too_many_requests', {
        detail: `There may be ${counter.limit} a minute from one ${kind}.`,
        headers: { ...headersOf(spent), 'retry-after': String(secondsLeft()) },
      });
    }
    counter.here += 1;
    if (counter.here - counter.told >= counter.limit * worthTelling) {
      toTell.add(counter);
      tellSoon();
    }
  };

  return {
    /** A request is here, and nobody knows yet whose. @throws Refusal too_many_requests */
    from: (ip: string): Spending => {
      const spent: Counter[] = [];
      // Who asks on this machine is a proxy that nobody told us of, and with it everybody behind it.
      if (!isLoopback(ip)) take('ip', networkOf(ip), spent);
      return {
        by: ({ id, tenantId }) => {
          take('actor', `${tenantId} ${id}`, spent);
          take('tenant', tenantId, spent);
        },
        headers: () => headersOf(spent),
      };
    },
  };
};
export type RateLimits = ReturnType<typeof rateLimits>;

const isLoopback = (ip: string) => ip.startsWith('127.') || ip === '::1';
