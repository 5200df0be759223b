import { readDate } from './dates.ts';
import { lettersOf } from './edit-distance.ts';
import { fold, foldedWords } from './fold.ts';
import { hashOf } from './hash.ts';
import { type Name, nameOf, splitName } from './names.ts';
import { isArabic, soundsOf } from './sounds.ts';

/** The fields that are compared each in a way of its own. `name` and `name2` are whole names, `name2` in the other script. */
export const knownFields = [
  'firstName',
  'lastName',
  'name',
  'name2',
  'birthDate',
  'phone',
  'email',
  'address',
  'city',
  'region',
  'postalCode',
  'country',
  'organisation',
] as const;

/** What is known of a customer. Any further field is compared as plain text. */
export type LinkageRecord = { id: string } & { [field: string]: string | null | undefined };

/** Several words, with the numbers among them: an address, an organisation. */
export interface Words {
  text: string;
  words: string[];
  numbers: string[];
  arabic: boolean;
  /** Pairs of neighbouring letters, one code each, sorted: they survive where spaces are lost. */
  pairs: string;
}

/** A place or any other short text. */
export type Plain = Name;

export interface Email {
  text: string;
  local: string;
  domain: string;
  /** Those of the local part. */
  digits: string;
  /** Which letters it has, a bit for each. */
  letters: number;
  localLetters: number;
}

/** A record made ready for comparison; null is unknown. */
export interface Prepared {
  id: string;
  /** One for each writing. */
  given: Name[] | null;
  middle: Name[] | null;
  family: Name[] | null;
  birthDate: string | null;
  /** Digits without leading zeros. */
  phones: string[] | null;
  emails: Email[] | null;
  address: Words | null;
  organisation: Words | null;
  city: Plain | null;
  region: Plain | null;
  postalCode: Plain | null;
  country: Plain | null;
  /** In the order of `otherFields` of the preparer. */
  others: (Plain | null)[];
}

const placeholders = new Set([
  ...[
    '',
    '-',
    '--',
    '.',
    '?',
    'n/a',
    '#n/a',
    'null',
    'none',
    'nil',
    'nan',
    'unknown',
    'undefined',
    'not known',
  ],
  ...['غير معروف', 'لا يوجد', 'بدون'],
]);
const filled = (value: string | null | undefined): string | null => {
  if (value === null || value === undefined) return null;
  const text = value.trim();
  return placeholders.has(text.toLowerCase()) ? null : text;
};

const wordForms = new Map(
  Object.entries({
    street: 'st str ش شارع',
    road: 'rd طريق',
    avenue: 'ave av',
    building: 'bldg bld بنايه مبني',
    apartment: 'apt flat شقه',
    lane: 'ln',
    drive: 'dr',
    court: 'ct',
    place: 'pl',
    square: 'sq',
    block: 'blk قطعه',
    company: 'co شركه',
    limited: 'ltd',
    incorporated: 'inc',
    corporation: 'corp',
  }).flatMap(([word, forms]) => forms.split(' ').map((form): [string, string] => [form, word])),
);

const letterPairs = (text: string): string => {
  const pairs = new Uint16Array(Math.max(0, Math.min(text.length, 96) - 1));
  for (let place = 0; place < pairs.length; place += 1) {
    pairs[place] = (text.charCodeAt(place) * 263 + text.charCodeAt(place + 1)) & 0xffff;
  }
  return String.fromCharCode(...pairs.sort());
};

export const wordsOf = (written: string): Words | null => {
  const all = foldedWords(written)
    .slice(0, 24)
    .map((word) => wordForms.get(word) ?? word);
  if (all.length === 0) return null;
  const words = all.filter((word) => !/\d/.test(word)).map((word) => word.replace(/^ال(?=.{3})/, ''));
  return {
    text: all.join(' '),
    words,
    numbers: all.filter((word) => /\d/.test(word)),
    arabic: words.some(isArabic),
    pairs: letterPairs(words.join('')),
  };
};

export const plainOf = (written: string): Plain | null => {
  const words = foldedWords(written);
  if (words.length === 0) return null;
  const text = words
    .filter((word) => words.length === 1 || !['al', 'el', 'ال'].includes(word))
    .map((word) => word.replace(/^ال(?=.{3})/, ''))
    .join('')
    .slice(0, 64);
  return {
    text,
    words,
    arabic: isArabic(text),
    sounds: soundsOf(text),
    letters: lettersOf(text),
    hash: hashOf(text),
    skeleton: text,
  };
};

/** Digits of every number in the text, shorter ones than an extension left out. */
export const phonesOf = (written: string): string[] | null => {
  const phones = fold(written)
    .split(/[,;|/]|\bor\b/)
    .map((phone) => phone.replaceAll(/\D/g, '').replace(/^0+/, ''))
    .filter((digits) => digits.length >= 5);
  return phones.length > 0 ? phones : null;
};

