import { indexCandidates } from './candidates.ts';
import { cluster, type Edges } from './cluster.ts';
import { estimateModel } from './estimate.ts';
import type { Model } from './model.ts';
import type { Prepared } from './prepare.ts';
import { createQuickLook } from './quick-look.ts';
import { candidatePairs, randomPairs, reachFor } from './sample-pairs.ts';
import { createScorer, probability } from './score.ts';
import { createTally } from './tally.ts';

/** From here on two records are more likely one customer than not. */
export const threshold = 0.5;
/** Pairs below are not worth anybody's time. */
export const leastShown = 0.05;
/** What a pair gets that would be the same person but for the others of its cluster. */
const refusedScore = 0.49;

export interface LinkOptions {
  otherFields?: readonly string[];
  onProgress?: (what: string, done: number, of: number) => void;
}

export interface ScoredPair {
  a: string;
  b: string;
  score: number;
}

const sortKey = (record: Prepared) =>
  [
    [record.family?.[0]?.skeleton ?? '', record.given?.[0]?.skeleton ?? ''].sort().join(' '),
    record.birthDate ?? '',
    record.organisation?.text ?? '',
    record.address?.text ?? '',
    record.id,
  ].join('\u0001');

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** All pairs of a set's records that may be one customer, learned from the set itself. */
export const link = (given: Prepared[], { otherFields = [], onProgress = () => {} }: LinkOptions = {}) => {
  const keyed = given
    .map((record) => ({ record, key: sortKey(record) }))
    .sort((a, b) => compareText(a.key, b.key));
  const count = keyed.length;
  const tally = createTally({ keep: 200_000, room: 1_000_000 });
  for (const { record } of keyed) tally.add(record);
  const records = keyed.map(({ record }) => record);

  onProgress('keys', 0, count);
  const candidates = indexCandidates(records);
  // A bounded number of comparisons for each record, whatever the size of the set.
  const most = Math.max(400_000, Math.min(60 * count, 2_000_000), 15 * count);
  const reach = reachFor(candidates, most, 3);
  const step = Math.max(1, Math.round(candidates.comparisons(reach) / 250_000));
  onProgress('estimate', 0, count);
  const model: Model = estimateModel({
    tally,
    randomPairs: randomPairs(records, 200_000),
    candidatePairs: candidatePairs(records, candidates, { reach, step }),
    candidateShare: 1 / step,
    otherFields,
  });

  const scorer = createScorer(model);
  const known = records.map(scorer.known);
  let edges: Edges = {
    count: 0,
    left: new Uint32Array(1024),
    right: new Uint32Array(1024),
    odds: new Float32Array(1024),
  };
  const least = Math.log(leastShown / (1 - leastShown));
  const mayReach = createQuickLook(known, scorer.weighing, least);
  for (let record = 0; record < count; record += 1) {
    if (record % 5000 === 0) onProgress('compare', record, count);
    const own = known[record]!;
    candidates.each(record, reach, (other) => {
      if (!mayReach(record, other)) return;
      const odds = scorer.logOdds(own, known[other]!, least);
      if (odds < least) return;
      if (edges.count === edges.left.length) {
        const more = edges.count * 2;
        const left = new Uint32Array(more);
        left.set(edges.left);
        const right = new Uint32Array(more);
        right.set(edges.right);
        const all = new Float32Array(more);
        all.set(edges.odds);
        edges = { count: edges.count, left, right, odds: all };
      }
      edges.left[edges.count] = record;
      edges.right[edges.count] = other;
      edges.odds[edges.count] = odds;
      edges.count += 1;
    });
  }
  onProgress('cluster', 0, count);
  const { find, joined } = cluster(known, edges, (a, b) => scorer.logOdds(known[a]!, known[b]!));

  const pairs: ScoredPair[] = [];
  const put = (one: number, other: number, score: number) => {
    const [a, b] = [records[one]!.id, records[other]!.id];
    pairs.push(a < b ? { a, b, score } : { a: b, b: a, score });
  };
  for (let edge = 0; edge < edges.count; edge += 1) {
    const [one, other] = [edges.left[edge]!, edges.right[edge]!];
    const score = probability(edges.odds[edge]!);
    const key = one < other ? `${one} ${other}` : `${other} ${one}`;
    const through = joined.get(key);
    if (through !== undefined) {
      put(one, other, Math.max(score, Math.min(probability(through), 0.999)));
      joined.delete(key);
    } else
      put(one, other, find(one) === find(other) ? Math.max(score, threshold) : Math.min(score, refusedScore));
  }
  for (const [key, odds] of joined) {
    const [one, other] = key.split(' ').map(Number) as [number, number];
    put(one, other, probability(odds));
  }
  pairs.sort((x, y) => y.score - x.score || compareText(x.a, y.a) || compareText(x.b, y.b));
  return { model, pairs };
};
