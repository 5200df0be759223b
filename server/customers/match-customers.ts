import type { Match as ContractMatch } from '@regulars/contract/customer';
import type { RawBuilder } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';
import type { Filters } from './customer-filters.ts';
import { type Candidates, countCandidates, few } from './customer-rows.ts';
import { type FirstByName, firstByName } from './first-by-name.ts';
import { matchCandidates } from './match-candidates.ts';
import { endOf } from './match-conditions.ts';
import { type MatchRank, matchRank } from './match-rank.ts';
import type { Search } from './parse-search.ts';
import { type Rank, similarRanksOf, soughtWords, spellingsOf } from './sought-words.ts';

/** What each rank is called on the wire. */
export const matchOf: readonly ContractMatch[] = ['exact', 'prefix', 'similar', 'similar'];

/** Which customers a search means. */
export interface Match extends MatchRank {
  /** For digits, whom indexes find by rank, without rows and words; null: something else is searched for. */
  byDigits: RawBuilder<unknown>[][] | null;
  /** Where all of them are found; several where each of several words has to be met. */
  candidates: Candidates[];
  /** The ranks that rows may have, and the same for those of one alone. */
  ranks: Rank[];
  ofRank: (rank: Rank) => Candidates[];
  firstByName: FirstByName;
}

/**
 * @param filters of the list: who does not meet them is no candidate
 * @param mistyped also what differs from the search in a letter or two
 */
export const matchCustomers = async (
  tenant: Tenant,
  search: Search,
  filters: Filters,
  mistyped: boolean,
): Promise<Match> => {
  const words = await soughtWords(tenant, search, { active: filters.active, mistyped });
  const { byColumns, ofRank } = matchCandidates(tenant, search, words, filters);
  const ranks: Rank[] = [0, 1, ...similarRanksOf(words)];
  const widest = ranks.at(-1)!;
  const candidates = ofRank(widest);
  return {
    ...matchRank(tenant, search, words),
    // Of e-mails there may be many: a domain has half of all.
    byDigits: search.words === null && search.emailStart === null ? [byColumns(0), byColumns(1)] : null,
    candidates,
    ranks,
    ofRank: (rank) => (rank === widest ? candidates : ofRank(rank)),
    firstByName: async ({ order, position, limit }) => {
      const [word, ...more] = words.telling;
      if (order.names === null || word === undefined || more.length > 0 || search.digitsBeside !== null) {
        return null;
      }
      const columns = byColumns(widest);
      const found = await countCandidates(tenant, { branches: columns, atMost: null }, few);
      if (found > few) return null;
      const meant = { start: word.word, end: endOf(word.word)!, spellings: spellingsOf(word, widest) };
      const branches = order.names.flatMap(
        (part) => firstByName(tenant, filters, meant, { part, position, limit }) ?? [],
      );
      return [...branches, ...columns];
    },
  };
};
