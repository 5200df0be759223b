import { execFile } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { promisify } from 'node:util';
import { type ServerType, serve } from '@hono/node-server';
import { connect } from '@regulars/database/connect';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createApp } from '../server/app.ts';
import { readSettings } from '../server/settings.ts';
import { outbox, testAppSettings } from '../server/testing/app-settings.ts';
import { asOwner } from '../server/testing/as-owner.ts';
import { smoke } from './smoke.ts';

const admin = path.join(import.meta.dirname, '../admin');
const messages = outbox();
const settings = readSettings({
  DATABASE_URL: inject('appUrl'),
  DATABASE_OWNER_URL: inject('ownerUrl'),
  SMS_PROVIDER: 'file',
  SMS_OUTBOX_FILE: messages.file,
});

type Answer = (request: Request) => Response | Promise<Response>;
let app: { fetch: Answer };
let spoil: (request: Request, answer: Answer) => Response | Promise<Response>;
let server: ServerType;
let address: string;

beforeAll(async () => {
  await promisify(execFile)(process.execPath, [path.join(admin, 'build.ts')]);
  const database = connect(inject('appUrl'));
  server = serve({ fetch: (request: Request) => spoil(request, app.fetch), port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  address = `http://localhost:${(server.address() as { port: number }).port}`;
  app = createApp(
    database,
    testAppSettings(address, path.join(admin, 'dist'), messages.file),
    pino({ level: 'silent' }),
  ).app;
  server.once('close', () => database.close());
});
afterAll(() => server.close());

const run = async (how: typeof spoil) => {
  spoil = how;
  const lines: string[] = [];
  const failed = await smoke(address, settings, (line) => lines.push(line));
  return { failed, lines };
};
const leftBehind = () =>
  asOwner(
    `select name from org_tenants_mst where name like 'Smoke test%' union all
     select email from sys_people where email like 'smoke-%' union all
     select table_name from (select 'tokens' as table_name from org_customer_tokens
       where tenant_org_id not in (select id from org_tenants_mst)) orphans`,
  );

test('a deployment that is well passes every check, and nothing is left of the businesses', async () => {
  const { failed, lines } = await run((request, answer) => answer(request));
  expect(lines.filter((line) => !line.startsWith('✓'))).toEqual([]);
  expect(lines.length).toBeGreaterThan(9);
  expect(failed).toEqual([]);
  expect(await leftBehind()).toEqual([]);
});

test('a server that is not ready is given no business', async () => {
  const { failed, lines } = await run((request, answer) =>
    request.url.endsWith('/readyz') ? new Response(null, { status: 503 }) : answer(request),
  );
  expect(failed).toEqual(['can serve (/readyz)']);
  expect(lines).toHaveLength(2);
  expect(await leftBehind()).toEqual([]);
});

test('what is broken is named, and only that; nothing is left all the same', async () => {
  let mine = '';
  const { failed } = await run(async (request, answer) => {
    const { pathname, search } = new URL(request.url);
    const response = await answer(request);
    // The search forgets phones.
    if (search.includes('search=0001'))
      return Response.json({ ...((await response.json()) as object), data: [] });
    // A cache in front that hands one business's customer to the other.
    if (request.method === 'GET' && pathname.startsWith('/api/v1/customers/')) {
      if (response.status === 200 && !mine) mine = await response.clone().text();
      if (response.status === 404) {
        return new Response(mine, { headers: { 'content-type': 'application/json' } });
      }
    }
    // A proxy that takes headers away.
    if (pathname === '/') {
      const headers = new Headers(response.headers);
      headers.delete('content-security-policy');
      return new Response(response.body, { headers });
    }
    return response;
  });
  expect(failed).toEqual([
    'finds by the end of a phone and by a name, in either script',
    'shows nothing of it to another business',
    'hands out the admin, and sends the headers that browsers need',
  ]);
  expect(await leftBehind()).toEqual([]);
});

test('whoever cannot remove a business is not let make one', async () => {
  spoil = (request, answer) => answer(request);
  const weak = { ...settings, DATABASE_OWNER_URL: inject('appUrl') };
  await expect(smoke(address, weak, () => {})).rejects.toThrow(/needs BYPASSRLS/);
  await expect(smoke(address, { ...weak, DATABASE_OWNER_URL: undefined }, () => {})).rejects.toThrow(
    /Set DATABASE_OWNER_URL/,
  );
  expect(await leftBehind()).toEqual([]);
});
