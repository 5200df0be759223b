import { digitsApart, editDistance, lettersApart } from './edit-distance.ts';
import { compareNames, type Name, nameRanks, rankOf } from './names.ts';
import type { Email, Plain, Prepared, Words } from './prepare.ts';
import { soundSimilarity, soundsOf } from './sounds.ts';

/**
 * One way in which two values of a field can agree or differ. `match` and `chance` are what is expected among records
 * of one customer, and of two, before any data is seen; within a group the shares of a field's levels add up to one.
 */
export interface Level {
  name: string;
  /** Levels are compared with those of their group alone: whether scripts differ says nothing of who it is. */
  group: string;
  match: number;
  chance: number;
}

const levels = (group: string, rows: [name: string, match: number, chance: number][]): Level[] =>
  rows.map(([name, match, chance]) => ({ name, group, match, chance }));

const nameLevels = levels('one script', [
  ['equal', 0.75, 0.01],
  ['close', 0.12, 0.004],
  ['alike', 0.04, 0.01],
  ['short_form', 0.03, 0.002],
  ['initial', 0.01, 0.002],
  ['faintly_alike', 0.02, 0.06],
  ['different', 0.03, 0.91],
]);
const acrossLevels = levels('across scripts', [
  ['alike_across_scripts', 0.94, 0.012],
  ['faintly_alike_across_scripts', 0.03, 0.03],
  ['different_across_scripts', 0.03, 0.958],
]);
const placeLevels = [
  ...levels('one script', [
    ['equal', 0.8, 0.05],
    ['close', 0.08, 0.01],
    ['alike', 0.02, 0.02],
    ['different', 0.1, 0.92],
  ]),
  ...levels('across scripts', [
    ['alike_across_scripts', 0.7, 0.03],
    ['different_across_scripts', 0.3, 0.97],
  ]),
];
/** Of two records in one city, the country says nothing new. */
const withinCity = levels('within one city', [
  ['equal', 0.95, 0.9],
  ['different', 0.05, 0.1],
]);

export type FieldName =
  | 'firstName'
  | 'lastName'
  | 'nameOrder'
  | 'middleName'
  | 'birthDate'
  | 'phone'
  | 'email'
  | 'organisation'
  | 'address'
  | 'postalCode'
  | 'city'
  | 'region'
  | 'country';

/**
 * Two people who are taken for one most easily. Relatives share a household's surname, phone and address, and have each
 * a first name of their own. A father and a son of one name share the household too, and not the birthday. Namesakes
 * share a name, perhaps a town, and nothing that is a person's own.
 */
export const kinds = ['relatives', 'namesakesAtHome', 'namesakes'] as const;
export type Kind = (typeof kinds)[number];

export interface Field {
  name: string;
  levels: Level[];
  /**
   * How often two people of each kind agree in it as one person would, before any data is seen. 0 and 1 are what
   * makes the kind, and are not learned.
   */
  shared: Record<Kind, number>;
}

