import { type RawBuilder, sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';
import {
  type Candidates,
  countCandidates,
  countOf,
  few,
  jsonOf,
  type ListedRow,
  type Listing,
  many,
  ranked,
  rowOf,
  united,
} from './customer-rows.ts';
import type { Match } from './match-customers.ts';
import { sizeLately } from './size-lately.ts';

/**
 * A page by relevance of those of whom an index alone tells that they meet a search, and how well: nobody is read but
 * those who are shown.
 *
 * @returns null where indexes do not tell it, or of too many
 */
export const collectFromIndexes = async (
  tenant: Tenant,
  listing: Listing,
  candidates: Candidates[],
  match: Match,
): Promise<{ rows: ListedRow[]; total: number } | null> => {
  if (candidates.length > 1) {
    const met = await metByWords(tenant, listing, candidates, match);
    return met && pageOf(tenant, listing, met);
  }
  if (match.byDigits === null) return null;
  const met = match.byDigits.flatMap((branches, rank) =>
    branches.map(
      (branch) =>
        sql`(select customer_id as id, ${sql.lit(rank)} as rank from (${branch}) met limit ${few + 1}::int)`,
    ),
  );
  if (met.length === 0) return null;
  const page = await pageOf(tenant, listing, united(met));
  return page.met > few ? null : page;
};

/**
 * Those who meet several conditions that words tell: from the entries of the rarest of these words, of which each says
 * whether its customer meets the others.
 */
const metByWords = async (
  tenant: Tenant,
  { filter }: Listing,
  candidates: Candidates[],
  { rank, rankByWords }: Match,
): Promise<RawBuilder<unknown> | null> => {
  const conditions = candidates.flatMap(({ byWords, atMost }) => (byWords ? [{ ...byWords, atMost }] : []));
  if (rankByWords === null || conditions.length < candidates.length) return null;
  // Who meets it by an e-mail is asked himself, whichever word it stands for.
  const besides = conditions.find(({ besides }) => besides.length > 0)?.besides ?? [];
  const knownAsFew = conditions.some(({ atMost }) => atMost !== null);
  const [others, ...sizes] = await Promise.all([
    besides.length === 0 ? 0 : countCandidates(tenant, { branches: besides, atMost: null }, few),
    ...conditions.map(({ entries, atMost }) =>
      knownAsFew
        ? (atMost ?? Number.POSITIVE_INFINITY)
        : sizeLately(tenant, countOf(entries(sql`true`), many)),
    ),
  ]);
  if (others > few) return null;
  const rarest = conditions[sizes.indexOf(Math.min(...sizes))]!;
  const told = conditions.filter((each) => each !== rarest).map(({ told }) => told);
  const met = [
    ...rarest.entries(sql.join(told, sql` and `)),
    ...besides.map((branch) => sql`select customer_id, null as words from (${branch}) met`),
  ];
  return sql`
    with met as materialized (${united(met)})
    select id, rank from (select customer_id as id, words as search_text from met where words is not null) told
      ${ranked(rankByWords)}
    union all
    select customer.id, rank from (select distinct customer_id from met where words is null) untold
      ${rowOf(tenant, sql`customer_id`)} ${ranked(rank)}
    where ${filter}`;
};

/** @param met a statement of ids and ranks: of somebody who is met several times the best counts, null is not at all */
const pageOf = async (tenant: Tenant, { order, position, limit }: Listing, met: RawBuilder<unknown>) => {
  const facts = await tenant.facts();
  const [first, ...more] = await tenant.execute(
    sql<{ met: number; total: number } & { [Key in keyof ListedRow]: ListedRow[Key] | null }>`
    with hit as materialized (
      select id, -min(rank) as key, min(rank) as rank, count(*) as met
      from (${met}) each where rank is not null group by id
    ), page as (
      select * from hit where ${order.from(position, sql`key`)} order by ${order.by(sql`key`)} limit ${limit}
    )
    select of_all.met, total, page.id, key::text as key, rank, ${jsonOf(tenant, facts)} as json
    from (select coalesce(sum(met), 0)::int as met, count(*)::int as total from hit) of_all left join page on true
    order by ${order.by(sql`page.key`, sql`page.id`)}`,
  );
  const { total, met: timesMet } = first!;
  const rows = [first!, ...more].filter((row): row is typeof row & ListedRow => row.id !== null);
  return { rows, total, met: timesMet };
};
