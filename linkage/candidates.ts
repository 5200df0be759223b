import { blockingKeys } from './block.ts';
import type { Prepared } from './prepare.ts';

/** FNV-1a with a last stir: two keys that meet by chance cost a comparison and no more. */
const hash = (text: string) => {
  let value = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) {
    value = Math.imul(value ^ text.charCodeAt(place), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
};

/**
 * Which records share a key with which. In a block that is too large, each is compared with its neighbours in the
 * order of the records: sorted by name, the likeliest ones (sorted neighbourhood, Hernández & Stolfo 1995).
 */
export const indexCandidates = (records: readonly Prepared[]) => {
  const count = records.length;
  const starts = new Uint32Array(count + 1);
  let room = Math.max(64, count * 16);
  let hashes = new Uint32Array(room);
  let size = 0;
  for (let record = 0; record < count; record += 1) {
    starts[record] = size;
    for (const key of blockingKeys(records[record]!)) {
      if (size === room) {
        room = Math.ceil(room * 1.5);
        const more = new Uint32Array(room);
        more.set(hashes);
        hashes = more;
      }
      hashes[size] = hash(key);
      size += 1;
    }
  }
  starts[count] = size;

  // Radix sort by the hash, which keeps the order of records within a block.
  let order = new Uint32Array(size);
  for (let entry = 0; entry < size; entry += 1) order[entry] = entry;
  let sorted = new Uint32Array(size);
  for (const shift of [0, 16]) {
    const offsets = new Uint32Array(65537);
    for (let entry = 0; entry < size; entry += 1) offsets[((hashes[entry]! >>> shift) & 0xffff) + 1]! += 1;
    for (let digit = 0; digit < 65536; digit += 1) offsets[digit + 1]! += offsets[digit]!;
    for (let entry = 0; entry < size; entry += 1) {
      const digit = (hashes[order[entry]!]! >>> shift) & 0xffff;
      sorted[offsets[digit]!] = order[entry]!;
      offsets[digit]! += 1;
    }
    [order, sorted] = [sorted, order];
  }
  /** By place in the order of blocks: whose entry it is. */
  const owners = sorted;
  const places = new Uint32Array(size);
  const recordOf = new Uint32Array(size);
  for (let record = 0; record < count; record += 1) recordOf.fill(record, starts[record], starts[record + 1]);
  const sortedHashes = new Uint32Array(size);
  for (let place = 0; place < size; place += 1) {
    const entry = order[place]!;
    places[entry] = place;
    sortedHashes[place] = hashes[entry]!;
    owners[place] = recordOf[entry]!;
  }

  /** By record the visit in which it was last seen. */
  const seen = new Uint32Array(count);
  let visits = 0;
  return {
    /** So many comparisons there would be with this reach, some of them counted twice. */
    comparisons: (reach: number): number => {
      let sum = 0;
      let begin = 0;
      for (let place = 1; place <= size; place += 1) {
        if (place < size && sortedHashes[place] === sortedHashes[begin]) continue;
        const length = place - begin;
        sum += length <= reach + 1 ? (length * (length - 1)) / 2 : length * reach - (reach * (reach + 1)) / 2;
        begin = place;
      }
      return sum;
    },
    /** Calls `visit` for each later record that shares a key and is at most `reach` away in its block, once. */
    each: (record: number, reach: number, visit: (other: number) => void): void => {
      visits += 1;
      for (let entry = starts[record]!; entry < starts[record + 1]!; entry += 1) {
        const own = places[entry]!;
        const end = Math.min(size, own + reach + 1);
        for (let place = own + 1; place < end && sortedHashes[place] === sortedHashes[own]; place += 1) {
          const other = owners[place]!;
          if (other === record || seen[other] === visits) continue;
          seen[other] = visits;
          visit(other);
        }
      }
    },
  };
};
export type Candidates = ReturnType<typeof indexCandidates>;
