import { query } from '@regulars/database/query';
import type { JsonText } from '../http/answer.ts';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { orderJson } from './order-json.ts';

/** An order as read. */
export interface OrderText {
  id: string;
  json: JsonText;
}

/** @throws Refusal not_found */
export const getOrder = async (tenant: Tenant, id: string): Promise<OrderText> => {
  const [found] = await tenant.point.execute(
    query
      .selectFrom('org_orders_mst')
      .select(['id', orderJson(await tenant.facts()).as('json')])
      .where('tenant_org_id', '=', tenant.id)
      .where('id', '=', id),
  );
  if (!found) throw new Refusal('not_found');
  return found;
};
