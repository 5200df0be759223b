import type { CustomerSort, ProfileStatus } from '@regulars/contract/customer';
import { type RawBuilder, sql } from 'kysely';

/** Where a page begins or ends, in the order of its list: behind a row or with it, before it or up to it. */
export type Side = 'after' | 'from' | 'before' | 'until';
export interface Position {
  side: Side;
  key: string;
  id: string;
}

/** A part of a list that an index has in the order of the list. */
export interface Part {
  /** Its rows from a position on; null: none of them lies there. */
  from(position: Position | null): RawBuilder<unknown> | null;
  by: RawBuilder<unknown>;
}

/** The order of a list as SQL; the other way round for a page that is turned back to. */
export interface ListOrder {
  key: RawBuilder<unknown>;
  from(position: Position | null, key: RawBuilder<unknown>): RawBuilder<unknown>;
  by(key: RawBuilder<unknown>, id?: RawBuilder<unknown>): RawBuilder<unknown>;
  /** For walking: the parts of the list, one behind the other; by relevance those of one rank. */
  parts: Part[];
  /** By name: the same where those of all types lie together. */
  names: Part[] | null;
}

/** Each is an index (tenant, key, id); the key as text is what a cursor remembers. */
const keys = {
  createdAt: { column: 'created_at', type: 'timestamptz' },
  name: { column: 'sort_name', type: 'text' },
  lastOrderAt: { column: 'last_order_key', type: 'timestamptz' },
  totalOrders: { column: 'total_orders', type: 'integer' },
  loyaltyPoints: { column: 'loyalty_points', type: 'bigint' },
  customerNumber: { column: 'customer_number_int', type: 'bigint' },
} as const;

/** A search is by relevance unless one asks for something else, and without one there is none. */
export const sortOf = (sort: CustomerSort | undefined, isSearch: boolean): CustomerSort => {
  if (isSearch) return sort ?? 'relevance';
  return sort === undefined || sort === 'relevance' ? '-createdAt' : sort;
};

export const isBackwards = (position: Position | null) =>
  position?.side === 'before' || position?.side === 'until';

// Behind every name, as the key of those who have none.
const nameless = '\u{10FFFF}';
const firstId = '00000000-0000-0000-0000-000000000000';
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * @param type of all that are listed: by name an index has each type apart
 * @param position turns the order round where the page is one that is turned back to
 */
export const orderOf = (
  sort: CustomerSort,
  type: ProfileStatus | undefined,
  position: Position | null,
): ListOrder => {
  const backwards = isBackwards(position);
  const descending = sort === 'relevance' || sort.startsWith('-');
  const direction = sql.raw(descending !== backwards ? 'desc' : 'asc');
  const beyond = (side: Side) =>
    sql.raw((descending !== backwards ? '<' : '>') + (/from|until/.test(side) ? '=' : ''));
  const id = sql`id`;
  const ordered = (key: RawBuilder<unknown>, type: string) => ({
    key,
    from: (position: Position | null, key: RawBuilder<unknown>) =>
      position === null
        ? sql`true`
        : sql`(${key}, id) ${beyond(position.side)} (${position.key}::${sql.raw(type)}, ${position.id}::uuid)`,
    by: (key: RawBuilder<unknown>, also = id) => sql`${key} ${direction}, ${also} ${direction}`,
  });
  if (sort === 'relevance') {
    return {
      ...ordered(sql`-rank`, 'integer'),
      // Ids are given out in the order of time: the newest first.
      parts: [
        {
          from: (position) =>
            position === null ? sql`true` : sql`id ${beyond(position.side)} ${position.id}::uuid`,
          by: sql`id ${direction}`,
        },
      ],
      names: null,
    };
  }
  const { column, type: keyType } = keys[sort.replace('-', '') as keyof typeof keys];
  const order = ordered(sql.ref(column), keyType);
  const partsWithin = (within: RawBuilder<unknown>): Part[] => {
    const whole: Part = {
      from: (position) => sql`${within} and ${order.from(position, order.key)}`,
      by: order.by(order.key),
    };
    if (sort !== 'name') return [whole];
    // Guests without a name come last, not only in the descending order, where the index has them there.
    const named: Part = {
      from: (position) => {
        if (position?.key === nameless && !backwards) return null;
        // Two bounds at one end: the index would begin at the lower one, and read all that lies between.
        const isBehindNames = position !== null && !backwards;
        return isBehindNames ? whole.from(position) : sql`sort_name > '' and ${whole.from(position)!}`;
      },
      by: whole.by,
    };
    const others: Part = {
      from: (position) => {
        if (position !== null && position.key !== nameless && backwards) return null;
        const start = position?.key === nameless ? position.id : backwards ? lastId : firstId;
        return sql`${within} and sort_name = '' and id ${beyond(position?.side ?? 'from')} ${start}::uuid`;
      },
      by: sql`id ${direction}`,
    };
    return backwards ? [others, named] : [named, others];
  };
  const byName = column === 'sort_name';
  return {
    ...(sort === 'name'
      ? ordered(sql`coalesce(nullif(sort_name, ''), ${sql.lit(nameless)})`, keyType)
      : order),
    parts: partsWithin(byName && type !== undefined ? sql`profile_status = ${type}` : sql`true`),
    names: byName ? partsWithin(sql`true`) : null,
  };
};
