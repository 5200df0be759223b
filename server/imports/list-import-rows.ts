import type { ImportField, ImportRow, ImportRowQuery } from '@regulars/contract/import';
import type { Page } from '@regulars/contract/paging';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { displayNameOf } from '../customers/customer-json.ts';
import { keyset } from '../http/keyset.ts';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import type { Column } from './recognise-file.ts';

type Listed = Omit<ImportRow, 'values'> & { cells: string[] };

/**
 * One page of rows in the order of the file, by keyset.
 *
 * @throws Refusal not_found, invalid_cursor
 */
export const listImportRows = async (
  tenant: Tenant,
  id: string,
  { outcome, result, rollback, ...asked }: ImportRowQuery,
): Promise<{ data: ImportRow[]; page: Page }> => {
  const [imported] = await tenant.execute(
    query
      .selectFrom('org_imports')
      .select('columns')
      .where('tenant_org_id', '=', tenant.id)
      .where('id', '=', id),
  );
  if (!imported) throw new Refusal('not_found');
  const mapping = (imported.columns as unknown as Column[]).map(({ field }) => field);
  const list = JSON.stringify(['import rows', id, outcome, result, rollback]);
  const { after, take, pageOf } = keyset(tenant, list, asked);
  const [line = null] = after;
  const filter = sql`tenant_org_id = ${tenant.id} and import_id = ${id}
    and (${outcome ?? null}::text is null or outcome = ${outcome ?? null}::text)
    and (${result ?? null}::text is null or result = ${result ?? null}::text)
    and (${rollback ?? null}::text is null or rollback = ${rollback ?? null}::text)`;
  const rows = await tenant.execute(
    sql<Listed>`
      select line, outcome, cells, matched_by as "matchedBy",
        (select json_build_object('id', id, 'customerNumber', customer_number, 'displayName', ${displayNameOf()})
          from org_customers_mst where tenant_org_id = ${tenant.id} and id = customer_id) as customer,
        coalesce(changes, '[]') as changes, score, coalesce(errors, '[]') as errors, result, rollback,
        rollback_reason as "rollbackReason", coalesce(left_fields, '{}') as "leftFields"
      from org_import_rows where ${filter} and line > coalesce(${line}::int, 0)
      order by line limit ${take}`,
  );
  const all = sql`select from org_import_rows where ${filter}`;
  const { shown, page } = await pageOf(rows, ({ line }) => [String(line)], all);
  const data = shown.map(({ cells, ...row }) => ({ ...row, values: valuesOf(cells, mapping) }));
  return { data, page };
};

const valuesOf = (cells: string[], mapping: (ImportField | null)[]): ImportRow['values'] => {
  const values: ImportRow['values'] = {};
  for (const [column, field] of mapping.entries()) {
    if (field !== null && cells[column]) values[field] = cells[column];
  }
  return values;
};
