import { afterEach, describe, expect, test, vi } from 'vitest';
import { createRegulars } from './index.ts';
import { answer, sara, scriptedServer } from './test/scripted-server.ts';

afterEach(() => vi.unstubAllGlobals());

describe('baseUrl', () => {
  test('may end with a slash and may hold a path', async () => {
    await using server = await scriptedServer(answer(sara), answer(sara));

    await createRegulars({ baseUrl: `${server.url}/` }).customers.get(sara.id);
    await createRegulars({ baseUrl: `${server.url}/crm/` }).customers.get(sara.id);

    expect(server.received.map(({ url }) => url)).toEqual([
      `/api/v1/customers/${sara.id}`,
      `/crm/api/v1/customers/${sara.id}`,
    ]);
  });

  test('is the host of the page where it is empty, whatever the page', async () => {
    await using server = await scriptedServer(answer(sara));
    vi.stubGlobal('location', { href: `${server.url}/dashboard/customers?search=a` });

    await createRegulars({ baseUrl: '' }).customers.get(sara.id);

    expect(server.received[0]?.url).toBe(`/api/v1/customers/${sara.id}`);
  });

  test.each(['', 'regulars.example.com', '/crm', 'ftp://regulars.example.com', 'localhost:3000'])(
    '%j is refused at once where there is no page',
    (baseUrl) => {
      expect(() => createRegulars({ baseUrl })).toThrow(TypeError);
    },
  );
});

test.each(['', '.', '..'])('the id %j never reaches another address', async (id) => {
  await using server = await scriptedServer();
  const { customers } = createRegulars({ baseUrl: server.url });

  for (const call of [
    () => customers.get(id),
    () => customers.update(id, {}),
    () => customers.deactivate(id),
    () => customers.restore(id),
    () => customers.history(id),
  ]) {
    await expect(call()).rejects.toThrow(TypeError);
  }
  await expect(customers.iterateHistory(id).next()).rejects.toThrow(TypeError);
  expect(server.received).toHaveLength(0);
});

test('an id stays one part of the path', async () => {
  await using server = await scriptedServer(answer(sara));
  await createRegulars({ baseUrl: server.url }).customers.get('a/../b?c#d');
  expect(server.received[0]?.url).toBe('/api/v1/customers/a%2F..%2Fb%3Fc%23d');
});

test('a query carries Arabic, signs and spaces, and leaves out what is undefined', async () => {
  await using server = await scriptedServer(answer({}));
  await createRegulars({ baseUrl: server.url }).customers.list({
    search: '+968 سارة & co',
    type: undefined,
    limit: 50,
  });

  const { searchParams } = new URL(server.received[0]!.url, server.url);
  expect([...searchParams]).toEqual([
    ['search', '+968 سارة & co'],
    ['limit', '50'],
  ]);
});
