let twoAbove = new Uint16Array(80);
let above = new Uint16Array(80);
let row = new Uint16Array(80);
const longestCompared = 72;

/**
 * Insertions, deletions, substitutions and swaps of neighbours between two texts (optimal string alignment).
 * Of a very long text only the beginning is looked at.
 */
export const editDistance = (a: string, b: string): number => {
  const rows = Math.min(a.length, longestCompared);
  const columns = Math.min(b.length, longestCompared);
  for (let j = 0; j <= columns; j += 1) above[j] = j;
  for (let i = 1; i <= rows; i += 1) {
    const letter = a.charCodeAt(i - 1);
    const before = i > 1 ? a.charCodeAt(i - 2) : -1;
    row[0] = i;
    for (let j = 1; j <= columns; j += 1) {
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
    }
    const unused = twoAbove;
    twoAbove = above;
    above = row;
    row = unused;
  }
  return above[columns]!;
};
