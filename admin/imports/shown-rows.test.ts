import type { CustomerImport } from '@regulars/sdk';
import { expect, test } from 'vitest';
import { filterOf, shownRows } from './shown-rows.ts';

const checked = {
  counts: { rows: 6, create: 1, update: 2, unchanged: 0, duplicate: 0, invalid: 3 },
  results: null,
  rollback: null,
} as CustomerImport;
const done = {
  ...checked,
  results: { created: 1, updated: 2, unchanged: 0, skipped: 0, rejected: 3 },
};
const takenBack = { ...done, rollback: { deactivated: 1, restored: 1, left: 1 } };

test('rows are narrowed by what the import has come to', () => {
  expect(filterOf(checked, 'invalid')).toEqual({ outcome: 'invalid' });
  expect(filterOf(done, 'unchanged')).toEqual({ result: 'unchanged' });
  expect(filterOf(takenBack, 'left')).toEqual({ rollback: 'left' });
  expect(shownRows(done).map(({ count }) => count)).toEqual([1, 2, 0, 0, 3]);
});

test('what an address asks for that the import has not come to, or is past, narrows nothing', () => {
  expect(filterOf(checked, 'rejected')).toEqual({});
  expect(filterOf(done, 'invalid')).toEqual({});
  expect(filterOf(takenBack, 'created')).toEqual({});
  expect(filterOf(checked, undefined)).toEqual({});
});
