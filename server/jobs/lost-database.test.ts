import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMatching } from '../duplicates/start-matching.ts';
import { startImporting } from '../imports/start-importing.ts';
import { asOwner } from '../testing/as-owner.ts';
import { cuttableLink } from '../testing/cuttable-link.ts';
import { emptyDatabase } from '../testing/empty-database.ts';
import { formOf } from '../testing/import-file.ts';
import { testApi } from '../testing/test-api.ts';
import { runJobs } from './run-jobs.ts';

const patient = { timeout: 60_000, interval: 50 };

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let link: Awaited<ReturnType<typeof cuttableLink>>;
beforeAll(async () => {
  database = await emptyDatabase();
  link = await cuttableLink(database.appUrl);
});
afterAll(async () => {
  await link.cut();
  await database.drop();
});

test('whatever works beside the requests goes on by itself after the database was lost, cut off or silent', async () => {
  const told: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => told.push(JSON.parse(line).msg) });
  const ran: string[] = [];
  const jobs = await runJobs(
    link.url,
    // Only when it is told to: the clock would add to the count.
    [{ name: 'count', cron: '0 0 1 1 *', run: async () => void ran.push('count') }],
    log,
  );
  const stops = [jobs.stop, startMatching(link.url, true, log), startImporting(link.url, true, log)];
  const api = testApi({ appUrl: database.appUrl });
  const { staff, admin, viewer } = await api.tenant();
  const imports = '/api/v1/customers/imports';

  const allIsDone = async (round: number) => {
    for (let n = 0; n < 2; n += 1) {
      await staff('/api/v1/customers', {
        method: 'POST',
        body: { type: 'guest', name: 'Sara Al Balushi', email: `sara${round}@example.com` },
      });
    }
    const { body: made } = await admin(imports, { method: 'POST', rawBody: formOf('name\nHuda\n') });
    await asOwner(`insert into regulars_jobs.job (name, data) values ('count', '{}')`, [], database.ownerUrl);
    const pairs = async () => (await viewer('/api/v1/customers/duplicates')).body.page.total;
    await expect.poll(pairs, patient).toBeGreaterThanOrEqual(round);
    await expect.poll(async () => (await admin(`${imports}/${made.id}`)).body.state, patient).toBe('ready');
    await expect.poll(() => ran.length, patient).toBe(round);
  };
  const isTold = (...names: string[]) =>
    expect.poll(() => names.filter((name) => !told.includes(name)), patient).toEqual([]);

  await allIsDone(1);
  await link.cut();
  await isTold('duplicates', 'imports', 'jobs');
  await link.mend();
  await allIsDone(2);
  told.length = 0;
  link.silence();
  await isTold('duplicates', 'imports', 'jobs');
  await link.mend();
  await allIsDone(3);

  await Promise.all(stops.map((stop) => stop()));
  await api.close();
}, 180_000);
