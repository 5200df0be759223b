import type { ImportRowError } from '@regulars/contract/import';
import { query } from '@regulars/database/query';
import { type RawBuilder, sql } from 'kysely';
import type { Tenant, TenantTransaction } from '../tenancy/in-tenant.ts';
import { inPieces, type RefusedLine } from './in-pieces.ts';

/** Rows in a transaction: about half a second at most, and for so long nobody else of the tenant adds a customer. */
const batch = 1000;

/** What was asked for with the commit. */
interface Asked {
  all_or_nothing: boolean | null;
  duplicates: string | null;
}

/** A batch, by what became of its rows. */
interface Written {
  lastLine: number;
  rows: number;
  created: number;
  updated: number;
  kept: number;
  skipped: number;
  rejected: number;
}

/**
 * Writes the rows of an import to customers, batch by batch, each in a transaction that tells of it in the import
 * itself: whoever comes after a crash goes on behind the last one. Or all of them in one, or none.
 *
 * @param signal ends it behind the batch under way
 */
export const writeRows = async (tenant: Tenant, id: string, signal: AbortSignal): Promise<void> => {
  const [asked] = await tenant.execute(
    query
      .updateTable('org_imports')
      .set({ step_started_at: sql<Date>`coalesce(step_started_at, now())` })
      .where('tenant_org_id', '=', tenant.id)
      .where('id', '=', id)
      .where('state', '=', 'importing')
      .returning(['all_or_nothing', 'duplicates']),
  );
  if (!asked) return;
  if (asked.all_or_nothing) return writeAll(tenant, id, asked, signal);
  while (!signal.aborted && (await tenant.together((tx) => writeNext(tx, id, asked))));
};

/** @returns whether there may be more */
const writeNext = async (tx: TenantTransaction, id: string, asked: Asked): Promise<boolean> => {
  const [held] = await tx.execute(
    query
      .selectFrom('org_imports')
      .select(['last_line', 'cancel_asked'])
      .where('tenant_org_id', '=', tx.id)
      .where('id', '=', id)
      .where('state', '=', 'importing')
      .forUpdate(),
  );
  if (!held) return false;
  const written = held.cancel_asked ? null : await writeBatch(tx, id, held.last_line, asked);
  if (written) await tell(tx, id, written);
  else await end(tx, id, held.cancel_asked ? 'cancelled' : 'done');
  return written !== null;
};

class RowRefused extends Error {
  readonly line: number;
  readonly reason: ImportRowError['code'];

  constructor(line: number, { code, detail }: ImportRowError) {
    super(`Line ${line}: ${detail}`);
    this.line = line;
    this.reason = code;
  }
}
class Cancelled extends Error {}
class Stopped extends Error {}

/** All in one transaction. How far it is, is told from outside of it: nobody sees into it before its end. */
const writeAll = async (tenant: Tenant, id: string, asked: Asked, signal: AbortSignal): Promise<void> => {
  try {
    await tenant.together(async (tx) => {
      const all: Written = { lastLine: 0, rows: 0, created: 0, updated: 0, kept: 0, skipped: 0, rejected: 0 };
      for (;;) {
        const written = await writeBatch(tx, id, all.lastLine, asked);
        if (!written) break;
        if (written.rejected > 0) throw await firstRefusal(tx, id);
        for (const key of Object.keys(all) as (keyof Written)[]) all[key] += written[key];
        all.lastLine = written.lastLine;
        if (signal.aborted) throw new Stopped();
        if (await isCancelled(tenant, id, all.rows)) throw new Cancelled();
      }
      await tell(tx, id, { ...all, rows: 0 });
      await end(tx, id, 'done');
    });
  } catch (error) {
    if (error instanceof Stopped) return;
    if (!(error instanceof RowRefused || error instanceof Cancelled)) throw error;
    await tenant.execute(
      query
        .updateTable('org_imports')
        .set({
          ended_at: sql<Date>`now()`,
          ...(error instanceof Cancelled
            ? { state: 'cancelled' }
            : {
                state: 'failed',
                failure_code: 'row_refused',
                failure_reason: error.reason,
                failure_line: error.line,
                failure_detail: error.message,
              }),
        })
        .where('tenant_org_id', '=', tenant.id)
        .where('id', '=', id)
        .where('state', '=', 'importing'),
    );
  }
};

const isCancelled = async (tenant: Tenant, id: string, rows: number): Promise<boolean> => {
  const [told] = await tenant.execute(
    query
      .updateTable('org_imports')
      .set({ step_done: rows, step_share: shareOf(sql`${rows}::bigint`) })
      .where('tenant_org_id', '=', tenant.id)
      .where('id', '=', id)
      .returning('cancel_asked'),
  );
  return told?.cancel_asked ?? true;
};

