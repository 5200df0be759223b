import { expect, test } from 'vitest';
import { ConnectionError, ProblemError } from './errors.ts';
import { retryDelayMs } from './retry-delay.ts';

const least = () => 0;
const most = () => 1;
const lost = new ConnectionError('cut');
const busy = (retryAfter?: number) =>
  new ProblemError('unavailable', { status: 503, title: 'Busy', retryAfter });

test('the wait is anything from nothing to a bound that doubles with each try, up to eight seconds', () => {
  expect([1, 2, 3, 4, 5, 6, 60].map((tries) => retryDelayMs(lost, tries, most))).toEqual([
    500, 1000, 2000, 4000, 8000, 8000, 8000,
  ]);
  expect(retryDelayMs(lost, 6, least)).toBe(0);
});

test('never earlier than the server asks, and up to a quarter later', () => {
  expect(retryDelayMs(busy(4), 1, least)).toBe(4000);
  expect(retryDelayMs(busy(4), 1, most)).toBe(5000);
  expect(retryDelayMs(busy(0), 3, most)).toBe(0);
});

test('thirty seconds are waited for, more are left to the caller', () => {
  expect(retryDelayMs(busy(30), 1, least)).toBe(30_000);
  expect(retryDelayMs(busy(31), 1, least)).toBeNull();
});
