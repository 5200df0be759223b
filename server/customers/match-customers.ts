import type { Match as ContractMatch } from '@regulars/contract/customer';
import { type RawBuilder, sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { type Filters, hasAny, hasWord } from './customer-filters.ts';
import { type Candidates, countCandidates, few, idsOf } from './customer-rows.ts';
import { type FoundWord, findWords } from './find-words.ts';
import { type FirstByName, firstByName } from './first-by-name.ts';
import type { Search } from './parse-search.ts';

/** How a search is met: as a whole, by a beginning, by what sounds the same, by what sounds alike or is mistyped. */
export const matchOf: readonly ContractMatch[] = ['exact', 'prefix', 'similar', 'similar'];

/** Which customers a search means. */
export interface Match {
  /** An index of `matchOf` for each row of org_customers_mst; null for those that do not meet it. */
  rank: RawBuilder<number | null>;
  /** The same of `search_text` alone; null: nothing is searched for among words. */
  rankByWords: RawBuilder<number | null> | null;
  /** For digits, whom indexes find by rank, without rows and words; null: something else is searched for. */
  byDigits: RawBuilder<unknown>[][] | null;
  /** Where all of them are found; several where each of several words has to be met. */
  candidates: Candidates[];
  /** The ranks that rows may have, and the same for those of one alone. */
  ranks: number[];
  ofRank: (rank: number) => Candidates[];
  firstByName: FirstByName;
}

// Nothing that begins with a prefix sorts behind it and the last character of Unicode.
const endOf = (prefix: string | null) => prefix && `${prefix}\u{10FFFF}`;
const reversed = (text: string | null) => text && [...text].reverse().join('');

// What tells nothing beside a name: "Al Balushi" is also who is written "Balushi", "Saif bin Hamad" is "Saif Hamad", and
// few are kept with their title.
const unsaid = new Set(
  'al el ال bin bint ibn بن بنت ابن mr mrs ms miss dr السيده الدكتور الدكتوره دكتور دكتوره الاستاذ استاذ المهندس'.split(
    ' ',
  ),
);

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
  const { active, having } = filters;
  const found =
    search.words === null
      ? []
      : await findWords(tenant, search.words, { active, mistyped, countedUpTo: few + 1 });
  const said = found.filter(({ word }) => !unsaid.has(word));
  const words = said.length > 0 ? said : found;
  // At the end it may be the beginning of a name: of "Thomas bin" is "Thomas Binu" met, and behind him every Thomas.
  const begun =
    said.length > 0 && search.digitsBeside === null
      ? found.filter(({ word, isLast }) => isLast && unsaid.has(word))
      : [];
  const typed = [...words, ...begun];
  const others = {
    2: (word: FoundWord) => word.same,
    3: (word: FoundWord) => [...word.same, ...word.alike],
  };
  const similar = (rank: 2 | 3) => words.some((word) => others[rank](word).length > 0);
  const widest = similar(3) ? 3 : begun.length > 0 ? 2 : 1;
  const hasRank = { 2: similar(2) || begun.length > 0, 3: similar(3) };

  // Null where there are no words, which no row meets; of no patterns at all every row would be one.
  const patterns = (words: FoundWord[], end: string) =>
    words.length > 0 ? words.map(({ word }) => `% ${word}${end}`) : null;
  const all = (rank: 2 | 3) =>
    sql.join(
      words.map((word) => spelt(word, others[rank](word))),
      sql` and `,
    );
  const end = reversed(search.phoneEnd ?? search.digitsBeside);
  // Further phones and e-mails, which gave way in a merge.
  const contacts = (kind: 'phone' | 'email', range: RawBuilder<unknown>) => sql`
    select customer_id from org_customer_contacts
    where tenant_org_id = ${tenant.id} and kind = ${sql.lit(kind)} and removed_at is null and ${range}`;
  const keysFrom = (start: string | null) =>
    sql`search_key >= ${start}::text and search_key < ${endOf(start)}::text`;
  const keysLike = (key: string | null) => sql`search_key = ${key}::text`;
  const { emailStart, domainStart, phones, phoneStarts, phoneEnd, customerNumber, digits, digitsBeside } =
    search;
  const within = (column: string, start: string | null) =>
    sql`(${sql.ref(column)} >= ${start} and ${sql.ref(column)} < ${endOf(start)})`;
  // What is not searched for is not asked: that leaves less to plan, once for each statement and connection.
  const any = (conditions: (RawBuilder<unknown> | false)[]) =>
    sql.join([sql`false`, ...conditions.filter((each) => each !== false)], sql` or `);
  const endsPhone = () =>
    any([within('phone_reversed', end), sql`id = any (array(${contacts('phone', keysFrom(end))}))`]);
  const exact = search.words !== null && sql`search_text like all (${patterns(found, ' %')}::text[])`;
  const beginning = search.words !== null && sql`search_text like all (${patterns(typed, '%')}::text[])`;
  const sounding = sql.join(
    ([2, 3] as const)
      .filter((rank) => hasRank[rank])
      .map((rank) => sql`when ${all(rank)} then ${sql.lit(rank)}`),
    sql` `,
  );
  const besideWords =
    digitsBeside !== null && sql`(search_text like ${`% ${digitsBeside}%`} or ${endsPhone()})`;
  const rank = sql<number | null>`case
    ${besideWords ? sql`when ${besideWords} is not true then null` : sql``}
    when ${any([
      exact,
      emailStart !== null && sql`email_folded = ${emailStart}`,
      emailStart !== null && sql`id = any (array(${contacts('email', keysLike(emailStart))}))`,
      ...phones.flatMap((phone) => [
        sql`phone = ${phone}`,
        sql`id = any (array(${contacts('phone', keysLike(reversed(phone)))}))`,
      ]),
      customerNumber !== null && sql`customer_number_int = ${customerNumber}::bigint`,
      customerNumber !== null && sql`id = ${survivor(tenant, search)}`,
    ])} then 0
    when ${any([
      beginning,
      emailStart !== null && within('email_folded', emailStart),
      emailStart !== null && sql`id = any (array(${contacts('email', keysFrom(emailStart))}))`,
      domainStart !== null && within('email_domain', domainStart),
      digits !== null && sql`search_text like ${`% ${digits}${phoneEnd === null ? ' ' : ''}%`}`,
      phoneEnd !== null && endsPhone(),
      ...phoneStarts.map((start) => within('phone', start)),
    ])} then 1
    ${sounding}
  end`;
  const rankByWords =
    exact && beginning && !besideWords
      ? sql<number | null>`case when ${exact} then 0 when ${beginning} then 1 ${sounding} end`
      : null;

  // A word's customers are counted whatever else the list is narrowed to.
  const isUnfiltered = !filters.isNarrow && filters.tagged === null;
  const wordsOfRank = (rank: number) => {
    if (rank === 0) {
      return found.map(({ word, exact }) => ({
        ranges: [sql`token = ${word}`],
        word,
        spellings: [],
        atLeast: isUnfiltered ? exact : 0,
        atMost: exact <= few ? exact : null,
      }));
    }
    return (rank === 1 ? typed : words).map((word) => {
      const spellings = rank === 1 ? [] : others[rank as 2 | 3](word);
      return {
        ranges: [
          sql`token >= ${word.word} and token < ${endOf(word.word)}`,
          ...(spellings.length > 0 ? [sql`token = any (${spellings}::text[])`] : []),
        ],
        word: word.word,
        spellings,
        atLeast: isUnfiltered ? word.customers : 0,
        atMost: spellings.length === 0 && word.beginning <= few ? word.beginning : null,
      };
    });
  };
  const rows = (condition: RawBuilder<unknown>) => sql`
    select id as customer_id from org_customers_mst
    where tenant_org_id = ${tenant.id} and ${condition} and ${filters.marks}`;
  const among = (ids: RawBuilder<unknown>) => sql`
    select customer_id from (${ids}) met where exists (
      select from org_customers_mst where tenant_org_id = ${tenant.id} and id = customer_id and ${filters.marks})`;
  const begins = (column: string, start: string) => rows(within(column, start));
  const named = (word: string, isBeginning: boolean) =>
    idsOf(having(isBeginning ? sql`token >= ${word} and token < ${endOf(word)}` : sql`token = ${word}`));
  const phonesThatEnd = (end: string) => [
    begins('phone_reversed', end),
    among(contacts('phone', keysFrom(end))),
  ];
  const columnsOfRank = (rank: number): RawBuilder<unknown>[] => {
    const columns: RawBuilder<unknown>[] = [];
    for (const phone of phones) {
      const whole = reversed(phone);
      columns.push(rows(sql`phone_reversed = ${whole}`), among(contacts('phone', keysLike(whole))));
    }
    if (customerNumber !== null) {
      columns.push(
        rows(sql`customer_number_int = ${customerNumber}::bigint`),
        among(sql`select ${survivor(tenant, search)} as customer_id`),
      );
    }
    if (emailStart !== null) {
      columns.push(begins('email_folded', emailStart), among(contacts('email', keysFrom(emailStart))));
    }
    if (rank > 0) {
      if (phoneEnd !== null) columns.push(...phonesThatEnd(end!));
      if (digits !== null) columns.push(named(digits, phoneEnd !== null));
      if (domainStart !== null) columns.push(begins('email_domain', domainStart));
      for (const phoneStart of phoneStarts) {
        // The phones of the active and of the others lie in different indexes.
        for (const one of active) {
          const state = one ? sql`is_active` : sql`not is_active`;
          columns.push(rows(sql`${state} and phone >= ${phoneStart} and phone < ${endOf(phoneStart)}`));
        }
      }
    }
    return columns;
  };
  const ofRank = (rank: number): Candidates[] => {
    const columns = columnsOfRank(rank);
    const asked = wordsOfRank(rank);
    const every = { entries: null, isSure: true };
    if (asked.length === 0) {
      return [{ ...every, branches: columns, atLeast: 0, atMost: null, byWords: null }];
    }
    const alone = columns.length === 0;
    const byWord: Candidates[] = asked.map(({ ranges, word, spellings, atLeast, atMost }) => {
      const entries = (condition: RawBuilder<unknown>) =>
        ranges.map((range) => having(sql`${range} and ${condition}`));
      return {
        ...every,
        branches: [...entries(sql`true`).map(idsOf), ...columns],
        atLeast,
        atMost: alone ? atMost : null,
        byWords: { entries, told: hasWord(word, spellings), besides: columns },
      };
    });
    if (digitsBeside === null) return byWord;
    const branches = [named(digitsBeside, true), ...phonesThatEnd(end!)];
    return [...byWord, { ...every, branches, atLeast: 0, atMost: null, byWords: null }];
  };

  const wide = ofRank(widest);
  return {
    rank,
    rankByWords,
    // Of e-mails there may be many: a domain has half of all.
    byDigits: search.words === null && emailStart === null ? [columnsOfRank(0), columnsOfRank(1)] : null,
    candidates: wide,
    ranks: [0, 1, ...([2, 3] as const).filter((rank) => hasRank[rank])],
    ofRank: (rank) => (rank === widest ? wide : ofRank(rank)),
    firstByName: async ({ order, position, limit }) => {
      const [word, ...more] = words;
      if (order.names === null || word === undefined || more.length > 0 || besideWords) return null;
      const columns = columnsOfRank(widest);
      const found = await countCandidates(tenant, { branches: columns, atMost: null }, few);
      if (found > few) return null;
      const meant = {
        start: word.word,
        end: endOf(word.word)!,
        spellings: widest === 3 ? others[3](word) : [],
      };
      const branches = order.names.flatMap(
        (part) => firstByName(tenant, filters, meant, { part, position, limit }) ?? [],
      );
      return [...branches, ...columns];
    },
  };
};

/** Does a row have something that begins like the word, or one of its spellings as a whole? */
const spelt = ({ word }: FoundWord, spellings: string[]) => {
  const beginning = sql`search_text like ${`% ${word}%`}`;
  return spellings.length > 0 ? sql`(${beginning} or ${hasAny('search_text', spellings)})` : beginning;
};

/** Whoever a customer with this number was merged into. */
const survivor = (tenant: Tenant, { customerNumber }: Search) => sql`(
  select regulars.surviving_customer(${tenant.id}, id) from org_customers_mst
  where tenant_org_id = ${tenant.id} and customer_number_int = ${customerNumber}::bigint
    and merged_into_id is not null)`;
