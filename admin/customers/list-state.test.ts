import { customerSorts, customerStatuses, profileStatuses } from '@regulars/contract/customer';
import { expect, test } from 'vitest';
import { isFiltered, listStateOf, queryOf, sorts, statuses, types } from './list-state.ts';

test('the list offers exactly what the API takes', () => {
  expect([...types].sort()).toEqual([...profileStatuses].sort());
  expect([...statuses].sort()).toEqual([...customerStatuses].sort());
  expect(customerSorts).toEqual(expect.arrayContaining(sorts));
});

test('a default is not written into the address', () => {
  expect(listStateOf({ status: 'active', sort: '-createdAt', search: '  ', page: '1' })).toEqual({});
});

test('a state survives the way through the address', () => {
  const state = { search: '٩٠١٢ سارة', type: 'stub', status: 'all', sort: 'name', cursor: 'abc', page: 3 };
  const address = new URLSearchParams(Object.entries(state).map(([name, value]) => [name, String(value)]));
  expect(listStateOf(Object.fromEntries(address))).toEqual(state);
});

test('a phone in the address stays text', () => {
  expect(listStateOf({ search: '0090123456' }).search).toBe('0090123456');
});

test.each([
  { type: 'vip' },
  { status: 'ACTIVE' },
  { sort: 'phone' },
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
