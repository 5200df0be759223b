import { type RawBuilder, sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';
import type { Filters } from './customer-filters.ts';
import type { Listing } from './customer-rows.ts';
import type { Part, Position } from './list-order.ts';

/** Where the first of a list by name are found; null: no sooner than all of them. */
export type FirstByName = (listing: Listing) => Promise<RawBuilder<unknown>[] | null>;

/**
 * The first by name of those who have a word that begins like this, or one of its spellings: of each word an index
 * has them in that order. As many words as begin so are looked up, one by one.
 *
 * @param end of the range of what begins like it
 * @param page a part of the list, where it goes on and how many are wanted
 * @returns a statement with a column `customer_id`; null: none of them lies there
 */
export const firstByName = (
  tenant: Tenant,
  filters: Filters,
  { start, end, spellings }: { start: string; end: string; spellings: string[] },
  { part, position, limit }: { part: Part; position: Position | null; limit: number },
): RawBuilder<unknown> | null => {
  const from = part.from(position);
  if (from === null) return null;
  const states = sql`unnest(${filters.active}::boolean[]) as states (state)`;
  const next = (from: RawBuilder<unknown>) => sql`(
    select min(first.token) from ${states} cross join lateral (
      select token from org_customer_tokens
      where tenant_org_id = ${tenant.id} and is_active = state and ${from} and token < ${end} order by token limit 1
    ) first)`;
  return sql`
    select customer_id from (select id as customer_id from (
      with recursive beginning (word) as (
        select ${next(sql`token >= ${start}`)}
        union all
        select ${next(sql`token > beginning.word`)} from beginning where beginning.word is not null
      )
      select distinct id, sort_name
      from (select word from beginning where word is not null union select unnest(${spellings}::text[]) collate "C") words
        cross join ${states} cross join lateral (
          select id, sort_name
          from (select *, customer_id as id from org_customer_tokens where tenant_org_id = ${tenant.id}) entry
          where is_active = state and token = word and marks > 0 and ${filters.tokenMarks} and ${from}
          order by ${part.by} limit ${limit}
        ) met
    ) met order by ${part.by} limit ${limit}) page`;
};

/** The first by name of those with a tag: a word that begins like no other. */
export const firstTagged =
  (tenant: Tenant, filters: Filters, tag: string): FirstByName =>
  async ({ order, position, limit }) => {
    const meant = { start: `#${tag}`, end: `#${tag}\u0001`, spellings: [] };
    return (
      order.names?.flatMap((part) => firstByName(tenant, filters, meant, { part, position, limit }) ?? []) ??
      null
    );
  };
