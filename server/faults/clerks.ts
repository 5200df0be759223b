import { setTimeout as later } from 'node:timers/promises';
import { expect } from 'vitest';

/** Longer than anybody waits: by then a request hangs. */
const hangsMs = 30_000;

/**
 * Clerks who add customers without a rest. What was not acknowledged they send again, with the same Idempotency-Key,
 * until it is.
 */
export const clerksAt = (url: string, headers: Record<string, string>) => {
  const address = `${url}/api/v1/customers`;
  const acknowledged: string[] = [];
  const answers: Record<string, number> = {};
  let stopping = false;
  let longestMs = 0;
  let outageMs = 0;
  let lastAt = performance.now();

  const guest = JSON.stringify({ type: 'guest', notes: 'x'.repeat(500) });
  const send = async (key: string, body = guest) => {
    const sentAt = performance.now();
    const answer = await fetch(address, {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': key },
      body,
      signal: AbortSignal.timeout(hangsMs),
    });
    const told = (await answer.json()) as { code?: string; customerNumber?: string };
    const now = performance.now();
    longestMs = Math.max(longestMs, now - sentAt);
    const name = told.code ? `${answer.status} ${told.code}` : String(answer.status);
    answers[name] = (answers[name] ?? 0) + 1;
    if (!told.customerNumber) return false;
    outageMs = Math.max(outageMs, now - lastAt);
    lastAt = now;
    acknowledged.push(told.customerNumber);
    return true;
  };
  const atWork = Array.from({ length: 6 }, async () => {
    while (!stopping) {
      const key = crypto.randomUUID();
      while (!(await send(key))) await later(100);
    }
  });
  // Told of by `stop`.
  for (const clerk of atWork) clerk.catch(() => {});

  const untilMore = async (more: number) => {
    const wanted = acknowledged.length + more;
    await expect.poll(() => acknowledged.length, { timeout: 240_000 }).toBeGreaterThanOrEqual(wanted);
  };

  return {
    /** How often which answer came. */
    answers,
    untilMore,
    /** One more, with this body. */
    add: async (body: string) => {
      const key = crypto.randomUUID();
      while (!(await send(key, body))) await later(100);
    },
    /** Lets each be acknowledged what is under way, and holds what there is against what was acknowledged. */
    stop: async () => {
      stopping = true;
      await Promise.all(atWork);
      const there: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const list = await fetch(`${address}?sort=createdAt&limit=100${cursor && `&cursor=${cursor}`}`, {
          headers,
        });
        const { data, page } = (await list.json()) as {
          data: { customerNumber: string }[];
          page: { nextCursor: string | null };
        };
        there.push(...data.map(({ customerNumber }) => customerNumber));
        cursor = page.nextCursor;
      }
      // Nothing is lost, nothing is there twice, and no number was left out.
      expect(there.sort()).toEqual(acknowledged.sort());
      expect(there).toEqual(there.map((_, n) => `CUST-${String(n + 1).padStart(5, '0')}`));
      const figures = { acknowledged: there.length, answers, outageMs, longestMs };
      process.stdout.write(
        `${JSON.stringify(figures, (_, value) => (typeof value === 'number' ? Math.round(value) : value))}\n`,
      );
    },
  };
};

/** What `/readyz` says. */
export const readyAt = async (url: string): Promise<unknown> =>
  (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(hangsMs) })).json();
