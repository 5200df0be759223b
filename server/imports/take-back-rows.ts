import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type { Tenant, TenantTransaction } from '../tenancy/in-tenant.ts';
import { inPieces } from './in-pieces.ts';

const batch = 500;

/**
 * Takes back what an import wrote, batch by batch, in the manner of writeRows: whom it added is deactivated where nothing
 * has made another version of them since; whom it changed gets back each field that is still as it was imported.
 *
 * @param signal ends it behind the batch under way
 */
export const takeBackRows = async (tenant: Tenant, id: string, signal: AbortSignal): Promise<void> => {
  await tenant.execute(
    query
      .updateTable('org_imports')
      .set({ step_started_at: sql<Date>`coalesce(step_started_at, now())` })
      .where('tenant_org_id', '=', tenant.id)
      .where('id', '=', id)
      .where('state', '=', 'rolling_back'),
  );
  while (!signal.aborted && (await tenant.together((tx) => takeBackNext(tx, id))));
};

/** @returns whether there may be more */
const takeBackNext = async (tx: TenantTransaction, id: string): Promise<boolean> => {
  const [held] = await tx.execute(
    query
      .selectFrom('org_imports')
      .select('last_line')
      .where('tenant_org_id', '=', tx.id)
      .where('id', '=', id)
      .where('state', '=', 'rolling_back')
      .forUpdate(),
  );
  if (!held) return false;
  const rows = await tx.execute(
    sql<{ line: number; result: string }>`
      select line, result from org_import_rows
      where tenant_org_id = ${tx.id} and import_id = ${id} and line > ${held.last_line}
        and result in ('created', 'updated')
      order by line limit ${batch}`,
  );
  const change = query.updateTable('org_imports').where('tenant_org_id', '=', tx.id).where('id', '=', id);
  if (rows.length === 0) {
    await tx.execute(change.set({ state: 'rolled_back', step_share: 1, ended_at: sql<Date>`now()` }));
    return false;
  }
  const linesOf = (result: string) => rows.filter((row) => row.result === result).map(({ line }) => line);
  await deactivate(tx, id, linesOf('created'));
  const refused = await inPieces(tx, linesOf('updated'), (lines) => restore(tx, id, lines));
  if (refused.length > 0) await leave(tx, id, refused);
  const lastLine = rows.at(-1)!.line;
  const [counted] = await tx.execute(
    sql<{ deactivated: number; restored: number; left: number }>`
      select count(*) filter (where rollback = 'deactivated') as deactivated,
        count(*) filter (where rollback = 'restored') as restored, count(*) filter (where rollback = 'left') as left
      from org_import_rows
      where tenant_org_id = ${tx.id} and import_id = ${id} and line > ${held.last_line} and line <= ${lastLine}`,
  );
  const { deactivated, restored, left } = counted!;
  await tx.execute(
    change.set({
      last_line: lastLine,
      step_done: sql<number>`step_done + ${rows.length}`,
      step_share: sql<number>`(step_done + ${rows.length})::float8 / greatest(1, created + updated)`,
      deactivated: sql<number>`deactivated + ${deactivated}`,
      restored: sql<number>`restored + ${restored}`,
      left_alone: sql<number>`left_alone + ${left}`,
    }),
  );
  return true;
};

/** The rows of these lines, each with its customer, whom `hold` has locked. */
const rowsWithTheirs = (tx: TenantTransaction, id: string, lines: readonly number[]) =>
  sql`r.tenant_org_id = ${tx.id} and r.import_id = ${id} and r.line = any (${lines}::int[])
    and c.tenant_org_id = ${tx.id} and c.id = r.customer_id`;

const hold = async (tx: TenantTransaction, id: string, lines: readonly number[]) => {
  await tx.execute(
    sql`select c.id from org_customers_mst c, org_import_rows r where ${rowsWithTheirs(tx, id, lines)}
      order by c.id for update of c`,
  );
};

