import { expect, test } from 'vitest';
import { worth } from './worth.ts';

test.each([
  [101, '0.005', '0.505'],
  [1, '0.0001', '0.0001'],
  [0, '0.005', '0.000'],
  [3, '2', '6'],
  [999_999_999, '0.1', '99999999.9'],
  [1_000_000_000, '999999999999.9999', '999999999999999900000.0000'],
])('%d points at %s each are %s', (points, pointValue, amount) => {
  expect(worth(points, pointValue)).toBe(amount);
});
