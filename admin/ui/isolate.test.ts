import { expect, test } from 'vitest';
import { isolate, isolateLtr } from './isolate.ts';

test.each([isolate, isolateLtr])('a name turns nothing but itself: %o', (isolated) => {
  expect(isolated('Sara\u2069\u202e').slice(1)).toBe('Sara\u2069');
});
