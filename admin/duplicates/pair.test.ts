import type { CustomerSummary } from '@regulars/sdk';
import { expect, test } from 'vitest';
import { directionOf } from './pair.ts';

const customer = (id: string, profileStatus: CustomerSummary['profileStatus']) =>
  ({ id, profileStatus }) as CustomerSummary;

test.each([
  ['stub', 'stub', 'older'],
  ['stub', 'full', 'newer'],
  ['full', 'stub', 'older'],
  ['guest', 'stub', 'newer'],
  ['full', 'full', 'older'],
] as const)('of an older %s and a newer %s the %s stays', (one, other, stays) => {
  const { source, target } = directionOf({ customers: [customer('older', one), customer('newer', other)] });
  expect(target.id).toBe(stays);
  expect(source.id).not.toBe(stays);
});
