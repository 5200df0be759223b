import type { Name } from './names.ts';
import type { Prepared, Words } from './prepare.ts';

/**
 * Keys of another version do not meet. To be raised with every change of a key: what is stored under the old ones
 * has to be written anew.
 */
export const blockingVersion = 1;

const start = (text: string, letters: number) => text.slice(0, letters);
const both = (a: string, b: string) => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** The two words that tell an address from others best, without knowing the others: the longest. */
const tellingWords = ({ words }: Words) =>
  words
    .filter((word) => word.length >= 3 && !common.has(word))
    .toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .slice(0, 2);
const common = new Set(
  'street road avenue building apartment lane drive court place square block company limited crescent close circuit the and near'.split(
    ' ',
  ),
);

const dateParts = (date: string) => {
  const day = date.slice(6, 8);
  const month = date.slice(4, 6);
  return {
    year: date.slice(0, 4),
    dayAndMonth: date.length === 8 && `${month}${day}` !== '0101' ? both(day, month) : '',
  };
};

/**
 * Where a record is looked for: two records are compared when they share a key. Each rule is cheap and misses much;
 * what one misses, through a typing error, another finds. The same for the same record always; up to about forty where
 * everything is known, three or four for a name and a phone.
 */
export const blockingKeys = (record: Prepared): string[] => {
  const keys = new Set<string>();
  const put = (rule: string, ...parts: string[]) => {
    if (parts.every((part) => part !== '')) keys.add(`${rule}${parts.join(' ')}`);
  };
  const { given, family, birthDate, phones, emails, address, organisation, postalCode, city } = record;
  // First and last names are often swapped: a key knows two names and not which is which.
  const names = [...(given ?? []), ...(family ?? [])].map((name: Name) => start(name.skeleton, 6));
  const initials = [...new Set(names.map((name) => start(name, 1)))];

  for (const phone of phones ?? []) {
    put('p', phone.slice(-7));
    if (phone.length >= 8) {
      for (const initial of initials) put('q', phone.slice(-4), initial);
      for (const initial of initials) put('r', phone.slice(-8, -4), initial);
    }
  }
  for (const { local, domain } of emails ?? []) {
    if (local.length >= 4) put('e', local);
    for (const initial of initials) if (domain.length > 4) put('f', start(local, 4), initial);
  }
  for (const one of given ?? []) {
    for (const other of family ?? []) {
      put('n', both(start(one.skeleton, 5), start(other.skeleton, 5)));
      if (city) put('c', both(start(one.skeleton, 2), start(other.skeleton, 2)), start(city.text, 4));
    }
  }
  if (birthDate) {
    const { year, dayAndMonth } = dateParts(birthDate);
    if (dayAndMonth) for (const initial of initials) put('b', birthDate.slice(0, 4), dayAndMonth, initial);
    for (const name of names) {
      put('y', year, start(name, 3));
      put('d', dayAndMonth, start(name, 3));
    }
    if (postalCode) put('x', birthDate, postalCode.text);
  }
  if (postalCode) for (const name of names) put('z', postalCode.text, start(name, 2));
  if (city) for (const name of names) put('g', start(city.text, 5), name);
  if (address) {
    const words = tellingWords(address);
    const number = address.numbers[0] ?? '';
    for (const word of words) {
      put('a', start(word, 5), number);
      for (const name of names) put('s', start(word, 4), start(name, 2));
    }
    // Across scripts only the number can be told.
    for (const name of names) put('h', number, start(name, 3));
  }
  if (organisation) {
    const words = tellingWords(organisation);
    for (const word of words) put('o', start(word, 6));
    for (const word of organisation.words.slice(0, 1)) put('o', start(word, 6));
  }
  if (names.length === 1) put('m', names[0]!);
  return [...keys];
};
