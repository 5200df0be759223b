import type { CustomerSummary } from '@regulars/sdk';
import { expect, test } from 'vitest';
import { mergePairs } from './merge-pairs.ts';

const pair = (one: string, other: string) => ({
  customers: [one, other].map((id) => ({ id, profileStatus: 'stub' }) as CustomerSummary),
});

const run = async (
  pairs: ReturnType<typeof pair>[],
  refused: string[] = [],
  stopAfter = Number.POSITIVE_INFINITY,
) => {
  const done: string[] = [];
  const through: number[] = [];
  const outcome = await mergePairs(pairs, {
    merge: async (source, target) => {
      if (refused.includes(source)) throw new Error(`${source} is refused`);
      done.push(`${source} into ${target}`);
      return `merge ${done.length}`;
    },
    onThrough: (count) => through.push(count),
    isStopped: () => through.length >= stopAfter,
  });
  return { ...outcome, done, through };
};

test('the later customer of each pair goes into the earlier one', async () => {
  const { done, mergeIds, through } = await run([pair('a', 'b'), pair('c', 'd')]);
  expect(done).toEqual(['b into a', 'd into c']);
  expect(mergeIds).toEqual(['merge 1', 'merge 2']);
  expect(through).toEqual([1, 2]);
});

test('whoever is in several pairs ends as one, and a pair that is one already is left', async () => {
  const { done, errors } = await run([pair('b', 'c'), pair('a', 'b'), pair('a', 'c'), pair('c', 'd')]);
  expect(done).toEqual(['c into b', 'b into a', 'd into a']);
  expect(errors).toEqual([]);
});

test('a pair that is refused keeps none of the others from being merged', async () => {
  const { done, errors, mergeIds } = await run([pair('a', 'b'), pair('a', 'c'), pair('a', 'd')], ['c']);
  expect(done).toEqual(['b into a', 'd into a']);
  expect(errors).toHaveLength(1);
  expect(mergeIds).toHaveLength(2);
});

test('stopped, it leaves the rest', async () => {
  const { done } = await run([pair('a', 'b'), pair('c', 'd'), pair('e', 'f')], [], 1);
  expect(done).toEqual(['b into a']);
});
