import { query } from '@regulars/database/query';
import type { JsonText } from '../http/answer.ts';
import { Refusal } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { askedBy, firstStep } from './commit-import.ts';
import { holdImport } from './hold-import.ts';
import { readImport } from './import-json.ts';

/**
 * Lets what an import did be taken back; by the server, once the transaction is over.
 *
 * @throws Refusal not_found, import_busy, import_not_ready
 */
export const rollBackImport = async (tx: TenantTransaction, id: string): Promise<JsonText> => {
  const { committed_at } = await holdImport(tx, id, ['done', 'cancelled', 'failed']);
  if (committed_at === null) throw new Refusal('import_not_ready', { detail: 'It has written nothing.' });
  await tx.execute(
    query
      .updateTable('org_imports')
      .set({ state: 'rolling_back', ...askedBy(tx), ...firstStep, ended_at: null })
      .where('tenant_org_id', '=', tx.id)
      .where('id', '=', id),
  );
  return readImport(tx, id);
};
