import { latinDigits } from '../ui/latin-digits.ts';

/**
 * The digits of a code in what was typed or pasted: Arabic-Indic digits as 0-9, without spaces, and out of a whole
 * message the first number that is long enough.
 *
 * @param length of the code; null where it is not known
 */
export const codeIn = (text: string, length: number | null): string => {
  const joined = latinDigits(text).replace(/(?<=\d)[\s.\-‐-―]+(?=\d)/g, '');
  const whole = length === null ? undefined : new RegExp(`\\d{${length}}`).exec(joined)?.[0];
  return whole ?? joined.replace(/\D/g, '').slice(0, length ?? longest);
};

/** Of the codes that the API can be set to. */
const longest = 10;
