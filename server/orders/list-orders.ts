import type { OrderQuery } from '@regulars/contract/order';
import type { Page } from '@regulars/contract/paging';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { type JsonText, listText } from '../http/answer.ts';
import { keyset } from '../http/keyset.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { orderJson } from './order-json.ts';

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
  return listText(data, page);
};

/** The same, for an answer that holds more: each of `data` is JSON. */
export const pageOfOrders = async (
  tenant: Tenant,
  filters: Omit<OrderQuery, 'limit' | 'cursor'>,
  asked: Pick<OrderQuery, 'limit' | 'cursor'>,
): Promise<{ data: JsonText[]; page: Page }> => {
  const { status, customerId, externalRef, placedFrom, placedBefore } = filters;
  const list = JSON.stringify(['orders', status, customerId, externalRef, placedFrom, placedBefore]);
  const { after, take, pageOf } = keyset(tenant, list, asked);
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
      .$if(after.length > 0, (rows) =>
        rows.where(sql<boolean>`(placed_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`),
      )
      .orderBy('placed_at', 'desc')
      .orderBy('id', 'desc')
      .limit(take),
  );
  const { shown, page } = await pageOf(rows, ({ key, id }) => [key, id], filtered.select('id'));
  return { data: shown.map(({ json }) => json), page };
};
