import { missing, newComparison } from './compare.ts';
import { type Model, modelFields, startingModel } from './model.ts';
import type { Prepared } from './prepare.ts';
import { createScorer } from './score.ts';
import type { Tally } from './tally.ts';

type Pair = readonly [Prepared, Prepared];

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
  for (const [first, second] of pairs) {
    const [a, b] =
      first.id <= second.id
        ? [scorer.known(first), scorer.known(second)]
        : [scorer.known(second), scorer.known(first)];
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

/**
 * Learns how much each field tells, without labels: expectation and maximisation over three classes of pairs (one
 * customer, relatives, strangers). Strangers are learned from pairs at random, the others from those that share a key;
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
  let shared = all.map((field) => field.shared);
  let { matches, relatives } = model;

  for (let round = 0; round < rounds; round += 1) {
    const matchCounts = all.map(({ levels }) => new Float64Array(levels.length));
    const chanceCounts = all.map(({ levels }) => new Float64Array(levels.length));
    const sharedCounts = new Float64Array(count);
    const relativeCounts = new Float64Array(count);
    let matched = 0;
    let related = 0;
    const pass = ({ levels, chances, size }: Compact, learns: 'strangers' | 'others') => {
      const priorStranger = 1 - matches - relatives;
      for (let pair = 0; pair < size; pair += 1) {
        let asMatch = matches;
        let asRelatives = relatives;
        let asStrangers = priorStranger;
        const from = pair * count;
        for (let place = 0; place < count; place += 1) {
          const level = levels[from + place]!;
          if (level === missing) continue;
          const m = match[place]![level]!;
          const own = chances[from + place]!;
          const general = chance[place]![level]!;
          const u = own > 0 ? own : own < 0 ? Math.min(0.9, -own * general) : general;
          asMatch *= m;
          asStrangers *= u;
          asRelatives *= shared[place]! * m + (1 - shared[place]!) * u;
        }
        const total = asMatch + asRelatives + asStrangers;
        if (!(total > 0)) continue;
        const p = asMatch / total;
        const r = asRelatives / total;
        if (learns === 'strangers') {
          const s = 1 - p - r;
          for (let place = 0; place < count; place += 1) {
            const level = levels[from + place]!;
            if (level !== missing) chanceCounts[place]![level]! += s;
          }
          continue;
        }
        matched += p;
        related += r;
        if (p < 1e-6 && r < 1e-6) continue;
        for (let place = 0; place < count; place += 1) {
          const level = levels[from + place]!;
          if (level === missing) continue;
          matchCounts[place]![level]! += p;
          const m = match[place]![level]!;
          const own = chances[from + place]!;
          const general = chance[place]![level]!;
          const u = own > 0 ? own : own < 0 ? Math.min(0.9, -own * general) : general;
          relativeCounts[place]! += r;
          sharedCounts[place]! += (r * shared[place]! * m) / (shared[place]! * m + (1 - shared[place]!) * u);
        }
      }
    };
    pass(candidates, 'others');
    pass(random, 'strangers');
    match = all.map(({ levels }, place) =>
      shares(
        matchCounts[place]!,
        levels.map((level) => level.match),
        groups[place]!,
        priorMatches,
        leastShare,
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
    shared = all.map((field, place) =>
      field.shared === 0 || field.name === 'nameOrder'
        ? field.shared
        : Math.min(0.98, (sharedCounts[place]! + 10 * field.shared) / (relativeCounts[place]! + 10)),
    );
    matches = Math.max((matched / candidateShare + 1) / allPairs, 1e-12);
    relatives = Math.max((related / candidateShare + 0.5) / allPairs, 1e-12);
    if (matches + relatives > 0.9) {
      const scale = 0.9 / (matches + relatives);
      matches *= scale;
      relatives *= scale;
    }
  }
  return {
    ...model,
    matches,
    relatives,
    fields: Object.fromEntries(
      all.map(({ name }, place) => [
        name,
        { match: match[place]!, chance: chance[place]!, shared: shared[place]! },
      ]),
    ),
  };
};
