import { blockingKeys } from './block.ts';
import { hashOf } from './hash.ts';
import type { Prepared } from './prepare.ts';

/** Most keys are one record's alone, and find nobody: those are left out, but for a few that meet by chance. */
const dropLonely = (hashes: Uint32Array, starts: Uint32Array, size: number): number => {
  const bits = Math.min(32, Math.max(6, Math.ceil(Math.log2(size * 8 + 1))));
  const once = new Uint8Array(2 ** (bits - 3));
  const twice = new Uint8Array(2 ** (bits - 3));
  for (let entry = 0; entry < size; entry += 1) {
    const bucket = hashes[entry]! >>> (32 - bits);
    const bit = 1 << (bucket & 7);
    if (once[bucket >>> 3]! & bit) twice[bucket >>> 3]! |= bit;
    else once[bucket >>> 3]! |= bit;
  }
  let kept = 0;
  let entry = 0;
  for (let record = 0; record + 1 < starts.length; record += 1) {
    starts[record] = kept;
    for (const end = starts[record + 1]!; entry < end; entry += 1) {
      const bucket = hashes[entry]! >>> (32 - bits);
      if ((twice[bucket >>> 3]! & (1 << (bucket & 7))) === 0) continue;
      hashes[kept] = hashes[entry]!;
      kept += 1;
    }
  }
  starts[starts.length - 1] = kept;
  return kept;
};

/** Marks the owner that is the first of its block. */
const first = 0x80000000;

/**
 * Which records share a key with which. In a block that is too large, each is compared with its neighbours in the
 * order of the records: sorted by name, the likeliest ones (sorted neighbourhood, Hernández & Stolfo 1995).
 */
export const indexCandidates = (records: readonly Prepared[]) => {
  const count = records.length;
  const starts = new Uint32Array(count + 1);
  let hashes = new Uint32Array(Math.max(64, count * 16));
  let size = 0;
  for (let record = 0; record < count; record += 1) {
    starts[record] = size;
    for (const key of blockingKeys(records[record]!)) {
      if (size === hashes.length) {
        const more = new Uint32Array(Math.ceil(size * 1.5));
        more.set(hashes);
        hashes = more;
      }
      // Two keys that meet by chance cost a comparison and no more.
      hashes[size] = hashOf(key);
      size += 1;
    }
  }
  starts[count] = size;
  size = dropLonely(hashes, starts, size);
  hashes = hashes.slice(0, size);

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
  const recordOf = new Uint32Array(size);
  for (let record = 0; record < count; record += 1) recordOf.fill(record, starts[record], starts[record + 1]);
  /** How many blocks there are of each length. */
  const blocks = new Map<number, number>();
  let begin = 0;
  for (let place = 0; place < size; place += 1) {
    const entry = order[place]!;
    owners[place] = recordOf[entry]!;
    const starting = place === 0 || hashes[entry] !== hashes[order[place - 1]!];
    if (!starting) continue;
    owners[place]! += first;
    if (place > 0) blocks.set(place - begin, (blocks.get(place - begin) ?? 0) + 1);
    begin = place;
  }
  if (size > 0) blocks.set(size - begin, (blocks.get(size - begin) ?? 0) + 1);
  const places = recordOf;
  for (let place = 0; place < size; place += 1) places[order[place]!] = place;

  /** By record the visit in which it was last seen. */
  const seen = new Uint32Array(count);
  let visits = 0;
  return {
    /** So many comparisons there would be with this reach, some of them counted twice. */
    comparisons: (reach: number): number => {
      let sum = 0;
      for (const [length, many] of blocks) {
        sum +=
          many *
          (length <= reach + 1 ? (length * (length - 1)) / 2 : length * reach - (reach * (reach + 1)) / 2);
      }
      return sum;
    },
    /** Calls `visit` for each later record that shares a key and is at most `reach` away in its block, once. */
    each: (record: number, reach: number, visit: (other: number) => void): void => {
      visits += 1;
      for (let entry = starts[record]!; entry < starts[record + 1]!; entry += 1) {
        const own = places[entry]!;
        const end = Math.min(size, own + reach + 1);
        for (let place = own + 1; place < end && owners[place]! < first; place += 1) {
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
