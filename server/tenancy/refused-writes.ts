/** Why a database that can be read takes nothing new. */
export type WriteRefusal = 'storage_full' | 'read_only';

/** For how long it is told of after the last write that was refused. Whoever works tries again sooner. */
const toldMs = 30_000;

/** Remembers that writes are refused: nobody knows of it but who tried, and nobody tries only to know. */
export const refusedWrites = () => {
  let last: { why: WriteRefusal; at: number } | null = null;
  return {
    note: (why: WriteRefusal) => {
      last = { why, at: performance.now() };
    },
    /** What of the last half minute is known; null: nothing. */
    why: () => (last && performance.now() < last.at + toldMs ? last.why : null),
  };
};
export type RefusedWrites = ReturnType<typeof refusedWrites>;
