import type { ImportListQuery } from '@regulars/contract/import';
import { sql } from 'kysely';
import { type JsonText, listText } from '../http/answer.ts';
import { keyset } from '../http/keyset.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { importJson } from './import-json.ts';

/**
 * One page of imports by keyset, the last one first.
 *
 * @returns the JSON of a CustomerImportList
 * @throws Refusal invalid_cursor
 */
export const listImports = async (tenant: Tenant, asked: ImportListQuery): Promise<JsonText> => {
  const { after, take, pageOf } = keyset(tenant, 'imports', asked);
  const [before = null] = after;
  const rows = await tenant.execute(
    sql<{ id: string; json: JsonText }>`
      select id, ${importJson} as json from org_imports
      where tenant_org_id = ${tenant.id} and (${before}::uuid is null or id < ${before}::uuid)
      order by id desc limit ${take}`,
  );
  const all = sql`select from org_imports where tenant_org_id = ${tenant.id}`;
  const { shown, page } = await pageOf(rows, ({ id }) => [id], all);
  return listText(
    shown.map(({ json }) => json),
    page,
  );
};
