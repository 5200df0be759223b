import { z } from 'zod';

// PostgreSQL cannot store NUL, and UTF-8 cannot carry half a surrogate pair: both would be lost or refused
// on the way to the database, so they are refused here, where the answer can name the field.
const unstorable = /\p{Surrogate}|\0/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const control = /[\u0000-\u001f\u007f-\u009f]/;

/** Can this JSON value be kept as it is: all of its text, and numbers that JSON can write? */
export const isStorable = (value: unknown): boolean => {
  if (typeof value === 'string') return !unstorable.test(value);
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, inner]) => isStorable(name) && isStorable(inner));
};

/** Text of any kind, kept exactly as sent. `max` counts UTF-16 units. */
export const anyText = (max: number) =>
  z.string().max(max).refine(isStorable, { error: 'holds a character that cannot be stored' });

/** A line of marks and blanks alone is one that nobody finds on a page, and nobody can touch. */
const visible = /[^\p{Default_Ignorable_Code_Point}\p{White_Space}\u2800]/u;

/** One line of text: trimmed, not empty, without control characters, with something to be seen. */
export const line = (max: number) =>
  anyText(max)
    .refine((value) => !control.test(value), { error: 'holds a control character', abort: true })
    .trim()
    .min(1)
    .refine((value) => value === '' || visible.test(value), { error: 'shows nothing' });

/**
 * Any JSON, such as what a request has been parsed from. Not `z.json()`: that is a schema which names itself, and of
 * such a one common generators make types that do not compile.
 */
export const anyJson = z.unknown().meta({ description: 'Any JSON.' });
