import { viewColumns } from '@regulars/contract/view';
import { expect, test } from 'vitest';
import { columnsOfList } from './export-columns.ts';

test('what the list shows can be exported, the name always among it', () => {
  expect(columnsOfList({})).toBe(undefined);
  expect(columnsOfList({ columns: [] })).toEqual(['name']);
  expect(columnsOfList({ columns: ['tags', 'profileStatus', 'phone'] })).toEqual([
    'name',
    'phone',
    'type',
    'tags',
  ]);
  expect(columnsOfList({ columns: [...viewColumns] })).toHaveLength(viewColumns.length + 1);
});
