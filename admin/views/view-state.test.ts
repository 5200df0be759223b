import { expect, test } from 'vitest';
import { isSameList, stateOfView, viewOfState } from './view-state.ts';

const state = {
  search: 'سارة',
  type: 'stub',
  status: 'all',
  verified: false,
  createdFrom: '2026-01-01',
  hasPoints: true,
  sort: 'name',
  columns: ['tags', 'phone'],
} as const;
const list = { ...state, columns: [...state.columns] };

test('a list comes back from its view as it was, on its first page', () => {
  expect(stateOfView(viewOfState({ ...list, cursor: 'a', page: 3 }))).toEqual(list);
  expect(stateOfView(viewOfState({}))).toEqual({});
  expect(stateOfView(viewOfState({ columns: [] }))).toEqual({ columns: [] });
});

test('a view keeps what narrows the list, its order and its columns', () => {
  const { sort, columns, ...filters } = list;
  expect(viewOfState(list)).toEqual({ filters, sort, columns });
});

test('what goes without saying makes no other list, and neither does the page', () => {
  expect(isSameList({ type: 'stub' }, { type: 'stub', status: 'active', sort: '-createdAt' })).toBe(true);
  expect(isSameList({ cursor: 'a', page: 2 }, {})).toBe(true);
  expect(isSameList({ search: 'a' }, { search: 'a', sort: '-createdAt' })).toBe(false);
  expect(isSameList({ columns: [] }, {})).toBe(false);
});
