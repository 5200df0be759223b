import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyDatabase } from '../testing/empty-database.ts';
import { formOf } from '../testing/import-file.ts';
import { killCount } from '../testing/kill-count.ts';
import { testApi } from '../testing/test-api.ts';

// Of its own: the processes of this test work off whatever import they find.
let database: Awaited<ReturnType<typeof emptyDatabase>>;
let api: ReturnType<typeof testApi>;
const processes: ChildProcess[] = [];
beforeAll(async () => {
  database = await emptyDatabase();
  api = testApi({ appUrl: database.appUrl });
});
afterAll(async () => {
  for (const each of processes) each.kill('SIGKILL');
  await api.close();
  await database.drop();
});

const start = () => {
  const program = path.join(import.meta.dirname, '../testing/import-process.ts');
  const started = spawn(process.execPath, [program, database.appUrl], { stdio: 'inherit' });
  processes.push(started);
  return started;
};
const kill = async (each: ChildProcess) => {
  each.kill('SIGKILL');
  await once(each, 'exit');
};

const count = 4000;
const file = `name,phone\n${Array.from({ length: count }, (_, n) => `Customer ${n},9${String(n).padStart(7, '0')}`).join('\n')}\n`;

test.each(Array.from({ length: 2 * killCount(1) }, (_, n) => n % 2 === 1))(
  'a process that is killed in the middle leaves no half of anything, and another one goes on; all or nothing: %s',
  async (allOrNothing) => {
    const tenant = await api.tenant();
    const root = '/api/v1/customers/imports';
    const made = await tenant.admin(root, { method: 'POST', rawBody: formOf(file) });
    const read = async () => (await tenant.admin(`${root}/${made.body.id}`)).body;
    const total = async () => (await tenant.viewer('/api/v1/customers/statistics')).body.total;
    const patient = { timeout: 60_000, interval: 10 };

    let working = start();
    await expect.poll(async () => (await read()).counts.rows, patient).toBeGreaterThan(0);
    await kill(working);
    working = start();
    await expect.poll(async () => (await read()).state, patient).toBe('ready');
    expect((await read()).counts).toMatchObject({ rows: count, create: count });

    await tenant.admin(`${root}/${made.body.id}/commit`, { method: 'POST', body: { allOrNothing } });
    await expect.poll(async () => (await read()).progress?.done ?? count, patient).toBeGreaterThan(0);
    await kill(working);
    const { results, state } = await read();
    await expect.poll(total, patient).toBe(results.created);
    // On a machine that is faster than this test it may be over by then.
    if (allOrNothing) expect(results.created).toBe(state === 'done' ? count : 0);

    working = start();
    await expect.poll(async () => (await read()).state, patient).toBe('done');
    await kill(working);
    expect((await read()).results).toEqual({
      created: count,
      updated: 0,
      unchanged: 0,
      skipped: 0,
      rejected: 0,
    });
    expect(await total()).toBe(count);
    const last = await tenant.viewer('/api/v1/customers?sort=-customerNumber&limit=1');
    expect(last.body.data).toMatchObject([{ customerNumber: 'CUST-04000', phone: '+96890003999' }]);
    const next = await tenant.staff('/api/v1/customers', { method: 'POST', body: { type: 'guest' } });
    expect(next.body.customerNumber).toBe('CUST-04001');
  },
  180_000,
);
