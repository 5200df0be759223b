import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countriesByCallingCode } from './calling-codes.gen.ts';
import { phoneGroups } from './phone-groups.ts';

test('a phone is read out by its calling code and its last four digits', () => {
  for (const [phone, groups] of [
    ['+96892345678', '+968 9234 5678'],
    ['+971501234567', '+971 50 123 4567'],
    ['+966512345678', '+966 51 234 5678'],
    ['+12025550123', '+1 202 555 0123'],
    ['+8613812345678', '+86 1381 234 5678'],
    ['+3545551234', '+354 555 1234'],
    ['+29012345', '+290 1 2345'],
  ] as const)
    expect(phoneGroups(phone).join(' ')).toBe(groups);
});

test('the code that stands apart is that of the country, of every country', () => {
  for (const code of Object.keys(countriesByCallingCode))
    expect(phoneGroups(`+${code}12345678`)[0]).toBe(`+${code}`);
});

test('no digit is lost, added or moved, whatever is given', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\+[1-9]\d{1,14}$/)), (phone) => {
      expect(phoneGroups(phone).join('')).toBe(phone);
      expect(phoneGroups(phone)).not.toContain(phone === '' ? undefined : '');
    }),
  );
});

test('what is no international number stays as it is written', () => {
  for (const typed of ['92345678', '+968 9234', '', '+']) expect(phoneGroups(typed)).toEqual([typed]);
});
