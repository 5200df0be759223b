import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareNames, nameOf, nameRanks, splitName } from './names.ts';

const folder = process.env.REGULARS_SHARED_DATA ?? path.join(import.meta.dirname, '../../shared/data');
const level = (a: string, b: string) => nameRanks[compareNames(nameOf(a)!, nameOf(b)!).rank];

test.each([
  ['Al-Balushi', 'البلوشي'],
  ['Mohamed', 'محمد'],
  ['Abdul Rahman', 'عبدالرحمن'],
  ['Abdurrahman', 'عبد الرحمن'],
  ['Fathi', 'فتحي'],
  ['Youssef', 'يوسف'],
])('%s and %s are one name', (latin, arabic) => {
  expect(level(latin, arabic)).toBe('alike_across_scripts');
});

test.each([
  ['Hamad', 'سعيد'],
  ['Khalid', 'ماجد'],
  ['Sara', 'سمير'],
])('%s and %s are two names', (latin, arabic) => {
  expect(level(latin, arabic)).toBe('different_across_scripts');
});

test.each([
  ['Al-Balushi', 'Balushi', 'equal'],
  ['AlBalushi', 'Al Balushi', 'equal'],
  ['Robert', 'Bob', 'short_form'],
  ['J.', 'James', 'initial'],
  ['Mohammed', 'Muhammad', 'close'],
  ['Rashid', 'Yasmin', 'different'],
  ['أحمد', 'احمد', 'equal'],
])('%s and %s: %s', (a, b, expected) => {
  expect(level(a, b)).toBe(expected);
});

test.each([
  ['Sara Ali Al-Harthy', { given: 'sara', middle: ['ali'], family: 'harthy' }],
  ['Al-Hashem, Heba', { given: 'heba', middle: [], family: 'hashem' }],
  ['عبد الله سالم البلوشي', { given: 'عبدله', middle: ['سالم'], family: 'بلوشي' }],
  ['Madonna', { given: 'madonna', middle: [], family: '' }],
])('the parts of "%s"', (name, parts) => {
  expect(splitName(name)).toEqual(parts);
});

test('whatever is written is compared, the same in both directions, and equal to itself', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 100 }),
    fc.constantFrom('', 'ـ', '\u202e', "'", '𝔐𝔬', 'ﷺ'),
  );
  fc.assert(
    fc.property(text, text, (one, other) => {
      const a = nameOf(one);
      const b = nameOf(other);
      if (!a || !b) return;
      expect(compareNames(a, b)).toEqual(compareNames(b, a));
      expect(compareNames(a, a).rank).toBe(nameRanks.indexOf('equal'));
    }),
    { numRuns: 1500 },
  );
});

describe.skipIf(!existsSync(folder))(
  'given names in both scripts (skipped: no shared data beside the checkout)',
  () => {
    test('are told apart over all pairs with F1 above .85', () => {
      const rows = readFileSync(path.join(folder, 'arabic_latin_given_names.csv'), 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(','));
      const truth = new Set(rows.map(([arabic, latin]) => `${arabic}|${latin}`));
      let right = 0;
      let wrong = 0;
      for (const arabic of new Set(rows.map((row) => row[0]!))) {
        for (const latin of new Set(rows.map((row) => row[1]!))) {
          if (level(arabic, latin) !== 'alike_across_scripts') continue;
          if (truth.has(`${arabic}|${latin}`)) right += 1;
          else wrong += 1;
        }
      }
      const precision = right / (right + wrong);
      const recall = right / truth.size;
      expect((2 * precision * recall) / (precision + recall)).toBeGreaterThan(0.85);
    });
  },
);
