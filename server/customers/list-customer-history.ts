import {
  type CustomerHistoryEntry,
  type CustomerHistoryQuery,
  historyActors,
  historyKinds,
} from '@regulars/contract/customer';
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
  const before = cursor === undefined ? null : Number(tenant.cursors.open(list, cursor)[0]);
  const [customer] = await tenant.execute(
    query
      .selectFrom('org_customers_mst')
      .select(['version', 'merged_into_id'])
      .where('tenant_org_id', '=', tenant.id)
      .where('id', '=', customerId),
  );
  const { version: newest } = presentCustomer(customer);

  const { timeZone } = await tenant.facts();
  const { kind, actorId, from, to } = filters;
  const midnight = (day: string, daysLater = 0) =>
    sql<Date>`(${day}::date + ${sql.lit(daysLater)})::timestamp at time zone ${timeZone}::text`;
  const all = query
    .selectFrom('org_customer_history')
    .where('tenant_org_id', '=', tenant.id)
    .where('customer_id', '=', customerId);
  const asked = all
    .$if(kind !== undefined, (history) => history.where('action', 'in', historyKinds[kind!]))
    .$if(actorId !== undefined, (history) => history.where('actor_id', '=', actorId!))
    .$if(from !== undefined, (history) => history.where('at', '>=', midnight(from!)))
    .$if(to !== undefined, (history) => history.where('at', '<', midnight(to!, 1)));

  const rows = await tenant.execute(
    asked
      .select(['version', 'action', 'actor_id', 'actor_name', 'request_id', 'changes'])
      .select(sql<string>`to_json(at) #>> '{}'`.as('at'))
      .$if(before !== null, (history) => history.where('version', '<', before!))
      .orderBy('version', 'desc')
      .limit(limit + 1),
  );
  const isWhole = Object.values(filters).every((value) => value === undefined);
  const [counted] = isWhole
    ? [{ total: newest }]
    : await tenant.execute(asked.select(sql<number>`count(*)::int`.as('total')));
  const actors =
    before === null
      ? await tenant.execute(
          query
            .selectFrom(
              all
                .select(['actor_id', 'actor_name', 'version'])
                .orderBy('version', 'desc')
                .limit(historyActors)
                .as('late'),
            )
            .distinctOn('actor_id')
            .select(['actor_id as id', 'actor_name as name'])
            .orderBy('actor_id')
            .orderBy('version', 'desc'),
        )
      : undefined;
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
    ...(actors && { actors }),
    page: {
      nextCursor: rows.length > limit ? tenant.cursors.seal(list, [String(shown.at(-1)!.version)]) : null,
      total: counted!.total,
      totalIsExact: true,
    },
  };
};
