import { directionOf, type Pair } from './pair.ts';

interface Ways {
  /** @returns the id of the merge */
  merge: (sourceId: string, targetId: string) => Promise<string>;
  /** After each pair: how many of them are through, whether merged or not. */
  onThrough: (count: number) => void;
  isStopped: () => boolean;
}

/** Ids of the merges in their order, and what kept the other pairs from being merged. */
export interface MergedPairs {
  mergeIds: string[];
  errors: unknown[];
}

/**
 * Merges pair after pair. Whoever is in several of them ends as one: a customer who was merged a moment ago is found
 * where that merge has led. What fails keeps none of the others from being merged.
 */
export const mergePairs = async (
  pairs: Pick<Pair, 'customers'>[],
  { merge, onThrough, isStopped }: Ways,
): Promise<MergedPairs> => {
  const leadsTo = new Map<string, string>();
  const endOf = (id: string): string => {
    const next = leadsTo.get(id);
    return next === undefined ? id : endOf(next);
  };
  const mergeIds: string[] = [];
  const errors: unknown[] = [];
  for (const [at, pair] of pairs.entries()) {
    if (isStopped()) break;
    const { source, target } = directionOf(pair);
    const sourceId = endOf(source.id);
    const targetId = endOf(target.id);
    if (sourceId !== targetId) {
      try {
        mergeIds.push(await merge(sourceId, targetId));
        leadsTo.set(sourceId, targetId);
      } catch (error) {
        errors.push(error);
      }
    }
    onThrough(at + 1);
  }
  return { mergeIds, errors };
};
