import type { Tenant } from '../tenancy/in-tenant.ts';
import { few } from './customer-rows.ts';
import { type FoundWord, findWords } from './find-words.ts';
import type { Search } from './parse-search.ts';

/** How well a search is met: 0 as a whole, 1 by a beginning, 2 by what sounds the same, 3 by what sounds alike. */
export type Rank = 0 | 1 | 2 | 3;

/** The words of a search, and what else may be meant by them. */
export interface SoughtWords {
  /** All that was typed. */
  typed: FoundWord[];
  /** Those of them that tell something. */
  telling: FoundWord[];
  /** The same, and what at the end may be the beginning of a name: of "Thomas bin" is "Thomas Binu" met, and behind him every Thomas. */
  begun: FoundWord[];
}

// What tells nothing beside a name: "Al Balushi" is also who is written "Balushi", "Saif bin Hamad" is "Saif Hamad", and
// few are kept with their title.
const unsaid = new Set(
  'al el ال bin bint ibn بن بنت ابن mr mrs ms miss dr السيده الدكتور الدكتوره دكتور دكتوره الاستاذ استاذ المهندس'.split(
    ' ',
  ),
);

/** @param mistyped also what differs from the search in a letter or two */
export const soughtWords = async (
  tenant: Tenant,
  { words, digitsBeside }: Search,
  options: { active: boolean[]; mistyped: boolean },
): Promise<SoughtWords> => {
  if (words === null) return { typed: [], telling: [], begun: [] };
  const typed = await findWords(tenant, words, { ...options, countedUpTo: few + 1 });
  const telling = typed.filter(({ word }) => !unsaid.has(word));
  if (telling.length === 0) return { typed, telling: typed, begun: typed };
  const begun = typed.filter((found) => telling.includes(found) || (found.isLast && digitsBeside === null));
  return { typed, telling, begun };
};

/** Other words that meet a search as well as the word itself, at this rank or a better one. */
export const spellingsOf = ({ same, alike }: FoundWord, rank: Rank): string[] => {
  if (rank < 2) return [];
  return rank === 2 ? same : [...same, ...alike];
};

/** The ranks behind beginnings at which anybody may be met, the best first: by other spellings, or without a begun word. */
export const similarRanksOf = ({ telling, begun }: SoughtWords): (2 | 3)[] =>
  ([2, 3] as const).filter(
    (rank) =>
      telling.some((word) => spellingsOf(word, rank).length > 0) ||
      (rank === 2 && begun.length > telling.length),
  );
