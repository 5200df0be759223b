import type { CustomerHistoryEntry } from '@regulars/contract/customer';
import type { Page } from '@regulars/contract/paging';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { presentCustomer } from './present-customer.ts';

type Changes = Record<string, { from: unknown; to: unknown }>;

/** Of an address it is written `addresses.<id>.column`. */
const placeOf = (key: string) => {
  const [column = '', addressId] = key.split('.').toReversed();
  return addressId === undefined ? { field: camelCase(column) } : { addressId, field: camelCase(column) };
};

const camelCase = (column: string) =>
  column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/**
 * Every change of a customer, newest first. Each made one version, so the version is the position and the
 * newest one is the total.
 *
 * @throws Refusal not_found, invalid_cursor
 */
export const listCustomerHistory = async (
  tenant: Tenant,
  customerId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ data: CustomerHistoryEntry[]; page: Page }> => {
  const list = `history ${customerId}`;
  const before = cursor === undefined ? null : Number(tenant.cursors.open(list, cursor)[0]);
  const [customer] = await tenant.execute(
    query
      .selectFrom('org_customers_mst')
      .select(['version', 'merged_into_id'])
      .where('tenant_org_id', '=', tenant.id)
      .where('id', '=', customerId),
  );
  const { version: newest } = presentCustomer(customer);

  const rows = await tenant.execute(
    query
      .selectFrom('org_customer_history')
      .select(['version', 'action', 'actor_id', 'actor_name', 'request_id', 'changes'])
      .select(sql<string>`to_json(at) #>> '{}'`.as('at'))
      .where('tenant_org_id', '=', tenant.id)
      .where('customer_id', '=', customerId)
      .$if(before !== null, (history) => history.where('version', '<', before!))
      .orderBy('version', 'desc')
      .limit(limit + 1),
  );
  const shown = rows.slice(0, limit);
  return {
    data: shown.map((row) => ({
      version: row.version,
      at: row.at,
      action: row.action as CustomerHistoryEntry['action'],
      actor: { id: row.actor_id, name: row.actor_name },
      requestId: row.request_id,
      changes: Object.entries(row.changes as Changes).map(([key, { from, to }]) => ({
        ...placeOf(key),
        from: from as never,
        to: to as never,
      })),
    })),
    page: {
      nextCursor: rows.length > limit ? tenant.cursors.seal(list, [String(shown.at(-1)!.version)]) : null,
      total: newest,
      totalIsExact: true,
    },
  };
};
