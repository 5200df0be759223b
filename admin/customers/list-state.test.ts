import { customerQuery, customerSorts, customerStatuses, profileStatuses } from '@regulars/contract/customer';
import { viewColumns } from '@regulars/contract/view';
import { expect, test } from 'vitest';
import {
  columns,
  filterNames,
  isFiltered,
  listStateOf,
  plainState,
  queryOf,
  sorts,
  statuses,
  types,
  withoutFilters,
} from './list-state.ts';

test('the list offers exactly what the API takes', () => {
  expect([...types].sort()).toEqual([...profileStatuses].sort());
  expect([...statuses].sort()).toEqual([...customerStatuses].sort());
  expect([...sorts].sort()).toEqual([...customerSorts].sort());
  expect([...columns].sort()).toEqual([...viewColumns].sort());
  const { sort, limit, cursor, ...filters } = customerQuery.shape;
  expect([...filterNames].sort()).toEqual(Object.keys(filters).sort());
});

test('a default is not written into the address', () => {
  expect(listStateOf({ status: 'active', sort: '-createdAt', search: '  ', page: '1' })).toEqual({});
});

test('a state survives the way through the address', () => {
  const state = {
    search: '٩٠١٢ سارة',
    type: 'stub',
    status: 'all',
    tag: 'vip, gold',
    verified: false,
    createdFrom: '2026-02-28',
    createdTo: '2026-03-01',
    lastOrderFrom: '1999-12-31',
    lastOrderTo: '2026-11-28',
    hasPoints: true,
    sort: 'name',
    columns: ['tags', 'phone'],
    cursor: 'abc',
    page: 3,
  } as const;
  const address = new URLSearchParams(Object.entries(state).map(([name, value]) => [name, String(value)]));
  expect(listStateOf(Object.fromEntries(address))).toEqual(state);
  expect(plainState({ ...state, columns: [...state.columns] })).toEqual(state);
  expect(listStateOf({ columns: '' })).toEqual({ columns: [] });
});

test('a phone in the address stays text', () => {
  expect(listStateOf({ search: '0090123456' }).search).toBe('0090123456');
});

test.each([
  { type: 'vip' },
  { status: 'ACTIVE' },
  { sort: 'phone' },
  { sort: 'relevance' },
  { verified: 'yes' },
  { hasPoints: '' },
  { createdFrom: '2026-02-30' },
  { createdTo: '0002-01-01' },
  { lastOrderFrom: 'today' },
  { page: '2' },
  { cursor: '' },
  { search: ['a'] },
  { __proto__: null, unknown: 'x' },
])('what the list does not understand is left out: %j', (search) => {
  expect(listStateOf(search)).toEqual({});
});

test('sort and page are no filters, the rest is', () => {
  expect(isFiltered({ sort: 'name', cursor: 'a', page: 2 })).toBe(false);
  expect(isFiltered({ status: 'all' })).toBe(true);
  expect(isFiltered({ search: 'a' })).toBe(true);
});

test('the page number is for the reader, not for the API', () => {
  expect(queryOf({ cursor: 'a', page: 2 })).not.toHaveProperty('page');
});

test('a search is sorted by relevance, and by nothing else unsaid', () => {
  expect(listStateOf({ search: 'sara', sort: 'relevance' })).toEqual({ search: 'sara' });
  expect(listStateOf({ search: 'sara', sort: '-createdAt' })).toEqual({ search: 'sara', sort: '-createdAt' });
});

test('without its filters a list keeps its order and its columns', () => {
  expect(
    withoutFilters({ search: 'a', tag: 'vip', sort: '-name', columns: ['email'], cursor: 'x', page: 2 }),
  ).toEqual({ sort: '-name', columns: ['email'] });
  expect(withoutFilters({ search: 'a', sort: '-createdAt' })).toEqual({});
});
