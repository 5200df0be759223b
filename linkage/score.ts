import {
  at,
  type Comparison,
  compareOwn,
  compareRest,
  fields,
  kinds,
  missing,
  newComparison,
} from './compare.ts';
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
/** Their weight depends on how common the sound of the name is. */
export const closeNames: ReadonlySet<string> = new Set([
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
      return record.emails![0]!.text;
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
 * Method: Fellegi & Sunter 1969 with frequencies of values (Winkler 2000), and further kinds of pairs beside one customer
 * and two strangers (`kinds`): relatives and namesakes. Without them, agreement on all that a household shares would be
 * taken for independent evidence.
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
  /** By which a name's sound is more common than others: names that are close are so by chance more often. */
  const soundFactor = (field: 'firstName' | 'lastName', skeleton: string) =>
    Math.min(8, Math.max(1 / 8, (shareIn(soundTables[field], skeleton) / meanSounds[field]) ** 0.7));
  const nameSoundFactor = (field: 'firstName' | 'lastName', a: Prepared, b: Prepared, swapped: boolean) => {
    const one = (field === 'firstName' ? a.given : a.family)![0]!;
    const other = (field === 'firstName') !== swapped ? b.given![0]! : b.family![0]!;
    return Math.max(soundFactor(field, one.skeleton), soundFactor(field, other.skeleton));
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
      return -nameSoundFactor(name, a, b, swapped);
    }
    const table = tables[place];
    if (!table) return 0;
    if (name === 'email' && levelName === 'local_part_equal') return shareIn(locals, a.emails![0]!.local);
    if (levelName !== 'equal' || levels[level]!.group === 'within one city') return 0;
    // Where there is no person, the organisation is the customer: its name is not more common for being written often.
    if (name === 'organisation' && !a.given && !a.family && !b.given && !b.family) return table.other;
    return Math.max(shareIn(table, agreedValue(name, a, place)), shareIn(table, agreedValue(name, b, place)));
  };

  const compareInto = (a: Prepared, b: Prepared, into: Comparison) => {
    compareOwn(a, b, into);
    compareRest(a, b, into, addressWeight, organisationWeight);
  };
  const known = (record: Prepared) => (nothingGeneric ? record : withoutGeneric(record, generic));

  /** By field: the most that it can say for one customer, if the values are equal, and if they are not. */
  const weights = all.map((_, place) =>
    beliefs.match[place]!.map((match, level) => Math.log(match / beliefs.chance[place]![level]!)),
  );
  const mostSaid = all.map(({ levels }, place) => {
    const table = tables[place];
    let rarest = table?.other ?? 1;
    for (const share of table?.shares.values() ?? []) rarest = Math.min(rarest, share);
    const said = levels.map(({ name }, level) => {
      const general = beliefs.chance[place]![level]!;
      return Math.log(
        beliefs.match[place]![level]! / (name === 'equal' ? Math.min(rarest, general) : general),
      );
    });
    const best = (equal: boolean) =>
      said.reduce(
        (most, weight, level) =>
          (levels[level]!.name === 'equal') === equal ? Math.max(most, weight) : most,
        0,
      );
    return { equal: best(true), other: best(false) };
  });
  const mostOf = (place: number, a: { text: string } | null, b: { text: string } | null) => {
    if (!a || !b) return 0;
    const { equal, other } = mostSaid[place]!;
    return a === b || a.text === b.text ? Math.max(equal, other) : other;
  };
  const prior = Math.log(
    beliefs.matches / (1 - beliefs.matches - beliefs.pairsOf.reduce((sum, pairs) => sum + pairs, 0)),
  );
  /** No more than this can come out once the rest is compared: against strangers alone, all else at its best. */
  const mostOdds = (a: Prepared, b: Prepared) => {
    let odds = prior;
    for (let place = 0; place <= at.email; place += 1) {
      const level = comparison.levels[place]!;
      if (level === missing) continue;
      const own = chances[place]!;
      odds +=
        own === 0
          ? weights[place]![level]!
          : Math.log(beliefs.match[place]![level]! / chanceAt(beliefs.chance[place]![level]!, own));
    }
    odds +=
      mostOf(at.organisation, a.organisation, b.organisation) +
      mostOf(at.address, a.address, b.address) +
      mostOf(at.postalCode, a.postalCode, b.postalCode) +
      mostOf(at.city, a.city, b.city) +
      mostOf(at.region, a.region, b.region) +
      mostOf(at.country, a.country, b.country);
    for (let n = 0; n < a.others.length; n += 1)
      odds += mostOf(fields.length + n, a.others[n]!, b.others[n]!);
    return odds;
  };

  const chances = new Float32Array(count);
  const likelihoods = new Float64Array(classes);
  const noteChances = (from: number, to: number, a: Prepared, b: Prepared) => {
    for (let place = from; place < to; place += 1) {
      const level = comparison.levels[place]!;
      chances[place] = level === missing ? 0 : chanceOf(place, level, a, b, comparison.swapped);
    }
  };
  /** @returns whether it came to an end: what cannot reach `least` is left alone */
  const weigh = (one: Prepared, other: Prepared, least: number): boolean => {
    // Swapped names are looked at from one side; let it be the same one always.
    const [a, b] = one.id <= other.id ? [one, other] : [other, one];
    compareOwn(a, b, comparison);
    noteChances(0, at.email + 1, a, b);
    if (least > Number.NEGATIVE_INFINITY && mostOdds(a, b) < least) return false;
    compareRest(a, b, comparison, addressWeight, organisationWeight);
    noteChances(at.email + 1, count, a, b);
    likelihoodsOf(beliefs, comparison.levels, chances, 0, likelihoods);
    return true;
  };
  /**
   * The logarithm of the odds that both are one customer.
   * @param least of what stays below nothing more needs to be known
   */
  const logOdds = (a: Prepared, b: Prepared, least = Number.NEGATIVE_INFINITY): number => {
    if (!weigh(a, b, least)) return Number.NEGATIVE_INFINITY;
    let others = 0;
    for (let place = asStrangers; place < classes; place += 1) others += likelihoods[place]!;
    return Math.log(likelihoods[asMatch]! / others);
  };

  return {
    fields: all,
    /** The record as it counts: without what is generic. */
    known,
    /** For createQuickLook. */
    weighing: {
      prior,
      match: beliefs.match,
      weights,
      mostSaid,
      /** What it says at most that both have this value. */
      equalWeight: (place: number, value: string): number => {
        const table = tables[place]!;
        const share =
          place === at.organisation ? Math.min(table.other, shareIn(table, value)) : shareIn(table, value);
        return Math.log(beliefs.match[place]![0]! / share);
      },
      soundFactor,
    },
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
export type Weighing = Scorer['weighing'];

const round = (value: number) => Math.round(value * 100) / 100;
export const probability = (odds: number) => 1 / (1 + Math.exp(-odds));
