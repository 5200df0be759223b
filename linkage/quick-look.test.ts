import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexCandidates } from './candidates.ts';
import { leastShown, link } from './link.ts';
import { createPreparer, type Prepared } from './prepare.ts';
import { createQuickLook } from './quick-look.ts';
import { createScorer } from './score.ts';
import { makePeople } from './testing/people.ts';

const prepare = createPreparer({ otherFields: ['note'] });
const people = [...makePeople(1500, 11)].map((row) => prepare({ ...row, note: row.city }));
const scorer = createScorer(link(people, { otherFields: ['note'] }).model);

/** Odds of pairs that a quick look at them passes over. */
const passedOver = (records: Prepared[], pairs: Iterable<readonly [number, number]>, least: number) => {
  const known = records.map(scorer.known);
  const mayReach = createQuickLook(known, scorer.weighing, least);
  const odds: number[] = [];
  for (const [one, other] of pairs) {
    if (!mayReach(one, other)) odds.push(scorer.logOdds(known[one]!, known[other]!));
  }
  return odds;
};

const least = Math.log(leastShown / (1 - leastShown));

test('a quick look passes over most strangers', () => {
  const pairs = people.map((_, one): [number, number] => [one, (one + 700) % people.length]);
  expect(passedOver(people, pairs, least).length).toBeGreaterThan(0.9 * pairs.length);
});

test('of those who share a key, a quick look passes over nobody who is worth showing', () => {
  const pairs: [number, number][] = [];
  const candidates = indexCandidates(people);
  people.forEach((_, one) => {
    candidates.each(one, 50, (other) => pairs.push([one, other]));
  });
  const odds = passedOver(people, pairs, least);
  expect(odds.length).toBeGreaterThan(0);
  expect(odds.filter((each) => each >= least)).toEqual([]);
});

const record = fc.record({
  firstName: fc.constantFrom('', 'Sara', 'Sarah', 'Mohammed', 'محمد', 'Muhamad', 'S', 'Abd al Rahman'),
  lastName: fc.constantFrom('', 'Sara', 'Balushi', 'Al Balushi', 'البلوشي', 'Smith', 'Smyth'),
  name2: fc.constantFrom('', 'سارة البلوشي', 'محمد علي البلوشي', 'Sara Maria Smith'),
  name: fc.constantFrom('', 'Sara Maria Smith', 'Sara Anna Smith'),
  birthDate: fc.constantFrom(
    '',
    '1990',
    '1990-01-01',
    '1990-05-17',
    '1990-05-18',
    '1991-05-17',
    '2001-12-30',
  ),
  phone: fc.constantFrom('', '90123456', '+968 90123456', '90123457', '123456', '+97150123456;90123456'),
  email: fc.constantFrom(
    '',
    'sara@x.com',
    'sara@y.com;s.smith12@x.com',
    'sara@y.com',
    'sarah@x.com',
    's.smith12@x.com',
    's.smith99@x.com',
  ),
  address: fc.constantFrom(
    '',
    '12 Hill Street',
    'Hill Street',
    '13 Hill Street',
    'شارع التلال 12',
    '12/13 Hil St',
  ),
  city: fc.constantFrom('', 'Muscat', 'مسقط', 'Muskat', 'Doha'),
  region: fc.constantFrom('', 'North', 'South'),
  postalCode: fc.constantFrom('', '111', '112', '4000'),
  country: fc.constantFrom('', 'OM', 'QA'),
  organisation: fc.constantFrom('', 'Hill Trading LLC', 'Hill Trading', 'Noor'),
  note: fc.constantFrom('', 'Muscat', 'Doha'),
});

test('whatever is known of two records, a quick look never takes their odds for lower than they are', () => {
  const pairs = Array.from({ length: 28 }, (_, n): [number, number] => [n % 7, 7 - (Math.floor(n / 7) % 7)]);
  fc.assert(
    fc.property(
      fc.array(record, { minLength: 8, maxLength: 8 }),
      fc.double({ min: -25, max: 40, noNaN: true }),
      (rows, sought) => {
        const records = rows.map((row, id) => prepare({ id: String(id), ...row }));
        const odds = passedOver(records, pairs, sought);
        expect(odds.filter((each) => each >= sought)).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});
