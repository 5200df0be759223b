import { type RawBuilder, sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { hasAny } from './customer-filters.ts';
import type { FoundWord } from './find-words.ts';
import { begins, contacts, keysFrom, keysLike, reversed, survivor } from './match-conditions.ts';
import type { Search } from './parse-search.ts';
import { type Rank, type SoughtWords, similarRanksOf, spellingsOf } from './sought-words.ts';

type Condition = RawBuilder<unknown>;

/** The rank at which a row of org_customers_mst meets a search; null: not at all. */
export interface MatchRank {
  rank: RawBuilder<Rank | null>;
  /** The same of `search_text` alone; null: it takes more than words to tell. */
  rankByWords: RawBuilder<Rank | null> | null;
}

export const matchRank = (tenant: Tenant, search: Search, words: SoughtWords): MatchRank => {
  const { emailStart, domainStart, phones, phoneStarts, phoneEnd, customerNumber, digits } = search;
  const exact = search.words !== null && sql`search_text like all (${patterns(words.typed, ' %')}::text[])`;
  const beginning =
    search.words !== null && sql`search_text like all (${patterns(words.begun, '%')}::text[])`;
  const sounding = soundingRank(words);
  const { digitsBeside } = search;
  const besideWords =
    digitsBeside !== null &&
    sql`(search_text like ${`% ${digitsBeside}%`} or ${endsPhone(tenant, digitsBeside)})`;
  const isOf = (ids: Condition) => sql`id = any (array(${ids}))`;
  const rank = sql<Rank | null>`case
    ${besideWords ? sql`when ${besideWords} is not true then null` : sql``}
    when ${any([
      exact,
      emailStart !== null && sql`email_folded = ${emailStart}`,
      emailStart !== null && isOf(contacts(tenant, 'email', keysLike(emailStart))),
      ...phones.flatMap((phone) => [
        sql`phone = ${phone}`,
        isOf(contacts(tenant, 'phone', keysLike(reversed(phone)))),
      ]),
      customerNumber !== null && sql`customer_number_int = ${customerNumber}::bigint`,
      customerNumber !== null && sql`id = ${survivor(tenant, search)}`,
    ])} then 0
    when ${any([
      beginning,
      emailStart !== null && begins('email_folded', emailStart),
      emailStart !== null && isOf(contacts(tenant, 'email', keysFrom(emailStart))),
      domainStart !== null && begins('email_domain', domainStart),
      digits !== null && sql`search_text like ${`% ${digits}${phoneEnd === null ? ' ' : ''}%`}`,
      phoneEnd !== null && endsPhone(tenant, phoneEnd),
      ...phoneStarts.map((start) => begins('phone', start)),
    ])} then 1
    ${sounding}
  end`;
  const rankByWords =
    exact && beginning && !besideWords
      ? sql<Rank | null>`case when ${exact} then 0 when ${beginning} then 1 ${sounding} end`
      : null;
  return { rank, rankByWords };
};

/** What is not searched for is not asked: that leaves less to plan, once for each statement and connection. */
const any = (conditions: (Condition | false)[]) =>
  sql.join([sql`false`, ...conditions.filter((each) => each !== false)], sql` or `);

const endsPhone = (tenant: Tenant, digits: string) => {
  const end = reversed(digits);
  return any([
    begins('phone_reversed', end),
    sql`id = any (array(${contacts(tenant, 'phone', keysFrom(end))}))`,
  ]);
};

/** Null where there are no words, which no row meets; of no patterns at all every row would be one. */
const patterns = (words: FoundWord[], end: string) =>
  words.length > 0 ? words.map(({ word }) => `% ${word}${end}`) : null;

/** What is met by other spellings, or without a word that may still be typed, behind all else. */
const soundingRank = (words: SoughtWords): Condition => {
  const all = (rank: 2 | 3) =>
    sql.join(
      words.telling.map((word) => isSpelt(word, spellingsOf(word, rank))),
      sql` and `,
    );
  return sql.join(
    similarRanksOf(words).map((rank) => sql`when ${all(rank)} then ${sql.lit(rank)}`),
    sql` `,
  );
};

/** Does a row have something that begins like the word, or one of its spellings as a whole? */
const isSpelt = ({ word }: FoundWord, spellings: string[]) => {
  const beginning = sql`search_text like ${`% ${word}%`}`;
  return spellings.length > 0 ? sql`(${beginning} or ${hasAny('search_text', spellings)})` : beginning;
};