const shareOf = (done: RawBuilder<unknown>) =>
  sql<number>`${done}::float8 / greatest(1, to_create + to_update + unchanged + duplicate + invalid)`;

const tell = async (tx: TenantTransaction, id: string, written: Written) => {
  const plus = (column: string, more: number) => sql<number>`${sql.ref(column)} + ${more}`;
  await tx.execute(
    query
      .updateTable('org_imports')
      .set({
        last_line: written.lastLine,
        step_done: plus('step_done', written.rows),
        step_share: shareOf(sql`(step_done + ${written.rows})`),
        created: plus('created', written.created),
        updated: plus('updated', written.updated),
        kept: plus('kept', written.kept),
        skipped: plus('skipped', written.skipped),
        rejected: plus('rejected', written.rejected),
      })
      .where('tenant_org_id', '=', tx.id)
      .where('id', '=', id),
  );
};

const end = async (tx: TenantTransaction, id: string, state: 'done' | 'cancelled') => {
  await tx.execute(
    query
      .updateTable('org_imports')
      .set({ state, ended_at: sql<Date>`now()`, cancel_asked: false })
      .where('tenant_org_id', '=', tx.id)
      .where('id', '=', id),
  );
  // Its rows are kept; nobody reads the file again.
  await tx.execute(
    query.deleteFrom('org_import_chunks').where('tenant_org_id', '=', tx.id).where('import_id', '=', id),
  );
};

/** @returns null where there is none left */
const writeBatch = async (
  tx: TenantTransaction,
  id: string,
  after: number,
  { duplicates }: Asked,
): Promise<Written | null> => {
  const rows = await tx.execute(
    sql<{ line: number; outcome: string }>`
      select line, outcome from org_import_rows
      where tenant_org_id = ${tx.id} and import_id = ${id} and line > ${after} order by line limit ${batch}`,
  );
  if (rows.length === 0) return null;
  const linesThat = (...outcomes: string[]) =>
    rows.filter(({ outcome }) => outcomes.includes(outcome)).map(({ line }) => line);
  const creating = linesThat('create', ...(duplicates === 'create' ? ['duplicate'] : []));
  const updating = linesThat('update');
  const refused = [
    ...(await inPieces(tx, creating, (lines) => createCustomers(tx, id, lines))),
    ...(await inPieces(tx, updating, (lines) => updateCustomers(tx, id, lines))),
  ];
  if (refused.length > 0) await reject(tx, id, refused);
  const lastLine = rows.at(-1)!.line;
  const counted = await settle(tx, id, after, lastLine);
  return { lastLine, rows: rows.length, ...counted };
};

/** The columns of a record, as json_to_record gives them. */
const recordColumns = sql`profile_status text, first_name text, last_name text, display_name text, name text,
  name2 text, phone text, email text, birth_date date, avatar_url text, preferences jsonb, notes text, tags text[]`;

/** Rows of an import, by their lines. Statements that join batches with each other are planned as if they were few. */
const linesOf = (tx: TenantTransaction, id: string, lines: readonly number[]) =>
  sql`r.tenant_org_id = ${tx.id} and r.import_id = ${id} and r.line = any (${lines}::int[])`;

/** A phone that somebody has by now stays theirs: the row is without a result then. */
const createCustomers = async (tx: TenantTransaction, id: string, lines: readonly number[]) => {
  const [wanted] = await tx.execute(
    sql<{ phones: string[] }>`
      select coalesce(array_agg(record ->> 'phone') filter (where record ->> 'phone' is not null), '{}') as phones
      from org_import_rows r where ${linesOf(tx, id, lines)}`,
  );
  // All in one look: one for each could go through everybody, as long as statistics do not know the business.
  const taken = await tx.execute(
    sql<{ phone: string }>`
      select phone from org_customers_mst
      where tenant_org_id = ${tx.id} and is_active and phone = any (${wanted!.phones}::text[])`,
  );
  await tx.execute(
    sql`update org_import_rows r set result = 'created', customer_id = regulars.new_id(), version_after = 1
      where ${linesOf(tx, id, lines)}
        and coalesce(r.record ->> 'phone', '') <> all (${taken.map(({ phone }) => phone)}::text[])`,
  );
  await tx.execute(
    sql`insert into org_customers_mst (tenant_org_id, id, profile_status, first_name, last_name, display_name, name,
        name2, phone, email, birth_date, avatar_url, preferences, notes, tags)
      select ${tx.id}::uuid, customer_id, profile_status, first_name, last_name, display_name, name, name2, phone, email,
        birth_date, avatar_url, coalesce(regulars.merge_patch(null, preferences), '{}'), notes, coalesce(tags, '{}')
      from org_import_rows r, json_to_record(record) as said (${recordColumns})
      where ${linesOf(tx, id, lines)} and result = 'created'
      order by line`,
  );
};

