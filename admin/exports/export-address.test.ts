import { exportQuery } from '@regulars/contract/export';
import { expect, test } from 'vitest';
import { listStateOf } from '../customers/list-state.ts';
import { exportAddress } from './export-address.ts';

test('what is asked for is the whole list as it is filtered and sorted, not its page', () => {
  const state = listStateOf({
    search: '+968 90',
    type: 'stub',
    status: 'all',
    tag: 'vip, gold & more',
    verified: 'false',
    createdFrom: '2026-02-28',
    hasPoints: 'true',
    sort: '-name',
    columns: 'tags',
    cursor: 'abc',
    page: '3',
  });
  const address = new URL(
    exportAddress(state, { format: 'xlsx', columns: ['name', 'phone'], language: 'ar' }),
    'http://localhost',
  );
  expect(address.pathname).toBe('/api/v1/customers/export');
  const query = Object.fromEntries(address.searchParams);
  expect(query).toEqual({
    search: '+968 90',
    type: 'stub',
    status: 'all',
    tag: 'vip, gold & more',
    verified: 'false',
    createdFrom: '2026-02-28',
    hasPoints: 'true',
    sort: '-name',
    format: 'xlsx',
    columns: 'name,phone',
    headings: 'ar',
  });
  expect(exportQuery.safeParse(query).success).toBe(true);
});