/** The fields that every comparison has, in the order of its levels; any other field comes behind them. */
export const fields: readonly (Field & { name: FieldName })[] = [
  {
    name: 'firstName',
    levels: [...nameLevels, ...acrossLevels],
    shared: { relatives: 0, namesakesAtHome: 1, namesakes: 1 },
  },
  {
    name: 'lastName',
    levels: [...nameLevels, ...acrossLevels],
    shared: { relatives: 0.8, namesakesAtHome: 0.98, namesakes: 1 },
  },
  {
    name: 'nameOrder',
    levels: levels('', [
      ['same', 0.97, 1],
      ['swapped', 0.03, 1],
    ]),
    shared: { relatives: 1, namesakesAtHome: 1, namesakes: 1 },
  },
  {
    name: 'middleName',
    levels: levels('', [
      ['alike', 0.85, 0.03],
      ['different', 0.15, 0.97],
    ]),
    shared: { relatives: 0.4, namesakesAtHome: 0.5, namesakes: 0.8 },
  },
  {
    name: 'birthDate',
    levels: [
      ...levels('days', [
        ['equal', 0.84, 0.0001],
        ['day_and_month_swapped', 0.02, 0.0001],
        ['one_digit_differs', 0.08, 0.002],
        ['two_digits_differ', 0.02, 0.015],
        ['same_day', 0.005, 0.003],
        ['same_year', 0.015, 0.02],
        ['different', 0.02, 0.96],
      ]),
      // The first of January, or a year alone, is often written where no more is known.
      ...levels('years', [
        ['equal_year', 0.85, 0.02],
        ['one_digit_differs', 0.1, 0.15],
        ['different', 0.05, 0.83],
      ]),
      ...levels('a day and a year', [
        ['same_year', 0.7, 0.02],
        ['different', 0.3, 0.98],
      ]),
    ],
    shared: { relatives: 0.1, namesakesAtHome: 0, namesakes: 0 },
  },
  {
    name: 'phone',
    levels: levels('', [
      ['equal', 0.7, 0.0001],
      ['one_digit_differs', 0.07, 0.0001],
      ['two_digits_differ', 0.03, 0.0005],
      ['different', 0.2, 0.9993],
    ]),
    shared: { relatives: 0.6, namesakesAtHome: 0.4, namesakes: 0 },
  },
  {
    name: 'email',
    levels: [
      ...levels('other names', [
        ['equal', 0.7, 0.0001],
        ['one_letter_differs', 0.08, 0.0001],
        ['local_part_equal', 0.04, 0.0005],
        ['alike', 0.06, 0.002],
        ['different', 0.12, 0.9973],
      ]),
      // Addresses are made from names: those of two people with a name in common are alike too.
      ...levels('one name in common', [
        ['equal', 0.8, 0.0001],
        ['one_letter_differs', 0.08, 0.0005],
        ['local_part_equal', 0.03, 0.001],
        ['alike', 0.03, 0.08],
        ['different', 0.06, 0.91],
      ]),
      ...levels('both names in common', [
        ['equal', 0.8, 0.0001],
        ['one_letter_differs', 0.08, 0.01],
        ['local_part_equal', 0.03, 0.01],
        ['alike', 0.03, 0.4],
        ['different', 0.06, 0.58],
      ]),
    ],
    shared: { relatives: 0.1, namesakesAtHome: 0.05, namesakes: 0 },
  },
  {
    name: 'organisation',
    levels: [
      ...levels('one script', [
        ['equal', 0.6, 0.002],
        ['close', 0.2, 0.002],
        ['alike', 0.1, 0.006],
        ['faintly_alike', 0.05, 0.03],
        ['different', 0.05, 0.96],
      ]),
      ...levels('across scripts', [
        ['alike_across_scripts', 0.7, 0.01],
        ['different_across_scripts', 0.3, 0.99],
      ]),
    ],
    shared: { relatives: 0.3, namesakesAtHome: 0.3, namesakes: 0 },
  },
  {
    name: 'address',
    levels: [
      ...levels('one script', [
        ['equal', 0.55, 0.0005],
        ['close', 0.15, 0.0005],
        ['number_differs', 0.07, 0.008],
        ['alike', 0.06, 0.001],
        ['faintly_alike', 0.04, 0.05],
        ['different', 0.13, 0.94],
      ]),
      ...levels('across scripts', [
        ['alike_across_scripts', 0.35, 0.002],
        ['number_equal', 0.35, 0.01],
        ['different_across_scripts', 0.3, 0.988],
      ]),
    ],
    shared: { relatives: 0.7, namesakesAtHome: 0.4, namesakes: 0 },
  },
  {
    name: 'postalCode',
    levels: levels('', [
      ['equal', 0.8, 0.01],
      ['one_digit_differs', 0.07, 0.01],
      ['same_area', 0.04, 0.05],
      ['different', 0.09, 0.93],
    ]),
    shared: { relatives: 0.8, namesakesAtHome: 0.6, namesakes: 0.1 },
  },
  { name: 'city', levels: placeLevels, shared: { relatives: 0.85, namesakesAtHome: 0.9, namesakes: 0.8 } },
  {
    name: 'region',
    levels: [...placeLevels, ...withinCity],
    shared: { relatives: 0.9, namesakesAtHome: 0.95, namesakes: 0.9 },
  },
  {
    name: 'country',
    levels: [...placeLevels, ...withinCity],
    shared: { relatives: 0.95, namesakesAtHome: 0.98, namesakes: 0.95 },
  },
];

