import { expect, test } from 'vitest';
import { ariaSort, nextSort, shownColumns, sortOf } from './list-columns.ts';

const usual = ['customerNumber', 'name', 'phone', 'profileStatus', 'email'];

test('the list shows the usual columns, and at the end what it is sorted by', () => {
  expect(shownColumns({})).toEqual([...usual, 'createdAt']);
  expect(shownColumns({ sort: 'totalOrders' })).toEqual([...usual, 'totalOrders']);
  expect(shownColumns({ sort: '-lastOrderAt' })).toEqual([...usual, 'lastOrderAt']);
  expect(shownColumns({ sort: '-name' })).toEqual([...usual, 'createdAt']);
  expect(shownColumns({ search: 'sara' })).toEqual([...usual, 'createdAt']);
});

test('chosen columns are shown as they are, the name always among them', () => {
  expect(shownColumns({ columns: [] })).toEqual(['name']);
  expect(shownColumns({ columns: ['tags', 'phone'], sort: '-totalOrders' })).toEqual([
    'name',
    'tags',
    'phone',
  ]);
  expect(shownColumns({ columns: ['customerNumber', 'email'] })).toEqual(['customerNumber', 'name', 'email']);
});

test('the head of a column sorts by it, and once more the other way', () => {
  expect(nextSort('createdAt', sortOf({}))).toBe('createdAt');
  expect(nextSort('createdAt', sortOf({ search: 'sara' }))).toBe('-createdAt');
  expect(nextSort('name', '-createdAt')).toBe('name');
  expect(nextSort('name', 'name')).toBe('-name');
  expect(nextSort('name', '-name')).toBe('name');
  expect(nextSort('phone', 'name')).toBe(undefined);
});

test('only the column that the list is sorted by says so', () => {
  expect(ariaSort('createdAt', '-createdAt')).toBe('descending');
  expect(ariaSort('name', 'name')).toBe('ascending');
  expect(ariaSort('name', '-createdAt')).toBe(undefined);
  expect(ariaSort('createdAt', 'relevance')).toBe(undefined);
});
