import { expect, test } from 'vitest';
import { writtenWait } from './written-wait.ts';

test.each([
  [0, '0:00'],
  [42, '0:42'],
  [845, '14:05'],
  [3600, '1:00:00'],
  [86_399, '23:59:59'],
])('%i seconds are %s', (seconds, written) => {
  expect(writtenWait(seconds)).toBe(written);
});