/** How a field is compared of which nothing is known but its name. */
export const otherField = (name: string): Field => ({
  name,
  levels: placeLevels,
  shared: { relatives: 0.3, namesakesAtHome: 0.3, namesakes: 0.3 },
});

/** For a field that is unknown in one of the records. */
export const missing = 255;

/** The result of a comparison, to be written over by the next one: for each field a place in its `levels`, or `missing`. */
export interface Comparison {
  levels: Uint8Array;
  similarity: Float32Array;
  /** First and last names were compared crosswise. */
  swapped: boolean;
}

export const newComparison = (count: number): Comparison => ({
  levels: new Uint8Array(count).fill(missing),
  similarity: new Float32Array(count),
  swapped: false,
});

const place = (name: FieldName) => fields.findIndex((field) => field.name === name);
export const at = Object.fromEntries(fields.map(({ name }) => [name, place(name)])) as Record<
  FieldName,
  number
>;
const levelPlaces = new Map(
  fields.map(({ levels: rows }) => [
    rows,
    new Map(rows.map(({ name, group }, n) => [group === 'within one city' ? `${name}/` : name, n])),
  ]),
);
const places = (name: FieldName) => levelPlaces.get(fields[at[name]]!.levels)!;
const addressPlaces = places('address');
const organisationPlaces = places('organisation');

/** From here on a name supports that first and last name were swapped. */
export const supports = rankOf.alike;
/** Where one of the two is unknown. */
const unknown = -1;

let bestSimilarity = 0;
/** The best agreement between any two writings. @returns its rank, or `unknown` */
const compareWritings = (as: Name[] | null, bs: Name[] | null): number => {
  if (as === null || bs === null) return unknown;
  let best = unknown;
  for (const a of as) {
    for (const b of bs) {
      const { rank, similarity } = compareNames(a, b);
      if (rank <= best) continue;
      best = rank;
      bestSimilarity = similarity;
    }
  }
  return best;
};

const nameLevelPlaces = new Map<string, number>(
  [...nameLevels, ...acrossLevels].map(({ name }, n) => [name, n]),
);
/** Of a name, in the order of its levels. */
export const levelOfRank = Uint8Array.from(nameRanks, (name) => nameLevelPlaces.get(name)!);
const { firstName: firstNameAt, lastName: lastNameAt, nameOrder: nameOrderAt } = at;

const compareNameParts = (a: Prepared, b: Prepared, into: Comparison) => {
  const { levels: result, similarity } = into;
  const given = compareWritings(a.given, b.given);
  result[firstNameAt] = given === unknown ? missing : levelOfRank[given]!;
  similarity[firstNameAt] = bestSimilarity;
  const family = compareWritings(a.family, b.family);
  result[lastNameAt] = family === unknown ? missing : levelOfRank[family]!;
  similarity[lastNameAt] = bestSimilarity;
  into.swapped = false;
  result[nameOrderAt] = missing;
  if (!(a.given || a.family) || !(b.given || b.family)) return;
  result[nameOrderAt] = 0;
  // Most pairs end here: one name agrees where it stands.
  if (given >= supports || family >= supports) return;
  const first = compareWritings(a.given, b.family);
  const firstSimilarity = bestSimilarity;
  const second = compareWritings(a.family, b.given);
  if (first === unknown && second === unknown) return;
  const both = (first === unknown || first >= supports) && (second === unknown || second >= supports);
  // Swapped, and the other name is another one: a name that was married, or mistaken.
  const half = Math.max(first, second) >= rankOf.alike_across_scripts;
  if (!both && !half) return;
  into.swapped = true;
  result[nameOrderAt] = 1;
  result[firstNameAt] = first === unknown ? missing : levelOfRank[first]!;
  similarity[firstNameAt] = firstSimilarity;
  result[lastNameAt] = second === unknown ? missing : levelOfRank[second]!;
  similarity[lastNameAt] = bestSimilarity;
};

