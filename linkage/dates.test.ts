import { expect, test } from 'vitest';
import { readDate } from './dates.ts';

test.each([
  ['1990-05-07', '19900507'],
  ['7 May 1990', '19900507'],
  ['Monday, the 7th of May 1990', null],
  ['May 7, 1990', '19900507'],
])('"%s" is read as %s', (written, date) => {
  expect(readDate(written)).toBe(date);
});

// It took hours to find no date in them, in which no import of anybody went on.
test.each([`${'a'.repeat(20_000)}${' '.repeat(20_000)}x`, `5 Jan${'u'.repeat(200)}ary 1990`])(
  'what is longer than any date is none',
  (written) => {
    expect(readDate(written)).toBeNull();
  },
);
