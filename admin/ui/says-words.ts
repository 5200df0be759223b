import { latinDigits } from './latin-digits.ts';

/** As it is compared: without case, accents, vowel signs and hamzas, and with one form of the letters that people mix. */
const folded = (text: string) =>
  latinDigits(text)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ة', 'ه')
    .replaceAll('ى', 'ي');

export const wordsOf = (text: string) =>
  folded(text)
    .split(/[^\p{L}\p{Nd}]+/u)
    .filter(Boolean);
const begins = (word: string, typed: string) =>
  word.startsWith(typed) || word.replace(/^ال/, '').startsWith(typed);

/** Does one of the names hold, for each word that was typed, a word that begins so? */
export const saysWords = (names: readonly string[], typed: string): boolean =>
  names.some((name) => wordsOf(typed).every((part) => wordsOf(name).some((word) => begins(word, part))));
