import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { mayBeMistyped, spellingOf } from './spelling.ts';

interface Heard {
  written: string;
  word: string;
  latin: string;
  skeletons: string[];
}

const hear = async (written: string[]) => {
  const rows = await asOwner<Heard>(
    `select written, word, regulars.latin(word) as latin, array(select regulars.skeletons(word)) as skeletons
     from unnest($1::text[]) written, lateral (select regulars.fold(written) as word) folded`,
    [written],
  );
  return new Map(rows.map((row) => [row.written, row]));
};

/** As a search finds it: candidates by their consonants, decided by their sounds. */
const finds = (typed: Heard, known: Heard) =>
  typed.skeletons.some((skeleton) => known.skeletons.includes(skeleton)) ? spellingOf(typed, known) : null;

test.each([
  ['Mohammed', 'محمد'],
  ['Muhammad', 'Mohamed'],
  ['Khalid', 'خالد'],
  ['Yousuf', 'يوسف'],
  ['Othman', 'Osman'],
  ['Abdulrahman', 'عبدالرحمن'],
  ['Abdurrahman', 'Abdulrahman'],
  ['Hayat', 'حياة'],
  ['Saleh', 'صالح'],
  ['Fatimah', 'فاطمة'],
  ['Catherine', 'Katherine'],
  ['Steven', 'Stephen'],
])('%s and %s find each other', async (one, other) => {
  const heard = await hear([one, other]);
  expect(finds(heard.get(one)!, heard.get(other)!)).not.toBeNull();
  expect(finds(heard.get(other)!, heard.get(one)!)).not.toBeNull();
});

test.each([
  ['Mahmood', 'Mohammed'],
  ['Khalid', 'Walid'],
  ['Sara', 'Samira'],
  ['Hassan', 'Hussain'],
  ['نور', 'نادر'],
])('%s does not stand for %s', async (one, other) => {
  const heard = await hear([one, other]);
  expect(finds(heard.get(one)!, heard.get(other)!)?.same ?? false).toBe(false);
});

test('one letter may be wrong of four, two of eight; none of three', () => {
  expect(mayBeMistyped('ali', 'alo')).toBe(false);
  expect(mayBeMistyped('sara', 'saea')).toBe(true);
  expect(mayBeMistyped('balsuhi', 'balushi')).toBe(true);
  expect(mayBeMistyped('balxxhi', 'balushi')).toBe(false);
  expect(mayBeMistyped('chritsohper', 'christopher')).toBe(true);
  expect(mayBeMistyped('chxxtxpher', 'christopher')).toBe(false);
});

test('a word that differs in as many letters as may be wrong shares a key with it', async () => {
  const [row] = await asOwner<{ missed: string[] }>(
    `with word (word) as (values ('sara'), ('khalid'), ('balushi'), ('mohammed'), ('christopher'), ('محمد'), ('الشكيلي')),
      mistyped as (
        select word, overlay(word placing letter from place for width) as typed
        from word, generate_series(1, length(word)) place, generate_series(0, 1) width,
          unnest(array['q', 'a', '', 'ش']) letter
      )
     select array(
       select typed from mistyped where regulars.typos(typed) > 0 and typed <> word
         and not exists (select regulars.typo_keys(word) intersect select regulars.typo_keys(typed))
     ) as missed`,
  );
  expect(row!.missed).toEqual([]);
});

const data = process.env.REGULARS_SHARED_DATA ?? path.join(import.meta.dirname, '../../../shared/data');
const pairsOf = (file: string) =>
  readFileSync(path.join(data, file), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').slice(0, 2) as [arabic: string, latin: string])
    .filter(([, latin]) => !/[\s-]/.test(latin));

describe.skipIf(!existsSync(data))('on names in both scripts (../shared/data, where it is)', () => {
  test('nineteen of twenty given names are found in any spelling, and four of five found belong', async () => {
    const pairs = pairsOf('arabic_latin_given_names.csv');
    const heard = await hear(pairs.flat());
    const names = new Map<string, Set<string>>();
    for (const [arabic, latin] of pairs) {
      for (const { word } of [heard.get(arabic)!, heard.get(latin)!]) {
        names.set(word, (names.get(word) ?? new Set()).add(arabic));
      }
    }
    const all = [...new Map([...heard.values()].map((one) => [one.word, one])).values()];
    let [right, missed, wrong] = [0, 0, 0];
    for (const typed of all) {
      for (const known of all) {
        if (typed === known) continue;
        const found = finds(typed, known) !== null;
        const belongs = !names.get(typed.word)!.isDisjointFrom(names.get(known.word)!);
        if (found && belongs) right += 1;
        else if (belongs) missed += 1;
        else if (found) wrong += 1;
      }
    }
    const [recall, precision] = [right / (right + missed), right / (right + wrong)];
    process.stdout.write(`given names: recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)}\n`);
    expect(recall).toBeGreaterThan(0.95);
    expect(precision).toBeGreaterThan(0.8);
  });

  test('three of four names of the whole world are found by how they are written in Arabic', async () => {
    const pairs = pairsOf('arabic_latin_wiki_train.csv').filter((_, at) => at % 6 === 0);
    const heard = await hear([...new Set(pairs.flat())]);
    const found = pairs.filter(([arabic, latin]) => finds(heard.get(latin)!, heard.get(arabic)!) !== null);
    process.stdout.write(`names of the world: recall ${(found.length / pairs.length).toFixed(3)}\n`);
    expect(found.length / pairs.length).toBeGreaterThan(0.75);
  });
});
