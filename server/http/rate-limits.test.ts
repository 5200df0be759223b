import { connect } from '@regulars/database/connect';
import { afterAll, afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { type Ask, testApi } from '../testing/test-api.ts';
import { rateLimits } from './rate-limits.ts';
import { forgetCounts, shareCounts } from './share-counts.ts';

// In one minute that does not end, whichever it is.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Math.floor(Date.now() / 60_000) * 60_000 + 20_000 });
});
afterEach(() => void vi.useRealTimers());

const customers = '/api/v1/customers';
const apis: ReturnType<typeof testApi>[] = [];
const limited = (environment: Record<string, string>) => {
  const api = testApi({ environment });
  apis.push(api);
  return api;
};
afterAll(async () => {
  for (const api of apis) await api.close();
});

const statuses = async (count: number, ask: () => ReturnType<Ask>) => {
  const answers = await Promise.all(Array.from({ length: count }, ask));
  return {
    served: answers.filter(({ status }) => status === 200).length,
    refused: answers.filter(({ status }) => status === 429).length,
    last: answers.find(({ status }) => status === 429)!,
  };
};

describe('of many requests at once', () => {
  test('of one caller as many as may be are served, and the others told when to come again', async () => {
    const { tenant } = limited({ RATE_LIMIT_ACTOR: '7' });
    const { staff, viewer } = await tenant();
    const { served, refused, last } = await statuses(20, () => staff(customers));
    expect([served, refused]).toEqual([7, 13]);
    expect(last.body).toMatchObject({
      code: 'too_many_requests',
      detail: 'There may be 7 a minute from one actor.',
    });
    expect(last.headers.get('retry-after')).toBe('40');
    expect(last.headers.get('ratelimit')).toBe('"actor";r=0;t=40');
    // Somebody else of the same business is not in the way.
    expect((await viewer(customers)).status).toBe(200);
  });

  test('of one business as many as may be are served, whoever asks; another business is not in the way', async () => {
    const { tenant } = limited({ RATE_LIMIT_TENANT: '6' });
    const [here, there] = [await tenant(), await tenant()];
    let turn = 0;
    const both = await statuses(20, () => [here.staff, here.viewer][turn++ % 2]!(customers));
    expect([both.served, both.refused]).toEqual([6, 14]);
    expect((await there.staff(customers)).status).toBe(200);
  });

  test('from one address as many as may be are looked at, also of nobody who guesses keys', async () => {
    const { tenant, withHeaders } = limited({ RATE_LIMIT_IP: '5' });
    const { staff } = await tenant();
    const guess = withHeaders({ authorization: `Bearer rgl_${'A'.repeat(86)}` });
    for (let n = 0; n < 5; n += 1) {
      expect((await guess(customers, { peer: '192.0.2.1' })).status).toBe(401);
    }
    expect((await guess(customers, { peer: '192.0.2.1' })).status).toBe(429);
    expect((await staff(customers, { peer: '192.0.2.1' })).status).toBe(429);
    expect((await staff(customers, { peer: '192.0.2.2' })).status).toBe(200);
  });

  test('addresses of one network of IPv6 are one; this machine itself has no limit', async () => {
    const { tenant } = limited({ RATE_LIMIT_IP: '5' });
    const { staff } = await tenant();
    const from = (peer: string) => staff(customers, { peer }).then(({ status }) => status);
    for (let n = 1; n <= 5; n += 1) expect(await from(`2001:db8::${n}:1`)).toBe(200);
    expect(await from('2001:db8:0:0:ffff::1')).toBe(429);
    expect(await from('2001:db8:0:1::1')).toBe(200);
    for (const loopback of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
      expect((await statuses(6, () => staff(customers, { peer: loopback }))).refused).toBe(0);
    }
  });
});

test('every answer tells what may be asked and what is left, be it a problem or not', async () => {
  const { tenant } = limited({ RATE_LIMIT_IP: '100', RATE_LIMIT_ACTOR: '50', RATE_LIMIT_TENANT: '200' });
  const { staff, viewer } = await tenant();
  const policy = '"ip";q=100;w=60, "actor";q=50;w=60, "tenant";q=200;w=60';
  for (const [n, answer] of [
    await staff(customers),
    await staff(`${customers}/${crypto.randomUUID()}`),
    await staff(customers, { method: 'POST', body: { type: 'none' } }),
  ].entries()) {
    expect(answer.headers.get('ratelimit-policy')).toBe(policy);
    expect(answer.headers.get('ratelimit')).toBe(`"actor";r=${49 - n};t=40`);
  }
  expect((await viewer(customers)).headers.get('ratelimit')).toBe('"actor";r=49;t=40');
});

