import { at, fields, kinds, missing } from './compare.ts';

/** What is known (or believed so far) of the classes of pairs; by field in their order, then by level. */
export interface Beliefs {
  matches: number;
  pairsOf: number[];
  match: ArrayLike<number>[];
  chance: ArrayLike<number>[];
  /** By kind, then by field. */
  shared: number[][];
}

/** Places of the classes in what `likelihoodsOf` writes; the kinds of two people come behind. */
export const asMatch = 0;
export const asStrangers = 1;
export const asKind = 2;
export const classes = asKind + kinds.length;

/** Namesakes to pairs of one customer, at least: a name and a contradiction are to be looked at by a person. */
const leastNamesakes = 0.2;
const namesakes = asKind + kinds.indexOf('namesakes');
/** By field, the levels at which something that is a person's own is another. */
const ofOnesOwn = new Set([at.birthDate, at.phone, at.email, at.address]);
const contradictions = fields.map(({ levels }, place) =>
  levels.map(({ name }) => ofOnesOwn.has(place) && name.startsWith('different')),
);

/** @param own what `chanceOf` says of the value: a chance, a factor on the level's if negative, or 0 for the level's */
export const chanceAt = (general: number, own: number): number =>
  own > 0 ? own : own < 0 ? Math.min(0.9, -own * general) : general;

/**
 * How likely a pair is in each class, with the class's own size. Fields count as independent within a class
 * (Fellegi & Sunter 1969); that is what the kinds of two people are for.
 */
export const likelihoodsOf = (
  { matches, pairsOf, match, chance, shared }: Beliefs,
  levels: Uint8Array,
  chances: Float32Array,
  from: number,
  into: Float64Array,
): void => {
  let same = matches;
  let strangers = 1 - matches;
  for (let kind = 0; kind < kinds.length; kind += 1) {
    into[asKind + kind] = pairsOf[kind]!;
    strangers -= pairsOf[kind]!;
  }
  let contradicted = false;
  for (let place = 0; place < match.length; place += 1) {
    const level = levels[from + place]!;
    if (level === missing) continue;
    const m = match[place]![level]!;
    const u = chanceAt(chance[place]![level]!, chances[from + place]!);
    same *= m;
    strangers *= u;
    for (let kind = 0; kind < kinds.length; kind += 1) {
      const s = shared[kind]![place]!;
      into[asKind + kind]! *= s * m + (1 - s) * u;
    }
    contradicted ||= contradictions[place]?.[level] === true;
  }
  into[asMatch] = same;
  into[asStrangers] = strangers;
  // Where something of a person's own is another, there are namesakes, however few were learned of.
  if (contradicted)
    into[namesakes]! *= Math.max(1, (leastNamesakes * matches) / pairsOf[namesakes - asKind]!);
};
