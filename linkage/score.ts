import { at, type Comparison, compare, fields, kinds, missing, newComparison } from './compare.ts';
import { asKind, asMatch, asStrangers, chanceAt, classes, likelihoodsOf } from './likelihood.ts';
import { type Model, modelFields, withoutGeneric } from './model.ts';
import type { Prepared } from './prepare.ts';

/** One field's part in a score: how it agrees, and by how many bits that speaks for (or against) one customer. */
export interface Reason {
  field: string;
  level: string;
  weight: number;
  /** 0 to 1, where the level leaves room for more and less. */
  similarity?: number;
}

export interface Explained {
  /** The probability that both records are one customer. */
  score: number;
  reasons: Reason[];
}

/** The table of frequencies for a field's agreement; the second for what only sounds alike. */
const equalTables: Partial<Record<string, string>> = Object.fromEntries(
  fields.map(({ name }) => [name, name]).filter(([name]) => name !== 'nameOrder' && name !== 'middleName'),
);
const closeNames = new Set([
  'close',
  'alike',
  'short_form',
  'alike_across_scripts',
  'faintly_alike_across_scripts',
]);

const frequencyTable = (model: Model, table: string) => {
  const known = model.frequencies[table];
  return {
    shares: new Map(Object.entries(known?.values ?? {})),
    other: known?.other ?? 1 / Math.max(100, model.records),
  };
};
type Table = ReturnType<typeof frequencyTable>;
const shareIn = ({ shares, other }: Table, value: string) => shares.get(value) ?? other;

/** A word that one record in five hundred has, or fewer, counts in full. */
const wordWeights = (model: Model, table: string) => {
  const known = frequencyTable(model, table);
  const weights = new Map<string, number>();
  for (const [word, share] of known.shares) {
    weights.set(word, Math.min(1, Math.max(0.08, Math.log(share) / Math.log(0.002))));
  }
  return (word: string) => weights.get(word) ?? 1;
};

const agreedValue = (field: string, record: Prepared, place: number): string => {
  switch (field) {
    case 'firstName':
      return record.given![0]!.text;
    case 'lastName':
      return record.family![0]!.text;
    case 'birthDate':
      return record.birthDate!;
    case 'phone':
      return record.phones![0]!.slice(-8);
    case 'email':
      return record.email!.text;
    case 'address':
    case 'organisation':
      return record[field]!.text;
    case 'city':
    case 'region':
    case 'postalCode':
    case 'country':
      return record[field]!.text;
    default:
      return record.others[place - fields.length]!.text;
  }
};

/**
 * Scores pairs of records by a model. What does not depend on the pair is worked out once, here.
 * Method: Fellegi & Sunter 1969 with frequencies of values (Winkler 2000), and two kinds of
 * pairs beside one customer and two strangers: relatives and namesakes. Without them, agreement on all that a household
 * shares would be taken for independent evidence.
 */
