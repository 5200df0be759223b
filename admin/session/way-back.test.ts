import { expect, test } from 'vitest';
import { wayBack } from './way-back.ts';

test('after signing in one is back where one was, with the search', () => {
  const from = '/dashboard/customers?search=90123456&type=stub';
  expect(wayBack(from)).toBe(from);
  expect(wayBack('/dashboard/customers/0198c0de-0000-7000-8000-000000000000')).toContain('0198c0de');
});

test.each([
  'https://evil.example/',
  '//evil.example/dashboard',
  '/\\evil.example',
  '/dashboard\\..\\..',
  '/dashboard.evil',
  '/api/v1/session',
  'javascript:alert(1)',
  '',
  undefined,
  7,
])('a way back that leaves the dashboard is not taken: %s', (from) => {
  expect(wayBack(from)).toBe('/dashboard');
});
