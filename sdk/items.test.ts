import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { type Customer, createRegulars } from './index.ts';
import { answer, problem, type Reply, sara, scriptedServer } from './test/scripted-server.ts';

const everyone: Customer[] = Array.from({ length: 7 }, (_, index) => ({
  ...sara,
  id: `${index}`,
  customerNumber: `CUST-0000${index + 1}`,
}));

/** Pages of three; the cursor is the index of the first of the next page. */
const threeAPage: Reply = (response, received) => {
  const from = Number(new URL(received.url, 'http://x').searchParams.get('cursor') ?? 0);
  const next = from + 3;
  const page = {
    nextCursor: next < everyone.length ? String(next) : null,
    total: everyone.length,
    totalIsExact: true,
  };
  answer({ data: everyone.slice(from, next), page })(response, received);
};
const server = () => scriptedServer(threeAPage, threeAPage, threeAPage);
const all = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
};
const numbers = async (items: AsyncIterable<Customer>) =>
  (await all(items)).map(({ customerNumber }) => customerNumber);
const queries = ({ received }: { received: { url: string }[] }) =>
  received.map(({ url }) => Object.fromEntries(new URL(url, 'http://x').searchParams));

describe('walking a list', () => {
  test('gives every item once, in order, with the same filters on each page', async () => {
    await using shop = await server();
    const { customers } = createRegulars({ baseUrl: shop.url });

    expect(await numbers(customers.iterate({ search: 'sara', sort: 'name' }))).toEqual(
      everyone.map(({ customerNumber }) => customerNumber),
    );
    expect(queries(shop)).toEqual([
      { search: 'sara', sort: 'name', limit: '100' },
      { search: 'sara', sort: 'name', limit: '100', cursor: '3' },
      { search: 'sara', sort: 'name', limit: '100', cursor: '6' },
    ]);
  });

  test('starts at a cursor and asks for as many a page as it is told', async () => {
    await using shop = await server();
    const { customers } = createRegulars({ baseUrl: shop.url });

    expect(await numbers(customers.iterate({ cursor: '6', limit: 3 }))).toEqual(['CUST-00007']);
    expect(queries(shop)).toEqual([{ cursor: '6', limit: '3' }]);
  });

  test('asks for a page only when the loop gets there', async () => {
    await using shop = await server();
    const { customers } = createRegulars({ baseUrl: shop.url });

    const items = customers.iterate();
    expect(shop.received).toHaveLength(0);
    for await (const { customerNumber } of items) if (customerNumber === 'CUST-00004') break;
    expect(shop.received).toHaveLength(2);
  });

  test('goes on after a page that had to be tried again', async () => {
    const busy = problem(503, 'unavailable', {}, { 'retry-after': '0' });
    await using shop = await scriptedServer(threeAPage, busy, threeAPage, threeAPage);
    const { customers } = createRegulars({ baseUrl: shop.url });

    expect(await numbers(customers.iterate())).toHaveLength(7);
  });

  test('throws where a page is refused, after the items before it', async () => {
    await using shop = await scriptedServer(threeAPage, problem(401, 'unauthenticated'));
    const seen: string[] = [];
    const walk = async () => {
      for await (const { id } of createRegulars({ baseUrl: shop.url }).customers.iterate()) seen.push(id);
    };

    await expect(walk()).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(seen).toEqual(['0', '1', '2']);
  });

  test('stops when its signal aborts between two pages', async () => {
    await using shop = await server();
    const stop = new AbortController();
    const items = createRegulars({ baseUrl: shop.url }).customers.iterate({}, { signal: stop.signal });
    const walk = async () => {
      for await (const { id } of items) if (id === '2') stop.abort(new Error('enough'));
    };

    await expect(walk()).rejects.toThrow('enough');
    expect(shop.received).toHaveLength(1);
  });

  test('works for a history as for a list', async () => {
    await using shop = await server();
    const { customers } = createRegulars({ baseUrl: shop.url });

    expect(await all(customers.iterateHistory(sara.id))).toHaveLength(7);
    expect(shop.received.map(({ url }) => url.split('?')[0])).toEqual(
      Array(3).fill(`/api/v1/customers/${sara.id}/history`),
    );
  });

  test('is there for every list that has pages', async () => {
    const document: { paths: Record<string, { get?: { parameters?: { name: string }[] } }> } = JSON.parse(
      await readFile(new URL('../openapi.json', import.meta.url), 'utf8'),
    );
    const withPages = Object.entries(document.paths).flatMap(([path, { get }]) =>
      get?.parameters?.some(({ name }) => name === 'cursor') ? [path] : [],
    );
    const last: Reply = answer({ data: [], page: { nextCursor: null } });
    await using shop = await scriptedServer(...withPages.map(() => last));
    const { customers, duplicates, exports, imports, loyalty, merges, orders } = createRegulars({
      baseUrl: shop.url,
    });

    for (const walk of [
      customers.iterate(),
      customers.iterateHistory(sara.id),
      duplicates.iterate(),
      exports.iterate(),
      imports.iterate(),
      imports.iterateRows(sara.id),
      loyalty.iterate(sara.id),
      merges.iterate(),
      orders.iterate(),
      orders.iterateOfCustomer(sara.id),
    ]) {
      expect(await all<unknown>(walk)).toEqual([]);
    }
    const walked = shop.received.map(({ url }) => url.split('?')[0]!);
    const pathOf = (path: string) => path.replace(/\{\w+\}/, sara.id);
    expect(walked.toSorted()).toEqual(withPages.map(pathOf).toSorted());
  });
});
