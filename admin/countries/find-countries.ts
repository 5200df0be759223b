import { latinDigits } from '../ui/latin-digits.ts';

export interface FoundCountry {
  /** ISO 3166-1 alpha-2 */
  country: string;
  /** Calling code, without +, where phones are meant. */
  code?: string | undefined;
  /** In every language of the admin. */
  names: readonly string[];
}

/** As it is compared: without case, accents, vowel signs and hamzas, and with one form of the letters that people mix. */
const folded = (text: string) =>
  latinDigits(text)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ة', 'ه')
    .replaceAll('ى', 'ي');

const words = (text: string) =>
  folded(text)
    .split(/[^\p{L}\p{Nd}]+/u)
    .filter(Boolean);
const begins = (word: string, typed: string) =>
  word.startsWith(typed) || word.replace(/^ال/, '').startsWith(typed);

/** The countries with a word in either language that begins as typed, or with that code; the exact code first. */
export const findCountries = <Found extends FoundCountry>(all: readonly Found[], search: string): Found[] => {
  const typed = words(search);
  const digits = /^\s*(?:\+|00)?\s*(\d+)\s*$/.exec(latinDigits(search))?.[1];
  if (digits !== undefined) {
    return all
      .filter(({ code }) => code?.startsWith(digits))
      .sort((one, other) => one.code!.length - other.code!.length);
  }
  return all.filter(
    ({ country, names }) =>
      country.toLowerCase() === typed.join(' ') ||
      names.some((name) => typed.every((part) => words(name).some((word) => begins(word, part)))),
  );
};
