import type { Candidates } from './candidates.ts';
import type { Prepared } from './prepare.ts';

export type Pair = readonly [Prepared, Prepared];

/** The same numbers each time, so that the same records teach the same. */
const createRandom = () => {
  let state = 0x9e3779b9;
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

/** So many pairs at random, or as many as there are: how strangers agree. */
export const randomPairs = function* (records: readonly Prepared[], most: number): Generator<Pair> {
  const random = createRandom();
  const count = records.length;
  const wanted = Math.min(most, (count * (count - 1)) / 2);
  for (let pair = 0; pair < wanted; pair += 1) {
    const one = random(count);
    const other = random(count - 1);
    yield [records[one]!, records[other >= one ? other + 1 : other]!];
  }
};

/** Of every so many records, the pairs with those that share a key. */
export const candidatePairs = function* (
  records: readonly Prepared[],
  candidates: Candidates,
  { reach, step }: { reach: number; step: number },
): Generator<Pair> {
  for (let record = 0; record < records.length; record += step) {
    const others: number[] = [];
    candidates.each(record, reach, (other) => others.push(other));
    for (const other of others) yield [records[record]!, records[other]!];
  }
};

/** How far to look in a block of those who share a key, so that there are at most so many comparisons. */
export const reachFor = (candidates: Candidates, most: number, least: number): number => {
  let reach = 400;
  while (reach > least && candidates.comparisons(reach) > most) reach = Math.floor(reach * 0.75);
  return reach;
};
