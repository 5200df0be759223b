import { type Kind, kinds, type Level, missing, newComparison } from './compare.ts';
import { asKind, asMatch, asStrangers, chanceAt, classes, likelihoodsOf } from './likelihood.ts';
import { type Model, modelFields, startingModel } from './model.ts';
import type { Prepared } from './prepare.ts';
import type { Pair } from './sample-pairs.ts';
import { createScorer } from './score.ts';
import type { Tally } from './tally.ts';

export interface Observed {
  tally: Tally;
  /** Pairs of records at random, however many there are: how strangers agree. */
  randomPairs: Iterable<Pair>;
  /** Pairs that share a blocking key, each once. */
  candidatePairs: Iterable<Pair>;
  /** Which part of all such pairs these are. */
  candidateShare: number;
  otherFields?: readonly string[];
  rounds?: number;
}

/** As many pairs as this seen before would weigh as much as what is expected without data. */
const priorMatches = 12;
const priorStrangers = 10;
/** A kind stays what it is: what is learned of it must not make it a home for whatever fits no other class. */
const mostPairs: Record<Kind, number> = {
  relatives: 2,
  namesakesAtHome: 0.2,
  namesakes: Number.POSITIVE_INFINITY,
};
const mostShared = (expected: number) => Math.min(0.98, expected < 0.3 ? 3 * expected : 1);
/** No evidence is stronger than this, whatever was counted. */
const leastShare = 0.002;

const compact = (pairs: Iterable<Pair>, model: Model) => {
  const scorer = createScorer(model);
  const count = scorer.fields.length;
  const comparison = newComparison(count);
  let room = 1 << 12;
  let levels = new Uint8Array(room * count);
  let chances = new Float32Array(room * count);
  let size = 0;
  const known = new Map<Prepared, Prepared>();
  const knownOf = (record: Prepared) => {
    let without = known.get(record);
    if (!without) {
      without = scorer.known(record);
      known.set(record, without);
    }
    return without;
  };
  for (const [first, second] of pairs) {
    const [a, b] =
      first.id <= second.id ? [knownOf(first), knownOf(second)] : [knownOf(second), knownOf(first)];
    scorer.compareInto(a, b, comparison);
    if (size === room) {
      room *= 2;
      const moreLevels = new Uint8Array(room * count);
      moreLevels.set(levels);
      levels = moreLevels;
      const moreChances = new Float32Array(room * count);
      moreChances.set(chances);
      chances = moreChances;
    }
    for (let place = 0; place < count; place += 1) {
      const level = comparison.levels[place]!;
      levels[size * count + place] = level;
      chances[size * count + place] =
        level === missing ? 0 : scorer.chanceOf(place, level, a, b, comparison.swapped);
    }
    size += 1;
  }
  return { levels, chances, size };
};
type Compact = ReturnType<typeof compact>;

/** Shares from counts and what was expected, each group of levels adding up to one. */
const shares = (
  counts: Float64Array,
  expected: number[],
  groups: string[],
  weight: number,
  least: number,
) => {
  const result = [...expected];
  for (const group of new Set(groups)) {
    const places = groups.flatMap((name, place) => (name === group ? [place] : []));
    const total = places.reduce((sum, place) => sum + counts[place]!, 0) + weight;
    for (const place of places) {
      result[place] = Math.max(least, (counts[place]! + weight * expected[place]!) / total);
    }
  }
  return result;
};

/** So many times more often than expected may one customer's records differ in a field. */
const mostDifferent = 10;

/**
 * Records of one customer agree for the most part. Where many strangers share names and a town, there would else be
 * another way to explain them: as customers who change everything but these.
 */
const limitDifferent = (levels: Level[], match: number[]): number[] => {
  const limited = [...match];
  levels.forEach(({ name, group, match: expected }, place) => {
    const most = Math.min(0.5, mostDifferent * expected);
    if (!name.startsWith('different') || limited[place]! <= most) return;
    const scale = (1 - most) / (1 - limited[place]!);
    levels.forEach((other, n) => {
      if (other.group === group && n !== place) limited[n] = limited[n]! * scale;
    });
    limited[place] = most;
  });
  return limited;
};

/**
 * Learns how much each field tells, without labels: expectation and maximisation over the classes of pairs (one
 * customer, relatives, namesakes, strangers). Strangers are learned from pairs at random, the others from those that share a key;
 * a pair that shares none is taken for strangers, so that the classes' sizes are those among all pairs.
 */
