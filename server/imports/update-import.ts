import type { ImportChanges } from '@regulars/contract/import';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type { JsonText } from '../http/answer.ts';
import { Refusal, refuseField } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { explained, readingColumns } from './create-import.ts';
import { holdImport } from './hold-import.ts';
import { readImport } from './import-json.ts';
import { type Column, recogniseText } from './recognise-file.ts';
import type { Delimiter, Encoding } from './recognise-text.ts';

/**
 * Takes the file for something else, and begins the dry run anew.
 *
 * @throws Refusal not_found, import_busy, import_not_ready, file_unreadable, invalid_request
 */
export const updateImport = async (
  tx: TenantTransaction,
  id: string,
  { mapping, encoding, delimiter, hasHeading }: ImportChanges,
): Promise<JsonText> => {
  const held = await holdImport(tx, id, ['checking', 'ready', 'failed']);
  if (held.committed_at !== null) throw new Refusal('import_not_ready', { detail: 'It was committed.' });
  if (held.format === 'xlsx' && (encoding ?? delimiter ?? hasHeading) !== undefined) {
    throw refuseField(
      encoding === undefined ? '/delimiter' : '/encoding',
      'invalid_value',
      'A workbook says this itself.',
    );
  }
  let columns = held.columns as unknown as Column[];
  let read: object = {};
  if ((encoding ?? delimiter ?? hasHeading) !== undefined) {
    const [start] = await tx.execute(
      query
        .selectFrom('org_import_chunks')
        .select('bytes')
        .where('tenant_org_id', '=', tx.id)
        .where('import_id', '=', id)
        .where('number', '=', 0),
    );
    const recognised = await explained(
      (async () =>
        recogniseText(start!.bytes, start!.bytes.length === Number(held.bytes), await tx.facts(), {
          encoding: encoding ?? (held.encoding as Encoding),
          delimiter: delimiter ?? (encoding ? undefined : (held.delimiter as Delimiter)),
          heading: hasHeading ?? held.has_heading,
          isUtf8: true,
        }))(),
    );
    columns = recognised.columns;
    const { format: _, ...others } = readingColumns(recognised);
    read = others;
  }
  if (mapping) {
    if (mapping.length !== columns.length) {
      throw refuseField('/mapping', 'invalid_value', `The file has ${columns.length} columns.`);
    }
    columns = columns.map((column, index) => ({ ...column, field: mapping[index] ?? null }));
  }
  await tx.execute(
    query
      .updateTable('org_imports')
      .set({
        ...read,
        columns: JSON.stringify(columns),
        state: 'checking',
        reading: sql<number>`reading + 1`,
        step_started_at: null,
        step_done: 0,
        step_share: 0,
        ...noCounts,
        failure_code: null,
        failure_reason: null,
        failure_line: null,
        failure_detail: null,
        ended_at: null,
      })
      .where('tenant_org_id', '=', tx.id)
      .where('id', '=', id),
  );
  return readImport(tx, id);
};

const noCounts = { to_create: 0, to_update: 0, unchanged: 0, duplicate: 0, invalid: 0 };
