import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blockingKeys } from './block.ts';
import { startingModel } from './model.ts';
import { createPreparer, knownFields, type LinkageRecord } from './prepare.ts';
import { createScorer } from './score.ts';

const prepare = createPreparer();
const scorer = createScorer(startingModel(1000));
const score = (a: LinkageRecord, b: LinkageRecord) => scorer.score(prepare(a), prepare(b));

const sara: LinkageRecord = {
  ...{ id: '1', firstName: 'Sara', lastName: 'Al-Balushi', phone: '+968 91234567', birthDate: '1990-05-17' },
  ...{ email: 'sara.b@example.com', address: '12 Airport Road', city: 'Muscat', country: 'OM' },
};

test('one customer in two scripts and two ways to write a phone is one', () => {
  expect(
    score(sara, { ...sara, id: '2', firstName: 'سارة', lastName: 'البلوشي', phone: '91234567' }),
  ).toBeGreaterThan(0.99);
});

test('siblings at one phone and one address are two people', () => {
  expect(
    score(sara, { ...sara, id: '2', firstName: 'Khalid', birthDate: '1994-11-02', email: '' }),
  ).toBeLessThan(0.1);
});

test('a father and a son of one name are two people', () => {
  const father = { ...sara, firstName: 'Ali', email: '' };
  expect(score(father, { ...father, id: '2', birthDate: '2015-11-02' })).toBeLessThan(0.5);
});

test('a score explains itself field by field', () => {
  const other = { ...sara, id: '2', firstName: 'سارة', birthDate: '1990-07-05', email: '' };
  const { score: reached, reasons } = scorer.explain(prepare(sara), prepare(other));
  expect(reached).toBe(score(sara, other));
  const levels = Object.fromEntries(reasons.map(({ field, level }) => [field, level]));
  expect(levels).toMatchObject({
    ...{
      firstName: 'alike_across_scripts',
      lastName: 'equal',
      phone: 'equal',
      address: 'equal',
      city: 'equal',
    },
  });
  expect(reasons.find(({ field }) => field === 'phone')!.weight).toBeGreaterThan(5);
  expect(reasons.some(({ field }) => field === 'email')).toBe(false);
});

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    'Ali',
    'علي',
    '1990-05-17',
    '0501234567',
    'a@b.co',
    "Robert'); DROP TABLE",
    '\u202e٠٠٠',
  ),
);
const record = fc
  .record(Object.fromEntries(knownFields.map((field) => [field, text])), { requiredKeys: [] })
  .map((fields) => ({ ...fields, id: 'x' }) as LinkageRecord);

test('any two records have a score between 0 and 1, the same from both sides, and stable keys', () => {
  fc.assert(
    fc.property(record, record, (a, b) => {
      const one = { ...a, id: '1' };
      const other = { ...b, id: '2' };
      const reached = score(one, other);
      expect(reached).toBeGreaterThanOrEqual(0);
      expect(reached).toBeLessThanOrEqual(1);
      expect(score(other, one)).toBe(reached);
      expect(blockingKeys(prepare(one))).toEqual(blockingKeys(prepare({ ...one, id: '3' })));
    }),
    { numRuns: 400 },
  );
});

test.each(['birthDate', 'phone', 'email', 'address'])(
  'what is unknown of %s is neither for nor against',
  (field) => {
    const { reasons } = scorer.explain(prepare(sara), prepare({ ...sara, id: '2', [field]: 'unknown' }));
    expect(reasons.map((reason) => reason.field)).not.toContain(field);
  },
);

test.each(['firstName', 'lastName', 'birthDate', 'phone', 'email', 'address', 'city'])(
  'agreeing in %s never lowers the score',
  (field) => {
    const different = {
      ...sara,
      id: '2',
      [field]: field === 'birthDate' ? '1951-12-30' : 'Zxqw 77777777 q@w.z',
    };
    expect(score(sara, { ...sara, id: '2' })).toBeGreaterThanOrEqual(score(sara, different));
  },
);
