import { readFileSync } from 'node:fs';
import path from 'node:path';
import { countries } from '@regulars/contract/tenant';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callingCode, normalizePhone } from './normalize-phone.ts';

const shared = (file: string): string[][] | null => {
  const folder = process.env.REGULARS_SHARED_DATA ?? path.join(import.meta.dirname, '../../../shared/data');
  try {
    const [, ...lines] = readFileSync(path.join(folder, file), 'utf8').trimEnd().split('\n');
    return lines.map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );
  } catch {
    return null;
  }
};

const e164 = (written: string, country = 'OM') => {
  const read = normalizePhone(written, country);
  return 'e164' in read ? read.e164 : null;
};

/** What the database takes as E.164. */
const storable = /^\+[1-9][0-9]{4,14}$/;

describe('a phone', () => {
  test.each([
    ['90123456', 'OM'],
    ['9012 3456', 'OM'],
    ['9012-3456', 'OM'],
    ['9012.3456', 'OM'],
    ['(9012) 3456', 'OM'],
    ['9012/3456', 'OM'],
    ['9012–3456', 'OM'],
    ['9012−3456', 'OM'],
    ['+968 9012 3456', 'OM'],
    ['+968-9012-3456', 'DE'],
    ['+(968) 90123456', 'DE'],
    ['(+968) 90123456', 'DE'],
    ['00968 9012 3456', 'OM'],
    ['0096890123456', 'US'],
    ['00 968 90123456', 'GB'],
    ['968 90123456', 'OM'],
    ['٩٠١٢٣٤٥٦', 'OM'],
    ['+٩٦٨ ٩٠١٢ ٣٤٥٦', 'DE'],
    ['۹۰۱۲۳۴۵۶', 'OM'],
    ['९०१२३४५६', 'OM'],
    ['＋９６８　９０１２３４５６', 'DE'],
    ['𝟗𝟎𝟏𝟐𝟑𝟒𝟓𝟔', 'OM'],
    ['tel:+968-9012-3456', 'DE'],
    ['TEL: 9012 3456', 'OM'],
    ['\u200e+968 9012 3456\u200f', 'DE'],
    ['\u202a+968\u202c 90123456', 'DE'],
    ['\u2066+96890123456\u2069', 'DE'],
    ['+968\u00a09012\u202f3456', 'DE'],
    ['90\u200b123\ufeff456', 'OM'],
    ['\t90123456\n', 'OM'],
    ['9012•3456', 'OM'],
  ])('written %j in %s is +96890123456', (written, country) => {
    expect(e164(written, country)).toBe('+96890123456');
  });

  test.each([
    ['030 901820', 'DE', '+4930901820'],
    ['+49 (0)30 901820', 'OM', '+4930901820'],
    ['07911 123456', 'GB', '+447911123456'],
    ['(201) 555-0123', 'US', '+12015550123'],
    ['1-201-555-0123', 'US', '+12015550123'],
    ['011 968 90123456', 'US', '+96890123456'],
    ['050 123 4567', 'AE', '+971501234567'],
    ['06 12345678', 'IT', '+390612345678'],
    ['8 (912) 345-67-89', 'RU', '+79123456789'],
  ])("%j in %s is %s: trunk and dialling-out prefixes are its country's", (written, country, expected) => {
    expect(e164(written, country)).toBe(expected);
  });

  test.each([
    ['', 'not a phone number'],
    ['call me', 'not a phone number'],
    ['1-800-FLOWERS', 'not a phone number'],
    ['90123456 ext. 5', 'not a phone number'],
    ['90123456;ext=5', 'not a phone number'],
    ['sara@example.com', 'not a phone number'],
    ['+', 'not a phone number'],
    ['9012', 'too short'],
    ['9012345678901234567', 'too long'],
    ['+999 123456789', 'no known country code'],
    ['+968 1', 'too short'],
    ['10000000', 'not a number that its country gives out'],
  ])('%j is none: it is or has %s', (written, reason) => {
    expect(normalizePhone(written, 'OM')).toEqual({ reason: expect.stringContaining(reason) });
  });

  test('reads the same once it is read, and is one that the database takes', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 15 });
    fc.assert(
      fc.property(
        digits,
        fc.constantFrom('', '+', '00'),
        fc.constantFrom(...countries),
        (number, prefix, country) => {
          const read = e164(prefix + number.join(''), country);
          fc.pre(read !== null);
          expect(read).toMatch(storable);
          expect(e164(read!, country)).toBe(read);
          expect(e164(read!, 'OM')).toBe(read);
        },
      ),
      { numRuns: 700 },
    );
  });

  test('that is anything at all is read or refused, never more', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.constantFrom(...countries),
        (written, country) => {
          const read = normalizePhone(written, country);
          if ('e164' in read) expect(read.e164).toMatch(storable);
          else expect(read.reason.length).toBeGreaterThan(5);
        },
      ),
      { numRuns: 700 },
    );
  });
});

const examples = shared('phone_examples_google.csv');
test.skipIf(examples === null)(
  "every one of Google's examples, in eleven forms, is read as Google reads it",
  () => {
    const wrong = examples!
      .map(([region, , form, input, country, expected]) => ({
        region,
        form,
        input,
        expected,
        read: e164(input!, country || 'OM'),
      }))
      .filter(({ read, expected }) => read !== expected);
    expect(examples!.length).toBeGreaterThan(3000);
    expect(wrong).toEqual([]);
    expect(examples!.every((row) => storable.test(row[5]!))).toBe(true);
  },
);

const mobiles = shared('phone_examples_mobile_ljs.csv');
test.skipIf(mobiles === null)('an example mobile of every country is read in its country', () => {
  const wrong = mobiles!.filter(([region, input, expected]) => e164(input!, region!) !== expected);
  expect(mobiles!.length).toBeGreaterThan(200);
  expect(wrong).toEqual([]);
});

test('every country that a business may be in has a calling code, or is known to have none', () => {
  expect(callingCode('OM')).toBe('968');
  expect(countries.filter((country) => callingCode(country) === null)).toEqual([
    'AQ',
    'BV',
    'GS',
    'HM',
    'PN',
    'TF',
    'UM',
  ]);
});
