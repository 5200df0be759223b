import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  compareAddresses,
  compareDates,
  compareEmails,
  compareOrganisations,
  phoneDistance,
} from './compare.ts';
import { digitsApart, editDistance } from './edit-distance.ts';
import { emailOf, wordsOf } from './prepare.ts';

test.each([
  ['19900517', '19900517', 'days/equal'],
  ['19900705', '19900507', 'days/day_and_month_swapped'],
  ['19900517', '19900518', 'days/one_digit_differs'],
  ['19900517', '20050517', 'days/same_day'],
  ['19900517', '19901122', 'days/same_year'],
  ['19900517', '20031129', 'days/different'],
  ['1990', '19900101', 'years/equal_year'],
  ['19900517', '19900101', 'a day and a year/same_year'],
])('dates %s and %s: %s', (a, b, level) => {
  expect(compareDates(a, b)).toBe(level);
  expect(compareDates(b, a)).toBe(level);
});

test.each([
  ['96891234567', '91234567', 0],
  ['91234567', '91234568', 1],
  ['91234567', '91234576', 1],
  ['12345', '12346', 9],
])('phones %s and %s are %i apart', (a, b, distance) => {
  expect(phoneDistance(a, b)).toBe(distance);
  expect(phoneDistance(b, a)).toBe(distance);
});

test('numbers with nothing in common are far apart', () => {
  expect(phoneDistance('91234567', '80080808')).toBeGreaterThan(2);
});

test('digits that one has alone never say more than the distance', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 12 });
  fc.assert(fc.property(digits, digits, (a, b) => digitsApart(a, b) <= editDistance(a, b)));
});

test.each([
  ['sara.ali@gmail.com', 'saraali@gmail.com', 0],
  ['sara.ali81@web.de', 'sara.aly81@web.de', 1],
  ['sara.ali@web.de', 'sara.ali@example.com', 2],
  ['sara.ali81@web.de', 'sara.ali2704@web.de', 4],
])('e-mails %s and %s: level %i', (a, b, level) => {
  expect(compareEmails(emailOf(a)!, emailOf(b)!)).toBe(level);
  expect(compareEmails(emailOf(b)!, emailOf(a)!)).toBe(level);
});

const inFull = () => 1;
test.each([
  ['12 Airport Road', '12 airport rd', 'equal'],
  ['12 Airport Road', 'Flat 3, 12 Airport Road', 'close'],
  ['12 Airport Road', '14 Airport Road', 'number_differs'],
  ['12 Airport Road', '80 Mill Lane', 'different'],
  ['12 Corniche Street', 'شارع الكورنيش 12', 'alike_across_scripts'],
])('addresses "%s" and "%s": %s', (a, b, level) => {
  expect(compareAddresses(wordsOf(a)!, wordsOf(b)!, inFull)).toBe(level);
});

test.each([
  ['Siemens AG', 'SIEMENS A.G.', 'close'],
  ['Siemens AG', 'Bosch GmbH', 'different'],
])('organisations "%s" and "%s": %s', (a, b, level) => {
  expect(compareOrganisations(wordsOf(a)!, wordsOf(b)!, inFull)).toBe(level);
});
