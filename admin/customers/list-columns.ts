import type { CustomerSort } from '@regulars/contract/customer';
import type { ViewColumn } from '@regulars/contract/view';
import { defaultSortOf, type ListState } from './list-state.ts';

export type Column = 'name' | ViewColumn;

/** By what the head of a column sorts: at the first touch, and at the next. */
const columnSorts: Partial<Record<Column, readonly [CustomerSort, CustomerSort]>> = {
  customerNumber: ['-customerNumber', 'customerNumber'],
  name: ['name', '-name'],
  createdAt: ['-createdAt', 'createdAt'],
  lastOrderAt: ['-lastOrderAt', 'lastOrderAt'],
  totalOrders: ['-totalOrders', 'totalOrders'],
  loyaltyPoints: ['-loyaltyPoints', 'loyaltyPoints'],
};

/** How the list is sorted, said or not. */
export const sortOf = (state: ListState) => state.sort ?? defaultSortOf(state);

/** Which column the list is sorted by; none by relevance. */
const sortedColumn = (sort: CustomerSort) => {
  const name = sort.replace('-', '');
  return Object.hasOwn(columnSorts, name) ? (name as Column) : undefined;
};

export const ariaSort = (column: Column, sort: CustomerSort) =>
  sortedColumn(sort) !== column ? undefined : sort.startsWith('-') ? 'descending' : 'ascending';

/** What the head of this column leads to, as the list is sorted now. */
export const nextSort = (column: Column, sort: CustomerSort) => {
  const [first, second] = columnSorts[column] ?? [];
  return sort === first ? second : first;
};

const usual = ['customerNumber', 'name', 'phone', 'profileStatus', 'email'] as const satisfies Column[];

/** Those chosen, or the usual ones and at the end what the list is sorted by. The name always is among them. */
export const shownColumns = (state: ListState): Column[] => {
  if (state.columns) {
    const [first, ...rest] = state.columns;
    return first === 'customerNumber' ? [first, 'name', ...rest] : ['name', ...state.columns];
  }
  const sorted = sortedColumn(sortOf(state));
  return [...usual, sorted && !usual.some((column) => column === sorted) ? sorted : 'createdAt'];
};
