import { setImmediate as turn } from 'node:timers/promises';
import type { ImportOutcome } from '@regulars/contract/import';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { findDuplicates } from './find-duplicates.ts';
import { importChunks } from './import-chunks.ts';
import { type JudgedRow, judgeRow } from './judge-row.ts';
import { knownCustomers } from './known-customers.ts';
import { type ReadRow, readRecord } from './read-record.ts';
import { type FileRow, type Reading, readRows, UnreadableFile } from './read-rows.ts';
import { type Column, storable } from './recognise-file.ts';

/** More rows than a workbook can have. */
const mostRows = 1_048_576;

/**
 * The dry run: reads the file from its beginning and writes down what would become of each row, and nothing else. What
 * a dry run of before left is forgotten first.
 *
 * @param signal ends it; whoever comes next begins anew
 */
export const checkRows = async (tenant: Tenant, id: string, signal: AbortSignal): Promise<void> => {
  const begun = await begin(tenant, id);
  if (!begun) return;
  const { bytes, reading, generation, columns, heading } = begun;
  const mapping = columns.map(({ field }) => field);
  const facts = await tenant.facts();
  const seen = new Map<string, number>();
  const isFirst = await hasNobody(tenant);
  let share = 0;
  let rows = 0;
  const fail = ({ message, reason, line }: UnreadableFile) =>
    tenant.execute(
      query
        .updateTable('org_imports')
        .set({
          state: 'failed',
          failure_code: 'file_unreadable',
          failure_reason: reason,
          failure_line: line,
          failure_detail: message,
          ended_at: sql<Date>`now()`,
        })
        .where('tenant_org_id', '=', tenant.id)
        .where('id', '=', id)
        .where('reading', '=', generation),
    );
  const chunks = importChunks(tenant, id, (read) => {
    share = read / bytes;
  });
  try {
    let isHeading = heading;
    for await (const some of readRows(chunks, reading)) {
      if (signal.aborted) return;
      const data = isHeading ? some.slice(1) : some;
      isHeading = false;
      rows += data.length;
      if (rows > mostRows)
        throw new UnreadableFile(`The file has more than ${mostRows} rows.`, 'too_many_rows');
      const checked = await check(tenant, data, { mapping, place: facts, seen, isFirst });
      // A workbook is read as a whole before its first row.
      if (!(await keep(tenant, id, generation, checked, Math.min(share, 0.99)))) return;
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    await fail(error);
    return;
  }
  await tenant.execute(
    query
      .updateTable('org_imports')
      .set({ state: 'ready', step_share: 1 })
      .where('tenant_org_id', '=', tenant.id)
      .where('id', '=', id)
      .where('state', '=', 'checking')
      .where('reading', '=', generation),
  );
};

const begin = (tenant: Tenant, id: string) =>
  tenant.together(async (tx) => {
    const [held] = await tx.execute(
      query
        .updateTable('org_imports')
        .set({
          step_started_at: sql<Date>`now()`,
          step_done: 0,
          step_share: 0,
          to_create: 0,
          to_update: 0,
          unchanged: 0,
          duplicate: 0,
          invalid: 0,
        })
        .where('tenant_org_id', '=', tenant.id)
        .where('id', '=', id)
        .where('state', '=', 'checking')
        .returningAll(),
    );
    if (!held) return null;
    await tx.execute(
      query.deleteFrom('org_import_rows').where('tenant_org_id', '=', tenant.id).where('import_id', '=', id),
    );
    return {
      bytes: Number(held.bytes),
      reading: { format: held.format, encoding: held.encoding, delimiter: held.delimiter } as Reading,
      generation: held.reading,
      columns: held.columns as unknown as Column[],
      heading: held.has_heading,
    };
  });

interface CheckedRow extends JudgedRow {
  line: number;
  cells: string[];
  read: ReadRow;
}

interface Checking {
  mapping: Parameters<typeof readRecord>[1];
  place: Parameters<typeof readRecord>[2];
  /** What the rows before were about. */
  seen: Map<string, number>;
  /** There is nobody whom a row could be a duplicate of. */
  isFirst: boolean;
}

const hasNobody = async (tenant: Tenant): Promise<boolean> => {
  const found = await tenant.execute(
    query.selectFrom('org_duplicate_keys').select('key').where('tenant_org_id', '=', tenant.id).limit(1),
  );
  return found.length === 0;
};

const check = async (
  tenant: Tenant,
  rows: FileRow[],
  { mapping, place, seen, isFirst }: Checking,
): Promise<CheckedRow[]> => {
  const understood: { line: number; cells: string[]; read: ReadRow }[] = [];
  for (const { line, cells } of rows) {
    // A cell that cannot be kept is refused by its field; it is shown without what cannot be.
    understood.push({ line, cells: cells.map(storable), read: readRecord(cells, mapping, place) });
    if (understood.length % 100 === 0) await turn();
  }
  const known = await knownCustomers(
    tenant,
    understood.map(({ read }) => read),
  );
  const checked = understood.map((row) => ({ ...row, ...judgeRow(row.read, known, seen, row.line) }));
  const fresh = checked.filter(({ outcome }) => outcome === 'create');
  const duplicates = isFirst ? new Map() : await findDuplicates(tenant, fresh);
  for (const row of fresh) {
    const duplicate = duplicates.get(row.line);
    if (duplicate) Object.assign(row, { outcome: 'duplicate', ...duplicate });
  }
  return checked;
};

/** @returns false where the file has been taken for something else meanwhile, or nobody wants to know any more */
const keep = async (
  tenant: Tenant,
  id: string,
  generation: number,
  rows: CheckedRow[],
  share: number,
): Promise<boolean> => {
  const count = (outcome: ImportOutcome) => rows.filter((row) => row.outcome === outcome).length;
  const json = (value: unknown) => JSON.stringify(value);
  return tenant.together(async (tx) => {
    const [current] = await tx.execute(
      query
        .updateTable('org_imports')
        .set({
          step_done: sql<number>`step_done + ${rows.length}`,
          step_share: share,
          to_create: sql<number>`to_create + ${count('create')}`,
          to_update: sql<number>`to_update + ${count('update')}`,
          unchanged: sql<number>`unchanged + ${count('unchanged')}`,
          duplicate: sql<number>`duplicate + ${count('duplicate')}`,
          invalid: sql<number>`invalid + ${count('invalid')}`,
        })
        .where('tenant_org_id', '=', tenant.id)
        .where('id', '=', id)
        .where('state', '=', 'checking')
        .where('reading', '=', generation)
        .returning('id'),
    );
    if (!current) return false;
    await tx.execute(
      sql`insert into org_import_rows (tenant_org_id, import_id, line, cells, record, outcome, matched_by, customer_id,
          changes, score, errors, fingerprint)
        select ${tenant.id}::uuid, ${id}::uuid, line, cells::json, record::json, outcome, matched_by, customer_id,
          changes::jsonb, score, errors::jsonb, fingerprint
        from unnest(${rows.map(({ line }) => line)}::int[], ${rows.map(({ cells }) => json(cells))}::text[],
          ${rows.map(recordOf)}::text[], ${rows.map(({ outcome }) => outcome)}::text[],
          ${rows.map(({ matchedBy }) => matchedBy)}::text[], ${rows.map(({ customerId }) => customerId)}::uuid[],
          ${rows.map(({ changes }) => (changes.length > 0 ? json(changes) : null))}::text[],
          ${rows.map(({ score }) => score)}::float8[],
          ${rows.map(({ errors }) => (errors.length > 0 ? json(errors) : null))}::text[],
          ${rows.map(({ read }) => read.fingerprint)}::text[])
          as r (line, cells, record, outcome, matched_by, customer_id, changes, score, errors, fingerprint)`,
    );
    return true;
  });
};

const recordOf = ({ outcome, record, read }: CheckedRow): string | null => {
  if (outcome === 'update') return JSON.stringify(record);
  return outcome === 'create' || outcome === 'duplicate'
    ? JSON.stringify({ ...record, profile_status: read.type })
    : null;
};
