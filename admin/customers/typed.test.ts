import { expect, test } from 'vitest';
import { prefillOf } from './typed.ts';

test.each(['90123456', '+968 9012 3456', '(0)90-123-456', '٩٠١٢٣٤٥٦', '۹۰۱۲۳۴۵۶'])(
  'what looks like a phone begins a customer with that phone: %s',
  (typed) => expect(prefillOf(`  ${typed} `)).toEqual({ phone: typed }),
);

test.each(['Sara Al Balushi', 'سارة', 'Room 12', '7'])('anything else is a name: %s', (typed) =>
  expect(prefillOf(typed)).toEqual({ name: typed }),
);

test('an e-mail is an e-mail', () => {
  expect(prefillOf('sara@example.com')).toEqual({ email: 'sara@example.com' });
});

test('nothing typed, nothing filled', () => {
  expect(prefillOf('   ')).toEqual({});
});