const alikeWord = (a: Name, b: Name) => compareNames(a, b).rank >= rankOf.short_form;

const isRough = (date: string) => date.length === 4 || date.endsWith('0101') || date.endsWith('0000');

export const compareDates = (a: string, b: string): string => {
  const roughA = isRough(a);
  const roughB = isRough(b);
  const sameYear = a.slice(0, 4) === b.slice(0, 4);
  if (roughA && roughB) {
    if (sameYear) return 'years/equal_year';
    return editDistance(a.slice(0, 4), b.slice(0, 4)) === 1 ? 'years/one_digit_differs' : 'years/different';
  }
  if (roughA !== roughB) {
    // A typing error next to the first of January is one digit of all eight.
    return sameYear ? 'a day and a year/same_year' : 'a day and a year/different';
  }
  if (a === b) return 'days/equal';
  const sameDay = a.slice(4) === b.slice(4);
  if (!sameDay && digitsApart(a, b) > 2) return sameYear ? 'days/same_year' : 'days/different';
  const swapped = b.slice(0, 4) + b.slice(6) + b.slice(4, 6);
  if (a === swapped) return 'days/day_and_month_swapped';
  const distance = editDistance(a, b, 2);
  if (distance === 1) return 'days/one_digit_differs';
  if (sameDay) return 'days/same_day';
  if (distance === 2 || editDistance(a, swapped, 1) === 1) return 'days/two_digits_differ';
  return sameYear ? 'days/same_year' : 'days/different';
};
const datePlaces = new Map(fields[at.birthDate]!.levels.map(({ name, group }, n) => [`${group}/${name}`, n]));
export const dateLevel = (a: string, b: string): number => datePlaces.get(compareDates(a, b))!;

const significant = 9;
/** 0 for one number, however it is written; else by how many digits the last ones differ. */
export const phoneDistance = (a: string, b: string): number => {
  if (a === b) return 0;
  const shorter = Math.min(a.length, b.length);
  if (shorter < 7) return 9;
  const length = Math.min(significant, shorter);
  // Most phones of strangers end here.
  if (digitsApart(a, b, length) > 2) return 3;
  if (a.length > b.length ? a.endsWith(b) : b.endsWith(a)) return 0;
  return editDistance(a.slice(-length), b.slice(-length), 2);
};
/** The best of any two, as a level. */
export const comparePhones = (as: string[], bs: string[]) => {
  let distance = 9;
  for (const a of as) for (const b of bs) distance = Math.min(distance, phoneDistance(a, b));
  return Math.min(distance, 3);
};

/** Levels of e-mails by their place. */
export const compareEmails = (a: Email, b: Email): number => {
  if (a.text === b.text) return 0;
  const local = a.local === b.local && a.local.length >= 3;
  const longest = Math.max(a.text.length, b.text.length);
  const allowed = Math.floor(longest / 4);
  let similar = false;
  if (local || lettersApart(a.letters, b.letters) <= allowed) {
    const distance = editDistance(a.text, b.text, allowed);
    if (distance === 1) return 1;
    if (local) return 2;
    similar = distance <= allowed;
  }
  // "sara.ali81" and "sara.ali2704" are two people.
  if (a.digits !== '' && b.digits !== '' && editDistance(a.digits, b.digits, 1) > 1) return 4;
  if (similar) return 3;
  const allowedLocal = Math.floor(Math.max(a.local.length, b.local.length) / 4);
  if (a.local.length < 5 || lettersApart(a.localLetters, b.localLetters) > allowedLocal) return 4;
  return editDistance(a.local, b.local, allowedLocal) <= allowedLocal ? 3 : 4;
};
const bestEmails = (as: Email[], bs: Email[]): number => {
  let best = emailLevels - 1;
  for (const a of as) for (const b of bs) best = Math.min(best, compareEmails(a, b));
  return best;
};
/** How much a word says, 0 to 1: "street" little, what few records have all. */
export type WordWeight = (word: string) => number;

