import { describe, expect, test } from 'vitest';
import { line } from './text.ts';

describe('a line', () => {
  test.each(['\u200f\u200e\u2066', '\u3164', '\u00ad\ufeff', '\u2800', '\u202e\u00a0\u202c', '\ufe0f'])(
    'that shows nothing is none: %j',
    (text) => {
      expect(line(100).safeParse(text).success).toBe(false);
    },
  );

  test.each(['سارة', '\u202eرقم\u202c', '👨‍👩‍👧', '؀', '-', 'S\u200cara'])('stays as it is: %j', (text) => {
    expect(line(100).parse(text)).toBe(text);
  });
});
