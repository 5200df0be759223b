import type { Prepared } from './prepare.ts';

export interface Edges {
  count: number;
  left: Uint32Array;
  right: Uint32Array;
  /** Logarithms of the odds. */
  odds: Float32Array;
}

/** Of two large clusters so many pairs are looked at. */
const looks = 300;

/**
 * Puts records together that are one customer. The surest pairs come first; two clusters join only where all their
 * records, taken together, speak for it: one weak bridge does not make one customer of two.
 * @param oddsOf the logarithm of the odds for any two records
 * @returns by record its cluster, and by cluster (of more than one) its records with the odds that joined them
 */
export const cluster = (
  records: readonly Prepared[],
  edges: Edges,
  oddsOf: (a: number, b: number) => number,
) => {
  const parents = new Int32Array(records.length);
  for (let record = 0; record < parents.length; record += 1) parents[record] = record;
  const find = (record: number) => {
    let root = record;
    while (parents[root] !== root) root = parents[root]!;
    let rest = record;
    while (parents[rest] !== root) {
      const next = parents[rest]!;
      parents[rest] = root;
      rest = next;
    }
    return root;
  };
  const members = new Map<number, number[]>();
  const of = (root: number) => members.get(root) ?? [root];

  const supported = (left: number[], right: number[]) => {
    if (left.length * right.length === 1) return true;
    const step = Math.max(1, Math.floor((left.length * right.length) / looks));
    let sum = 0;
    for (let pair = 0; pair < left.length * right.length; pair += step) {
      const odds = oddsOf(left[pair % left.length]!, right[Math.floor(pair / left.length)]!);
      sum += Math.max(-12, Math.min(12, odds));
    }
    return sum >= 0;
  };

  const order = Array.from({ length: edges.count }, (_, edge) => edge)
    .filter((edge) => edges.odds[edge]! >= 0)
    .sort(
      (a, b) =>
        edges.odds[b]! - edges.odds[a]! ||
        edges.left[a]! - edges.left[b]! ||
        edges.right[a]! - edges.right[b]!,
    );
  const joined = new Map<string, number>();
  const refused = new Set<string>();
  for (const edge of order) {
    const left = find(edges.left[edge]!);
    const right = find(edges.right[edge]!);
    if (left === right) continue;
    const key = left < right ? `${left} ${right}` : `${right} ${left}`;
    if (refused.has(key)) continue;
    const [a, b] = [of(left), of(right)];
    if (!supported(a, b)) {
      refused.add(key);
      continue;
    }
    const odds = edges.odds[edge]!;
    for (const one of a)
      for (const other of b) joined.set(one < other ? `${one} ${other}` : `${other} ${one}`, odds);
    const root = a.length >= b.length ? left : right;
    const gone = root === left ? right : left;
    parents[gone] = root;
    members.set(root, a.length >= b.length ? [...a, ...b] : [...b, ...a]);
    members.delete(gone);
  }
  return { find, clusters: members, joined };
};