const pairsShared = (a: string, b: string) => {
  let i = 0;
  let j = 0;
  let shared = 0;
  while (i < a.length && j < b.length) {
    const difference = a.charCodeAt(i) - b.charCodeAt(j);
    if (difference === 0) shared += 1;
    if (difference <= 0) i += 1;
    if (difference >= 0) j += 1;
  }
  return (2 * shared) / (a.length + b.length);
};

const wordMatch = (a: string, b: string) => {
  if (a === b) return 1;
  if (a.length < 4 || b.length < 4) return 0;
  const longest = Math.max(a.length, b.length);
  if (Math.abs(a.length - b.length) > 2)
    return a.length >= 5 && (a.startsWith(b) || b.startsWith(a)) ? 0.8 : 0;
  const allowed = Math.floor(0.4 * longest);
  const distance = editDistance(a, b, allowed);
  return distance <= allowed ? 1 - distance / longest : 0;
};

/** The share of their weight that two rows of words have in common. */
const wordsShared = (a: Words, b: Words, weight: WordWeight, across: boolean) => {
  let totalA = 0;
  let totalB = 0;
  let shared = 0;
  for (const word of b.words) totalB += weight(word);
  for (const word of a.words) {
    const own = weight(word);
    totalA += own;
    let best = 0;
    for (const other of b.words) {
      const match = across ? wordMatchAcross(word, other) : wordMatch(word, other);
      if (match > best) best = match;
    }
    shared += own * best;
  }
  const least = Math.min(totalA, totalB);
  if (least === 0) return 0;
  shared = Math.min(shared, least);
  return 0.5 * (shared / least) + 0.5 * ((2 * shared) / (totalA + totalB));
};

const wordMatchAcross = (a: string, b: string) => {
  if (a === b) return 1;
  const similarity = soundSimilarity(soundsOfWord(a), soundsOfWord(b), true);
  return similarity >= 0.8 ? similarity : 0;
};
const soundsKept = new Map<string, Uint8Array>();
const soundsOfWord = (word: string) => {
  let sounds = soundsKept.get(word);
  if (!sounds) {
    if (soundsKept.size > 20_000) soundsKept.clear();
    sounds = soundsOf(word);
    soundsKept.set(word, sounds);
  }
  return sounds;
};

let textSimilarity = 0;
export const compareAddresses = (a: Words, b: Words, weight: WordWeight): string => {
  if (a.text === b.text) {
    textSimilarity = 1;
    return 'equal';
  }
  const numbers = a.numbers.some((number) => b.numbers.includes(number));
  const numbersKnown = a.numbers.length > 0 && b.numbers.length > 0;
  if (a.arabic !== b.arabic) {
    textSimilarity = wordsShared(a, b, weight, true);
    if (textSimilarity >= 0.5 && (numbers || !numbersKnown)) return 'alike_across_scripts';
    return numbers ? 'number_equal' : 'different_across_scripts';
  }
  const pairs = pairsShared(a.pairs, b.pairs);
  const words = pairs < 0.2 ? 0 : wordsShared(a, b, weight, false);
  // Letters survive where spaces were lost, but "street" alone makes a third of them.
  textSimilarity = Math.max(words, pairs >= 0.7 ? pairs * 0.95 : 0);
  if (textSimilarity >= 0.75) return numbers || !numbersKnown ? 'close' : 'number_differs';
  if (textSimilarity >= 0.4) return numbers ? 'alike' : 'faintly_alike';
  return 'different';
};

export const compareOrganisations = (a: Words, b: Words, weight: WordWeight): string => {
  if (a.text === b.text) {
    textSimilarity = 1;
    return 'equal';
  }
  const across = a.arabic !== b.arabic;
  textSimilarity = wordsShared(a, b, weight, across);
  if (across) return textSimilarity >= 0.6 ? 'alike_across_scripts' : 'different_across_scripts';
  textSimilarity = Math.max(textSimilarity, pairsShared(a.pairs, b.pairs) * 0.95);
  if (textSimilarity >= 0.85) return 'close';
  if (textSimilarity >= 0.65) return 'alike';
  return textSimilarity >= 0.4 ? 'faintly_alike' : 'different';
};

