import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type { Tenant, TenantTransaction } from '../tenancy/in-tenant.ts';
import { inPieces } from './in-pieces.ts';

const batch = 1000;

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
  const rows = await tx.execute<{ line: number; result: string }>(
    sql<{ line: number; result: string }>`
      select line, result from org_import_rows
      where tenant_org_id = ${tx.id} and import_id = ${id} and line > ${held.last_line}
        and result in ('created', 'updated')
      order by line limit ${batch}`.compile(query),
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
  const [counted] = await tx.execute<{ deactivated: number; restored: number; left: number }>(
    sql<{ deactivated: number; restored: number; left: number }>`
      select count(*) filter (where rollback = 'deactivated') as deactivated,
        count(*) filter (where rollback = 'restored') as restored, count(*) filter (where rollback = 'left') as left
      from org_import_rows
      where tenant_org_id = ${tx.id} and import_id = ${id} and line > ${held.last_line} and line <= ${lastLine}`.compile(
      query,
    ),
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

const deactivate = async (tx: TenantTransaction, id: string, lines: readonly number[]) => {
  if (lines.length === 0) return;
  await tx.execute(
    sql`with row as materialized (
        select line, customer_id, version_after from org_import_rows
        where tenant_org_id = ${tx.id} and import_id = ${id} and line = any (${lines}::int[])
      ), held as materialized (
        select c.id, c.version, c.is_active, c.merged_into_id from org_customers_mst c
        where c.tenant_org_id = ${tx.id} and c.id in (select customer_id from row)
        for update
      ), gone as (
        update org_customers_mst c set is_active = false
        from row join held on held.id = row.customer_id
        where c.tenant_org_id = ${tx.id} and c.id = held.id and held.is_active and held.version = row.version_after
        returning c.id
      )
      update org_import_rows r
      set rollback = case when gone.id is null then 'left' else 'deactivated' end,
        rollback_reason = case when gone.id is not null then null when held.merged_into_id is not null then 'merged'
          when not held.is_active then 'inactive_since' else 'changed_since' end
      from row join held on held.id = row.customer_id left join gone on gone.id = row.customer_id
      where r.tenant_org_id = ${tx.id} and r.import_id = ${id} and r.line = row.line`.compile(query),
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
    sql`${sql.ref(column)} = case when ${sql.lit(column)} = any (back.fields)
      then was.${sql.ref(column)} else c.${sql.ref(column)} end`;
  const typed = columns.map(([column, type]) => sql`${sql.ref(column)} ${sql.raw(type)}`);
  await tx.execute(
    sql`with row as materialized (
        select line, customer_id, record::jsonb as said, before from org_import_rows
        where tenant_org_id = ${tx.id} and import_id = ${id} and line = any (${lines}::int[])
      ), held as materialized (
        select c.id, to_jsonb(c) as facts, c.merged_into_id, c.profile_status from org_customers_mst c
        where c.tenant_org_id = ${tx.id} and c.id in (select customer_id from row)
        for update
      ), back as materialized (
        select line, customer_id, before, merged_into_id,
          array(
            select name from jsonb_object_keys(before) as keys (name)
            where merged_into_id is null
              and facts -> name = case name when 'preferences'
                then regulars.merge_patch(before -> name, said -> name) else said -> name end
              -- Who has become a stub needs a phone.
              and not (name = 'phone' and profile_status <> 'guest' and jsonb_typeof(before -> name) = 'null')
          ) as fields
        from row join held on held.id = row.customer_id
      ), done as (
        update org_customers_mst c set ${sql.join(columns.map(set))}
        from back, jsonb_to_record(back.before) as was (${sql.join(typed)})
        where c.tenant_org_id = ${tx.id} and c.id = back.customer_id and back.fields <> '{}'
        returning c.id
      )
      update org_import_rows r
      set rollback = case when missing = '{}' then 'restored' else 'left' end,
        rollback_reason = case when missing = '{}' then null when merged_into_id is not null then 'merged'
          when missing = '{phone}' and jsonb_typeof(back.before -> 'phone') = 'null' then 'needed'
          else 'changed_since' end,
        left_fields = missing
      from back, lateral (
        select array(select name from jsonb_object_keys(back.before) as keys (name) where name <> all (back.fields)
          order by name) as missing
      ) others
      where r.tenant_org_id = ${tx.id} and r.import_id = ${id} and r.line = back.line`.compile(query),
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
      where r.tenant_org_id = ${tx.id} and r.import_id = ${id} and r.line = refused.line`.compile(query),
  );
};
