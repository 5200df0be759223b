import { countries } from '@regulars/contract/tenant';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAddress } from './format-address.ts';

type Written = Parameters<typeof formatAddress>[0];
const nothing: Written = {
  label: null,
  building: null,
  floor: null,
  apartment: null,
  street: null,
  area: null,
  city: null,
  region: null,
  postalCode: null,
  country: 'OM',
};
const lines = (written: Partial<Written>) => formatAddress({ ...nothing, ...written });

describe('an address is written as its country writes it', () => {
  test.each<[string, Partial<Written>, string[]]>([
    [
      'Oman: the postal code above the town',
      { street: 'Way 3021', area: 'Al Khuwair', city: 'Muscat', postalCode: '133' },
      ['Way 3021', 'Al Khuwair', '133', 'Muscat', 'Oman'],
    ],
    [
      'the Emirates, whose format knows the emirate alone',
      { street: 'Al Wasl Road', area: 'Jumeirah', city: 'Dubai', region: 'Dubai', country: 'AE' },
      ['Al Wasl Road', 'Jumeirah', 'Dubai', 'Dubai', 'United Arab Emirates'],
    ],
    [
      'Saudi Arabia: the code behind the town',
      { street: 'King Fahd Road', city: 'Riyadh', postalCode: '12211', country: 'SA' },
      ['King Fahd Road', 'Riyadh 12211', 'Saudi Arabia'],
    ],
    [
      'Germany: the code before the town',
      { street: 'Unter den Linden 1', city: 'Berlin', postalCode: '10117', country: 'DE' },
      ['Unter den Linden 1', '10117 Berlin', 'Germany'],
    ],
    [
      'the United States',
      { street: '350 Fifth Avenue', city: 'New York', region: 'NY', postalCode: '10118', country: 'US' },
      ['350 Fifth Avenue', 'New York, NY 10118', 'United States'],
    ],
    [
      'Japan in its own script, from the large to the small',
      { street: '千代田1-1', region: '東京都', postalCode: '100-8111', country: 'JP' },
      ['〒100-8111', '東京都', '千代田1-1', '日本'],
    ],
    [
      'Japan in Latin letters, the other way round',
      { street: '1-1 Chiyoda', city: 'Chiyoda-ku', region: 'Tokyo', postalCode: '100-8111', country: 'JP' },
      ['1-1 Chiyoda', 'Chiyoda-ku', 'Tokyo', '100-8111', 'Japan'],
    ],
  ])('%s', (_, written, expected) => {
    expect(lines(written)).toEqual(expected);
  });

  test('in Arabic where it is written in Arabic, also of a country that writes otherwise', () => {
    const written = {
      building: '12',
      floor: '3',
      apartment: '5',
      street: 'سكة ٣٠٢١',
      area: 'الخوير',
      city: 'مسقط',
    };
    expect(lines(written)).toEqual(['شقة 5، الطابق 3، مبنى 12', 'سكة ٣٠٢١', 'الخوير', 'مسقط', 'عُمان']);
    expect(lines({ city: 'برلين', postalCode: '10117', country: 'DE' })).toEqual(['10117 برلين', 'ألمانيا']);
  });

  test('with words for bare numbers of building, floor and flat, and none where there are words', () => {
    expect(lines({ building: '12', floor: '3', apartment: '5B', street: 'Way 1' })[0]).toBe(
      'Apartment 5B, Floor 3, Building 12',
    );
    expect(lines({ building: 'Bahja Tower', floor: 'Mezzanine', street: 'Way 1' })[0]).toBe(
      'Mezzanine, Bahja Tower',
    );
  });

  test('by its label where it says nothing else, and by that alone then', () => {
    expect(lines({ label: 'Behind the mosque' })).toEqual(['Behind the mosque', 'Oman']);
    expect(lines({ label: 'خلف المسجد' })).toEqual(['خلف المسجد', 'عُمان']);
    expect(lines({ label: 'Office', city: 'Muscat' })).toEqual(['Muscat', 'Oman']);
    expect(lines({})).toEqual(['Oman']);
  });
});

test('nothing that was written is missing from the lines, of whatever country and in either script', () => {
  const word = fc.constantFrom(
    ...['Alpha', 'Bravo 12', 'Charlie', 'Delta', 'Echo', 'ألف', 'باء', 'جيم ١٢', 'دال', 'هاء', '12345'],
  );
  const part = fc.option(word, { freq: 2 });
  const written = fc.record({
    label: fc.constant(null),
    building: part,
    floor: part,
    apartment: part,
    street: part,
    area: part,
    city: part,
    region: part,
    postalCode: part,
    country: fc.constantFrom(...countries),
  });
  fc.assert(
    fc.property(written, (address) => {
      const formatted = formatAddress(address);
      const text = formatted.join('\n');
      const { country, ...parts } = address;
      for (const value of Object.values(parts)) if (value !== null) expect(text).toContain(value);
      expect(formatted.every((line) => line.trim() === line && line !== '')).toBe(true);
      expect(formatted.at(-1)).not.toBe(country);
    }),
    { numRuns: 3000 },
  );
});