/** What comes after a plus is the sender's own mark, and Gmail does not see dots. */
export const emailOf = (written: string): Email | null => {
  const text = written.trim().toLowerCase();
  if (!/[\p{L}\p{N}]/u.test(text)) return null;
  const at = text.lastIndexOf('@');
  const domain = at === -1 ? '' : text.slice(at + 1);
  let local = (at === -1 ? text : text.slice(0, at)).replace(/(?<=.)\+.*$/, '');
  if (domain === 'gmail.com' || domain === 'googlemail.com') local = local.replaceAll('.', '') || local;
  const whole = `${local}@${domain}`;
  return {
    text: whole,
    local,
    domain,
    digits: local.replaceAll(/\D/g, ''),
    letters: lettersOf(whole),
    localLetters: lettersOf(local),
  };
};

/** Every e-mail in the text; what is none is taken as one, typing errors and all. */
export const emailsOf = (written: string): Email[] | null => {
  const several = written.split(/[;,|\s]+/).filter((text) => text.includes('@'));
  const emails = (several.length > 1 ? several : [written]).map(emailOf).filter((email) => email !== null);
  return emails.length > 0 ? emails : null;
};

type ReadName = (text: string) => Name | null;

/** @returns null for none; two writings that fold to one are one */
const writings = (...names: (Name | null | undefined)[]): Name[] | null => {
  const known = names.filter((name) => name !== null && name !== undefined);
  if (known.length === 0) return null;
  return known.length > 1 && known[0]!.text === known[1]!.text ? [known[0]!] : known;
};

/** The parts of `name` count where they are not given by themselves; `name2` is another writing of both. */
const namesOf = (record: LinkageRecord, readName: ReadName) => {
  const [firstName, lastName, name, name2] = [
    filled(record.firstName),
    filled(record.lastName),
    filled(record.name),
    filled(record.name2),
  ];
  const whole = name === null ? null : splitName(name);
  const whole2 = name2 === null ? null : splitName(name2);
  const part = (own: string | null, which: 'given' | 'family') =>
    writings(
      (own !== null ? readName(own) : null) ?? (whole && readName(whole[which])),
      whole2 && readName(whole2[which]),
    );
  const given = part(firstName, 'given');
  const family = part(lastName, 'family');
  // What is left of the whole name: often the father's and the grandfather's.
  const middle = [...(whole?.middle ?? []), ...(whole2?.middle ?? [])]
    .map(readName)
    .filter((word) => word !== null)
    .filter((word) => word.text.length > 1 && !isPartOf(word, given) && !isPartOf(word, family))
    .slice(0, 6);
  return { given, family, middle: middle.length > 0 ? middle : null };
};
const isPartOf = (word: Name, names: Name[] | null) =>
  names?.some((name) => name.text === word.text || name.words.includes(word.text)) === true;

export interface PreparerOptions {
  /** Fields beside the known ones. */
  otherFields?: readonly string[];
  /** Dates like 05/10/1977 begin with the month. */
  monthFirst?: boolean;
  /**
   * So many values of each field are kept ready: what many records share takes its room, and its time, once. Those that
   * come first are, which are the common ones.
   */
  remembered?: number;
}

const remembering = <Value>(most: number, prepare: (text: string) => Value): ((text: string) => Value) => {
  if (most === 0) return prepare;
  const known = new Map<string, Value>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) {
      value = prepare(text);
      if (known.size < most) known.set(text, value);
    }
    return value;
  };
};

export const createPreparer = ({
  otherFields = [],
  monthFirst = false,
  remembered = 0,
}: PreparerOptions = {}) => {
  const perhaps = <Value>(prepare: (text: string) => Value | null) => {
    const read = remembering(remembered, prepare);
    return (value: string | null | undefined) => {
      const text = filled(value);
      return text === null ? null : read(text);
    };
  };
  const readName = remembering(remembered, nameOf);
  const lists = new Map<Name, Name[]>();
  const oneList = (names: Name[] | null) => {
    if (remembered === 0 || names?.length !== 1) return names;
    const known = lists.get(names[0]!);
    if (known) return known;
    if (lists.size < remembered) lists.set(names[0]!, names);
    return names;
  };
  const birthDate = perhaps((text) => readDate(text, monthFirst));
  const phones = perhaps(phonesOf);
  const emails = perhaps(emailsOf);
  const address = perhaps(wordsOf);
  const organisation = perhaps(wordsOf);
  const plain = perhaps(plainOf);

  return (record: LinkageRecord): Prepared => {
    const { given, family, middle } = namesOf(record, readName);
    return {
      id: record.id,
      given: oneList(given),
      family: oneList(family),
      middle: oneList(middle),
      birthDate: birthDate(record.birthDate),
      phones: phones(record.phone),
      emails: emails(record.email),
      address: address(record.address),
      organisation: organisation(record.organisation),
      city: plain(record.city),
      region: plain(record.region),
      postalCode: plain(record.postalCode),
      country: plain(record.country),
      others: otherFields.map((field) => plain(record[field])),
    };
  };
};
