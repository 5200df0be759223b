import { expect, test } from 'vitest';
import { inTierOrder, type LoyaltyValues, loyaltyChanges, tierKey } from './loyalty-values.ts';

const none: LoyaltyValues = {
  enabled: false,
  rounding: 'down',
  earnOn: 'delivered',
  pointsPerUnit: '1',
  expiryMonths: '',
  pointValue: '',
  tiers: [],
};
const silver = { key: 'silver', name: 'Silver', name2: 'فضي', threshold: '100' };

test('only what was changed is sent, as the API writes it', () => {
  expect(loyaltyChanges(none, none)).toEqual({ changes: {}, errors: {} });
  expect(
    loyaltyChanges(none, {
      ...none,
      enabled: true,
      pointsPerUnit: '٢٫٥',
      expiryMonths: '12',
      pointValue: '0.005',
    }),
  ).toEqual({
    changes: { enabled: true, pointsPerUnit: '2.5', expiryMonths: 12, pointValue: '0.005' },
    errors: {},
  });
  const before = { ...none, expiryMonths: '12', pointValue: '1' };
  expect(loyaltyChanges(before, none).changes).toEqual({ expiryMonths: null, pointValue: null });
});

test('what is wrong is said before anything is sent', () => {
  const { errors } = loyaltyChanges(none, {
    ...none,
    pointsPerUnit: '1,5',
    expiryMonths: '121',
    pointValue: 'x',
    tiers: [silver, { ...silver, key: '', name: ' ', threshold: '100' }, { ...silver, threshold: '' }],
  });
  expect(errors).toEqual({
    pointsPerUnit: 'invalid_value',
    expiryMonths: 'too_large',
    pointValue: 'invalid_value',
    'tiers.1.name': 'required',
    'tiers.1.threshold': 'invalid_value',
    'tiers.2.threshold': 'required',
  });
});

test('tiers are sent whole, from the lowest, and a new one gets a key that no other has', () => {
  const gold = { key: '', name: 'Gold', name2: '', threshold: '50' };
  const to = inTierOrder({ ...none, tiers: [silver, gold, { ...gold, threshold: '500' }] });
  expect(loyaltyChanges({ ...none, tiers: [silver] }, to)).toEqual({
    changes: {
      tiers: [
        { key: 'gold', name: 'Gold', name2: null, threshold: 50 },
        { key: 'silver', name: 'Silver', name2: 'فضي', threshold: 100 },
        { key: 'gold-2', name: 'Gold', name2: null, threshold: 500 },
      ],
    },
    errors: {},
  });
});

test.each([
  ['Très fidèle!', '', 'tres-fidele'],
  ['ذهبي', 'Gold', 'gold'],
  ['ذهبي', '', 'tier'],
  ['ذهبي', 'فضي', 'tier'],
  ['x'.repeat(50), '', 'x'.repeat(26)],
])('%s, %s becomes %s', (name, name2, key) => {
  expect(tierKey({ name, name2 }, new Set())).toBe(key);
  expect(tierKey({ name, name2 }, new Set([key, `${key}-2`]))).toBe(`${key}-3`);
});