test('where the limits are off nobody is counted', async () => {
  const off = { RATE_LIMIT_IP: '0', RATE_LIMIT_ACTOR: '0', RATE_LIMIT_TENANT: '0' };
  const { staff } = await limited(off).tenant();
  const { headers } = await staff(customers);
  expect([headers.get('ratelimit'), headers.get('ratelimit-policy')]).toEqual([null, null]);
});

describe('several processes', () => {
  const settings = { ip: 0, actor: 40, tenant: 0 };
  const actorOf = (id: string) => ({ id, tenantId: crypto.randomUUID() }) as never;
  const mayAsk = (limits: ReturnType<typeof rateLimits>, actor: never) => {
    try {
      limits.from('unknown').by(actor);
      return true;
    } catch {
      return false;
    }
  };

  test('count together within seconds', async () => {
    const database = connect(inject('appUrl'));
    const failures: unknown[] = [];
    const processes = Array.from({ length: 3 }, () =>
      rateLimits(settings, shareCounts(database), (error) => failures.push(error)),
    );
    const actor = actorOf('till');
    let served = 0;
    await expect
      .poll(
        () => {
          const answers = processes.map((limits) => mayAsk(limits, actor));
          served += answers.filter(Boolean).length;
          return answers.every((each) => !each);
        },
        { timeout: 30_000, interval: 150 },
      )
      .toBe(true);
    // Less than three times forty: each heard of the others.
    expect(served).toBeGreaterThanOrEqual(40);
    expect(served).toBeLessThan(80);
    expect(failures).toEqual([]);
    const kept = async () =>
      (await asOwner(`select requests from sys_request_counts where subject like 'actor % till'`))[0]!
        .requests;
    await expect.poll(kept, { timeout: 20_000 }).toBe(served);
    await database.close();
  });

  test('go on by themselves while they cannot tell each other', async () => {
    const failures: unknown[] = [];
    const alone = rateLimits(
      settings,
      () => Promise.reject(new Error('away')),
      (error) => failures.push(error),
    );
    const actor = actorOf('till');
    const answers = Array.from({ length: 60 }, () => mayAsk(alone, actor));
    expect(answers.filter(Boolean)).toHaveLength(40);
    await expect.poll(() => failures.length, { timeout: 20_000 }).toBe(1);
    expect(mayAsk(alone, actor)).toBe(false);
  });

  test('begin anew with the minute', () => {
    let now = 60_000 * 1000;
    const limits = rateLimits(
      settings,
      null,
      () => {},
      () => now,
    );
    const actor = actorOf('till');
    const round = () => Array.from({ length: 60 }, () => mayAsk(limits, actor)).filter(Boolean).length;
    expect([round(), round()]).toEqual([40, 0]);
    now += 59_999;
    expect(round()).toBe(0);
    now += 1;
    expect(round()).toBe(40);
  });

  test('tell the database nothing of who asks little, and what they told is forgotten after an hour', async () => {
    const told: string[] = [];
    const limits = rateLimits(
      { ...settings, actor: 1000 },
      async (_, spent) => {
        told.push(...spent.map(({ subject, requests }) => `${subject.split(' ')[2]} ${requests}`));
        return spent.map(() => ({ requests: 0, minute: 0 }));
      },
      () => {},
    );
    for (let n = 0; n < 19; n += 1) mayAsk(limits, actorOf(`little${n}`));
    const much = actorOf('much');
    for (let n = 0; n < 25; n += 1) mayAsk(limits, much);
    await expect.poll(() => told, { timeout: 20_000 }).toEqual(['much 25']);

    const database = connect(inject('appUrl'));
    const minute = Math.floor(Date.now() / 60_000);
    await shareCounts(database)(minute - 62, [{ subject: 'an hour ago', requests: 1 }]);
    await shareCounts(database)(minute, [{ subject: 'now', requests: 1 }]);
    await forgetCounts(database);
    const kept = await asOwner(
      `select subject from sys_request_counts where subject in ('an hour ago', 'now')`,
    );
    expect(kept).toEqual([{ subject: 'now' }]);
    await database.close();
  });
});
