import { expect, test } from 'vitest';
import { estimateModel } from './estimate.ts';
import { modelFields } from './model.ts';
import { createPreparer } from './prepare.ts';
import { createTally } from './tally.ts';
import { makePeople } from './testing/people.ts';

const prepare = createPreparer({ remembered: 100_000 });
const rows = [...makePeople(800, 3)];
const people = rows.map((row) => prepare({ ...row }));

const learn = (records = people, keep = 50) => {
  const tally = createTally({ keep, room: 1000 });
  for (const record of records) tally.add(record);
  const pairs = records.flatMap((record, place) =>
    [1, 2, 3].flatMap((step) => {
      const other = records[place + step];
      return other ? [[record, other] as const] : [];
    }),
  );
  const strangers = records.map((record, place) => {
    const other = records[(place + Math.floor(records.length / 2)) % records.length]!;
    return [record, other] as const;
  });
  return estimateModel({ tally, randomPairs: strangers, candidatePairs: pairs, candidateShare: 1 });
};
const model = learn();

test('a model is plain JSON, and small whatever the number of records', () => {
  expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  for (const { values } of Object.values(model.frequencies)) {
    expect(Object.keys(values).length).toBeLessThanOrEqual(50);
  }
});

test('every chance is one, and within a group of levels they add up to one', () => {
  for (const { name, levels } of modelFields([])) {
    if (name === 'nameOrder') continue;
    for (const group of new Set(levels.map((level) => level.group))) {
      for (const side of ['match', 'chance'] as const) {
        const shares = model.fields[name]![side].filter((_, place) => levels[place]!.group === group);
        for (const share of shares) expect(share).toBeGreaterThan(0);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 1);
      }
    }
  }
});

test('agreement speaks for one customer, and difference against it', () => {
  for (const name of ['firstName', 'lastName', 'birthDate', 'phone', 'email'] as const) {
    const { match, chance } = model.fields[name]!;
    const different = modelFields([])
      .find((field) => field.name === name)!
      .levels.findIndex((level) => level.name === 'different');
    expect(match[0]!).toBeGreaterThan(chance[0]!);
    expect(match[different]!).toBeLessThan(chance[different]!);
  }
});

test('the same records give the same model', () => {
  expect(learn()).toEqual(model);
});

test('no records, and one, give what is expected without any', () => {
  for (const records of [[], people.slice(0, 1)]) {
    const { matches, fields } = learn(records);
    expect(matches).toBeGreaterThan(0);
    for (const { match, chance } of Object.values(fields)) {
      expect([...match, ...chance].every((share) => share > 0 && share <= 1)).toBe(true);
    }
  }
});

test.each([
  [
    'with names',
    (place: number) => ({
      firstName: `Abcdefghijkl`[place % 12]!.repeat(3),
      lastName: `Mnopqrst`[place % 8]!.repeat(4),
    }),
  ],
  ['without names', (place: number) => ({ birthDate: `19${50 + (place % 40)}-03-${10 + (place % 15)}` })],
])('an e-mail that many people share is generic, %s', (_, person) => {
  const tally = createTally();
  for (let place = 0; place < 60; place += 1) {
    tally.add(
      prepare({
        id: `${place}`,
        email: place < 30 ? 'info@shop.com' : `own${place}@web.de`,
        ...person(place),
      }),
    );
  }
  expect(tally.generic().email).toEqual(['info@shop.com']);
});
