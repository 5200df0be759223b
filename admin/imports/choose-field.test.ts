import { expect, test } from 'vitest';
import { chooseField, missingFields, saysSomething } from './choose-field.ts';

test('a field is one column: whoever takes it takes it away from the other', () => {
  expect(chooseField(['name', 'phone', null], 2, 'phone')).toEqual(['name', null, 'phone']);
  expect(chooseField(['name', 'phone', null], 1, null)).toEqual(['name', null, null]);
  expect(chooseField(['name', null, null], 0, 'name')).toEqual(['name', null, null]);
});

test('a file of which nothing is taken, or types alone, says nothing', () => {
  expect(saysSomething([null, null])).toBe(false);
  expect(saysSomething(['type', null])).toBe(false);
  expect(saysSomething(['email', null])).toBe(true);
});

test('a name in any form, and a phone, are what a stub needs', () => {
  expect(missingFields(['email'])).toEqual(['name', 'phone']);
  expect(missingFields(['lastName', null])).toEqual(['phone']);
  expect(missingFields(['phone', 'name2'])).toEqual([]);
});
