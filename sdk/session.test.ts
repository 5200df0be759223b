import { expect, test } from 'vitest';
import { createRegulars } from './index.ts';
import { problem, reset, scriptedServer } from './test/scripted-server.ts';

test('signing out has no answer to read', async () => {
  await using server = await scriptedServer((response) => response.writeHead(204).end());
  expect(await createRegulars({ baseUrl: server.url }).session.signOut()).toBeUndefined();
});

test('signing out succeeds when nobody is signed in, as after a lost answer', async () => {
  await using server = await scriptedServer(reset, problem(401, 'unauthenticated'));
  const { session } = createRegulars({ baseUrl: server.url });

  expect(await session.signOut()).toBeUndefined();
  expect(server.received.map(({ method }) => method)).toEqual(['DELETE', 'DELETE']);
});

test('signing out does not hide that it failed', async () => {
  await using server = await scriptedServer(problem(500, 'internal'));
  await expect(createRegulars({ baseUrl: server.url }).session.signOut()).rejects.toMatchObject({
    code: 'internal',
  });
});
