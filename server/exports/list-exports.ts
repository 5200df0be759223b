import type { ExportListQuery } from '@regulars/contract/export';
import { sql } from 'kysely';
import { type JsonText, listText } from '../http/answer.ts';
import { keyset } from '../http/keyset.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';

/**
 * One page of exports by keyset, the last one first.
 *
 * @returns the JSON of a CustomerExportList
 * @throws Refusal invalid_cursor
 */
export const listExports = async (tenant: Tenant, asked: ExportListQuery): Promise<JsonText> => {
  const { after, take, pageOf } = keyset(tenant, 'exports', asked);
  const [before = null] = after;
  const rows = await tenant.execute(
    sql<{ id: string; json: JsonText }>`
      select id, (select row_to_json(wire)::text from (select
        id, exported_at "at", json_build_object('id', actor_id, 'name', actor_name) "by", format, columns, filters,
        customers "rows",
        -- A server that dies tells nothing of it; no export goes on for so long.
        case when state = 'running' and exported_at < now() - interval '6 hours' then 'failed' else state end "state",
        ended_at "endedAt") wire) as json
      from org_customer_exports
      where tenant_org_id = ${tenant.id} and (${before}::uuid is null or id < ${before}::uuid)
      order by id desc limit ${take}`,
  );
  const all = sql`select from org_customer_exports where tenant_org_id = ${tenant.id}`;
  const { shown, page } = await pageOf(rows, ({ id }) => [id], all);
  return listText(
    shown.map(({ json }) => json),
    page,
  );
};
