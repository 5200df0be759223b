import { expect, test } from 'vitest';
import { callingCodeOf, phoneCountries } from '../phones/calling-code.ts';
import { countryNames } from './country-names.ts';
import { findCountries } from './find-countries.ts';

const all = phoneCountries.map((country) => ({
  country,
  code: callingCodeOf(country)!,
  names: countryNames(country),
}));
const found = (search: string) => findCountries(all, search).map(({ country }) => country);

test.each([
  ['oman', 'OM'],
  ['united k', 'GB'],
  ['kingdom', 'GB'],
  ['turkiye', 'TR'],
  ['عمان', 'OM'],
  ['الامارات', 'AE'],
  ['امارات', 'AE'],
  ['سعوديه', 'SA'],
  ['968', 'OM'],
  ['+44', 'GB'],
  ['00971', 'AE'],
  ['٩٦٦', 'SA'],
  ['gb', 'GB'],
])('%s finds %s', (search, country) => {
  expect(found(search)).toContain(country);
});

test('only beginnings of words count: Romania is not found by “oman”', () => {
  expect(found('oman')).toEqual(['OM']);
});

test('the exact code comes before longer ones', () => {
  expect(found('1')[0]).toBe('US');
  expect(found('24').length).toBeGreaterThan(3);
});

test('nothing typed leaves all, and nonsense none', () => {
  expect(found('')).toHaveLength(all.length);
  expect(found('  ')).toHaveLength(all.length);
  expect(found('atlantis')).toEqual([]);
  expect(found('99999')).toEqual([]);
});
