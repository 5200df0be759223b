import { addressChanges } from '@regulars/contract/address';
import { newApiKey } from '@regulars/contract/api-key';
import { customerQuery, newCustomer } from '@regulars/contract/customer';
import { orderBulk } from '@regulars/contract/order';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import type { Refusal } from '../refusal.ts';
import { everyOperation } from '../testing/test-api.ts';
import { read } from './problem-response.ts';

const errorsOf = (schema: z.ZodType, value: unknown, where: '' | '?' = '') => {
  try {
    read(schema, value, where);
    return [];
  } catch (error) {
    return (error as Refusal).more.errors!;
  }
};
const saidOf = (schema: z.ZodType, value: unknown, where: '' | '?' = '') =>
  errorsOf(schema, value, where).map(({ pointer, code, detail }) => [`${pointer} ${detail}`, code]);

test('a refused field is told in words, with what would be right', () => {
  expect(saidOf(newApiKey, { role: 'owner' })).toEqual([
    ['/name is missing: it takes text', 'required'],
    ['/role is not one of admin, staff, viewer', 'invalid_value'],
  ]);
  expect(
    saidOf(newCustomer, {
      type: 'guest',
      name: 5,
      lastName: '',
      notes: 'x'.repeat(10_001),
      birthDate: '2/1',
    }),
  ).toEqual([
    ['/lastName is empty', 'too_short'],
    ['/name is not text', 'invalid_type'],
    ['/birthDate is not a day of the calendar such as 2026-11-28', 'invalid_value'],
    ['/notes has more than 10000 characters', 'too_long'],
  ]);
  expect(saidOf(newCustomer, [])).toEqual([[' is not an object', 'invalid_type']]);
  expect(saidOf(addressChanges, { latitude: 90.5, longitude: -181, isDefault: 'yes' })).toEqual([
    ['/latitude is more than 90', 'too_large'],
    ['/longitude is less than -180', 'too_small'],
    ['/isDefault is not true or false', 'invalid_type'],
  ]);
  expect(saidOf(customerQuery, { limit: '0', type: 'walk-in' }, '?')).toEqual([
    ['?type is not one of guest, stub, full', 'invalid_value'],
    ['?limit is less than 1', 'too_small'],
  ]);
  expect(saidOf(customerQuery, { limit: 'ten' }, '?')).toEqual([['?limit is not a number', 'invalid_type']]);
  expect(saidOf(orderBulk, { orders: Array(501).fill({}) })).toEqual([
    ['/orders has more than 500 items', 'too_long'],
  ]);
});

test.each(everyOperation())(
  'no field of $operation.id is refused in the words of a library',
  ({ operation }) => {
    for (const [schema, where] of [
      [operation.body, ''],
      [operation.query, '?'],
    ] as const) {
      for (const field of Object.keys(schema?.shape ?? {})) {
        for (const value of [
          undefined,
          null,
          5,
          -1e9,
          1e300,
          0.5,
          NaN,
          '',
          'x',
          'x'.repeat(20_000),
          true,
          [],
          [{}],
          {},
        ]) {
          for (const { detail } of errorsOf(schema, { [field]: value }, where)) {
            expect(detail).not.toMatch(/Invalid|Too |expected|, received|undefined|NaN|Unrecognized/);
            expect(detail).not.toBe('');
          }
        }
      }
    }
  },
);
