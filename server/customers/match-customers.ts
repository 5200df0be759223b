import { query } from '@regulars/database/query';
import type { DB } from '@regulars/database/tables';
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';
import type { Search } from './parse-search.ts';

type Rows = ExpressionBuilder<DB, 'org_customers_mst'>;
type Match = (rows: Rows) => Expression<SqlBool>;

/** A word with at most so many hits is where a search begins; a commoner one is looked for row by row. */
const rareUpTo = 2000;

/** Beyond these, the rarest, a word tells nothing; and each number of words is one more statement to prepare. */
const mostWords = 12;

// Nothing that begins with a prefix sorts behind it and the last character of Unicode.
const endOf = (prefix: string) => `${prefix}\u{10FFFF}`;

/**
 * Which rows of org_customers_mst a search means, as a condition that reaches its indexes under row-level
 * security: only = < > on columns kept for it.
 *
 * @param activeOnly the list shows active customers alone
 */
export const matchCustomers = async (tenant: Tenant, search: Search, activeOnly: boolean): Promise<Match> => {
  const words = search.words === null ? [] : await countWords(tenant, search.words);
  const [rarest, ...others] = words;

  const ids = (rows: Rows) => {
    const customers = () =>
      rows.selectFrom('org_customers_mst as hit').select('hit.id').where('hit.tenant_org_id', '=', tenant.id);
    // What gave way in a merge leads to whoever is there.
    const contacts = (kind: 'phone' | 'email') =>
      rows
        .selectFrom('org_customer_contacts as hit')
        .select('hit.customer_id as id')
        .where('hit.tenant_org_id', '=', tenant.id)
        .where('hit.kind', '=', kind);
    const found: Expression<{ id: string }>[] = [];
    if (search.phone) {
      const whole = reversed(search.phone);
      found.push(
        customers().where('hit.phone_reversed', '=', whole),
        contacts('phone').where('hit.search_key', '=', whole),
      );
    }
    if (search.phoneEnd) {
      const end = reversed(search.phoneEnd);
      found.push(
        customers().where('hit.phone_reversed', '>=', end).where('hit.phone_reversed', '<', endOf(end)),
        contacts('phone').where('hit.search_key', '>=', end).where('hit.search_key', '<', endOf(end)),
      );
    }
    // The index over the beginnings of phones is the one that keeps them unique, of active customers.
    if (search.phoneStart && activeOnly) {
      found.push(
        customers()
          .where('hit.is_active', '=', sql.lit(true))
          .where('hit.phone', '>=', search.phoneStart)
          .where('hit.phone', '<', endOf(search.phoneStart)),
      );
    }
    if (search.customerNumber !== null) {
      const numbered = customers().where('hit.customer_number_int', '=', search.customerNumber);
      found.push(
        numbered,
        numbered
          .clearSelect()
          .select(sql<string>`regulars.surviving_customer(${tenant.id}, hit.id)`.as('id'))
          .where('hit.merged_into_id', 'is not', null),
      );
    }
    if (search.emailStart) {
      found.push(
        customers()
          .where('hit.email_folded', '>=', search.emailStart)
          .where('hit.email_folded', '<', endOf(search.emailStart)),
        contacts('email')
          .where('hit.search_key', '>=', search.emailStart)
          .where('hit.search_key', '<', endOf(search.emailStart)),
      );
    }
    if (rarest && rarest.hits > 0 && rarest.hits <= rareUpTo) {
      found.push(
        rows
          .selectFrom('org_customer_tokens as hit')
          .select('hit.customer_id as id')
          .where('hit.tenant_org_id', '=', tenant.id)
          .where('hit.token', '>=', rarest.word)
          .where('hit.token', '<', endOf(rarest.word))
          .$call((hits) =>
            others.reduce((all, { word }) => all.where((of) => hasWord(of, 'hit.customer_id', word)), hits),
          ),
      );
    }
    return found;
  };

  // A value and not "exists": that would be planned as a join over all hits of the word, of which the planner
  // knows no number, and cost the square of them. So it is one look into the index for each customer met.
  const hasWord = (of: { selectFrom: Rows['selectFrom'] }, customer: string, word: string) =>
    of
      .selectFrom('org_customer_tokens as also')
      .select(sql.lit(true).as('has'))
      .where('also.tenant_org_id', '=', tenant.id)
      .where(sql.ref('also.customer_id'), '=', sql.ref(customer))
      .where('also.token', '>=', word)
      .where('also.token', '<', endOf(word))
      .limit(1)
      .$asScalar();

  return (rows) => {
    const any: Expression<SqlBool>[] = [];
    const found = ids(rows);
    if (found.length > 0) {
      any.push(
        sql<boolean>`id in (${sql.join(
          found.map((part) => sql`${part}`),
          sql` union all `,
        )})`,
      );
    }
    // Every word is common: walking the list in its order meets enough of them soon.
    if (rarest && rarest.hits > rareUpTo) {
      any.push(rows.and(words.map(({ word }) => hasWord(rows, 'org_customers_mst.id', word))));
    }
    return any.length > 0 ? rows.or(any) : sql<boolean>`false`;
  };
};

/** The rarest folded words of a search with their hits, counted up to where they stop being rare; the rarest first. */
const countWords = async (tenant: Tenant, typed: string) => {
  const rows = await tenant.execute<{ word: string; hits: number }>(
    sql<{ word: string; hits: number }>`
      with range as materialized (select word, word_end from regulars.word_ranges(${typed}))
      select word, (select count(*) from (
        select from org_customer_tokens
        where tenant_org_id = ${tenant.id} and token >= range.word and token < range.word_end
        limit ${rareUpTo + 1}) hit) as hits
      from range order by hits limit ${mostWords}`.compile(query),
  );
  return rows;
};

const reversed = (text: string) => [...text].reverse().join('');
