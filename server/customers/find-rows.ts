import { sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';
import {
  type Candidates,
  collectRows,
  countCandidates,
  countRows,
  few,
  type ListedRow,
  type Listing,
  narrowed,
  walkRows,
} from './customer-rows.ts';
import { isBackwards } from './list-order.ts';
import type { Match } from './match-customers.ts';

/** Beyond this many customers a list says "more than" instead of counting on. */
const countedUpTo = 2000;

interface FoundRows {
  rows: ListedRow[];
  total: number;
  totalIsExact: boolean;
}

/**
 * The rows of a page and how many there are in its list. Where the customers who meet one of its conditions are
 * few they are collected, else its order is walked; so neither what is rare nor what is common takes long.
 *
 * @param candidates for each condition those who meet it; none: everybody
 * @param match of a search that is sorted by relevance: rank by rank where there are many
 * @param counted how many there are, where that is known already
 */
export const findRows = async (
  tenant: Tenant,
  listing: Listing,
  candidates: Candidates[],
  { match, counted }: { match: Match | null; counted: number | null },
): Promise<FoundRows> => {
  const exactly = (rows: ListedRow[], total: number): FoundRows =>
    counted !== null || total <= countedUpTo
      ? { rows, total: counted ?? total, totalIsExact: true }
      : { rows, total: countedUpTo, totalIsExact: false };

  if (candidates.length === 0) {
    const rows = (await walkRows(tenant, listing)) ?? (await sweepRows(tenant, listing, everybody(tenant)));
    return exactly(rows, counted!);
  }
  if (candidates.some(isEmpty)) return exactly([], 0);
  const { candidates: narrow, bounded } = await narrowed(tenant, candidates);
  const sure = candidates.length === 1;
  let atLeast = sure ? narrow.atLeast : 0;
  if (atLeast <= few) {
    const collected = await collectRows(tenant, listing, narrow, { upTo: bounded ? null : few, most: few });
    if (collected.rows) return exactly(collected.rows, collected.total);
    if (sure || bounded) atLeast = Math.max(atLeast, collected.atLeast);
  }
  const total =
    counted ?? (atLeast > countedUpTo ? atLeast : await countRows(tenant, listing, narrow, countedUpTo + 1));
  if (total <= countedUpTo) return exactly(await sweepRows(tenant, listing, narrow), total);
  if (match) return exactly(await rowsByRank(tenant, listing, candidates, match, narrow), total);
  return exactly((await walkRows(tenant, listing)) ?? (await sweepRows(tenant, listing, narrow)), total);
};

const isEmpty = ({ branches, atMost }: Candidates) => branches.length === 0 || atMost === 0;

/**
 * A page by relevance of a list in which many are: of those with whole words, then with beginnings, and so on.
 *
 * @param tooMany of these it is known that they are not few
 */
const rowsByRank = async (
  tenant: Tenant,
  listing: Listing,
  candidates: Candidates[],
  match: Match,
  tooMany: Candidates,
) => {
  const { position, limit } = listing;
  const start = position && -Number(position.key);
  const backwards = isBackwards(position);
  const ranks = backwards ? match.ranks.toReversed() : match.ranks;
  const rows: ListedRow[] = [];
  for (const rank of ranks) {
    if (rows.length >= limit) break;
    if (start !== null && (backwards ? rank > start : rank < start)) continue;
    const ofRank = {
      ...listing,
      filter: sql`${listing.filter} and rank = ${rank}::int`,
      position: rank === start ? position : null,
      limit: limit - rows.length,
    };
    const others = candidates.filter((each) => !match.candidates.includes(each));
    const candidatesOfRank = [...match.ofRank(rank), ...others];
    if (candidatesOfRank.some(isEmpty)) continue;
    const { candidates: narrow, bounded } = await narrowed(tenant, candidatesOfRank);
    const { rows: collected } =
      narrow.atLeast > few || narrow === tooMany
        ? { rows: null }
        : await collectRows(tenant, ofRank, narrow, { upTo: bounded ? null : few, most: few });
    rows.push(...(collected ?? (await manyOfRank(tenant, ofRank, narrow, rank))));
  }
  return rows;
};

/** So many ids are sorted sooner than that enough of their customers would be met among all. */
const sortedSoon = 20_000;

/** Of one rank the newest come first, whose ids are the greatest: the candidates know that without their rows. */
const manyOfRank = async (tenant: Tenant, listing: Listing, candidates: Candidates, rank: number) => {
  // Those who have a whole word lie in the order of their ids already.
  const soon = rank === 0 || (await countCandidates(tenant, candidates, sortedSoon)) <= sortedSoon;
  const rows = (soon && (await walkRows(tenant, listing, candidates))) || (await walkRows(tenant, listing));
  return rows ?? sweepRows(tenant, listing, candidates);
};

/** The long way, for what is neither rare nor met soon: collects however many there are. */
const sweepRows = async (tenant: Tenant, listing: Listing, candidates: Candidates) => {
  const { rows } = await collectRows(tenant, listing, candidates, { upTo: null, most: 1_000_000_000 });
  return rows!;
};

const everybody = (tenant: Tenant): Candidates => ({
  branches: [sql`select id as customer_id from org_customers_mst where tenant_org_id = ${tenant.id}`],
  atLeast: 0,
  atMost: null,
  isSure: false,
});
