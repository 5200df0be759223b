import type { CustomerQuery } from '@regulars/contract/customer';
import { type RawBuilder, sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { filtersOf } from './customer-filters.ts';
import { narrowed, ranked, rowOf, united } from './customer-rows.ts';
import { findRows } from './find-rows.ts';
import { orderOf, sortOf } from './list-order.ts';
import { matchCustomers } from './match-customers.ts';
import { parseSearch } from './parse-search.ts';

/**
 * The statement of all customers whom `listCustomers` would show page after page, in the same order.
 *
 * @param asked `ids`: of the list these alone; nothing is searched for then
 * @param line what is told of each: from the columns of org_customers_mst
 */
export const listedCustomers = async (
  tenant: Tenant,
  asked: Omit<CustomerQuery, 'limit' | 'cursor'> & { ids?: readonly string[] | undefined },
  line: RawBuilder<string>,
): Promise<RawBuilder<{ line: string }>> => {
  const facts = await tenant.facts();
  const search =
    asked.search === undefined ? null : parseSearch(asked.search, facts.country, facts.customerNumberPrefix);
  const sort = sortOf(asked.sort, search !== null);
  const filters = filtersOf(tenant.id, facts, { ...asked, limit: 1 });
  const order = orderOf(sort, asked.type, null);
  if (asked.ids) {
    return sql<{ line: string }>`
      select ${line} as line from (
        select * from org_customers_mst where tenant_org_id = ${tenant.id} and id = any(${asked.ids}::uuid[]) offset 0
      ) org_customers_mst
      where ${filters.filter} order by ${order.by(order.key)}`;
  }
  if (!search) {
    // One behind the other, as they are asked for: a cursor reads them by turns, and nothing has to be sorted.
    const parts = order.parts.flatMap((part) => {
      const from = part.from(null);
      if (from === null) return [];
      return sql`(
        select ${line} as line from org_customers_mst
        where tenant_org_id = ${tenant.id} and ${from} and ${filters.filter} order by ${part.by})`;
    });
    return sql<{ line: string }>`${united(parts)}`;
  }

  const besideWords = [...(filters.tagged ? [filters.tagged] : []), ...filters.rangesBesideTokens];
  let match = await matchCustomers(tenant, search, filters, false);
  // As in the list, what may be a typo is looked for only where nothing else is found.
  if (search.words) {
    const listing = {
      ...filters,
      isMarked: false,
      rank: match.rank,
      order,
      position: null,
      limit: 1,
    };
    const candidates = [...match.candidates, ...besideWords];
    const { total } = await findRows(tenant, listing, candidates, {
      match,
      byRelevance: false,
      counted: null,
      firstByName: match.firstByName,
    });
    if (total === 0) match = await matchCustomers(tenant, search, filters, true);
  }
  const { branches } = await narrowed(tenant, [...match.candidates, ...besideWords]);
  const met = branches.length === 0 ? sql`select null::uuid as customer_id` : united(branches);
  return sql<{ line: string }>`
    select ${line} as line from (
      select customer.*, ${order.key} as listed_by
      from (select distinct customer_id from (${met}) met) each
        ${rowOf(tenant, sql`customer_id`)} ${ranked(match.rank)}
      where rank is not null and ${filters.filter}
    ) org_customers_mst
    order by ${order.by(sql`listed_by`)}`;
};
