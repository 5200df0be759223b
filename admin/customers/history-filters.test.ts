import { customerHistoryQuery } from '@regulars/contract/customer';
import { expect, test } from 'vitest';
import { historyFiltersOf, historyKinds } from './history-filters.ts';

test('the address says which changes are shown, and what it says wrongly is left out', () => {
  const asked = { kind: 'points', by: 'somebody', from: '2026-03-01', to: '2026-03-31' };
  expect(historyFiltersOf(asked)).toEqual(asked);
  const wrong = historyFiltersOf({ kind: 'x', by: ' ', from: '2026-02-30', to: 'now', more: '1' });
  expect(Object.values(wrong).filter((value) => value !== undefined)).toEqual([]);
});

test('every kind that is offered is one of the API', () => {
  for (const kind of historyKinds) expect(customerHistoryQuery.safeParse({ kind }).success).toBe(true);
});
