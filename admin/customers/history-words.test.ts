import { expect, test } from 'vitest';
import { flatChanges, inOrder } from './history-words.ts';

test('preferences are told one by one, and only those that changed', () => {
  const from = { folding: 'hanger', fragrance: 'oud', notifications: { sms: true, push: false } };
  const to = { folding: 'hanger', notifications: { sms: false, push: false }, starch: ['light'] };
  expect(flatChanges([{ field: 'preferences', from, to }])).toEqual([
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
  expect(flatChanges(changes)).toEqual(changes);
});

test('the name and how to reach somebody come first, whatever order the database has', () => {
  const fields = ['tags', 'phone', 'notes', 'name', 'preferences.folding'];
  const changes = fields.map((field) => ({ field, from: null, to: 'x' }));
  expect(inOrder(changes).map(({ field }) => field)).toEqual([
    'name',
    'phone',
    'notes',
    'preferences.folding',
    'tags',
  ]);
});
