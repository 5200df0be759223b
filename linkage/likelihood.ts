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

const ofOnesOwn = [at.birthDate, at.phone, at.email, at.address];
/**
 * Of a kind there are so many to one pair of one customer, at least, where what parts the two is another: few may have
 * been learned of, and what contradicts is then taken for a customer's error. It is to be looked at by a person.
 */
const leastPairs: { kind: number; least: number; partedBy: number[] }[] = [
  { kind: kinds.indexOf('namesakesAtHome'), least: 0.01, partedBy: [at.birthDate] },
  { kind: kinds.indexOf('namesakes'), least: 0.2, partedBy: ofOnesOwn },
];
/** By field, then by level: what of `leastPairs` it points to, a bit for each. */
const pointsTo = fields.map(({ levels }, place) =>
  levels.map(({ name }) =>
    name.startsWith('different')
      ? leastPairs.reduce((bits, { partedBy }, n) => (partedBy.includes(place) ? bits | (1 << n) : bits), 0)
      : 0,
  ),
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
  let parted = 0;
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
    parted |= pointsTo[place]?.[level] ?? 0;
  }
  into[asMatch] = same;
  into[asStrangers] = strangers;
  for (let n = 0; parted >>> n > 0; n += 1) {
    if ((parted & (1 << n)) === 0) continue;
    const { kind, least } = leastPairs[n]!;
    into[asKind + kind]! *= Math.max(1, (least * matches) / pairsOf[kind]!);
  }
};
