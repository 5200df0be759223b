import { sql } from 'kysely';
import { countedUpTo } from '../http/keyset.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { collectFromIndexes } from './collect-from-indexes.ts';
import {
  type Candidates,
  collectRows,
  countCandidates,
  countRows,
  few,
  type ListedRow,
  type Listing,
  type Narrowed,
  narrowed,
  walkRows,
} from './customer-rows.ts';
import type { FirstByName } from './first-by-name.ts';
import { isBackwards } from './list-order.ts';
import type { Match } from './match-customers.ts';

interface FoundRows {
  rows: ListedRow[];
  total: number;
  totalIsExact: boolean;
}

interface Known {
  /** Of a search; sorted by relevance rank by rank where there are many. */
  match: Match | null;
  byRelevance: boolean;
  /** How many there are, where that is known already. */
  counted: number | null;
  firstByName: FirstByName | null;
}

/**
 * The rows of a page and how many there are in its list. Where the customers who meet one of its conditions are
 * few they are collected, else its order is walked; so neither what is rare nor what is common takes long.
 *
 * @param candidates for each condition those who meet it; none: everybody
 */
export const findRows = async (
  tenant: Tenant,
  listing: Listing,
  candidates: Candidates[],
  { match, byRelevance, counted, firstByName }: Known,
): Promise<FoundRows> => {
  const exactly = (rows: ListedRow[], total: number): FoundRows =>
    counted !== null || total <= countedUpTo
      ? { rows, total: counted ?? total, totalIsExact: true }
      : { rows, total: countedUpTo, totalIsExact: false };

  if (candidates.length === 0) return exactly(await walkFar(tenant, listing), counted!);
  if (match && byRelevance) {
    const collected = await collectFromIndexes(tenant, listing, candidates, match);
    if (collected) return exactly(collected.rows, collected.total);
  }
  const among = await narrowed(tenant, candidates);
  if (isEmpty(among)) return exactly([], 0);
  const { isSure, isBounded } = among;
  let { atLeast } = among;
  let known = counted;
  let areFew = false;
  if (atLeast <= few) {
    // By relevance a page of those of whom nothing more needs to be known is found among their ids.
    const looked = await collectRows(
      tenant,
      listing,
      among,
      isBounded ? null : byRelevance && candidates.length === 1 ? soon : few,
    );
    if (looked.rows) return exactly(looked.rows, looked.total);
    if (isSure) {
      atLeast = looked.candidates;
      areFew = looked.areAll;
      if (areFew) known ??= looked.candidates;
    }
  }
  const count = async () =>
    known ?? (atLeast > countedUpTo ? atLeast : await countRows(tenant, listing, among, countedUpTo + 1));
  if (match && byRelevance) {
    const widest = { among, areFew };
    const [total, rows] = await Promise.all([
      count(),
      rowsByRank(tenant, listing, candidates, match, widest),
    ]);
    return exactly(rows, total);
  }
  // Those who share a word or a tag lie together by name, but nowhere near the beginning.
  const first = candidates.length === 1 ? ((await firstByName?.(listing)) ?? null) : null;
  const page = first ? sweepRows(tenant, listing, { branches: first }) : walkRows(tenant, listing);
  const [total, walked] = await Promise.all([count(), page]);
  return exactly(walked ?? (await sweepOrWalkFar(tenant, listing, among)), total);
};

const isEmpty = ({ branches, atMost }: Narrowed) => branches.length === 0 || atMost === 0;

/** So few are rather looked at than counted first. */
const soon = 200;

/**
 * A page by relevance of a list in which many are: of those with whole words, then with beginnings, and so on.
 *
 * @param widest where those of all ranks are, more than `soon`; may they be few?
 */
const rowsByRank = async (
  tenant: Tenant,
  listing: Listing,
  candidates: Candidates[],
  match: Match,
  widest: { among: Narrowed; areFew: boolean },
) => {
  const { position, limit } = listing;
  const start = position && -Number(position.key);
  const backwards = isBackwards(position);
  const ranks = backwards ? match.ranks.toReversed() : match.ranks;
  const others = candidates.filter((each) => !match.candidates.includes(each));
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
    const ofAll = match.ofRank(rank) === match.candidates;
    const among = ofAll ? widest.among : await narrowed(tenant, [...match.ofRank(rank), ...others]);
    if (isEmpty(among)) continue;
    rows.push(...(await rowsOfRank(tenant, ofRank, among, ofAll ? widest.areFew : rank === 0 || null)));
  }
  return rows;
};

/** So many ids are sorted sooner than that enough of their customers would be met among all. */
const sortedSoon = 20_000;
/** So many of all customers are looked at first, or of those of a rank. */
const metSoon = 1000;
const ofRankSoon = 100;

/**
 * Of one rank the newest come first, whose ids are the greatest: the candidates know that without their rows.
 *
 * @param areFew sorted soon, as those are who have a whole word: they lie in the order of their ids; null: who knows
 */
const rowsOfRank = async (tenant: Tenant, listing: Listing, among: Narrowed, areFew: boolean | null) => {
  if (areFew === null && among.atLeast <= few) {
    const looked = await collectRows(tenant, listing, among, among.isBounded ? null : soon);
    if (looked.rows) return looked.rows;
    areFew = looked.areAll;
  }
  if (!areFew) {
    const rows = await walkRows(tenant, listing, { upTo: metSoon });
    if (rows) return rows;
    areFew = (await countCandidates(tenant, among, sortedSoon)) <= sortedSoon;
  }
  return (
    (areFew && (await walkRows(tenant, listing, { among, upTo: ofRankSoon }))) ||
    (areFew && (await walkRows(tenant, listing, { among }))) ||
    (await walkRows(tenant, listing)) ||
    sweepOrWalkFar(tenant, listing, among)
  );
};

/** So many are collected sooner than that all customers would be walked. */
const swept = 150_000;

const sweepOrWalkFar = async (tenant: Tenant, listing: Listing, among: Narrowed) =>
  (await countCandidates(tenant, among, swept)) <= swept
    ? sweepRows(tenant, listing, among)
    : walkFar(tenant, listing);

const walkFar = async (tenant: Tenant, listing: Listing) =>
  (await walkRows(tenant, listing, { upTo: null }))!;

/** The long way, for what is neither rare nor met soon: collects however many there are. */
const sweepRows = async (tenant: Tenant, listing: Listing, among: Pick<Narrowed, 'branches'>) => {
  const { rows } = await collectRows(tenant, listing, among, null);
  return rows!;
};
