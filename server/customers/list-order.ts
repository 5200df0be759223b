import type { CustomerSort, ProfileStatus } from '@regulars/contract/customer';
import { type RawBuilder, sql } from 'kysely';

/** Where a page begins or ends, in the order of its list: behind a row or with it, before it or up to it. */
export type Side = 'after' | 'from' | 'before' | 'until';
export interface Position {
  side: Side;
  key: string;
  id: string;
}

/** The order of a list as SQL; the other way round for a page that is turned back to. */
export interface ListOrder {
  key: RawBuilder<unknown>;
  from(position: Position | null, key: RawBuilder<unknown>): RawBuilder<unknown>;
  by(key: RawBuilder<unknown>, id?: RawBuilder<unknown>): RawBuilder<unknown>;
  /** The same for walking an index; by relevance within one rank. */
  walk: { from(position: Position | null): RawBuilder<unknown>; by: RawBuilder<unknown> };
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

export const isBackwards = (position: Position | null) =>
  position?.side === 'before' || position?.side === 'until';

/**
 * @param type of all that are listed: by name an index has each type apart
 * @param position turns the order round where the page is one that is turned back to
 */
export const orderOf = (
  sort: CustomerSort,
  type: ProfileStatus | undefined,
  position: Position | null,
): ListOrder => {
  const descending = sort === 'relevance' || sort.startsWith('-');
  const direction = sql.raw(descending !== isBackwards(position) ? 'desc' : 'asc');
  const beyond = (side: Side) =>
    sql.raw((descending !== isBackwards(position) ? '<' : '>') + (/from|until/.test(side) ? '=' : ''));
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
      walk: {
        from: (position) =>
          position === null ? sql`true` : sql`id ${beyond(position.side)} ${position.id}::uuid`,
        by: sql`id ${direction}`,
      },
    };
  }
  const { column, type: keyType } = keys[sort.replace('-', '') as keyof typeof keys];
  const order = ordered(sql.ref(column), keyType);
  const within = type !== undefined && column === 'sort_name' ? sql`profile_status = ${type}` : sql`true`;
  return {
    ...order,
    walk: {
      from: (position) => sql`${within} and ${order.from(position, order.key)}`,
      by: order.by(order.key),
    },
  };
};