export const createScorer = (model: Model) => {
  const all = modelFields(model.otherFields);
  const count = all.length;
  const beliefs = {
    matches: model.matches,
    pairsOf: kinds.map((kind) => model.pairsOf[kind]),
    match: all.map(({ name }) => Float64Array.from(model.fields[name]!.match)),
    chance: all.map(({ name }) => Float64Array.from(model.fields[name]!.chance)),
    shared: kinds.map((kind) => all.map(({ name }) => model.fields[name]!.shared[kind])),
  };
  const tables = all.map(({ name }, place) =>
    place >= fields.length
      ? frequencyTable(model, `other ${place - fields.length}`)
      : equalTables[name]
        ? frequencyTable(model, name)
        : null,
  );
  const soundTables = {
    firstName: frequencyTable(model, 'firstNameSound'),
    lastName: frequencyTable(model, 'lastNameSound'),
  };
  const meanShare = (table: Table) => {
    let sum = 0;
    let squares = 0;
    for (const share of table.shares.values()) {
      sum += share;
      squares += share * share;
    }
    return squares + Math.max(0, 1 - sum) * table.other;
  };
  const meanSounds = {
    firstName: meanShare(soundTables.firstName),
    lastName: meanShare(soundTables.lastName),
  };
  const locals = frequencyTable(model, 'emailLocal');
  const addressWeight = wordWeights(model, 'addressWord');
  const organisationWeight = wordWeights(model, 'organisationWord');
  const generic = {
    phone: new Set(model.generic.phone),
    email: new Set(model.generic.email),
    birthDate: new Set(model.generic.birthDate),
  };
  const nothingGeneric = generic.phone.size + generic.email.size + generic.birthDate.size === 0;
  const comparison = newComparison(count);
  /** A first name that stands in the last name's place is as common as it is in its own. */
  const nameShare = (field: 'firstName' | 'lastName', a: Prepared, b: Prepared, swapped: boolean) => {
    const table = tables[at[field]]!;
    const one = (field === 'firstName' ? a.given : a.family)![0]!;
    const other = (field === 'firstName') !== swapped ? b.given![0]! : b.family![0]!;
    const shares = shareIn(table, one.text);
    return one.text === other.text && !swapped ? shares : Math.max(shares, shareIn(table, other.text));
  };
  const nameSoundShare = (field: 'firstName' | 'lastName', a: Prepared, b: Prepared, swapped: boolean) => {
    const table = soundTables[field];
    const one = (field === 'firstName' ? a.given : a.family)![0]!;
    const other = (field === 'firstName') !== swapped ? b.given![0]! : b.family![0]!;
    return Math.max(shareIn(table, one.skeleton), shareIn(table, other.skeleton));
  };

  /**
   * The chance that two strangers agree like this, where the value itself tells: negative where it is a factor on the
   * level's own chance, 0 where only the level counts.
   */
  const chanceOf = (place: number, level: number, a: Prepared, b: Prepared, swapped: boolean): number => {
    const { name, levels } = all[place]!;
    const levelName = levels[level]!.name;
    if (name === 'firstName' || name === 'lastName') {
      if (levelName === 'equal') return nameShare(name, a, b, swapped);
      if (!closeNames.has(levelName)) return 0;
      const ratio = nameSoundShare(name, a, b, swapped) / meanSounds[name];
      return -Math.min(8, Math.max(1 / 8, ratio ** 0.7));
    }
    const table = tables[place];
    if (!table) return 0;
    if (name === 'email' && levelName === 'local_part_equal') return shareIn(locals, a.email!.local);
    if (levelName !== 'equal' || levels[level]!.group === 'within one city') return 0;
    // Where there is no person, the organisation is the customer: its name is not more common for being written often.
    if (name === 'organisation' && !a.given && !a.family && !b.given && !b.family) return table.other;
    return Math.max(shareIn(table, agreedValue(name, a, place)), shareIn(table, agreedValue(name, b, place)));
  };

  const compareInto = (a: Prepared, b: Prepared, into: Comparison) =>
    compare(a, b, into, addressWeight, organisationWeight);
  const known = (record: Prepared) => (nothingGeneric ? record : withoutGeneric(record, generic));

  const chances = new Float32Array(count);
  const likelihoods = new Float64Array(classes);
  const weigh = (one: Prepared, other: Prepared) => {
    // Swapped names are looked at from one side; let it be the same one always.
    const [a, b] = one.id <= other.id ? [one, other] : [other, one];
    compareInto(a, b, comparison);
    for (let place = 0; place < count; place += 1) {
      const level = comparison.levels[place]!;
      chances[place] = level === missing ? 0 : chanceOf(place, level, a, b, comparison.swapped);
    }
    likelihoodsOf(beliefs, comparison.levels, chances, 0, likelihoods);
  };
  /** The logarithm of the odds that both are one customer. */
  const logOdds = (a: Prepared, b: Prepared): number => {
    weigh(a, b);
    let others = 0;
    for (let place = asStrangers; place < classes; place += 1) others += likelihoods[place]!;
    return Math.log(likelihoods[asMatch]! / others);
  };

  return {
    fields: all,
    /** The record as it counts: without what is generic. */
    known,
    compareInto,
    chanceOf,
    logOdds,
    score: (a: Prepared, b: Prepared): number => probability(logOdds(known(a), known(b))),
    explain: (one: Prepared, other: Prepared): Explained => {
      const [a, b] = one.id <= other.id ? [known(one), known(other)] : [known(other), known(one)];
      const score = probability(logOdds(a, b));
      const reasons: Reason[] = [];
      for (let place = 0; place < count; place += 1) {
        const level = comparison.levels[place]!;
        if (level === missing) continue;
        const { name, levels } = all[place]!;
        const levelName = levels[level]!.name;
        if (name === 'nameOrder' && levelName === 'same') continue;
        const u = chanceAt(beliefs.chance[place]![level]!, chances[place]!);
        const similarity = comparison.similarity[place]!;
        const graded =
          ['firstName', 'lastName', 'address', 'organisation'].includes(name) && levelName !== 'equal';
        reasons.push({
          field: name,
          level: levelName,
          weight: round(Math.log2(beliefs.match[place]![level]! / u)),
          ...(graded && { similarity: round(similarity) }),
        });
      }
      kinds.forEach((kind, place) => {
        const against = likelihoods[asKind + place]! / likelihoods[asMatch]!;
        if (against < 0.1 || likelihoods[asKind + place]! < likelihoods[asStrangers]!) return;
        reasons.push({ field: 'household', level: kind, weight: round(-Math.log2(1 + against)) });
      });
      return { score, reasons };
    },
  };
};
export type Scorer = ReturnType<typeof createScorer>;

const round = (value: number) => Math.round(value * 100) / 100;
export const probability = (odds: number) => 1 / (1 + Math.exp(-odds));
