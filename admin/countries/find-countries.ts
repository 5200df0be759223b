import { latinDigits } from '../ui/latin-digits.ts';
import { saysWords, wordsOf } from '../ui/says-words.ts';

export interface FoundCountry {
  /** ISO 3166-1 alpha-2 */
  country: string;
  /** Calling code, without +, where phones are meant. */
  code?: string | undefined;
  /** In every language of the admin. */
  names: readonly string[];
}

/** The countries with a word in either language that begins as typed, or with that code; the exact code first. */
export const findCountries = <Found extends FoundCountry>(all: readonly Found[], search: string): Found[] => {
  const digits = /^\s*(?:\+|00)?\s*(\d+)\s*$/.exec(latinDigits(search))?.[1];
  if (digits !== undefined) {
    return all
      .filter(({ code }) => code?.startsWith(digits))
      .sort((one, other) => one.code!.length - other.code!.length);
  }
  return all.filter(
    ({ country, names }) => country.toLowerCase() === wordsOf(search).join(' ') || saysWords(names, search),
  );
};
