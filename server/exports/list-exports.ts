import type { ExportListQuery } from '@regulars/contract/export';
import type { Page } from '@regulars/contract/paging';
import { sql } from 'kysely';
import type { JsonText } from '../http/answer.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';

/** Beyond this many the list says "more than" instead of counting on. */
const countedUpTo = 2000;

/**
 * One page of exports by keyset, the last one first.
 *
 * @returns the JSON of a CustomerExportList
 * @throws Refusal invalid_cursor
 */
export const listExports = async (tenant: Tenant, { limit, cursor }: ExportListQuery): Promise<JsonText> => {
  const list = 'exports';
  const before = cursor === undefined ? null : tenant.cursors.open(list, cursor)[0]!;
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
      order by id desc limit ${limit + 1}`,
  );
  const [counted] = await tenant.execute(
    sql<{ total: number }>`select count(*) as total from (
      select from org_customer_exports where tenant_org_id = ${tenant.id} limit ${countedUpTo + 1}) counted`,
  );
  const shown = rows.slice(0, limit);
  const page: Page = {
    nextCursor: rows.length > limit ? tenant.cursors.seal(list, [shown.at(-1)!.id]) : null,
    total: Math.min(counted!.total, countedUpTo),
    totalIsExact: counted!.total <= countedUpTo,
  };
  return `{"data":[${shown.map(({ json }) => json).join(',')}],"page":${JSON.stringify(page)}}` as JsonText;
};
