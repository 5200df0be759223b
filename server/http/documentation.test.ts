import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { problems } from '@regulars/contract/problem';
import { afterAll, expect, test } from 'vitest';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);

test('every problem code has its page, and every page its code', async () => {
  const pages = await readdir(path.join(import.meta.dirname, '../../docs/problems'));
  expect(pages.sort()).toEqual(
    Object.keys(problems)
      .map((code) => `${code}.md`)
      .sort(),
  );
});

test('the type of a problem is the address of its page', async () => {
  const refused = await api.ask('/api/v1/customers');
  const page = await api.ask(refused.body.type);
  expect(page.status).toBe(200);
  expect(page.body).toContain('# unauthenticated');
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