/** Of two places the level; of one writing 0. */
export const comparePlaces = (a: Plain, b: Plain): number => {
  if (a === b || a.text === b.text) return 0;
  if (a.arabic !== b.arabic) return soundSimilarity(a.sounds, b.sounds, true) >= 0.8 ? 4 : 5;
  const longest = Math.max(a.text.length, b.text.length);
  const allowed = Math.floor(0.4 * longest);
  if (lettersApart(a.letters, b.letters) > allowed) return 3;
  const distance = editDistance(a.text, b.text, allowed);
  if (distance <= 0.2 * longest) return 1;
  return distance <= 0.4 * longest ? 2 : 3;
};

export const comparePostalCodes = (a: Plain, b: Plain): number => {
  if (a.text === b.text) return 0;
  if (editDistance(a.text, b.text, 1) === 1) return 1;
  return a.text.length >= 4 && a.text.slice(0, 3) === b.text.slice(0, 3) ? 2 : 3;
};

/** Where the levels of a region or a country within one city begin. */
export const withinCityPlace = placeLevels.length;

const lastAlike = nameLevelPlaces.get('short_form')!;
const acrossAlike = nameLevelPlaces.get('alike_across_scripts')!;
/** Do names of this level count as one? */
export const agrees = (level: number) => level <= lastAlike || level === acrossAlike;
/** So many levels an e-mail has for each number of names that agree. */
export const emailLevels = 5;

/** What is a person's own: names, birthday, phone, e-mail. Most strangers are told by these. */
export const compareOwn = (a: Prepared, b: Prepared, into: Comparison): void => {
  const { levels: result } = into;
  compareNameParts(a, b, into);
  result[at.middleName] =
    a.middle && b.middle
      ? a.middle.some((one) => b.middle!.some((other) => alikeWord(one, other)))
        ? 0
        : 1
      : missing;
  result[at.birthDate] = a.birthDate && b.birthDate ? dateLevel(a.birthDate, b.birthDate) : missing;
  result[at.phone] = a.phones && b.phones ? comparePhones(a.phones, b.phones) : missing;
  const common = Number(agrees(result[at.firstName]!)) + Number(agrees(result[at.lastName]!));
  result[at.email] = a.emails && b.emails ? bestEmails(a.emails, b.emails) + common * emailLevels : missing;
};

/** The rest, where a comparison costs more. */
export const compareRest = (
  a: Prepared,
  b: Prepared,
  into: Comparison,
  addressWeight: WordWeight,
  organisationWeight: WordWeight,
): void => {
  const { levels: result, similarity } = into;
  result[at.organisation] = missing;
  if (a.organisation && b.organisation) {
    result[at.organisation] = organisationPlaces.get(
      compareOrganisations(a.organisation, b.organisation, organisationWeight),
    )!;
    similarity[at.organisation] = textSimilarity;
  }
  result[at.address] = missing;
  if (a.address && b.address) {
    result[at.address] = addressPlaces.get(compareAddresses(a.address, b.address, addressWeight))!;
    similarity[at.address] = textSimilarity;
  }
  result[at.postalCode] =
    a.postalCode && b.postalCode ? comparePostalCodes(a.postalCode, b.postalCode) : missing;
  const city = a.city && b.city ? comparePlaces(a.city, b.city) : missing;
  result[at.city] = city;
  for (const name of ['region', 'country'] as const) {
    const one = a[name];
    const other = b[name];
    if (!one || !other) result[at[name]] = missing;
    else if (city === 0) result[at[name]] = withinCityPlace + (one.text === other.text ? 0 : 1);
    else result[at[name]] = comparePlaces(one, other);
  }
  for (let n = 0; n < a.others.length; n += 1) {
    const one = a.others[n];
    const other = b.others[n];
    result[fields.length + n] = one && other ? comparePlaces(one, other) : missing;
  }
};
