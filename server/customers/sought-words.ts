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
  { words }: Search,
  options: { active: boolean[]; mistyped: boolean },
): Promise<SoughtWords> => {
  if (words === null) return { typed: [], telling: [] };
  const typed = await findWords(tenant, words, { ...options, countedUpTo: few + 1 });
  const telling = typed.filter(({ word }) => !unsaid.has(word));
  return { typed, telling: telling.length > 0 ? telling : typed };
};

/** Other words that meet a search as well as the word itself, at this rank or a better one. */
export const spellingsOf = ({ same, alike }: FoundWord, rank: Rank): string[] => {
  if (rank < 2) return [];
  return rank === 2 ? same : [...same, ...alike];
};

/** Is there any word with another spelling that meets it at this rank? */
export const areSpelt = ({ telling }: SoughtWords, rank: 2 | 3): boolean =>
  telling.some((word) => spellingsOf(word, rank).length > 0);

/** The ranks at which anybody may be met, the best first. */
export const ranksOf = (words: SoughtWords): Rank[] => {
  if (!areSpelt(words, 3)) return [0, 1];
  return areSpelt(words, 2) ? [0, 1, 2, 3] : [0, 1, 3];
};
