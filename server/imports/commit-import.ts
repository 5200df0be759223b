import type { ImportCommit } from '@regulars/contract/import';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type { JsonText } from '../http/answer.ts';
import { Refusal } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { holdImport } from './hold-import.ts';
import { readImport } from './import-json.ts';

/**
 * Lets the rows of an import be written; by the server, once the transaction is over.
 *
 * @throws Refusal not_found, import_busy, import_not_ready, row_refused
 */
export const commitImport = async (
  tx: TenantTransaction,
  id: string,
  { allOrNothing, duplicates }: ImportCommit,
): Promise<JsonText> => {
  const { invalid } = await holdImport(tx, id, ['ready']);
  if (allOrNothing && Number(invalid) > 0) {
    throw new Refusal('row_refused', { detail: `${invalid} rows are invalid: see the rows of the import.` });
  }
  await tx.execute(
    query
      .updateTable('org_imports')
      .set({
        state: 'importing',
        all_or_nothing: allOrNothing,
        duplicates,
        committed_at: sql<Date>`now()`,
        ...askedBy(tx),
        ...firstStep,
      })
      .where('tenant_org_id', '=', tx.id)
      .where('id', '=', id),
  );
  return readImport(tx, id);
};

/** Whom history names for what the server does next. */
export const askedBy = ({ actor }: TenantTransaction) => ({ asked_by: actor.id, asked_by_name: actor.name });

/** Of a step that begins. */
export const firstStep = { step_done: 0, step_share: 0, step_started_at: null, last_line: 0 };
