import type { ImportListQuery } from '@regulars/contract/import';
import type { Page } from '@regulars/contract/paging';
import { sql } from 'kysely';
import type { JsonText } from '../http/answer.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { importJson } from './import-json.ts';

/**
 * One page of imports by keyset, the last one first.
 *
 * @returns the JSON of a CustomerImportList
 * @throws Refusal invalid_cursor
 */
export const listImports = async (tenant: Tenant, { limit, cursor }: ImportListQuery): Promise<JsonText> => {
  const list = 'imports';
  const before = cursor === undefined ? null : tenant.cursors.open(list, cursor)[0]!;
  const rows = await tenant.execute(
    sql<{ id: string; json: JsonText }>`
      select id, ${importJson} as json from org_imports
      where tenant_org_id = ${tenant.id} and (${before}::uuid is null or id < ${before}::uuid)
      order by id desc limit ${limit + 1}`,
  );
  // What is older than a month is gone: they are never many.
  const [counted] = await tenant.execute(
    sql<{
      total: number;
    }>`select count(*) as total from org_imports where tenant_org_id = ${tenant.id}`,
  );
  const shown = rows.slice(0, limit);
  const page: Page = {
    nextCursor: rows.length > limit ? tenant.cursors.seal(list, [shown.at(-1)!.id]) : null,
    total: counted!.total,
    totalIsExact: true,
  };
  return `{"data":[${shown.map(({ json }) => json).join(',')}],"page":${JSON.stringify(page)}}` as JsonText;
};
