import type { OrderQuery } from '@regulars/contract/order';
import type { Page } from '@regulars/contract/paging';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type { JsonText } from '../http/answer.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { orderJson } from './order-json.ts';

/** Beyond this many a list says "more than" instead of counting on. */
const countedUpTo = 2000;

/**
 * One page of orders by keyset, the last placed first.
 *
 * @returns the JSON of an OrderList
 * @throws Refusal invalid_cursor
 */
export const listOrders = async (
  tenant: Tenant,
  { limit, cursor, ...filters }: OrderQuery,
): Promise<JsonText> => {
  const { data, page } = await pageOfOrders(tenant, filters, { limit, cursor });
  return `{"data":${data},"page":${JSON.stringify(page)}}` as JsonText;
};

/** The same, for an answer that holds more: `data` is JSON. */
export const pageOfOrders = async (
  tenant: Tenant,
  filters: Omit<OrderQuery, 'limit' | 'cursor'>,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ data: string; page: Page }> => {
  const { status, customerId, externalRef, placedFrom, placedBefore } = filters;
  const list = JSON.stringify(['orders', status, customerId, externalRef, placedFrom, placedBefore]);
  const position = cursor === undefined ? null : tenant.cursors.open(list, cursor);
  const inUtc = (moment: string) => sql<Date>`${new Date(moment).toISOString()}::timestamptz`;
  const filtered = query
    .selectFrom('org_orders_mst')
    .where('tenant_org_id', '=', tenant.id)
    .$if(status !== undefined, (rows) => rows.where('status', '=', status!))
    .$if(customerId !== undefined, (rows) => rows.where('customer_id', '=', customerId!))
    .$if(externalRef !== undefined, (rows) => rows.where('external_ref', '=', externalRef!))
    .$if(placedFrom !== undefined, (rows) => rows.where('placed_at', '>=', inUtc(placedFrom!)))
    .$if(placedBefore !== undefined, (rows) => rows.where('placed_at', '<', inUtc(placedBefore!)));

  const rows = await tenant.execute(
    filtered
      .select(['id', orderJson(await tenant.facts()).as('json'), sql<string>`placed_at::text`.as('key')])
      .$if(position !== null, (rows) =>
        rows.where(sql<boolean>`(placed_at, id) < (${position?.[0]}::timestamptz, ${position?.[1]}::uuid)`),
      )
      .orderBy('placed_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1),
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const counted = async () => {
    if (position === null && !last) return rows.length;
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
    return count;
  };
  const count = await counted();
  return {
    data: `[${shown.map(({ json }) => json).join(',')}]`,
    page: {
      nextCursor: last ? tenant.cursors.seal(list, [last.key, last.id]) : null,
      total: Math.min(count, countedUpTo),
      totalIsExact: count <= countedUpTo,
    },
  };
};
