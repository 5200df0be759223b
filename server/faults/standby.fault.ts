import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { migrate } from '@regulars/database/migrate';
import {
  bundled,
  oldest,
  startCluster,
  type ThrowawayCluster,
} from '@regulars/database/testing/throwaway-cluster';
import pg from 'pg';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { cuttableLink } from '../testing/cuttable-link.ts';
import { AUTH_JWT_SECRET, headersIn, startServer, stopAll } from '../testing/launch.ts';
import { clerksAt, readyAt } from './clerks.ts';

const clusters: ThrowawayCluster[] = [];
beforeAll(() =>
  promisify(execFile)(process.execPath, [path.join(import.meta.dirname, '../../admin/build.ts')]),
);
afterEach(async () => {
  await stopAll();
  await Promise.all(clusters.splice(0).map((cluster) => cluster.stop()));
});

const asOwner = async (cluster: ThrowawayCluster, text: string) => {
  const client = new pg.Client({ connectionString: cluster.url('postgres') });
  await client.connect();
  const { rows } = await client.query(text);
  await client.end();
  return rows;
};

test.for([bundled, oldest])(
  'the primary loses power and a synchronous standby takes over: nothing acknowledged is lost, no number twice or left out, no new start ($title)',
  async (programs, { skip }) => {
    if (!programs.installed) skip(`${programs.title} is not installed`);
    if (process.platform !== 'linux') skip('the processes of a server are found by /proc');
    const primary = await startCluster(programs, { settings: ['synchronous_standby_names=standby'] });
    clusters.push(primary);
    // There is no standby to wait for yet.
    await migrate(`${primary.url('postgres')}?options=-c%20synchronous_commit%3Dlocal`);
    const standby = await startCluster(programs, { standbyOf: primary });
    clusters.push(standby);
    const streaming = `select sync_state from pg_stat_replication where application_name = 'standby'`;
    await expect
      .poll(() => asOwner(primary, streaming), { timeout: 60_000 })
      .toEqual([{ sync_state: 'sync' }]);

    const link = await cuttableLink(primary.url('regulars_app'));
    const environment = { DATABASE_URL: link.url, AUTH_JWT_SECRET, AUTH_SECRET: AUTH_JWT_SECRET };
    const headers = await headersIn(environment, 'admin');
    const { url } = await startServer(environment);
    const clerks = clerksAt(url, headers);
    await clerks.untilMore(200);

    await primary.kill();
    await expect.poll(() => readyAt(url)).toEqual({ ready: false });
    link.leadTo(standby.url('regulars_app'));
    // For as long as it follows, it is read from.
    await expect
      .poll(() => readyAt(url), { timeout: 20_000 })
      .toEqual({ ready: true, refusesWrites: 'read_only' });
    expect((await fetch(`${url}/api/v1/customers`, { headers })).status).toBe(200);
    await asOwner(standby, 'select pg_promote()');
    await clerks.untilMore(200);
    expect(Object.keys(clerks.answers).sort()).toEqual(['201', '503 unavailable']);

    // What works beside the requests goes on as well.
    const body = JSON.stringify({ type: 'guest', name: 'Sara Al Balushi', email: 'sara@example.com' });
    for (let n = 0; n < 2; n += 1) await clerks.add(body);
    const pairs = async () =>
      (
        (await (await fetch(`${url}/api/v1/customers/duplicates`, { headers })).json()) as {
          page: { total: number };
        }
      ).page.total;
    await expect.poll(pairs, { timeout: 60_000 }).toBe(1);
    await clerks.stop();
    await link.cut();
  },
);
