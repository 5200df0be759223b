import { expect, test } from 'vitest';
import { toldChanges } from './history-words.ts';

const told = (changes: Parameters<typeof toldChanges>[0]) => toldChanges(changes)[0]?.changes;

test('preferences are told one by one, and only those that changed', () => {
  const from = { folding: 'hanger', fragrance: 'oud', notifications: { sms: true, push: false } };
  const to = { folding: 'hanger', notifications: { sms: false, push: false }, starch: ['light'] };
  expect(told([{ field: 'preferences', from, to }])).toEqual([
    { field: 'preferences.fragrance', from: 'oud', to: null },
    { field: 'preferences.notifications.sms', from: true, to: false },
    { field: 'preferences.starch', from: null, to: ['light'] },
  ]);
});

test('a plain field stays as it is, also when it was or becomes nothing', () => {
  const changes = [
    { field: 'phone', from: null, to: '+96890123456' },
    { field: 'tags', from: ['a'], to: [] },
  ];
  expect(told(changes)).toEqual(changes);
});

test('a further phone or e-mail that comes or goes is told by its value', () => {
  const contact = { id: '0198c0de-0000-7000-8000-000000000001', kind: 'email', value: 'sara@example.com' };
  expect(told([{ field: 'contact', from: contact, to: null }])).toEqual([
    { field: 'email', from: 'sara@example.com', to: null },
  ]);
  expect(told([{ field: 'contact', from: null, to: contact }])).toEqual([
    { field: 'email', from: null, to: 'sara@example.com' },
  ]);
});

test('of a merge what changed is told, and not its ids and counts, which are told as a merge', () => {
  const merge = { id: '0198c0de-0000-7000-8000-000000000001', ordersMoved: 1, reason: 'The same person' };
  const changes = [{ field: 'notes', from: null, to: 'x' }];
  expect(told([...changes, { field: 'merge', from: null, to: merge }])).toEqual(changes);
  expect(toldChanges([{ field: 'merge', from: null, to: merge }])).toEqual([]);
});

test('the name and how to reach somebody come first, whatever order the database has', () => {
  const fields = ['tags', 'phone', 'notes', 'name', 'preferences.folding'];
  const changes = fields.map((field) => ({ field, from: null, to: 'x' }));
  expect(told(changes)?.map(({ field }) => field)).toEqual([
    'name',
    'phone',
    'notes',
    'preferences.folding',
    'tags',
  ]);
});

test('what changed of an address is told under that address, after what changed of the customer', () => {
  const [one, other] = ['0198c0de-0000-7000-8000-000000000001', '0198c0de-0000-7000-8000-000000000002'];
  expect(
    toldChanges([
      { addressId: one, field: 'isDefault', from: true, to: false },
      { addressId: other, field: 'isDefault', from: false, to: true },
      { addressId: other, field: 'city', from: 'Muscat', to: 'Muttrah' },
      { field: 'notes', from: null, to: 'x' },
    ]),
  ).toEqual([
    { addressId: null, changes: [{ field: 'notes', from: null, to: 'x' }] },
    { addressId: one, changes: [{ field: 'address.isDefault', from: true, to: false }] },
    {
      addressId: other,
      changes: [
        { field: 'address.city', from: 'Muscat', to: 'Muttrah' },
        { field: 'address.isDefault', from: false, to: true },
      ],
    },
  ]);
});

test('coordinates that come or go together are one place; one of them alone is told alone', () => {
  const addressId = '0198c0de-0000-7000-8000-000000000001';
  const both = [
    { addressId, field: 'longitude', from: null, to: 58.3829 },
    { addressId, field: 'latitude', from: null, to: 0 },
  ];
  expect(told(both)).toEqual([{ field: 'address.place', from: null, to: '0, 58.3829' }]);
  expect(told([{ addressId, field: 'latitude', from: 1, to: 2 }])).toEqual([
    { field: 'address.latitude', from: 1, to: 2 },
  ]);
});
