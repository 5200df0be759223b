import { expect, test } from 'vitest';
import { harmlessName } from './harmless-name.ts';

test.each([
  'Al Noor Laundry',
  'مغسلة النور',
  'مَغْسَلَة النّور، مسقط',
  'Müller & Söhne (Berlin)',
  "Sara's Salon",
  'St. Mary Dry Cleaners Co.',
  'Studio 2000',
  'लॉन्ड्री',
])('%j is a name', (name) => {
  expect(harmlessName(name)).toBe(name);
});

test.each([
  'evil.com',
  'Pay at evil.com now',
  'evil．com',
  'evil。com',
  'evil․com',
  'www.evil',
  'https://evil.com',
  'evil com/login',
  'write to a@evil',
  'Call 99887766',
  'Call ٩٩٨٨٧٧٦٦',
  'Call 9 9 8 8 7 7',
  'You won $500!',
  '<a href=x>Al Noor</a>',
  'Al Noor\u202Egnirdnual',
  'Al\u200BNoor',
  'Al Noor 🎁',
  '123',
  '...',
  ' ',
  'A'.repeat(61),
])('%j could be more than a name', (name) => {
  expect(harmlessName(name)).toBeNull();
});

test('a name is in one line, however it was written', () => {
  expect(harmlessName(' Al \r\n Noor\tLaundry\u00A0')).toBe('Al Noor Laundry');
});
