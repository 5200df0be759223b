import type { Change } from '@regulars/sdk';
import { QueryClient } from '@tanstack/react-query';
import { beforeAll, expect, test, vi } from 'vitest';

let refreshChanged: typeof import('./refresh-changed.ts').refreshChanged;
beforeAll(async () => {
  vi.stubGlobal('window', { location: { origin: 'http://localhost' } });
  vi.stubGlobal('addEventListener', () => {});
  ({ refreshChanged } = await import('./refresh-changed.ts'));
});

const [sara, omar] = [
  '0198c0de-0000-7000-8000-000000000001',
  '0198c0de-0000-7000-8000-000000000002',
] as const;
const keys = {
  list: ['customers', 'list', {}],
  statistics: ['customers', 'statistics'],
  sara: ['customers', 'one', sara],
  saraOrders: ['customers', 'orders', sara, 'all'],
  omar: ['customers', 'one', omar],
  merge: ['customers', 'merge-preview', { sourceCustomerId: sara, targetCustomerId: omar }],
  inbox: ['customers', 'duplicates', 'inbox', 'all'],
  count: ['customers', 'duplicates', 'count'],
  draft: ['customers', 'duplicates', 'draft', { name: 'Sara' }],
  tenant: ['tenant'],
  views: ['views'],
};

/** What is read anew after these changes, of a page that has all of it, Sara in her second version. */
const refreshed = async (...changes: Partial<Change>[]) => {
  const client = new QueryClient();
  for (const queryKey of Object.values(keys)) client.setQueryData(queryKey, { version: 2 });
  await refreshChanged(
    client,
    changes.map((change) => ({ kind: 'customer', customerId: null, version: null, ...change })),
  );
  return Object.entries(keys)
    .filter(([, queryKey]) => client.getQueryState(queryKey)?.isInvalidated)
    .map(([name]) => name);
};

test('a change of a customer concerns what shows this one, and the list', async () => {
  expect(await refreshed({ customerId: sara, version: 3 })).toEqual([
    'list',
    'statistics',
    'sara',
    'saraOrders',
    'merge',
  ]);
});

test('what was saved here is on the page already', async () => {
  expect(await refreshed({ customerId: sara, version: 2 })).toEqual([]);
});

test('an order that changes nothing of its customer concerns the orders alone', async () => {
  expect(await refreshed({ kind: 'order', customerId: omar })).toEqual(['omar', 'merge']);
});

test('many concern every customer', async () => {
  expect(await refreshed({})).toEqual(['list', 'statistics', 'sara', 'saraOrders', 'omar', 'merge']);
});

test('duplicates concern the inbox and its count, never what somebody is typing', async () => {
  expect(await refreshed({ kind: 'duplicates' })).toEqual(['inbox', 'count']);
});

test('settings concern nothing of customers', async () => {
  expect(await refreshed({ kind: 'settings' })).toEqual(['tenant']);
});

test('where it cannot be told what was missed, everything is read anew', async () => {
  expect(await refreshed({ kind: 'everything' })).toEqual(Object.keys(keys));
});
