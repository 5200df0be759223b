/** Two customers, the one with the lower id first: each pair is written one way. */
export type Pair = readonly [a: string, b: string];

export const pairOf = (one: string, other: string): Pair => (one < other ? [one, other] : [other, one]);

/** For maps and sets. */
export const pairKey = (one: string, other: string): string => pairOf(one, other).join(' ');
