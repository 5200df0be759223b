import { type RawBuilder, sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { type Filters, hasWord } from './customer-filters.ts';
import { type Candidates, few, idsOf } from './customer-rows.ts';
import { begins, contacts, endOf, keysFrom, keysLike, reversed, survivor } from './match-conditions.ts';
import type { Search } from './parse-search.ts';
import { type Rank, type SoughtWords, spellingsOf } from './sought-words.ts';

type Statement = RawBuilder<unknown>;

/** Where those are found who meet a search, at one rank or a better one. */
export interface MatchCandidates {
  /** By phone, e-mail and number; for digits also among words. Each has a column `customer_id`. */
  byColumns(rank: Rank): Statement[];
  /** All of them; several where each of several words has to be met. */
  ofRank(rank: Rank): Candidates[];
}

/** @param filters of the list: who does not meet them is no candidate */
export const matchCandidates = (
  tenant: Tenant,
  search: Search,
  words: SoughtWords,
  filters: Filters,
): MatchCandidates => {
  const { having } = filters;
  const rows = (condition: Statement) => sql`
    select id as customer_id from org_customers_mst
    where tenant_org_id = ${tenant.id} and ${condition} and ${filters.marks}`;
  const among = (ids: Statement) => sql`
    select customer_id from (${ids}) met where exists (
      select from org_customers_mst where tenant_org_id = ${tenant.id} and id = customer_id and ${filters.marks})`;
  const thatBegin = (column: string, start: string) => rows(begins(column, start));
  const named = (word: string, isBeginning: boolean) =>
    idsOf(having(isBeginning ? sql`token >= ${word} and token < ${endOf(word)}` : sql`token = ${word}`));
  const phonesThatEnd = (digits: string) => {
    const end = reversed(digits)!;
    return [thatBegin('phone_reversed', end), among(contacts(tenant, 'phone', keysFrom(end)))];
  };

  const byColumns = (rank: Rank): Statement[] => {
    const { phones, customerNumber, emailStart, domainStart, phoneEnd, phoneStarts, digits } = search;
    const columns: Statement[] = [];
    for (const phone of phones) {
      const whole = reversed(phone);
      columns.push(rows(sql`phone_reversed = ${whole}`), among(contacts(tenant, 'phone', keysLike(whole))));
    }
    if (customerNumber !== null) {
      columns.push(
        rows(sql`customer_number_int = ${customerNumber}::bigint`),
        among(sql`select ${survivor(tenant, search)} as customer_id`),
      );
    }
    if (emailStart !== null) {
      columns.push(
        thatBegin('email_folded', emailStart),
        among(contacts(tenant, 'email', keysFrom(emailStart))),
      );
    }
    if (rank === 0) return columns;
    if (phoneEnd !== null) columns.push(...phonesThatEnd(phoneEnd));
    if (digits !== null) columns.push(named(digits, phoneEnd !== null));
    if (domainStart !== null) columns.push(thatBegin('email_domain', domainStart));
    for (const phoneStart of phoneStarts) {
      // The phones of the active and of the others lie in different indexes.
      for (const one of filters.active) {
        const state = one ? sql`is_active` : sql`not is_active`;
        columns.push(rows(sql`${state} and phone >= ${phoneStart} and phone < ${endOf(phoneStart)}`));
      }
    }
    return columns;
  };

  const every = { entries: null, isSure: true };
  const ofRank = (rank: Rank): Candidates[] => {
    const columns = byColumns(rank);
    const asked = wordsOfRank(words, rank);
    if (asked.length === 0) {
      return [{ ...every, branches: columns, atLeast: 0, atMost: null, byWords: null }];
    }
    const byWord = asked.map(({ ranges, word, spellings, customers, atMost }): Candidates => {
      const entries = (condition: Statement) => ranges.map((range) => having(sql`${range} and ${condition}`));
      return {
        ...every,
        branches: [...entries(sql`true`).map(idsOf), ...columns],
        // A word's customers are counted whatever else the list is narrowed to.
        atLeast: !filters.isNarrow && filters.tagged === null ? customers : 0,
        atMost: columns.length === 0 ? atMost : null,
        byWords: { entries, told: hasWord(word, spellings), besides: columns },
      };
    });
    const { digitsBeside } = search;
    if (digitsBeside === null) return byWord;
    const branches = [named(digitsBeside, true), ...phonesThatEnd(digitsBeside)];
    return [...byWord, { ...every, branches, atLeast: 0, atMost: null, byWords: null }];
  };
  return { byColumns, ofRank };
};

/** What has to be met at a rank: every word that was typed, or each that tells something and its spellings. */
const wordsOfRank = ({ typed, telling, begun }: SoughtWords, rank: Rank) =>
  rank === 0
    ? typed.map(({ word, exact }) => ({
        ranges: [sql`token = ${word}`],
        word,
        spellings: [],
        customers: exact,
        atMost: exact <= few ? exact : null,
      }))
    : (rank === 1 ? begun : telling).map((found) => {
        const { word, beginning, customers } = found;
        const spellings = spellingsOf(found, rank);
        return {
          ranges: [
            sql`token >= ${word} and token < ${endOf(word)}`,
            ...(spellings.length > 0 ? [sql`token = any (${spellings}::text[])`] : []),
          ],
          word,
          spellings,
          customers,
          atMost: spellings.length === 0 && beginning <= few ? beginning : null,
        };
      });
