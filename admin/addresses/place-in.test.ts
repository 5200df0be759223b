import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeIn, writtenPlace } from './place-in.ts';

const muscat = { latitude: 23.588, longitude: 58.3829 };
const near = (text: string, { latitude, longitude } = muscat) => {
  const place = placeIn(text);
  expect(place, text).toBeTypeOf('object');
  if (typeof place === 'string') return;
  // A metre and less.
  expect(place.latitude).toBeCloseTo(latitude, 5);
  expect(place.longitude).toBeCloseTo(longitude, 5);
};

describe('coordinates', () => {
  test.each([
    '23.588, 58.3829',
    '23.588,58.3829',
    ' 23.588  58.3829 ',
    '(23.588, 58.3829)',
    '23.588; 58.3829',
    '23.588 / 58.3829',
    '+23.588, +58.3829',
    '23.588° N, 58.3829° E',
    '23.588N 58.3829E',
    'N23.588 E58.3829',
    '58.3829E, 23.588N',
    '٢٣٫٥٨٨، ٥٨٫٣٨٢٩',
    '۲۳٫۵۸۸، ۵۸٫۳۸۲۹',
    '23.588 شمالًا، 58.3829 شرقًا',
    '٢٣٫٥٨٨ ش، ٥٨٫٣٨٢٩ ق',
    '\u200e23.588, 58.3829\u200f',
    '23\u00b035\u203216.8\u2033N 58\u00b022\u203258.44\u2033E',
    `23°35'16.8"N 58°22'58.44"E`,
    `23° 35' 16.8'' N, 58° 22' 58.44'' E`,
    `N 23° 35.28' E 58° 22.974'`,
    '23 35 16.8 N 58 22 58.44 E',
    '23 35.28 N, 58 22.974 E',
    `23°35'16.8", 58°22'58.44"`,
  ])('%s', (text) => near(text));

  test('of the south and the west, and where the lines cross', () => {
    near('-33.8568, -70.2153', { latitude: -33.8568, longitude: -70.2153 });
    near('−33.8568, −70.2153', { latitude: -33.8568, longitude: -70.2153 });
    near(`33°51'24.48"S 70°12'55.08"W`, { latitude: -33.8568, longitude: -70.2153 });
    expect(placeIn('0, 0')).toEqual({ latitude: 0, longitude: 0 });
    expect(placeIn('-0, -0.0')).toEqual({ latitude: 0, longitude: 0 });
    expect(placeIn('90, -180')).toEqual({ latitude: 90, longitude: -180 });
  });

  test('two figures after the point are degrees, not minutes', () => {
    expect(placeIn('23.58N 58.38E')).toEqual({ latitude: 23.58, longitude: 58.38 });
  });

  test.each([
    '',
    ' ',
    'Muscat',
    '23.588',
    '90123456',
    '+968 90123456',
    'Way 3021, 5',
    '91, 58',
    '23, 181',
    '23.588 N, 58.3829',
    '23.588 N, 58.3829 N',
    '-23.588 S, 58 E',
    'N 23 S, 58 E',
    `23°61'N 58°0'E`,
    '23.588, 58.3829, 17',
    'NaN, NaN',
    '1e1, 2e1',
  ])('%s is no place', (text) => {
    expect(placeIn(text)).toBe('unreadable');
  });

  test('what is written is read as the same place, anywhere on earth', () => {
    const degrees = (most: number) =>
      fc.integer({ min: -most * 1e7, max: most * 1e7 }).map((units) => units / 1e7 + 0);
    fc.assert(
      fc.property(degrees(90), degrees(180), (latitude, longitude) => {
        expect(placeIn(writtenPlace({ latitude, longitude }))).toEqual({ latitude, longitude });
      }),
    );
    expect(writtenPlace({ latitude: 10, longitude: 100 })).toBe('10, 100');
  });

  test('a long text that begins like a place is refused, and nothing hangs over it', () => {
    for (const filler of [' ', '1', '1 ', '1.', "1' ", ', ', '-', '( ']) {
      expect(placeIn(`23.5${filler.repeat(1000)}!`)).toBe('unreadable');
      expect(placeIn(`https://maps.google.com/?q=23.5${filler.repeat(1000)}!`)).toBe('unreadable');
    }
  });

  test('whatever is pasted, it is read or refused and nothing breaks', () => {
    const beginning = fc.constantFrom(
      '',
      'geo:',
      'https://maps.google.com/?q=',
      'https://www.google.com/maps/@',
      'https://www.google.com/maps/place/',
      'https://www.openstreetmap.org/#map=17/',
    );
    const rest = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789.,-NE°\'"%( ') }));
    fc.assert(
      fc.property(beginning, rest, (first, second) => {
        const place = placeIn(first + second);
        if (typeof place === 'string') return;
        expect(Math.abs(place.latitude)).toBeLessThanOrEqual(90);
        expect(Math.abs(place.longitude)).toBeLessThanOrEqual(180);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a link', () => {
  test.each([
    'https://www.google.com/maps?q=23.588,58.3829',
    'https://maps.google.com/?q=23.588,58.3829',
    'https://maps.google.com/maps?q=loc:23.588,58.3829&z=17',
    'https://www.google.com/maps/search/?api=1&query=23.588%2C58.3829',
    'https://www.google.com/maps/dir/?api=1&destination=23.588,58.3829',
    'https://www.google.com/maps/dir//23.588,58.3829/@23.5,58.3,14z',
    'https://www.google.com/maps/search/23.588,+58.3829?entry=tts',
    'https://www.google.com/maps/place/23.588,58.3829',
    `https://www.google.com/maps/place/23%C2%B035'16.8%22N+58%C2%B022'58.4%22E/@23.5,58.3,17z`,
    'https://www.google.com/maps/place/Royal+Opera+House/@23.6,58.4,17z/data=!3m1!4b1!4m6!3m5!1s0x3e8e!8m2!3d23.588!4d58.3829!16s',
    'https://www.google.com/maps/@23.588,58.3829,17z',
    'https://www.google.com.om/maps/@23.588,58.3829,17z',
    'https://maps.apple.com/?ll=23.588,58.3829&q=Home',
    'https://maps.apple.com/?q=23.588,58.3829',
    'https://maps.apple.com/?daddr=23.588,58.3829&dirflg=d',
    'https://maps.apple.com/place?coordinate=23.588,58.3829&name=Home',
    'https://www.openstreetmap.org/?mlat=23.588&mlon=58.3829#map=17/23.5/58.3',
    'https://www.openstreetmap.org/#map=17/23.588/58.3829',
    'https://waze.com/ul?ll=23.588,58.3829&navigate=yes',
    'https://ul.waze.com/ul?ll=23.588%2C58.3829',
    'https://www.waze.com/live-map/directions?to=ll.23.588%2C58.3829',
    'waze://?ll=23.588,58.3829',
    'geo:23.588,58.3829',
    'geo:23.588,58.3829;u=35',
    'geo:23.588,58.3829,12;crs=wgs84',
    'geo:0,0?q=23.588,58.3829(Sara)',
    'www.google.com/maps?q=23.588,58.3829',
    'My place: https://maps.google.com/?q=23.588,58.3829. See you',
    'موقعي https://maps.google.com/?q=23.588,58.3829',
  ])('%s', (link) => {
    const place = placeIn(link);
    expect(place).toBeTypeOf('object');
    if (typeof place === 'string') return;
    expect(place.latitude).toBeCloseTo(muscat.latitude, 4);
    expect(place.longitude).toBeCloseTo(muscat.longitude, 4);
  });

  test.each([
    'https://maps.app.goo.gl/AbCdEf123',
    'https://goo.gl/maps/AbCdEf',
    'maps.app.goo.gl/AbCdEf123',
    'https://maps.apple/p/abc',
    'https://waze.com/ul/hthsx1',
    'https://osm.org/go/zyx--',
  ])('%s is short: it does not say where it leads', (link) => {
    expect(placeIn(link)).toBe('short_link');
  });

  test.each([
    'https://example.com/',
    'https://www.google.com/maps/place/Muscat',
    'https://maps.google.com/?q=Way+3021,+5',
    'https://www.google.com/maps/@91,58,17z',
    'https://www.google.com/maps/place/%E0%A4%A',
    'geo:?',
    'https://',
  ])('%s is no place', (link) => {
    expect(placeIn(link)).toBe('unreadable');
  });
});
