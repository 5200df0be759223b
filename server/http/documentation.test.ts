import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { serve } from '@hono/node-server';
import { problems } from '@regulars/contract/problem';
import { Hono } from 'hono';
import { afterAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { describedOperations } from '../app.ts';
import { testApi } from '../testing/test-api.ts';
import { documentation } from './documentation.ts';
import { type Tag, tags } from './tags.ts';

const root = path.join(import.meta.dirname, '../..');

const api = testApi();
afterAll(api.close);

test('every problem code has its page, and every page its code', async () => {
  const pages = await readdir(path.join(root, 'docs/problems'));
  expect(pages.sort()).toEqual(
    Object.keys(problems)
      .map((code) => `${code}.md`)
      .sort(),
  );
});

test('every chapter of the reference has operations', () => {
  const used = new Set(describedOperations().map(({ tag }) => tag));
  expect(Object.keys(tags).filter((tag) => !used.has(tag as Tag))).toEqual([]);
});

test.each(describedOperations().filter(({ body }) => body))(
  'the reference shows a body that $id takes',
  ({ body }) => {
    const example = (body as z.ZodType).meta()?.example;
    expect(example).toBeDefined();
    expect((body as z.ZodType).safeParse(example).error).toBeUndefined();
  },
);

test('the type of a problem is the address of its page', async () => {
  const refused = await api.ask('/api/v1/customers');
  const page = await api.ask(refused.body.type);
  expect(page.status).toBe(200);
  expect(page.body).toContain('# unauthenticated');
});

test('an address beside them is not there, and not a page of the admin', async () => {
  const site = new Hono()
    .route('/', documentation(describedOperations()))
    .get('/*', (c) => c.html('the admin'))
    .notFound((c) => c.text('not there', 404));
  for (const address of ['/docs/problems/nope', '/docs/problems/toString', '/docs/problems/', '/docs/nope']) {
    const answered = await site.request(address);
    expect([address, answered.status, await answered.text()]).toEqual([address, 404, 'not there']);
  }
  expect((await site.request('/docs/')).headers.get('location')).toBe('/docs');
});

test('the guide for developers does what it says, command by command, then in TypeScript', async () => {
  const { owner } = await api.createTenant();
  const folder = await mkdtemp(path.join(tmpdir(), 'regulars-guide-'));
  const server = serve({ fetch: api.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  try {
    const guide = (await api.ask('/docs/api')).text;
    const examples = (language: string) =>
      [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))]
        .map(([, code]) => code)
        .join('\n');
    await mkdir(path.join(folder, 'node_modules/@regulars'), { recursive: true });
    await symlink(path.join(root, 'sdk'), path.join(folder, 'node_modules/@regulars/sdk'));
    await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(path.join(folder, 'till.ts'), examples('ts'));
    await writeFile(
      path.join(folder, 'guide.sh'),
      `set -euo pipefail\n${examples('sh')}\necho\nREGULARS=$REGULARS KEY=$KEY "$NODE" till.ts`,
    );
    const { stdout } = await promisify(execFile)('bash', ['guide.sh'], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        NODE: process.execPath,
        REGULARS: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        OWNER_EMAIL: owner.email,
        OWNER_PASSWORD: owner.password,
      },
    });
    expect(stdout).toContain('"notes":"Prefers the evening"');
    expect(stdout.split('\n').slice(-6)).toEqual([
      'Known as Sara Al Balushi',
      'Sara Al Balushi 4.500',
      'till-7/10045 unchanged null',
      'till-7/10046 created null',
      'till-7/10047 refused unknown_customer',
      '',
    ]);
  } finally {
    server.close();
    await rm(folder, { recursive: true });
  }
});

test('the reference is served whole from here: page, script, style and document', async () => {
  const page = await api.ask('/docs');
  const addresses = [...page.body.matchAll(/(?:href|src)="([^"]+)"/g)].map(
    ([, address]) => address as string,
  );
  expect(addresses.length).toBe(3);
  for (const address of [...addresses, '/openapi.json']) {
    expect(address).toMatch(/^\//);
    expect((await api.ask(address)).status).toBe(200);
  }
});

test('the reference says of every operation who may call it', async () => {
  const { body } = await api.ask('/openapi.json');
  for (const methods of Object.values<Record<string, { description: string }>>(body.paths)) {
    for (const { description } of Object.values(methods)) expect(description).toContain('**Who may:**');
  }
});
