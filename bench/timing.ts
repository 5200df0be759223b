import path from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { createApp } from '../server/app.ts';
import { testAppSettings } from '../server/testing/app-settings.ts';
import { peopleAndTenants } from '../server/testing/people-and-tenants.ts';
import { openBenchDatabase } from './open-bench-database.ts';
import { median } from './quantile.ts';

/**
 * `npm run bench:timing`: does the time of an answer tell whether a phone is known? Asks for codes and tries wrong ones,
 * for phones of customers and of nobody in turn, and prints both medians and their ratio.
 */
const { values: options } = parseArgs({ options: { times: { type: 'string', default: '400' } } });
const times = Number(options.times);
const origin = 'http://localhost';
const most = '100000';

const say = (line: string) => process.stdout.write(`${line}\n`);

await using bench = await openBenchDatabase();
const { folder, database } = bench;
const settings = testAppSettings(origin, null, path.join(folder, 'outbox.jsonl'), {
  OTP_ACTOR_PER_HOUR: most,
  OTP_TENANT_PER_DAY: most,
  OTP_COUNTRY_PER_DAY: most,
});
const { app } = createApp(database, settings, pino({ level: 'error' }));
const { createTenant, token } = peopleAndTenants(database, origin);
const { id } = await createTenant();
const authorization = `Bearer ${await token(id, 'staff')}`;
/** @returns ms */
const ask = async (operation: string, body: object, expected: readonly number[]) => {
  const request = new Request(`${origin}/api/v1/customers${operation}`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const start = performance.now();
  const response = await app.fetch(request);
  const text = await response.text();
  if (!expected.includes(response.status)) throw new Error(text);
  return performance.now() - start;
};

const phones = (first: string) =>
  Array.from({ length: times }, (_, n) => `+9689${first}${String(n).padStart(6, '0')}`);
const [known, unknown] = [phones('1'), phones('2')];
for (const phone of known) await ask('', { type: 'stub', name: 'Sara', phone }, [201]);
// What the first requests pay for is nobody's secret.
for (const phone of phones('3').slice(0, 40)) {
  await ask('/send-otp', { phone, purpose: 'verification' }, [200]);
}

for (const [operation, more, expected] of [
  ['/send-otp', {}, [200]],
  ['/verify-otp', { code: 'x' }, [422]],
] as const) {
  const taken = { known: [] as number[], unknown: [] as number[] };
  for (let n = 0; n < times; n += 1) {
    // In turn, and each of both first as often, so that what drifts meets both.
    for (const kind of n % 2 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)) {
      const phone = (kind === 'known' ? known : unknown)[n]!;
      taken[kind].push(await ask(operation, { phone, purpose: 'verification', ...more }, expected));
    }
  }
  const [a, b] = [median(taken.known), median(taken.unknown)];
  say(
    `${operation}: known ${a.toFixed(2)} ms, unknown ${b.toFixed(2)} ms, ratio ${(a / b).toFixed(3)} (medians of ${times} each, in turn)`,
  );
}
