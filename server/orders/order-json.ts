import type { Tenant } from '@regulars/contract/tenant';
import { sql } from 'kysely';
import { displayNameOf } from '../customers/customer-json.ts';
import type { JsonText } from '../http/answer.ts';
import { moneyJson } from '../tenancy/money-json.ts';

/**
 * The order of the contract, as JSON text. For a statement in which `org_orders_mst` is in scope;
 * contract/order.ts says what comes out.
 */
export const orderJson = (facts: Tenant) => sql<JsonText>`(select row_to_json(wire)::text from (select
  org_orders_mst.id, external_ref "externalRef", order_number "orderNumber",
  (select json_build_object('id', id, 'customerNumber', customer_number, 'displayName', ${displayNameOf()})
    from org_customers_mst
    where tenant_org_id = org_orders_mst.tenant_org_id and id = org_orders_mst.customer_id) "customer",
  status, placed_at "placedAt", ready_at "readyAt", delivered_at "deliveredAt",
  ${moneyJson(sql.ref('total'), facts)} "total", item_count "itemCount", branch, note,
  (select coalesce(sum(points), 0)::bigint from org_loyalty_ledger
    where tenant_org_id = org_orders_mst.tenant_org_id and order_id = org_orders_mst.id) "points",
  created_at "createdAt", updated_at "updatedAt") wire)`;