const deactivate = async (tx: TenantTransaction, id: string, lines: readonly number[]) => {
  if (lines.length === 0) return;
  await hold(tx, id, lines);
  await tx.execute(
    sql`update org_import_rows r
      set rollback = case when c.is_active and c.version = r.version_after then 'deactivated' else 'left' end,
        rollback_reason = case when c.merged_into_id is not null then 'merged' when not c.is_active then 'inactive_since'
          when c.version <> r.version_after then 'changed_since' end
      from org_customers_mst c where ${rowsWithTheirs(tx, id, lines)}`,
  );
  await tx.execute(
    sql`update org_customers_mst c set is_active = false
      from org_import_rows r where ${rowsWithTheirs(tx, id, lines)} and r.rollback = 'deactivated'`,
  );
};

const columns = [
  ['first_name', 'text'],
  ['last_name', 'text'],
  ['display_name', 'text'],
  ['name', 'text'],
  ['name2', 'text'],
  ['phone', 'text'],
  ['email', 'text'],
  ['birth_date', 'date'],
  ['avatar_url', 'text'],
  ['preferences', 'jsonb'],
  ['notes', 'text'],
  ['tags', 'text[]'],
] as const;

const restore = async (tx: TenantTransaction, id: string, lines: readonly number[]) => {
  const set = ([column]: (typeof columns)[number]) =>
    sql`${sql.ref(column)} = case when r.before ? ${sql.lit(column)} and ${sql.lit(column)} <> all (r.left_fields)
      then was.${sql.ref(column)} else c.${sql.ref(column)} end`;
  const typed = columns.map(([column, type]) => sql`${sql.ref(column)} ${sql.raw(type)}`);
  await hold(tx, id, lines);
  await tx.execute(
    sql`update org_import_rows r set left_fields = array(
        select name from jsonb_object_keys(r.before) as keys (name)
        where c.merged_into_id is not null
          or to_jsonb(c) -> name is distinct from case name
            when 'preferences' then regulars.merge_patch(r.before -> name, r.record::jsonb -> name)
            else r.record::jsonb -> name end
          -- Who has become a stub needs a phone.
          or (name = 'phone' and c.profile_status <> 'guest' and jsonb_typeof(r.before -> name) = 'null')
        order by name)
      from org_customers_mst c where ${rowsWithTheirs(tx, id, lines)}`,
  );
  await tx.execute(
    sql`update org_import_rows r
      set rollback = case when r.left_fields = '{}' then 'restored' else 'left' end,
        rollback_reason = case when r.left_fields = '{}' then null when c.merged_into_id is not null then 'merged'
          when r.left_fields = '{phone}' and c.phone = r.record ->> 'phone' then 'needed' else 'changed_since' end
      from org_customers_mst c where ${rowsWithTheirs(tx, id, lines)}`,
  );
  await tx.execute(
    sql`update org_customers_mst c set ${sql.join(columns.map(set))}
      from org_import_rows r, jsonb_to_record(r.before) as was (${sql.join(typed)})
      where ${rowsWithTheirs(tx, id, lines)} and r.before - r.left_fields <> '{}'`,
  );
};

/** A constraint keeps the customer as it is. */
const leave = async (
  tx: TenantTransaction,
  id: string,
  refused: readonly { line: number; constraint: string }[],
) => {
  const reasons = refused.map(({ constraint }) =>
    constraint === 'org_customers_active_phone_key' ? 'phone_taken' : 'needed',
  );
  await tx.execute(
    sql`update org_import_rows r
      set rollback = 'left', rollback_reason = refused.reason,
        left_fields = array(select jsonb_object_keys(r.before) order by 1)
      from unnest(${refused.map(({ line }) => line)}::int[], ${reasons}::text[]) as refused (line, reason)
      where r.tenant_org_id = ${tx.id} and r.import_id = ${id} and r.line = refused.line`,
  );
};
