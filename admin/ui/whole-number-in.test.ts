import { expect, test } from 'vitest';
import { wholeNumberIn } from './whole-number-in.ts';

test.each([
  ['100', 100],
  [' 1,250 ', 1250],
  ['1 250', 1250],
  ['٢٥٠', 250],
  ['١٬٢٥٠', 1250],
  ['۱۲', 12],
  ['0', 0],
])('%j is %d', (text, number) => {
  expect(wholeNumberIn(text)).toBe(number);
});

test.each(['', ' ', '-5', '1.5', '١٫٥', '1e3', 'ten', '9'.repeat(16)])('%j is no whole number', (text) => {
  expect(wholeNumberIn(text)).toBeNull();
});