export const estimateModel = ({
  tally,
  randomPairs,
  candidatePairs,
  candidateShare,
  otherFields = [],
  rounds = 25,
}: Observed): Model => {
  const records = tally.records();
  const model: Model = {
    ...startingModel(records, otherFields),
    frequencies: tally.frequencies(),
    generic: tally.generic(),
  };
  const all = modelFields(otherFields);
  const count = all.length;
  const candidates = compact(candidatePairs, model);
  const random = compact(randomPairs, model);
  const allPairs = Math.max(1, (records * (records - 1)) / 2);
  const groups = all.map(({ levels }) => levels.map(({ group }) => group));
  const leastChance = 1 / Math.max(10_000, random.size);

  let match = all.map(({ levels }) => levels.map((level) => level.match));
  let chance = all.map(({ levels }) => levels.map((level) => level.chance));
  let shared = kinds.map((kind) => all.map((field) => field.shared[kind]));
  let { matches } = model;
  let pairsOf = kinds.map((kind) => model.pairsOf[kind]);
  const likelihoods = new Float64Array(classes);

  for (let round = 0; round < rounds; round += 1) {
    const matchCounts = all.map(({ levels }) => new Float64Array(levels.length));
    const chanceCounts = all.map(({ levels }) => new Float64Array(levels.length));
    const sharedCounts = kinds.map(() => new Float64Array(count));
    const knownCounts = kinds.map(() => new Float64Array(count));
    const found = kinds.map(() => 0);
    let matched = 0;
    const pass = ({ levels, chances, size }: Compact, learns: 'strangers' | 'others') => {
      const beliefs = { matches, pairsOf, match, chance, shared };
      for (let pair = 0; pair < size; pair += 1) {
        const from = pair * count;
        likelihoodsOf(beliefs, levels, chances, from, likelihoods);
        const total = likelihoods.reduce((sum, likelihood) => sum + likelihood, 0);
        if (!(total > 0)) continue;
        const p = likelihoods[asMatch]! / total;
        const strangers = likelihoods[asStrangers]! / total;
        if (learns === 'strangers') {
          for (let place = 0; place < count; place += 1) {
            const level = levels[from + place]!;
            if (level !== missing) chanceCounts[place]![level]! += strangers;
          }
          continue;
        }
        matched += p;
        if (strangers > 1 - 1e-6) continue;
        for (let kind = 0; kind < kinds.length; kind += 1)
          found[kind]! += likelihoods[asKind + kind]! / total;
        for (let place = 0; place < count; place += 1) {
          const level = levels[from + place]!;
          if (level === missing) continue;
          matchCounts[place]![level]! += p;
          const m = match[place]![level]!;
          const u = chanceAt(chance[place]![level]!, chances[from + place]!);
          for (let kind = 0; kind < kinds.length; kind += 1) {
            const r = likelihoods[asKind + kind]! / total;
            const s = shared[kind]![place]!;
            knownCounts[kind]![place]! += r;
            sharedCounts[kind]![place]! += (r * s * m) / (s * m + (1 - s) * u);
          }
        }
      }
    };
    pass(candidates, 'others');
    pass(random, 'strangers');
    match = all.map(({ levels }, place) =>
      limitDifferent(
        levels,
        shares(
          matchCounts[place]!,
          levels.map((level) => level.match),
          groups[place]!,
          priorMatches,
          leastShare,
        ),
      ),
    );
    chance = all.map(({ name, levels }, place) =>
      name === 'nameOrder'
        ? levels.map(() => 1)
        : shares(
            chanceCounts[place]!,
            levels.map((level) => level.chance),
            groups[place]!,
            priorStrangers,
            leastChance,
          ),
    );
    shared = kinds.map((kind, k) =>
      all.map(({ shared: { [kind]: expected } }, place) => {
        if (expected === 0 || expected === 1) return expected;
        const share = (sharedCounts[k]![place]! + 10 * expected) / (knownCounts[k]![place]! + 10);
        return Math.min(mostShared(expected), Math.max(0.8 * expected, share));
      }),
    );
    const limited = (pairs: number) =>
      Math.min(0.3, Math.max((pairs / candidateShare + 0.5) / allPairs, 1e-12));
    const change = Math.abs(limited(matched) - matches) / matches;
    matches = limited(matched);
    pairsOf = found.map((pairs, kind) => Math.min(limited(pairs), mostPairs[kinds[kind]!] * matches));
    if (change < 1e-3 && round > 5) break;
  }
  return {
    ...model,
    matches,
    pairsOf: Object.fromEntries(kinds.map((kind, k) => [kind, pairsOf[k]!])) as Model['pairsOf'],
    fields: Object.fromEntries(
      all.map(({ name }, place) => [
        name,
        {
          match: match[place]!,
          chance: chance[place]!,
          shared: Object.fromEntries(kinds.map((kind, k) => [kind, shared[k]![place]!])) as Record<
            Kind,
            number
          >,
        },
      ]),
    ),
  };
};
