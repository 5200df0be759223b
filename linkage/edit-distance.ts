let twoAbove = new Uint8Array(80);
let above = new Uint8Array(80);
let row = new Uint8Array(80);
const longestCompared = 72;
const far = 200;

/**
 * Insertions, deletions, substitutions and swaps of neighbours between two texts (optimal string alignment).
 * Of a very long text only the beginning is looked at.
 * @param limit what is further apart need not be told exactly (Ukkonen 1985): the result is then `limit` + 1
 */
export const editDistance = (a: string, b: string, limit = longestCompared): number => {
  const rows = Math.min(a.length, longestCompared);
  const columns = Math.min(b.length, longestCompared);
  if (Math.abs(rows - columns) > limit) return limit + 1;
  const band = Math.min(limit, longestCompared);
  for (let j = 0; j <= Math.min(columns, band + 1); j += 1) above[j] = j;
  for (let i = 1; i <= rows; i += 1) {
    const letter = a.charCodeAt(i - 1);
    const before = i > 1 ? a.charCodeAt(i - 2) : -1;
    const first = Math.max(1, i - band);
    const last = Math.min(columns, i + band);
    row[first - 1] = first === 1 ? i : far;
    let least = row[first - 1]!;
    for (let j = first; j <= last; j += 1) {
      const other = b.charCodeAt(j - 1);
      let cost = above[j - 1]! + (letter === other ? 0 : 1);
      if (above[j]! + 1 < cost) cost = above[j]! + 1;
      if (row[j - 1]! + 1 < cost) cost = row[j - 1]! + 1;
      if (
        i > 1 &&
        j > 1 &&
        before === other &&
        letter === b.charCodeAt(j - 2) &&
        twoAbove[j - 2]! + 1 < cost
      ) {
        cost = twoAbove[j - 2]! + 1;
      }
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (last < columns) row[last + 1] = far;
    // A swap looks back two rows, but costs one itself.
    if (least > limit) return limit + 1;
    const unused = twoAbove;
    twoAbove = above;
    above = row;
    row = unused;
  }
  return Math.min(above[columns]!, limit + 1);
};

/** Which letters a text has, a bit for each; those that share a bit count as one. */
export const lettersOf = (text: string): number => {
  let letters = 0;
  for (let place = 0; place < text.length; place += 1) letters |= 1 << (text.charCodeAt(place) & 31);
  return letters;
};

const bitsIn = (mask: number) => {
  let bits = mask - ((mask >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};
/** Two texts are at least so far apart: letters of one that the other has not. Much quicker than the distance. */
export const lettersApart = (a: number, b: number): number => Math.max(bitsIn(a & ~b), bitsIn(b & ~a));

const digitCounts = new Int8Array(10);
/**
 * Two rows of digits are at least so far apart, and much more often than not further: digits that one has alone.
 * @param last so many of each are looked at
 */
export const digitsApart = (a: string, b: string, last = longestCompared): number => {
  digitCounts.fill(0);
  for (let place = Math.max(0, a.length - last); place < a.length; place += 1)
    digitCounts[a.charCodeAt(place) - 48]! += 1;
  for (let place = Math.max(0, b.length - last); place < b.length; place += 1)
    digitCounts[b.charCodeAt(place) - 48]! -= 1;
  let more = 0;
  let fewer = 0;
  for (let digit = 0; digit < 10; digit += 1) {
    const count = digitCounts[digit]!;
    if (count > 0) more += count;
    else fewer -= count;
  }
  return Math.max(more, fewer);
};

/** How often each digit is there, three bits for each: seven times stands for more, too. */
export const digitCountsOf = (text: string): number => {
  let counts = 0;
  for (let place = 0; place < text.length; place += 1) {
    const shift = 3 * (text.charCodeAt(place) - 48);
    if (((counts >>> shift) & 7) < 7) counts += 1 << shift;
  }
  return counts;
};
/** What `digitsApart` tells, by counts: at least so far. */
export const digitCountsApart = (a: number, b: number): number => {
  let more = 0;
  let fewer = 0;
  for (let shift = 0; shift < 30; shift += 3) {
    const difference = ((a >>> shift) & 7) - ((b >>> shift) & 7);
    if (difference > 0) more += difference;
    else fewer -= difference;
  }
  return Math.max(more, fewer);
};
