import { describe, expect, test } from 'vitest';
import { blockingKeys } from './block.ts';
import { createPreparer, type LinkageRecord } from './prepare.ts';
import { makePeople } from './testing/people.ts';

const prepare = createPreparer();
const keysOf = (record: Omit<LinkageRecord, 'id'>) =>
  blockingKeys(prepare({ id: 'x', ...record } as LinkageRecord));
const meet = (a: Omit<LinkageRecord, 'id'>, b: Omit<LinkageRecord, 'id'>) => {
  const keys = new Set(keysOf(a));
  return keysOf(b).some((key) => keys.has(key));
};

test.each([
  ['one phone in two writings', { phone: '+968 9123 4567' }, { phone: '091234567' }],
  ['one name in two scripts', { name: 'Salim Al-Harthy' }, { name: 'سالم الحارثي' }],
  ['swapped names', { firstName: 'Anna', lastName: 'Weber' }, { firstName: 'Weber', lastName: 'Anna' }],
  [
    'a typing error in the phone, with a name',
    { name: 'Anna Weber', phone: '0441234567' },
    { name: 'Anna W', phone: '0449234567' },
  ],
  ['one e-mail', { email: 'Anna.Weber@example.com' }, { email: 'anna.weber@example.com' }],
  ['one organisation', { organisation: 'Siemens AG' }, { organisation: 'Siemens Aktiengesellschaft' }],
])('%s: they meet', (_, a, b) => {
  expect(meet(a, b)).toBe(true);
});

test.each([
  [
    'two people who share nothing',
    { name: 'Anna Weber', phone: '0441234567' },
    { name: 'John Smith', phone: '0779876543' },
  ],
  ['two who are in one country', { name: 'Anna Weber', country: 'DE' }, { name: 'Max Braun', country: 'DE' }],
  ['two of whom nothing is known', {}, {}],
])('%s: they do not meet', (_, a, b) => {
  expect(meet(a, b)).toBe(false);
});

describe('customers that were made up', () => {
  const rows = [...makePeople(1500, 5)];
  const records = rows.map((row) => ({ row, keys: blockingKeys(prepare({ ...row })) }));

  test('have few keys each, none of them twice', () => {
    for (const { keys } of records) {
      expect(keys.length).toBeLessThanOrEqual(60);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  test('meet, for the most part, where they are one customer', () => {
    let pairs = 0;
    let met = 0;
    records.forEach(({ row, keys }, place) => {
      for (const other of records.slice(place + 1)) {
        if (other.row.customer !== row.customer) continue;
        pairs += 1;
        if (other.keys.some((key) => keys.includes(key))) met += 1;
      }
    });
    expect(pairs).toBeGreaterThan(100);
    expect(met / pairs).toBeGreaterThan(0.97);
  });
});
