import type { Tenant as TenantFacts } from '@regulars/contract/tenant';
import { query } from '@regulars/database/query';
import { type RawBuilder, sql } from 'kysely';
import type { JsonText } from '../http/answer.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { customerJson } from './customer-json.ts';
import type { ListOrder, Position } from './list-order.ts';

/** So many rows are collected and sorted; of more the list is walked until the page is full. */
export const few = 3000;

/** Where the customers of a list may be found by an index: these and no others meet one of its conditions. */
export interface Candidates {
  /** Statements with a column `customer_id`; a customer may be in several. */
  branches: RawBuilder<unknown>[];
  /** Whoever meets it alone, where an index would have to look for those who meet the others as well. */
  entries: RawBuilder<unknown> | null;
  /** How many of them at least are in the list where this is its only condition, as far as it is known. */
  atLeast: number;
  /** How many there are at most, where that is known. */
  atMost: number | null;
  /** All of them meet it, and whatever marks tell. */
  isSure: boolean;
  /** Where words tell who meets it. */
  byWords: ByWords | null;
}

/** Beside each word of a customer stand all others, and the tags. */
export interface ByWords {
  /** The entries of these words, as far as they meet a condition: `customer_id` and `words`, null where they are too many. */
  entries(condition: RawBuilder<unknown>): RawBuilder<unknown>[];
  /** Whether the entry of another word is of somebody who meets it, or may be where its words are null. */
  told: RawBuilder<unknown>;
  /** Those who meet it by anything but words. */
  besides: RawBuilder<unknown>[];
}

/** Where to look for those who meet all conditions of a list. */
export interface Narrowed extends Omit<Candidates, 'entries' | 'byWords'> {
  /** Few enough to look at all of them. */
  isBounded: boolean;
}

/** A list of customers: all that meet its conditions, in an order, from a position on. */
export interface Listing {
  /** A condition on a row of org_customers_mst, for what an index does not decide. */
  filter: RawBuilder<unknown>;
  /** The same as far as `marks` tell it, which each index has; is it much, and is it all there is? */
  marks: RawBuilder<unknown>;
  isNarrow: boolean;
  isMarked: boolean;
  /** How well a row meets the search, 0 the best; null: not at all. */
  rank: RawBuilder<number | null>;
  order: ListOrder;
  position: Position | null;
  limit: number;
}

/** A row of a list, with what a cursor remembers of it. */
export interface ListedRow {
  id: string;
  key: string;
  rank: number;
  json: JsonText;
}

export const united = (branches: RawBuilder<unknown>[]) => sql.join(branches, sql` union all `);

export const idsOf = (entries: RawBuilder<unknown>) => sql`select customer_id from (${entries}) entry`;

/** The row of a customer whose id is known. */
export const rowOf = (tenant: Tenant, id: RawBuilder<unknown>) => sql`cross join lateral (
  select * from org_customers_mst where tenant_org_id = ${tenant.id} and id = ${id} offset 0) customer`;

/** Asked once of each row: without OFFSET it would be asked wherever it is used. */
export const ranked = (rank: RawBuilder<number | null>) =>
  sql`cross join lateral (select ${rank} as rank offset 0) ranked`;

/**
 * Collects the customers among `branches` who meet the conditions, and sorts them: for when there are few.
 *
 * @param upTo looks at no rows where there are more candidates than this; null: at however many
 * @returns the rows from the position on and how many customers there are; where it looked at none, how many
 * candidates, and whether that are all of them: they are counted to `few` and one
 */
