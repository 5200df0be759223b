import { expect, test } from 'vitest';
import { decimalIn } from './decimal-in.ts';

test.each([
  ['1', '1'],
  [' 0.005 ', '0.005'],
  ['٠٫٠٠٥', '0.005'],
  ['12.3456', '12.3456'],
])('%j is %s', (text, decimal) => {
  expect(decimalIn(text)).toBe(decimal);
});

test.each(['', '-1', '1,5', '1.23456', '.5', '1.', '1e3', 'x'])('%j is no decimal', (text) => {
  expect(decimalIn(text)).toBeNull();
});
