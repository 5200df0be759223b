import { expect, test } from 'vitest';
import { initialsOf } from './initials.ts';

test.each([
  ['Sara Al Balushi', 'SB'],
  ['sara', 'S'],
  ['Sara (VIP)', 'S'],
  ['سارة البلوشية', 'س ا'],
  ['', ''],
  ['123', ''],
  ['𝒮ara Élan', '𝒮É'],
])('%j is %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
