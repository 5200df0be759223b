import type { Tenant } from '@regulars/contract/tenant';
import { sql } from 'kysely';
import type { JsonText } from '../http/answer.ts';
import { moneyJson } from '../tenancy/money-json.ts';

/** The LoyaltyEntry of the contract, as JSON text, for a statement in which `org_loyalty_ledger` is in scope. */
export const entryJson = (facts: Tenant) => sql<JsonText>`(select row_to_json(wire)::text from (select
  entry, at, kind, points, balance, reason, order_id "orderId",
  (select order_number from org_orders_mst placed
    where placed.tenant_org_id = org_loyalty_ledger.tenant_org_id and placed.id = order_id) "orderNumber",
  case when value is not null then ${moneyJson(sql.ref('value'), facts)} end "value",
  case when points > 0 then nullif(expires_at, 'infinity') end "expiresAt",
  json_build_object('id', actor_id, 'name', actor_name) "actor") wire)`;
