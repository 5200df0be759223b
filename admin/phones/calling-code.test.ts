import { getExample, parsePhoneNumber } from 'awesome-phonenumber';
import { expect, test } from 'vitest';
import { normalizePhone } from '../../server/phones/normalize-phone.ts';
import { countryIn, phoneCountries, withCountry } from './calling-code.ts';

test.each([
  ['+44 20 7946 0018', 'GB'],
  ['0044 20 7946 0018', 'GB'],
  ['(+968) 9012 3456', 'OM'],
  ['+(968) 90123456', 'OM'],
  ['٠٠٩٦٨ ٩٠١٢٣٤٥٦', 'OM'],
  ['＋９６８９０１２３４５６', 'OM'],
  ['\u202a+968\u202c 90123456', 'OM'],
  ['tel:+971-50-1234567', 'AE'],
  ['+1', 'US'],
])('%s says its country', (written, country) => {
  expect(countryIn(written, [])).toBe(country);
});

test.each(['', '90123456', '968 90123456', '0', '+', '+0', '+999 1', 'Sara'])(
  '%s names no country',
  (written) => {
    expect(countryIn(written, ['OM'])).toBeNull();
  },
);

test('where countries share a code, what was chosen counts, then the own country, then the largest', () => {
  expect(countryIn('+1 416 555 0100', ['CA', 'US'])).toBe('CA');
  expect(countryIn('+7 701 0000000', [null, 'KZ'])).toBe('KZ');
  expect(countryIn('+7 701 0000000', ['GB', 'OM'])).toBe('RU');
});

test('to choose a country writes its code, to choose the own one takes it away, whatever stood there', () => {
  expect(withCountry('', 'GB', 'OM')).toBe('+44 ');
  expect(withCountry('07700 900123', 'GB', 'OM')).toBe('+44 07700 900123');
  expect(withCountry('+968 9012 3456', 'GB', 'OM')).toBe('+44 9012 3456');
  expect(withCountry('(+968) 9012 3456', 'AE', 'OM')).toBe('+971 9012 3456');
  expect(withCountry('00 968-9012', 'OM', 'OM')).toBe('9012');
  expect(withCountry('+44 ', 'OM', 'OM')).toBe('');
  expect(withCountry('+', 'GB', 'OM')).toBe('+44 ');
  expect(withCountry('+1 (416) 555-0100', 'OM', 'OM')).toBe('(416) 555-0100');
  expect(withCountry('+٩٦٨ ٩٠١٢', 'AE', 'OM')).toBe('+971 9012');
});

test('a number as its own country writes it is, with the country chosen, that number to the server', () => {
  const read = phoneCountries.flatMap((country) => {
    const example = getExample(country, 'mobile').number ?? getExample(country, 'fixed-line').number;
    if (!example) return [];
    const home = country === 'OM' ? 'DE' : 'OM';
    const written = withCountry(example.national, country, home);
    return [{ country, written, wanted: example.e164, got: normalizePhone(written, home) }];
  });
  expect(read.length).toBeGreaterThan(200);
  expect(read.filter(({ wanted, got }) => !('e164' in got) || got.e164 !== wanted)).toEqual([]);
  for (const { country, written } of read) {
    expect(countryIn(written, [country])).toBe(country);
    expect(parsePhoneNumber(written).valid).toBe(true);
  }
});
