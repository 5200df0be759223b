import {
  agrees,
  at,
  comparePhones,
  comparePlaces,
  comparePostalCodes,
  dateLevel,
  emailLevels,
  fields,
  levelOfRank,
  supports,
  withinCityPlace,
} from './compare.ts';
import { digitCountsApart, digitCountsOf, lettersApart } from './edit-distance.ts';
import { hashOf } from './hash.ts';
import { compareNames, type Name, nameRanks } from './names.ts';
import type { Plain, Prepared, Words } from './prepare.ts';
import { closeNames, type Weighing } from './score.ts';

/** So many numbers for a record: one line of a processor's cache, which is all that a look at it takes from memory. */
const width = 16;
const column = {
  ...{ given: 0, given2: 1, family: 2, family2: 3, birthDate: 4, digitsAndMiddle: 5, phone: 6 },
  ...{ phoneDigits: 7, local: 8, letters: 9, numbers: 10, organisation: 11, city: 12, postalCode: 13 },
  ...{ region: 14, country: 15 },
};
const unknown = -1;
/** A year alone, several phones or e-mails: only what it could say at best is known. */
const unclear = -2;
/** Beside the digits of a birthday: there is a middle name. */
const middleBit = 1 << 30;

/** A bit for each number of an address; all where there is none, and none where there is no address. */
const numbersIn = (address: Words | null): number => {
  if (!address) return 0;
  return address.numbers.reduce((bits, number) => bits | (1 << (hashOf(number) & 31)), 0) || -1;
};
const shareNumber = (a: Words, b: Words) =>
  a.numbers.length === 0 || b.numbers.length === 0 || a.numbers.some((number) => b.numbers.includes(number));

/** Numbers values by their text, and keeps something of each. */
const numbering = <Value, Kept>(textOf: (value: Value) => string, keep: (value: Value) => Kept) => {
  const known = new Map<string, number>();
  const kept: Kept[] = [];
  const numberOf = (value: Value | null | undefined): number => {
    if (!value) return unknown;
    const text = textOf(value);
    let number = known.get(text);
    if (number === undefined) {
      number = kept.length;
      known.set(text, number);
      kept.push(keep(value));
    }
    return number;
  };
  return { numberOf, kept };
};

/** Remembers the latest results, a power of two of them, for two numbers each. */
const remembering = (compare: (a: number, b: number) => number, bits: number) => {
  const lefts = new Int32Array(1 << bits).fill(unknown);
  const rights = new Int32Array(1 << bits);
  const results = new Uint8Array(1 << bits);
  return (a: number, b: number): number => {
    const slot = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> (32 - bits);
    if (lefts[slot] !== a || rights[slot] !== b) {
      results[slot] = compare(a, b);
      lefts[slot] = a;
      rights[slot] = b;
    }
    return results[slot]!;
  };
};

/**
 * Tells of most pairs that they cannot be one customer, many times quicker than a score: each field counts in full where
 * that is cheap to see, and else as the most that it can say.
 *
 * @returns whether the odds of two records, by their places, may reach `least`; never false where they do
 */
