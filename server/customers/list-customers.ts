import type { CustomerQuery } from '@regulars/contract/customer';
import type { PageBothWays } from '@regulars/contract/paging';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { type JsonText, listText, withFields } from '../http/answer.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { filtersOf, rarest } from './customer-filters.ts';
import { findRows } from './find-rows.ts';
import { firstTagged } from './first-by-name.ts';
import { isBackwards, orderOf, type Position, type Side, sortOf } from './list-order.ts';
import { matchCustomers, matchOf } from './match-customers.ts';
import { parseSearch } from './parse-search.ts';

/**
 * One page of the tenant's customers, by keyset: a page costs the same wherever it is, and what is written
 * meanwhile neither repeats nor hides a row that it does not touch.
 *
 * @returns the JSON of a CustomerList
 * @throws Refusal invalid_cursor
 */
export const listCustomers = async (tenant: Tenant, asked: CustomerQuery): Promise<JsonText> => {
  const facts = await tenant.facts();
  const search =
    asked.search === undefined ? null : parseSearch(asked.search, facts.country, facts.customerNumberPrefix);
  const sort = sortOf(asked.sort, search !== null);
  const { cursor, limit, ...conditions } = asked;
  const list = JSON.stringify(['customers', { ...conditions, search: asked.search?.trim(), sort }]);
  const opened = cursor === undefined ? null : tenant.cursors.open(list, cursor);
  const position = opened && ({ side: opened[0], key: opened[1], id: opened[2] } as Position);
  const filters = filtersOf(tenant.id, facts, asked);
  const counted = search ? null : await countKinds(tenant, asked);

  const find = async (mistyped: boolean) => {
    const match = search && (await matchCustomers(tenant, search, filters, mistyped));
    const byTokens = [...(match?.candidates ?? []), ...(filters.tagged ? [filters.tagged] : [])];
    const listing = {
      filter: filters.filter,
      marks: filters.marks,
      isNarrow: filters.isNarrow,
      isMarked: byTokens.length === 0,
      rank: match?.rank ?? sql<number>`0`,
      order: orderOf(sort, asked.type, position),
      position,
      limit: limit + 1,
    };
    const candidates =
      byTokens.length > 0
        ? [...byTokens, ...filters.rangesBesideTokens]
        : await rarest(tenant, filters.ranges);
    const firstByName =
      match?.firstByName ?? (asked.tag === undefined ? null : firstTagged(tenant, filters, asked.tag));
    return findRows(tenant, listing, candidates, {
      match,
      byRelevance: sort === 'relevance',
      counted,
      firstByName,
    });
  };
  // What may be a typo is looked for only where nothing else is found, and then to the end of the list.
  let mistyped = opened?.[3] === 'mistyped';
  let found = await find(mistyped);
  if (found.total === 0 && search?.words && !mistyped) {
    mistyped = true;
    found = await find(mistyped);
  }

  const shown = found.rows.slice(0, limit);
  const more = found.rows.length > limit;
  const backwards = isBackwards(position);
  if (backwards) shown.reverse();
  const seal = (side: Side, { key, id }: Pick<Position, 'key' | 'id'>) =>
    tenant.cursors.seal(list, [side, key, id, ...(mistyped ? ['mistyped'] : [])]);
  const [first, last] = [shown.at(0), shown.at(-1)];
  const page: PageBothWays = {
    // The way back is there even where nothing lies on it any more.
    nextCursor: backwards
      ? seal(position!.side === 'before' ? 'from' : 'after', position!)
      : more
        ? seal('after', last!)
        : null,
    previousCursor: backwards
      ? more
        ? seal('before', first!)
        : null
      : position && seal(position.side === 'after' ? 'until' : 'before', position),
    total: found.total,
    totalIsExact: found.totalIsExact,
  };
  const items = shown.map(({ json, rank }) =>
    search ? withFields(json, { match: `"${matchOf[rank]}"` }) : json,
  );
  return listText(items, page);
};

/** From the counts that triggers keep; null where the list is narrowed by something that they do not tell. */
const countKinds = async (tenant: Tenant, asked: CustomerQuery): Promise<number | null> => {
  const { type, status, sort: _sort, limit: _limit, cursor: _cursor, search: _search, ...others } = asked;
  if (Object.values(others).some((value) => value !== undefined)) return null;
  const [counted] = await tenant.execute(
    query
      .selectFrom('org_customer_counts')
      .select(sql<number>`coalesce(sum(customers), 0)::int8`.as('total'))
      .where('tenant_org_id', '=', tenant.id)
      .$if(status !== 'all', (counts) => counts.where('is_active', '=', status === 'active'))
      .$if(type !== undefined, (counts) => counts.where('profile_status', '=', type!)),
  );
  return counted!.total;
};
