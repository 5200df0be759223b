import type { CustomerSummary, DuplicatePair } from '@regulars/sdk';

/** Two customers who may be one, and why. */
export type Pair = Pick<DuplicatePair, 'customers' | 'score' | 'reasons'>;

export const pairKey = ({ customers }: Pick<Pair, 'customers'>) => customers.map(({ id }) => id).join(' ');

/** Ids begin with their time: the one who came first is the first. */
export const inOrder = (one: CustomerSummary, other: CustomerSummary): CustomerSummary[] =>
  one.id < other.id ? [one, other] : [other, one];

const fullness = { guest: 0, stub: 1, full: 2 } as const;

/** Proposes who stays: the fuller of the two, else the one who came first. */
export const directionOf = ({ customers }: Pick<Pair, 'customers'>) => {
  const [first, second] = customers as [CustomerSummary, CustomerSummary];
  return fullness[second.profileStatus] > fullness[first.profileStatus]
    ? { source: first, target: second }
    : { source: second, target: first };
};
