import {
  type CustomerHistoryEntry,
  type CustomerHistoryQuery,
  historyActors,
  historyKinds,
} from '@regulars/contract/customer';
import type { Page } from '@regulars/contract/paging';
import type { Tenant as TenantFacts } from '@regulars/contract/tenant';
import { query } from '@regulars/database/query';
import type { DB } from '@regulars/database/tables';
import type { SelectQueryBuilder } from 'kysely';
import { keyset } from '../http/keyset.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { midnight, momentText } from '../tenancy/moments.ts';
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
 * The changes of a customer, newest first. Each made one version, so the version is the position and the newest one
 * the total of all.
 *
 * @throws Refusal not_found, invalid_cursor
 */
export const listCustomerHistory = async (
  tenant: Tenant,
  customerId: string,
  { limit, cursor, ...filters }: CustomerHistoryQuery,
): Promise<{ data: CustomerHistoryEntry[]; actors?: CustomerHistoryEntry['actor'][]; page: Page }> => {
  const list = JSON.stringify(['history', customerId, filters]);
  const { after, take, pageOf } = keyset(tenant, list, { limit, cursor });
  const [customer] = await tenant.execute(
    query
      .selectFrom('org_customers_mst')
      .select(['version', 'merged_into_id'])
      .where('tenant_org_id', '=', tenant.id)
      .where('id', '=', customerId),
  );
  const { version: newest } = presentCustomer(customer);

  const all = query
    .selectFrom('org_customer_history')
    .where('tenant_org_id', '=', tenant.id)
    .where('customer_id', '=', customerId);
  const asked = filtered(all, filters, await tenant.facts());
  const rows = await tenant.execute(
    asked
      .select(['version', 'action', 'actor_id', 'actor_name', 'request_id', 'changes'])
      .select(momentText('at').as('at'))
      .$if(after.length > 0, (history) => history.where('version', '<', Number(after[0])))
      .orderBy('version', 'desc')
      .limit(take),
  );
  const isWhole = Object.values(filters).every((value) => value === undefined);
  const { shown, page } = await pageOf(
    rows,
    ({ version }) => [String(version)],
    isWhole ? newest : asked.select('version'),
  );
  return {
    data: shown.map(entryOf),
    ...(after.length === 0 && { actors: await tenant.execute(lateActors(all)) }),
    page,
  };
};

type History = SelectQueryBuilder<DB, 'org_customer_history', unknown>;

const filtered = (
  history: History,
  { kind, actorId, from, to }: Omit<CustomerHistoryQuery, 'limit' | 'cursor'>,
  { timeZone }: TenantFacts,
) =>
  history
    .$if(kind !== undefined, (rows) => rows.where('action', 'in', historyKinds[kind!]))
    .$if(actorId !== undefined, (rows) => rows.where('actor_id', '=', actorId!))
    .$if(from !== undefined, (rows) => rows.where('at', '>=', midnight(timeZone, from!)))
    .$if(to !== undefined, (rows) => rows.where('at', '<', midnight(timeZone, to!, 1)));

/** Whoever made one of the last changes, by the name that they had the last time. */
const lateActors = (history: History) =>
  query
    .selectFrom(
      history
        .select(['actor_id', 'actor_name', 'version'])
        .orderBy('version', 'desc')
        .limit(historyActors)
        .as('late'),
    )
    .distinctOn('actor_id')
    .select(['actor_id as id', 'actor_name as name'])
    .orderBy('actor_id')
    .orderBy('version', 'desc');

interface Row {
  version: number;
  at: string;
  action: string;
  actor_id: string;
  actor_name: string | null;
  request_id: string | null;
  changes: unknown;
}

const entryOf = (row: Row): CustomerHistoryEntry => ({
  version: row.version,
  at: row.at,
  action: row.action as CustomerHistoryEntry['action'],
  actor: { id: row.actor_id, name: row.actor_name },
  requestId: row.request_id,
  changes: Object.entries(row.changes as Changes).map(([key, change]) => ({ ...placeOf(key), ...change })),
});
