import { sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { mayBeMistyped, spellingOf } from './spelling.ts';

/** A word of a search, and the words of the tenant's customers that it may mean. */
export interface FoundWord {
  /** Folded. */
  word: string;
  /** It stands at the end: somebody may still be typing it. */
  isLast: boolean;
  /** Customers who have exactly this word; counted up to a limit, as is what follows. */
  exact: number;
  /** Words of customers that begin like it, and whose they are: one may have several. */
  beginning: number;
  customers: number;
  /** Other words that sound the same, and words that sound alike or are a typo away; the nearest first. */
  same: string[];
  alike: string[];
}

/** Beyond these, the rarest, a word tells nothing. */
const mostWords = 12;
/** So many other spellings are looked at, and so many of them taken. */
const mostLookedAt = 400;
const mostTaken = 100;

type Known = [word: string, latin: string];

/**
 * @param mistyped also words that differ in a letter or two
 * @param countedUpTo where counting a word's customers ends
 * @returns the rarest words first
 */
export const findWords = async (
  tenant: Tenant,
  typed: string,
  { active, mistyped, countedUpTo }: { active: boolean[]; mistyped: boolean; countedUpTo: number },
): Promise<FoundWord[]> => {
  const having = (range: ReturnType<typeof sql>) => sql`(
    select customer_id from org_customer_tokens
    where tenant_org_id = ${tenant.id} and is_active = any (${active}::boolean[]) and ${range}
    limit ${countedUpTo}) hit`;
  const beginningLike = having(sql`token >= word and token < word_end`);
  const rows = await tenant.execute(
    sql<{
      word: string;
      is_last: boolean;
      latin: string;
      exact: number;
      beginning: number;
      customers: number;
      spelt: Known[] | null;
      typos: Known[] | null;
    }>`
    with typed as materialized (
      select word, beginning, exact,
        -- Who has exactly this word has it once.
        case when exact = beginning then exact
          else (select count(distinct customer_id)::int from ${beginningLike}) end as customers
      from regulars.word_ranges(${typed}),
        lateral (select count(*)::int as exact from ${having(sql`token = word`)}) same,
        lateral (select case when exact = ${countedUpTo}::int then exact
          else (select count(*)::int from ${beginningLike}) end as beginning) counted
      order by beginning limit ${mostWords}
    )
    select word, word = (select word from regulars.words(${typed}) order by n desc limit 1) as is_last,
      beginning, exact, customers, regulars.latin(word) as latin,
      case when word ~ '^[^0-9]{3,}$' then (
        select jsonb_agg(jsonb_build_array(known.word, known.latin)) from (
          select distinct met.word
          from (
            select regulars.skeletons(typed.word) union
            -- Who types "AlBalushi" may mean one who is written "Balushi".
            select regulars.skeletons(substring(typed.word from 3)) where typed.word ~ '^(al|el|ال).{4}'
          ) sounds (skeleton),
          lateral (
            select word from org_customer_word_keys
            where tenant_org_id = ${tenant.id} and key >= skeleton
              -- With a consonant or two the beginnings of too many words would sound like it.
              and key < skeleton || case when length(skeleton) >= 2 and (length(typed.word) >= 4 or typed.word ~ '[ء-ي]')
                then U&'\\+10FFFF' else U&'\\0001' end
            limit ${mostLookedAt}
          ) met
        ) alike join org_customer_words known on known.tenant_org_id = ${tenant.id} and known.word = alike.word
      ) end as spelt,
      case when ${mistyped} and word ~ '^[^0-9]{3,}$' then (
        select jsonb_agg(jsonb_build_array(known.word, known.latin)) from (
          select distinct met.word
          from regulars.typo_keys(typed.word) as keys (typo),
          lateral (
            select word from org_customer_word_keys where tenant_org_id = ${tenant.id} and key = typo
            limit ${mostLookedAt}
          ) met
        ) alike join org_customer_words known on known.tenant_org_id = ${tenant.id} and known.word = alike.word
      ) end as typos
    from typed order by beginning`,
  );
  return rows.map(({ word, is_last, latin, exact, beginning, customers, spelt, typos }) => {
    const same: [word: string, distance: number][] = [];
    const alike: [word: string, distance: number][] = [];
    for (const [other, otherLatin] of spelt ?? []) {
      if (other.startsWith(word)) continue;
      const spelling = spellingOf({ word, latin }, { word: other, latin: otherLatin });
      if (spelling) (spelling.same ? same : alike).push([other, spelling.distance]);
    }
    for (const [other] of typos ?? []) {
      if (!other.startsWith(word) && mayBeMistyped(word, other)) alike.push([other, 1]);
    }
    const nearest = (words: [string, number][]) => [
      ...new Set(
        words
          .toSorted(([, a], [, b]) => a - b)
          .map(([other]) => other)
          .slice(0, mostTaken),
      ),
    ];
    return { word, isLast: is_last, exact, beginning, customers, same: nearest(same), alike: nearest(alike) };
  });
};
