import { expect, test } from 'vitest';
import { codeMessage } from './code-message.ts';

// Of GSM 03.38's basic set, what these texts could use; each takes one place of seven bits.
const gsm7 = /^[A-Za-z0-9 \n@#.,:;!?'"()/+*=<>&%$_-]*$/;
const places = (text: string) => (gsm7.test(text) ? text.length / 160 : text.length / 70);

const longHost = 'customers-and-repairs.al-noor.example';

test.each(['en', 'ar'] as const)('a code in %s is one SMS, for a host of 37 characters too', (language) => {
  expect(longHost).toHaveLength(37);
  expect(places(codeMessage('493817', language, longHost))).toBeLessThanOrEqual(1);
});

test('only the Arabic text needs the wide alphabet', () => {
  expect(codeMessage('493817', 'en', longHost)).toMatch(gsm7);
  expect(codeMessage('493817', 'ar', longHost)).not.toMatch(gsm7);
});

test.each(['en', 'ar'] as const)(
  'the last line in %s ties the code to its host, after a text for people that shows it too',
  (language) => {
    const lines = codeMessage('493817', language, 'customers.example.com').split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('493817');
    expect(lines[1]).toBe('@customers.example.com #493817');
  },
);

test("a business's own text keeps the line", () => {
  expect(codeMessage('493817', 'en', 'a.example', 'Al Noor: {code}. ({code})')).toBe(
    'Al Noor: 493817. (493817)\n@a.example #493817',
  );
  expect(codeMessage('493817', 'en', 'a.example', null)).toBe(codeMessage('493817', 'en', 'a.example'));
});
