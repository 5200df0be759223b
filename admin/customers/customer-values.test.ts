import { customerChanges } from '@regulars/contract/customer';
import type { Customer } from '@regulars/sdk';
import { expect, test } from 'vitest';
import { changedFields, changesBetween, clashes, rebase, valuesOf, withValues } from './customer-values.ts';

const sara: Customer = {
  id: '0198c0de-0000-7000-8000-000000000001',
  customerNumber: 'CUST-00001',
  profileStatus: 'stub',
  firstName: 'Sara',
  lastName: 'Al Balushi',
  displayName: 'Sara Al Balushi',
  name: 'Sara Al Balushi',
  name2: 'سارة البلوشية',
  phone: '+96890123456',
  phoneVerified: false,
  email: null,
  emailVerified: false,
  birthDate: null,
  avatarUrl: null,
  preferences: { folding: 'hanger', starch: 'light', notifications: { sms: true } },
  notes: ' two spaces ',
  tags: ['vip'],
  loyaltyPoints: 0,
  tier: null,
  totalOrders: 0,
  totalSpent: { amount: '0.000', currency: 'OMR' },
  lastOrderAt: null,
  isActive: true,
  mergedIds: [],
  mergedIntoId: null,
  contacts: [],
  customerSince: '2026-01-01T00:00:00Z',
  version: 1,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
};
const base = valuesOf(sara);

test('an untouched form sends nothing, nor does a space typed at the end of a line', () => {
  expect(changesBetween(base, base)).toEqual({});
  expect(changesBetween(base, { ...base, firstName: 'Sara ' })).toEqual({});
});

test('only what was changed is sent, and null where it was emptied', () => {
  const typed = {
    ...base,
    phone: '',
    email: ' s@example.com',
    tags: ['vip', 'hotel'],
    folding: '',
    sms: false,
    push: true,
  };
  const changes = changesBetween(base, typed);
  expect(changes).toEqual({
    phone: null,
    email: 's@example.com',
    tags: ['vip', 'hotel'],
    preferences: { folding: null, notifications: { sms: false, push: true } },
  });
  expect(customerChanges.safeParse(changes).success).toBe(true);
});

test('notes stay as written, inside and at the ends', () => {
  expect(base.notes).toBe(' two spaces ');
  expect(changesBetween(base, { ...base, notes: 'two\nlines ' })).toEqual({ notes: 'two\nlines ' });
});

test('names that the API derives are no values, so that a new first name reaches them', () => {
  expect(base.name).toBe('');
  expect(base.displayName).toBe('');
  expect(valuesOf({ ...sara, name: 'Sara of Muscat', displayName: 'Um Ali' })).toMatchObject({
    name: 'Sara of Muscat',
    displayName: 'Um Ali',
  });
});

test('what was typed survives somebody else’s change, and their other changes come in', () => {
  const typed = { ...base, notes: 'mine', email: 'mine@example.com' };
  const theirs = valuesOf({ ...sara, email: 'theirs@example.com', phone: '+96890000000', version: 2 });
  const now = rebase(typed, base, theirs);
  expect(now).toMatchObject({ notes: 'mine', email: 'mine@example.com', phone: '+96890000000' });
  expect(changedFields(theirs, now).sort()).toEqual(['email', 'notes']);
});

test('only what both have changed, and differently, is in conflict', () => {
  const mine = { ...base, email: 'mine@example.com', notes: 'mine', tags: ['both'] };
  const theirs = { ...base, email: 'theirs@example.com', phone: '90000001', tags: ['both'] };
  expect(clashes(base, mine, theirs)).toEqual(['email']);
  expect(clashes(base, mine, base)).toEqual([]);
});

test('what is on its way to be saved is shown as it will be, and nothing else is', () => {
  expect(withValues(sara, base)).toEqual(sara);
  const renamed = withValues(sara, { ...base, firstName: 'Sarah ', lastName: '', phone: '90000001' });
  expect(renamed).toMatchObject({
    firstName: 'Sarah',
    lastName: null,
    name: 'Sarah',
    displayName: 'Sarah',
    phone: '90000001',
  });
  expect(withValues(sara, { ...base, firstName: '', lastName: '', name2: '' }).displayName).toBe(
    'CUST-00001',
  );
});
