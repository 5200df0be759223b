/** A whole number between the two, both included. */
export type Random = (least: number, most: number) => number;

/** The same numbers at every start: mulberry32. */
export const randomFrom = (seed: number): Random => {
  let state = seed;
  return (least, most) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return least + (((mixed ^ (mixed >>> 14)) >>> 0) % (most - least + 1));
  };
};