export const collectRows = async (
  tenant: Tenant,
  { filter, rank, order, position, limit }: Listing,
  { branches }: Pick<Narrowed, 'branches'>,
  upTo: number | null,
): Promise<{ rows: ListedRow[]; total: number } | { rows: null; candidates: number; areAll: boolean }> => {
  const facts = await tenant.facts();
  const numbered = branches.map(
    (branch, number) =>
      sql`select ${sql.lit(number)} as branch, customer_id from (${branch} limit ${upTo === null ? null : few + 1}::int) met`,
  );
  const [first, ...others] = await tenant.execute(
    sql<
      { found: number; most: number; customers: number; hits: number } & {
        [Key in keyof ListedRow]: ListedRow[Key] | null;
      }
    >`
    with candidate as materialized (${united(numbered)}),
    size as materialized (
      select coalesce(sum(found), 0)::int as found, coalesce(max(found), 0)::int as most
      from (select count(*) as found from candidate group by branch) branches
    ), hit as materialized (
      select customer.id, ${order.key} as key, rank
      from (select distinct customer_id from candidate) met ${rowOf(tenant, sql`customer_id`)} ${ranked(rank)}
      where (${upTo}::int is null or (select found from size) <= ${upTo}::int) and rank is not null and ${filter}
    ), page as (
      select * from hit where ${order.from(position, sql`key`)} order by ${order.by(sql`key`)} limit ${limit}
    )
    select found, most, (select count(*) from hit)::int as hits,
      case when found > ${upTo}::int then (select count(*) from (select distinct customer_id from candidate) each)::int end as customers,
      page.id, key::text as key, rank, ${jsonOf(tenant, facts)} as json
    from size left join page on true
    order by ${order.by(sql`page.key`, sql`page.id`)}`,
  );
  const { found, most, customers, hits } = first!;
  if (upTo !== null && found > upTo) return { rows: null, candidates: customers, areAll: most <= few };
  return {
    total: hits,
    rows: [first!, ...others].filter((row): row is typeof row & ListedRow => row.id !== null),
  };
};

/**
 * How many customers among `branches` meet the conditions, counted up to `most`.
 *
 * @param isSure all of them do, so that none is looked at
 */
export const countRows = async (
  tenant: Tenant,
  { filter, rank }: Pick<Listing, 'filter' | 'rank'>,
  { branches, isSure }: Narrowed,
  most: number,
): Promise<number> => {
  const met = isSure
    ? sql`select customer_id as id from (${united(branches)}) met`
    : sql`select id from (${united(branches)}) met ${rowOf(tenant, sql`customer_id`)} ${ranked(rank)}
        where rank is not null and ${filter}`;
  // Somebody may be met twice, by another word or branch: rather count some more than all that there are.
  const metUpTo = 2 * most;
  const count = async (limit: number | null) => {
    const [counted] = await tenant.execute(
      sql<{ met: number; customers: number }>`
      select count(*)::int as met, count(distinct id)::int as customers
      from (${met} limit ${limit}::int) met`,
    );
    return counted!;
  };
  const { met: entries, customers } = await count(metUpTo);
  if (customers >= most || entries < metUpTo) return Math.min(customers, most);
  return Math.min((await count(null)).customers, most);
};

/** How many candidates there are, counted a little beyond `upTo`. */
export const countCandidates = async (
  tenant: Tenant,
  { branches, atMost }: Pick<Narrowed, 'branches' | 'atMost'>,
  upTo: number,
): Promise<number> => {
  if (atMost !== null) return atMost;
  const [counted] = await tenant.execute(countOf(branches, upTo));
  return counted!.met;
};

export const countOf = (branches: RawBuilder<unknown>[], upTo: number) =>
  sql<{ met: number }>`select count(*)::int as met from (${united(
    branches.map((branch) => sql`(${branch} limit ${upTo + 1}::int)`),
  )}) met`.compile(query);

/** So far it is counted which of several conditions the fewest meet. */
export const many = 5 * few;

/** How many candidates there are, as far as it tells whether they are few, or fewer than of another condition. */
const sizeOf = async (tenant: Tenant, { branches, entries, atMost }: Candidates): Promise<number> => {
  const [asTyped, ...otherwise] = entries ? [entries] : branches;
  const size = await countCandidates(tenant, { branches: [asTyped!], atMost }, many);
  if (size > few || otherwise.length === 0 || atMost !== null) return size;
  return size + (await countCandidates(tenant, { branches: otherwise, atMost }, few));
};

/**
 * Where to look for those who meet all of several conditions: among those of the one that the fewest meet. Where many
 * meet each, among those of one who by their words meet the others.
 */
