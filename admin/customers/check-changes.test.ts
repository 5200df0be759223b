import { expect, test } from 'vitest';
import { checkChanges } from './check-changes.ts';

test('what the contract takes has no errors', () => {
  expect(checkChanges({ name: 'Sara', phone: null, preferences: { folding: 'hanger' } })).toEqual({});
});

test('what it refuses is told at its field', () => {
  expect(
    checkChanges({
      name: 'a'.repeat(201),
      email: 'not an address',
      birthDate: '1850-01-01',
      tags: ['ok', 'a'.repeat(51)],
      preferences: { folding: 'a'.repeat(101) },
    }),
  ).toEqual({
    name: 'too_long',
    email: 'invalid_value',
    birthDate: 'invalid_value',
    'tags.1': 'too_long',
    'preferences.folding': 'too_long',
  });
});
