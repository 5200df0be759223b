import { countries } from '@regulars/contract/tenant';
import { expect, test } from 'vitest';
import { likelyCountry, likelyTimeZone } from './propose.ts';

test('the time zone says the country, whatever the language', () => {
  expect(likelyCountry(countries, 'Asia/Muscat', ['en-US'])).toBe('OM');
  expect(likelyCountry(countries, 'Asia/Riyadh', ['ar'])).toBe('SA');
});

test('without a telling time zone the language does', () => {
  expect(likelyCountry(countries, 'UTC', ['en', 'ar-EG'])).toBe('EG');
  expect(likelyCountry(countries, 'UTC', ['en'])).toBeUndefined();
});

test('the browser’s zone is proposed where the country has it, else the country’s own', () => {
  expect(likelyTimeZone('US', 'America/Chicago')).toBe('America/Chicago');
  expect(likelyTimeZone('OM', 'Europe/Berlin')).toBe('Asia/Muscat');
});