const updateCustomers = async (tx: TenantTransaction, id: string, lines: readonly number[]) => {
  const said = (column: string) =>
    sql`${sql.ref(column)} = case when r.record::jsonb ? ${sql.lit(column)} then said.${sql.ref(column)}
      else c.${sql.ref(column)} end`;
  const columns = [
    'first_name',
    'last_name',
    'display_name',
    'name',
    'name2',
    'phone',
    'email',
    'birth_date',
  ];
  const theirs = sql`c.tenant_org_id = ${tx.id} and c.id = r.customer_id`;
  const held = sql`select c.id from org_customers_mst c, org_import_rows r
    where ${theirs} and ${linesOf(tx, id, lines)} and c.merged_into_id is null order by c.id for update of c`;
  await tx.execute(held);
  await tx.execute(
    sql`update org_import_rows r set result = 'updated',
        before = (select jsonb_object_agg(name, to_jsonb(c) -> name) from json_object_keys(r.record) as keys (name))
      from org_customers_mst c
      where ${linesOf(tx, id, lines)} and ${theirs} and c.merged_into_id is null`,
  );
  await tx.execute(
    sql`update org_customers_mst c
      set ${sql.join([...columns, 'avatar_url', 'notes', 'tags'].map(said))},
        preferences = case when r.record::jsonb ? 'preferences'
          then regulars.merge_patch(c.preferences, said.preferences) else c.preferences end
      from org_import_rows r, json_to_record(r.record) as said (${recordColumns})
      where ${linesOf(tx, id, lines)} and result = 'updated' and ${theirs}`,
  );
  await tx.execute(
    sql`update org_import_rows r set version_after = c.version from org_customers_mst c
      where ${linesOf(tx, id, lines)} and result = 'updated' and ${theirs}`,
  );
};

const phoneTaken: ImportRowError = {
  column: null,
  field: 'phone',
  code: 'phone_taken',
  detail: 'Another customer has this phone.',
};
const reasons: Record<string, ImportRowError> = {
  org_customers_active_phone_key: phoneTaken,
  preferences_size: {
    column: null,
    field: 'preferences',
    code: 'too_large',
    detail: 'The preferences together are too large.',
  },
};
const otherReason: ImportRowError = {
  column: null,
  field: null,
  code: 'changed_meanwhile',
  detail: 'The customer has changed since the dry run.',
};

const reject = async (tx: TenantTransaction, id: string, refused: RefusedLine[]) => {
  const errors = refused.map(({ constraint }) => JSON.stringify([reasons[constraint] ?? otherReason]));
  await tx.execute(
    sql`update org_import_rows r set result = 'rejected', errors = refused.errors::jsonb
      from unnest(${refused.map(({ line }) => line)}::int[], ${errors}::text[]) as refused (line, errors)
      where r.tenant_org_id = ${tx.id} and r.import_id = ${id} and r.line = refused.line`,
  );
};

/** What nothing was written of gets its result, and all of the batch is counted. */
const settle = async (tx: TenantTransaction, id: string, after: number, lastLine: number) => {
  const ofBatch = sql`tenant_org_id = ${tx.id} and import_id = ${id} and line > ${after} and line <= ${lastLine}`;
  await tx.execute(
    sql`update org_import_rows set
        result = case outcome when 'unchanged' then 'unchanged' when 'duplicate' then 'skipped' else 'rejected' end,
        errors = case outcome
          when 'create' then ${JSON.stringify([phoneTaken])}::jsonb
          when 'update' then ${JSON.stringify([otherReason])}::jsonb
          else errors end
      where ${ofBatch} and result is null`,
  );
  const [counted] = await tx.execute(
    sql<Omit<Written, 'lastLine' | 'rows'>>`
      select count(*) filter (where result = 'created') as created, count(*) filter (where result = 'updated') as updated,
        count(*) filter (where result = 'unchanged') as kept, count(*) filter (where result = 'skipped') as skipped,
        count(*) filter (where result = 'rejected') as rejected
      from org_import_rows where ${ofBatch}`,
  );
  return counted!;
};

const firstRefusal = async (tx: TenantTransaction, id: string): Promise<RowRefused> => {
  const [row] = await tx.execute(
    sql<{ line: number; errors: ImportRowError[] }>`
      select line, errors from org_import_rows
      where tenant_org_id = ${tx.id} and import_id = ${id} and result = 'rejected' order by line limit 1`,
  );
  return new RowRefused(row!.line, row!.errors[0] ?? otherReason);
};