export const narrowed = async (tenant: Tenant, all: Candidates[]): Promise<Narrowed> => {
  if (all.length === 1) return { ...all[0]!, isBounded: false };
  const sizes = await Promise.all(all.map((each) => sizeOf(tenant, each)));
  const least = Math.min(...sizes);
  if (least <= few) {
    return { ...all[sizes.indexOf(least)]!, atLeast: 0, isSure: false, isBounded: true };
  }
  const [rarest, ...others] = all
    .flatMap(({ byWords }, at) => (byWords ? [{ ...byWords, size: sizes[at]! }] : []))
    .toSorted((a, b) => Math.sign(a.besides.length) - Math.sign(b.besides.length) || a.size - b.size);
  const told = others.map(({ told, besides }) =>
    besides.length === 0
      ? told
      : sql`(${told} or customer_id in (select customer_id from (${united(besides)}) met))`,
  );
  return {
    branches: [...rarest!.entries(sql.join([sql`true`, ...told], sql` and `)).map(idsOf), ...rarest!.besides],
    atLeast: 0,
    atMost: null,
    isSure: false,
    isBounded: false,
  };
};

/** So many rows are looked at for a page, before it is looked for otherwise. */
const walkedRows = 10_000;

/**
 * Goes through customers in the order of the list until enough of them meet its conditions: for when many do.
 *
 * @param among goes through these, in the order of their ids; null: through all customers
 * @param upTo ends with so many rows; null: never
 * @returns null where it ended
 */
export const walkRows = async (
  tenant: Tenant,
  listing: Listing,
  { among = null, upTo = walkedRows }: { among?: Narrowed | null; upTo?: number | null } = {},
): Promise<ListedRow[] | null> => {
  const rows: ListedRow[] = [];
  for (const part of listing.order.parts) {
    const from = part.from(listing.position);
    if (from === null) continue;
    // Of each branch its first: where an index has them in that order it is read no further.
    const first = (branch: RawBuilder<unknown>) => sql`(
      select id from (select customer_id as id from (${branch}) met) met
      where ${from} order by ${part.by} limit ${upTo === null ? null : upTo + 1}::int)`;
    const walked = among
      ? sql`from (select distinct id from (${united(among.branches.map(first))}) met) met order by ${part.by}`
      : sql`from org_customers_mst where tenant_org_id = ${tenant.id} and ${from} order by ${part.by}`;
    const missing = listing.limit - rows.length;
    const more = await walkPart(tenant, { ...listing, limit: missing }, walked, { byIds: !!among, upTo });
    rows.push(...more);
    if (more.length === missing) break;
    if (upTo === null) continue;
    const beyond = await tenant.execute(sql`select ${walked} offset ${upTo}::int limit 1`);
    if (beyond.length > 0) return null;
  }
  return rows;
};

/** @param byIds there is nothing to look at but ids */
const walkPart = async (
  tenant: Tenant,
  { filter, marks, isNarrow, isMarked, rank, order, limit }: Listing,
  walked: RawBuilder<unknown>,
  { byIds, upTo }: { byIds: boolean; upTo: number | null },
) => {
  const facts = await tenant.facts();
  const columns = sql`id, ${order.key} as key`;
  const looked = sql`${ranked(rank)} where rank is not null and ${filter}`;
  const walkedTo = sql`${walked} limit ${upTo}::int`;
  const ofIds = (ids: RawBuilder<unknown>) =>
    sql`select ${columns}, rank from (${ids}) met ${rowOf(tenant, sql`customer_id`)} ${looked}`;
  const met = byIds
    ? ofIds(sql`select id as customer_id ${walkedTo}`)
    : isMarked
      ? // The index of the sort knows all that is asked.
        sql`select ${columns}, 0 as rank from (select * ${walkedTo}) customer where ${marks}`
      : isNarrow
        ? ofIds(
            sql`select id as customer_id from (select id, marks ${walkedTo}) customer where ${marks} offset 0`,
          )
        : sql`select ${columns}, rank from (select * ${walkedTo}) customer ${looked}`;
  return tenant.execute(
    sql<ListedRow>`
    select id, key::text as key, rank, ${jsonOf(tenant, facts)} as json from (${met} limit ${limit}) page
    order by ${order.by(sql`page.key`, sql`page.id`)}`,
  );
};

export const jsonOf = (tenant: Tenant, facts: TenantFacts) => sql<JsonText>`(
  select ${customerJson(facts)} from org_customers_mst where tenant_org_id = ${tenant.id} and id = page.id)`;
