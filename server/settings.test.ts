import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

test('a variable that is empty says no more than one that is absent: no limit ends, no port is another', () => {
  const names = Object.keys(readSettings({}));
  for (const empty of ['', '  ']) {
    const variables = Object.fromEntries(names.map((name) => [name, empty]));
    expect(readSettings(variables)).toEqual(readSettings({}));
  }
});

test.each([
  ['PUBLIC_URL', 'customers.example.com'],
  ['PUBLIC_URL', 'https://name:pass@customers.example.com'],
  ['PUBLIC_URL', 'https://customers.example.com/?from=here'],
  ['PUBLIC_URL', 'https://customers.example.com/#top'],
  // Nothing but the word production keeps one-time codes from being printed.
  ['NODE_ENV', 'prod'],
  ['NODE_ENV', 'Production'],
  // Whoever knows the key finds out a code of six digits.
  ['OTP_SECRETS', 'short'],
  ['OTP_SECRETS', `${'k'.repeat(32)},`],
])('%s=%s stops the start', (name, value) => {
  expect(() => readSettings({ [name]: value })).toThrow(`The environment is not right: ${name} `);
});
