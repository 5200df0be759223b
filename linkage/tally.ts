import { hashOf } from './hash.ts';
import type { Frequencies, Model } from './model.ts';
import { valuesOf } from './model.ts';
import type { Prepared } from './prepare.ts';

/** Counts of values in bounded room: when there are too many, the rarest are forgotten (Manku & Motwani 2002). */
const createCounter = (room: number) => {
  const counts = new Map<string, number>();
  let forgottenUpTo = 0;
  let total = 0;
  return {
    counts,
    add: (value: string) => {
      total += 1;
      counts.set(value, (counts.get(value) ?? 0) + 1);
      if (counts.size <= room) return;
      forgottenUpTo += 1;
      while (counts.size > room / 2) {
        for (const [known, count] of counts) if (count <= forgottenUpTo) counts.delete(known);
        if (counts.size > room / 2) forgottenUpTo += 1;
      }
    },
    frequencies: (keep: number, records: number): Frequencies => {
      const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
      const kept = sorted.slice(0, keep).filter(([, count]) => count > 1);
      const others = counts.size - kept.length;
      const left = total - kept.reduce((sum, [, count]) => sum + count, 0);
      const mean = forgottenUpTo > 0 || others === 0 ? 1 : left / others;
      return {
        values: Object.fromEntries(kept.map(([value, count]) => [value, count / records])),
        other: Math.max(1, mean) / Math.max(1, records),
      };
    },
  };
};

/** So many different families at one phone are no household. */
const manyFamilies = 5;

const bitsIn = (mask: number) => {
  let bits = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits += 1;
  return bits;
};

export interface TallyOptions {
  /** So many values of each field are kept in the model. */
  keep?: number;
  /** So many are counted at a time. */
  room?: number;
}

/** Sees every record once and learns how common its values are, and which are generic. */
export const createTally = ({ keep = 1000, room = 200_000 }: TallyOptions = {}) => {
  const counters = new Map<string, ReturnType<typeof createCounter>>();
  const counter = (table: string) => {
    let known = counters.get(table);
    if (!known) {
      known = createCounter(room);
      counters.set(table, known);
    }
    return known;
  };
  const families = { phone: new Map<string, number>(), email: new Map<string, number>() };
  let records = 0;

  const noteFamily = (kind: 'phone' | 'email', value: string, record: Prepared) => {
    const name = (record.family ?? record.given)?.[0]?.skeleton;
    // Where no names are, birthdays tell people apart. Of a name the beginning is enough, and survives errors.
    const mark = name
      ? name.charCodeAt(0) * 7 + (name.charCodeAt(1) || 0) * 3
      : hashOf(record.birthDate ?? '');
    const bit = 1 << (mark % 32);
    const known = families[kind];
    known.set(value, (known.get(value) ?? 0) | bit);
    // What was seen once by now is let go; a value that many share comes again.
    if (known.size > room) for (const [seen, mask] of known) if (bitsIn(mask) < 2) known.delete(seen);
  };

  const add = (record: Prepared): void => {
    records += 1;
    for (const [table, value] of valuesOf(record)) counter(table).add(value);
    record.others.forEach((other, place) => {
      if (other) counter(`other ${place}`).add(other.text);
    });
    for (const word of new Set(record.address?.words)) counter('addressWord').add(word);
    for (const word of new Set(record.organisation?.words)) counter('organisationWord').add(word);
    for (const phone of record.phones ?? []) noteFamily('phone', phone.slice(-8), record);
    for (const { text } of record.emails ?? []) noteFamily('email', text, record);
  };

  const genericOf = (kind: 'phone' | 'email') =>
    [...families[kind]]
      .filter(([value, mask]) => {
        const different = bitsIn(mask);
        return (
          different >= manyFamilies && different >= 0.5 * Math.min(16, counter(kind).counts.get(value) ?? 0)
        );
      })
      .map(([value]) => value)
      .sort()
      .slice(0, keep);

  /** A date that one in fifty has, where there are many, was written for want of a better one. */
  const genericDates = () =>
    [...counter('birthDate').counts]
      .filter(([, count]) => count >= 20 && count > 0.02 * records && counter('birthDate').counts.size > 100)
      .map(([value]) => value)
      .sort();

  return {
    add,
    records: () => records,
    frequencies: (): Model['frequencies'] =>
      Object.fromEntries(
        [...counters]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([table, { frequencies }]) => [table, frequencies(keep, records)]),
      ),
    generic: (): Model['generic'] => ({
      phone: genericOf('phone'),
      email: genericOf('email'),
      birthDate: genericDates(),
    }),
  };
};
export type Tally = ReturnType<typeof createTally>;
