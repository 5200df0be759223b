import { expect, test } from 'vitest';
import { codeIn } from './code-in.ts';

test.each([
  ['123456', '123456'],
  ['123 456', '123456'],
  [' 12-34-56 ', '123456'],
  ['١٢٣ ٤٥٦', '123456'],
  ['۱۲۳۴۵۶', '123456'],
  ['１２３４５６', '123456'],
  ['12a3', '123'],
  ['1234567', '123456'],
  ['', ''],
])('%j is %j', (typed, code) => {
  expect(codeIn(typed, 6)).toBe(code);
});

test('out of a whole message comes the code, whichever side it stands on', () => {
  expect(codeIn('123456 is your code. Do not share it with anyone.\n@shop.example #123456', 6)).toBe(
    '123456',
  );
  expect(codeIn('رمزك ١٢٣٤٥٦، لا تشاركه.\n@192.0.2.1 #123456', 6)).toBe('123456');
  expect(codeIn('Shop 24: 123456', 6)).toBe('123456');
});

test('where the length is not known, it takes as many digits as a code can have', () => {
  expect(codeIn('1234', null)).toBe('1234');
  expect(codeIn('123456789012', null)).toBe('1234567890');
});