export const createQuickLook = (
  records: readonly Prepared[],
  { prior, weights, match, mostSaid, equalWeight, soundFactor }: Weighing,
  least: number,
): ((one: number, other: number) => boolean) => {
  const names = numbering(
    ({ words }: Name) => words.join(' '),
    (name) => ({
      name,
      firstName: equalWeight(at.firstName, name.text),
      lastName: equalWeight(at.lastName, name.text),
      firstSound: Math.log(soundFactor('firstName', name.skeleton)),
      lastSound: Math.log(soundFactor('lastName', name.skeleton)),
    }),
  );
  const organisations = numbering(
    ({ text }: Words) => text,
    ({ text }) => equalWeight(at.organisation, text),
  );
  const placesAt = (place: number, compare: (a: Plain, b: Plain) => number) => {
    const { numberOf, kept } = numbering(
      ({ text }: Plain) => text,
      (value) => ({ value, equal: equalWeight(place, value.text) }),
    );
    const levelOf = remembering((a, b) => compare(kept[a]!.value, kept[b]!.value), 13);
    const weigh = (a: number, b: number): number => {
      if (a === unknown || b === unknown) return 0;
      return a === b ? kept[a]!.equal : weights[place]![levelOf(a, b)]!;
    };
    /** Within one city. */
    const weighWithin = (a: number, b: number): number => {
      if (a === unknown || b === unknown) return 0;
      return weights[place]![withinCityPlace + (a === b ? 0 : 1)]!;
    };
    return { numberOf, weigh, weighWithin };
  };
  const postalCodes = placesAt(at.postalCode, comparePostalCodes);
  const cities = placesAt(at.city, comparePlaces);
  const regions = placesAt(at.region, comparePlaces);
  const countries = placesAt(at.country, comparePlaces);

  const rows = new Int32Array(records.length * width).fill(unknown);
  records.forEach((record, place) => {
    const { given, family, birthDate, phones, emails } = record;
    const row = place * width;
    rows[row + column.given] = names.numberOf(given?.[0]);
    rows[row + column.given2] = names.numberOf(given?.[1]);
    rows[row + column.family] = names.numberOf(family?.[0]);
    rows[row + column.family2] = names.numberOf(family?.[1]);
    if (birthDate) {
      const rough = birthDate.length !== 8 || birthDate.endsWith('0101') || birthDate.endsWith('0000');
      rows[row + column.birthDate] = rough ? unclear : Number(birthDate);
    }
    rows[row + column.digitsAndMiddle] =
      (birthDate ? digitCountsOf(birthDate) : 0) | (record.middle ? middleBit : 0);
    if (phones) {
      const clear = phones.length === 1 && phones[0]!.length >= 9;
      rows[row + column.phone] = clear ? Number(phones[0]!.slice(-7)) : unclear;
      rows[row + column.phoneDigits] = clear ? digitCountsOf(phones[0]!.slice(-9)) : 0;
    }
    if (emails) {
      rows[row + column.local] = emails.length === 1 ? hashOf(emails[0]!.local) >>> 1 : unclear;
      rows[row + column.letters] = emails[0]!.letters;
    }
    rows[row + column.numbers] = numbersIn(record.address);
    rows[row + column.organisation] = organisations.numberOf(record.organisation);
    rows[row + column.city] = cities.numberOf(record.city);
    rows[row + column.postalCode] = postalCodes.numberOf(record.postalCode);
    rows[row + column.region] = regions.numberOf(record.region);
    rows[row + column.country] = countries.numberOf(record.country);
  });

  const closeRanks = nameRanks.map((name) => closeNames.has(name));
  const rankOf = remembering((a, b) => compareNames(names.kept[a]!.name, names.kept[b]!.name).rank, 17);
  /** Of any two writings, which lie side by side. */
  const bestRank = (one: number, other: number): number => {
    let best = unknown;
    for (let a = one; a < one + 2 && rows[a]! !== unknown; a += 1) {
      for (let b = other; b < other + 2 && rows[b]! !== unknown; b += 1) {
        best = Math.max(best, rankOf(rows[a]!, rows[b]!));
      }
    }
    return best;
  };

  const ofNames = (
    place: number,
    rank: number,
    one: number,
    other: number,
    equal: 'firstName' | 'lastName',
    sound: 'firstSound' | 'lastSound',
  ): number => {
    if (rank === unknown) return 0;
    const level = levelOfRank[rank]!;
    const a = names.kept[rows[one]!]!;
    const b = names.kept[rows[other]!]!;
    if (level === 0) return Math.min(a[equal], b[equal]);
    const weight = weights[place]![level]!;
    if (!closeRanks[rank]) return weight;
    // No chance is above 0.9.
    return Math.max(weight - Math.max(a[sound], b[sound]), Math.log(match[place]![level]! / 0.9));
  };

  const weightAt = (place: number, name: string, group: string) =>
    weights[place]![
      fields[place]!.levels.findIndex((level) => level.name === name && level.group === group)
    ]!;
  const sameDay = weightAt(at.birthDate, 'same_day', 'days');
  const sameYear = weightAt(at.birthDate, 'same_year', 'days');
  const otherDate = weightAt(at.birthDate, 'different', 'days');
  const most = mostSaid.map(({ equal, other }) => Math.max(equal, other));
  const ofDates = (first: number, second: number, one: number, other: number): number => {
    const a = rows[one + column.birthDate]!;
    const b = rows[other + column.birthDate]!;
    if (a === unknown || b === unknown) return 0;
    if (a === b) return most[at.birthDate]!;
    const digits = rows[one + column.digitsAndMiddle]! & ~middleBit;
    const otherDigits = rows[other + column.digitsAndMiddle]! & ~middleBit;
    if (a === unclear || b === unclear || digitCountsApart(digits, otherDigits) <= 2) {
      return weights[at.birthDate]![dateLevel(records[first]!.birthDate!, records[second]!.birthDate!)]!;
    }
    if (a % 10_000 === b % 10_000) return sameDay;
    return Math.floor(a / 10_000) === Math.floor(b / 10_000) ? sameYear : otherDate;
  };

  const otherPhone = weightAt(at.phone, 'different', '');
  const ofPhones = (first: number, second: number, one: number, other: number): number => {
    const a = rows[one + column.phone]!;
    const b = rows[other + column.phone]!;
    if (a === unknown || b === unknown) return 0;
    if (a === b) return most[at.phone]!;
    const unlike = digitCountsApart(rows[one + column.phoneDigits]!, rows[other + column.phoneDigits]!) > 2;
    if (a !== unclear && b !== unclear && unlike) return otherPhone;
    const level = comparePhones(records[first]!.phones!, records[second]!.phones!);
    return level === 0 ? most[at.phone]! : weights[at.phone]![level]!;
  };

  /** Addresses without a number in common. */
  const otherNumbers = Math.max(
    weightAt(at.address, 'number_differs', 'one script'),
    weightAt(at.address, 'faintly_alike', 'one script'),
    weightAt(at.address, 'different', 'one script'),
    weightAt(at.address, 'different_across_scripts', 'across scripts'),
  );
  const ofAddresses = (first: number, second: number, numbers: number, numbersOfOther: number): number => {
    if (numbers === 0 || numbersOfOther === 0) return 0;
    if ((numbers & numbersOfOther) === 0) return otherNumbers;
    const [a, b] = [records[first]!.address!, records[second]!.address!];
    if (!shareNumber(a, b)) return otherNumbers;
    return a.text === b.text ? most[at.address]! : mostSaid[at.address]!.other;
  };

  /** By how many names agree: what e-mails can say at most that differ in the local part, by a letter and by more. */
  const byLetter = [0, 1, 2].map((names) => Math.max(...emailWeights(names, 1)));
  const byMore = [0, 1, 2].map((names) => Math.max(...emailWeights(names, 3)));
  function emailWeights(names: number, from: number) {
    return weights[at.email]!.subarray(names * emailLevels + from, (names + 1) * emailLevels);
  }
  const ofEmails = (one: number, other: number, alike: number): number => {
    const a = rows[one + column.local]!;
    const b = rows[other + column.local]!;
    if (a === unknown || b === unknown) return 0;
    if (a === unclear || b === unclear || a === b) return most[at.email]!;
    const apart = lettersApart(rows[one + column.letters]!, rows[other + column.letters]!);
    return apart > 1 ? byMore[alike]! : byLetter[alike]!;
  };

  const ofOrganisations = (a: number, b: number): number => {
    if (a === unknown || b === unknown) return 0;
    return a === b ? organisations.kept[a]! : mostSaid[at.organisation]!.other;
  };

  const others = weights.length - fields.length;
  const otherValues = new Int32Array(records.length * others).fill(unknown);
  records.forEach((record, place) => {
    record.others.forEach((value, n) => {
      if (value) otherValues[place * others + n] = hashOf(value.text) >>> 1;
    });
  });
  const ofOthers = (first: number, second: number): number => {
    let odds = 0;
    for (let n = 0; n < others; n += 1) {
      const a = otherValues[first * others + n]!;
      const b = otherValues[second * others + n]!;
      if (a === unknown || b === unknown) continue;
      odds += a === b ? most[fields.length + n]! : mostSaid[fields.length + n]!.other;
    }
    return odds;
  };

  return (first: number, second: number): boolean => {
    const one = first * width;
    const other = second * width;
    const given = bestRank(one + column.given, other + column.given);
    const family = bestRank(one + column.family, other + column.family);
    if (given < supports && family < supports) {
      const crossed = bestRank(one + column.given, other + column.family);
      // Swapped names are rare, and worth the whole comparison.
      if (crossed >= supports) return true;
      if (bestRank(one + column.family, other + column.given) >= supports) return true;
    }
    let odds =
      prior +
      ofOthers(first, second) +
      ofNames(at.firstName, given, one + column.given, other + column.given, 'firstName', 'firstSound') +
      ofNames(at.lastName, family, one + column.family, other + column.family, 'lastName', 'lastSound');
    const middles = rows[one + column.digitsAndMiddle]! & rows[other + column.digitsAndMiddle]! & middleBit;
    if (middles !== 0) odds += mostSaid[at.middleName]!.other;
    odds += ofDates(first, second, one, other);
    odds += ofPhones(first, second, one, other);
    const alike =
      Number(given !== unknown && agrees(levelOfRank[given]!)) +
      Number(family !== unknown && agrees(levelOfRank[family]!));
    odds += ofEmails(one, other, alike);
    odds += ofAddresses(first, second, rows[one + column.numbers]!, rows[other + column.numbers]!);
    odds += ofOrganisations(rows[one + column.organisation]!, rows[other + column.organisation]!);
    odds += postalCodes.weigh(rows[one + column.postalCode]!, rows[other + column.postalCode]!);
    const city = rows[one + column.city]!;
    const otherCity = rows[other + column.city]!;
    odds += cities.weigh(city, otherCity);
    const region = rows[one + column.region]!;
    const otherRegion = rows[other + column.region]!;
    const country = rows[one + column.country]!;
    const otherCountry = rows[other + column.country]!;
    odds +=
      city !== unknown && city === otherCity
        ? regions.weighWithin(region, otherRegion) + countries.weighWithin(country, otherCountry)
        : regions.weigh(region, otherRegion) + countries.weigh(country, otherCountry);
    return odds >= least;
  };
};
