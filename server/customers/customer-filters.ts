import type { CustomerQuery } from '@regulars/contract/customer';
import type { Tenant as TenantFacts } from '@regulars/contract/tenant';
import { type RawBuilder, sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { midnight } from '../tenancy/moments.ts';
import { type ByWords, type Candidates, countCandidates, few, idsOf } from './customer-rows.ts';

/** What a list of customers is narrowed to. */
export interface Filters {
  /** The states that it shows. */
  active: boolean[];
  /** Whether a row of org_customers_mst is among them. */
  filter: RawBuilder<unknown>;
  /** The same as far as `marks` tell it, of a row or of an entry of an index. */
  marks: RawBuilder<unknown>;
  /** Do they tell more than the state? */
  isNarrow: boolean;
  /** The same as far as the marks of a word tell it. */
  tokenMarks: RawBuilder<unknown>;
  /** Who is found by a range of `token`, and met as far as its marks tell it: `customer_id`, and all `words` of each. */
  having(range: RawBuilder<unknown>): RawBuilder<unknown>;
  /** Those with the tag, which no mark of a row tells. */
  tagged: Candidates | null;
  /** Each other filter; the rarest first, as a rule. */
  ranges: Candidates[];
  /** Those that the marks of a word do not tell. */
  rangesBesideTokens: Candidates[];
}

// As regulars.customer_marks puts them together.
const flags = {
  state: { active: 1, inactive: 2 },
  type: { guest: 4, stub: 8, full: 16 },
  verified: { true: 32, false: 64 },
  hasPoints: { true: 128, false: 256 },
} as const;
const createdAt = 9;
const orderedAt = 32;

export const filtersOf = (tenantId: string, { timeZone }: TenantFacts, asked: CustomerQuery): Filters => {
  const { type, status, tag, verified, createdFrom, createdTo, lastOrderFrom, lastOrderTo, hasPoints } =
    asked;
  const active = status === 'all' ? [true, false] : [status === 'active'];

  // As a subquery it is computed once and not for each row.
  const begins = (day: string, daysLater = 0) => sql`(select ${midnight(timeZone, day, daysLater)})`;
  const state = status === 'all' ? 0 : flags.state[status];
  const others =
    (type === undefined ? 0 : flags.type[type]) |
    (verified === undefined ? 0 : flags.verified[`${verified}`]) |
    (hasPoints === undefined ? 0 : flags.hasPoints[`${hasPoints}`]);
  const flagged = sql`marks & ${state | others}::bigint = ${state | others}::bigint`;
  /** Days of the tenant are whole quarters of an hour, whatever its time zone. */
  const within = (place: number, from: string | undefined, to: string | undefined) => {
    const quarter = sql`(marks >> ${sql.lit(place)}) & 8388607`;
    const mark = (moment: RawBuilder<unknown>) => sql`(select regulars.quarter_mark(${moment}))`;
    return [
      // Who has never ordered is marked by 0.
      ...(from === undefined && to === undefined ? [] : [sql`${quarter} > 0`]),
      ...(from === undefined ? [] : [sql`${quarter} >= ${mark(begins(from))}`]),
      ...(to === undefined ? [] : [sql`${quarter} < ${mark(begins(to, 1))}`]),
    ];
  };
  const created = within(createdAt, createdFrom, createdTo);
  const ordered = within(orderedAt, lastOrderFrom, lastOrderTo);
  const both = (conditions: RawBuilder<unknown>[]) => sql`(${sql.join(conditions, sql` and `)})`;
  const marks = both([flagged, ...created, ...ordered]);

  const ranges = (conditions: (RawBuilder<unknown> | false)[]): Candidates[] =>
    conditions.flatMap((condition) => {
      if (condition === false) return [];
      const entries = sql`select id as customer_id from org_customers_mst where tenant_org_id = ${tenantId} and ${condition}`;
      return [
        {
          branches: [sql`${entries} and ${marks}`],
          entries,
          atLeast: 0,
          atMost: null,
          isSure: true,
          byWords: null,
        },
      ];
    });
  const days = (column: string, from: string | undefined, to: string | undefined) => {
    const bounds = [
      ...(from === undefined ? [] : [sql`${sql.ref(column)} >= ${begins(from)}`]),
      ...(to === undefined ? [] : [sql`${sql.ref(column)} < ${begins(to, 1)}`]),
    ];
    return bounds.length > 0 && both(bounds);
  };
  const orderedDays = days('last_order_key', lastOrderFrom, lastOrderTo);
  // Who has never ordered is kept as having done so before all time.
  const lastOrder = orderedDays && sql`last_order_key > '-infinity' and ${orderedDays}`;
  const ofType = type !== undefined && sql`profile_status = ${type}`;
  const proof = verified !== undefined && sql`phone_verified = ${verified}::boolean`;
  // Of one state the index is in the order of customers; of both it is not.
  const shown =
    active.length === 1
      ? sql`is_active = ${active[0]}::boolean`
      : sql`is_active = any (${active}::boolean[])`;
  // The state is what entries begin with.
  const tokenMarks = others === 0 && created.length === 0 ? sql`true` : both([flagged, ...created]);
  const having: Filters['having'] = (range) => sql`
    select customer_id, words from org_customer_tokens
    where tenant_org_id = ${tenantId} and ${shown} and ${range} and ${tokenMarks}`;
  const ofTag = (condition: RawBuilder<unknown>) => [having(sql`token = ${`#${tag}`} and ${condition}`)];
  return {
    active,
    filter: tag === undefined ? marks : both([marks, sql`${tag}::text = any (tags)`]),
    marks,
    isNarrow: others !== 0 || created.length + ordered.length > 0,
    tokenMarks,
    having,
    tagged:
      tag === undefined
        ? null
        : {
            branches: ofTag(sql`true`).map(idsOf),
            entries: null,
            atLeast: 0,
            atMost: null,
            isSure: true,
            byWords: { entries: ofTag, told: hasTag(tag), besides: [] },
          },
    ranges: ranges([
      status === 'inactive' && sql`not is_active`,
      verified === true && proof,
      type !== 'stub' && ofType,
      days('created_at', createdFrom, createdTo),
      lastOrder,
      hasPoints === true && sql`loyalty_points > 0`,
      type === 'stub' && ofType,
      verified === false && proof,
      hasPoints === false && sql`loyalty_points = 0`,
    ]),
    rangesBesideTokens: ranges([lastOrder]),
  };
};

/**
 * Whether the customer of an entry has a word that begins like this or is one of its spellings. Of spellings there may
 * be a hundred: the outlines, which most of them share, are asked first.
 */
export const hasWord = (word: string, spellings: string[]): ByWords['told'] =>
  spellings.length === 0
    ? sql`(words is null or words like ${`% ${word}%`})`
    : sql`(words is null or (
  (outlines is null or outlines like any (array(
    select '% ' || outline || '%' from (select regulars.outline(${word}) as typed) as typed,
      lateral (select typed as outline union select regulars.outline(word) from unnest(${spellings}::text[]) as word) outlines
    where outline = typed or not starts_with(outline, typed))))
  and (words like ${`% ${word}%`} or ${hasAny('words', spellings)})))`;

/** Whether a text holds one of many words. Keys of an object are found by halving, elements of an array one by one. */
export const hasAny = (text: 'words' | 'search_text', words: string[]) =>
  sql`jsonb_exists_any(${JSON.stringify(Object.fromEntries(words.map((word) => [word, 1])))}::jsonb, string_to_array(${sql.ref(text)}, ' '))`;

// As regulars.words_and_tags writes it.
const hasTag = (tag: string): ByWords['told'] =>
  sql`(words is null or strpos(words, ${` #${tag.replaceAll(' ', '\u001f')} `}) > 0)`;

/** Of filters that all know who meets every one of them: the one that the fewest meet. */
export const rarest = async (tenant: Tenant, ranges: Candidates[]): Promise<Candidates[]> => {
  if (ranges.length <= 1) return ranges;
  const counts = await Promise.all(
    ranges.map(({ entries }) => countCandidates(tenant, { branches: [entries!], atMost: null }, few)),
  );
  const least = Math.min(...counts);
  return [ranges[least <= few ? counts.indexOf(least) : 0]!];
};
