const marks =
  /[\u0300-\u036f\u0610-\u061a\u061c\u064b-\u065f\u0670\u06d6-\u06ed\u0640'\u2018\u2019\u02bb\u02bc\u02be\u02bf`\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

const from = 'ٱىیےةەہھک٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹øłđðıħς';
const into = 'ايييههههك01234567890123456789olddihσ';
const letters = new Map<string, string>([
  ...[...from].map((letter, place): [string, string] => [letter, into[place]!]),
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
]);
const letterToReplace = new RegExp(`[${[...letters.keys()].join('')}]`, 'g');

/**
 * What `regulars.fold` does in the database, letter for letter; database/fold.test.ts holds the two together.
 * Most text is plain ASCII and comes through with a change of case alone.
 */
export const fold = (text: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII but the two apostrophes
  if (/^[\x00-\x26\x28-\x5f\x61-\x7f]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(marks, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(letterToReplace, (letter) => letters.get(letter)!);
};

/** The folded words of a text, in order. */
export const foldedWords = (text: string): string[] => fold(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
