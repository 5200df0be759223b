import type { CustomerQuery, CustomerSort } from '@regulars/contract/customer';
import type { PageBothWays } from '@regulars/contract/paging';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type { JsonText } from '../http/answer.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { customerJson } from './customer-json.ts';
import { matchCustomers } from './match-customers.ts';
import { parseSearch } from './parse-search.ts';

/** Each sort is an index (tenant, key, id); the key as text is what a cursor remembers. */
const keys = {
  createdAt: { column: 'created_at', type: 'timestamptz' },
  name: { column: 'sort_name', type: 'text' },
  lastOrderAt: { column: 'last_order_key', type: 'timestamptz' },
  totalOrders: { column: 'total_orders', type: 'integer' },
  loyaltyPoints: { column: 'loyalty_points', type: 'bigint' },
  customerNumber: { column: 'customer_number_int', type: 'bigint' },
} as const;

const orderOf = (sort: CustomerSort | undefined) => {
  const asked = sort === undefined || sort === 'relevance' ? '-createdAt' : sort;
  const { column, type } = keys[asked.replace('-', '') as keyof typeof keys];
  return {
    key: sql.ref(column),
    type: sql.raw(type),
    direction: asked.startsWith('-') ? ('desc' as const) : ('asc' as const),
  };
};

/** Beyond this many hits a search says "more than" instead of counting on. */
const countedUpTo = 2000;

/**
 * One page of the tenant's customers, by keyset: a page costs the same wherever it is, and what is written
 * meanwhile neither repeats nor hides a row that it does not touch.
 *
 * @returns the JSON of a CustomerList
 * @throws Refusal invalid_cursor
 */
export const listCustomers = async (tenant: Tenant, asked: CustomerQuery): Promise<JsonText> => {
  const { type, status, sort, limit, cursor } = asked;
  const facts = await tenant.facts();
  const search =
    asked.search === undefined ? null : parseSearch(asked.search, facts.country, facts.customerNumberPrefix);
  const list = JSON.stringify(['customers', asked.search?.trim() ?? '', type ?? '', status, sort]);
  const position = cursor === undefined ? null : tenant.cursors.open(list, cursor);
  const matches = search && (await matchCustomers(tenant, search, status === 'active'));

  const { key, type: keyType, direction } = orderOf(sort);
  const filtered = query
    .selectFrom('org_customers_mst')
    .where('tenant_org_id', '=', tenant.id)
    .$if(status !== 'all', (rows) => rows.where('is_active', '=', status === 'active'))
    .$if(type !== undefined, (rows) => rows.where('profile_status', '=', type!))
    .$if(matches !== null, (rows) => rows.where(matches!));

  const rows = await tenant.execute(
    filtered
      .select(['id', customerJson(facts).as('json'), sql<string>`(${key})::text`.as('key')])
      .$if(position !== null, (rows) =>
        rows.where(
          sql<boolean>`(${key}, id) ${sql.raw(direction === 'asc' ? '>' : '<')} (${position?.[0]}::${keyType}, ${position?.[1]}::uuid)`,
        ),
      )
      .orderBy(key, direction)
      .orderBy('id', direction)
      .limit(limit + 1),
  );

  const total = async (): Promise<Pick<PageBothWays, 'total' | 'totalIsExact'>> => {
    if (matches === null) return { total: await countAll(tenant, type, status), totalIsExact: true };
    if (position === null && rows.length <= limit) return { total: rows.length, totalIsExact: true };
    const [{ count } = { count: 0 }] = await tenant.execute(
      query
        .selectFrom(
          filtered
            .select('id')
            .limit(countedUpTo + 1)
            .as('counted'),
        )
        .select(({ fn }) => fn.countAll<number>().as('count')),
    );
    return { total: Math.min(count, countedUpTo), totalIsExact: count <= countedUpTo };
  };

  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const page: PageBothWays = {
    nextCursor: last ? tenant.cursors.seal(list, [last.key, last.id]) : null,
    previousCursor: null,
    ...(await total()),
  };
  return `{"data":[${shown.map((row) => row.json).join(',')}],"page":${JSON.stringify(page)}}` as JsonText;
};

const countAll = async (tenant: Tenant, type: CustomerQuery['type'], status: CustomerQuery['status']) => {
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
