import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type { JsonText } from '../http/answer.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { holdImport } from './hold-import.ts';
import { readImport } from './import-json.ts';

/**
 * Stops an import: at once where nothing is being written yet, else behind the rows that just are.
 *
 * @throws Refusal not_found, import_busy
 */
export const cancelImport = async (tx: TenantTransaction, id: string): Promise<JsonText> => {
  const { state } = await holdImport(tx, id, [
    'checking',
    'ready',
    'importing',
    'done',
    'cancelled',
    'failed',
    'rolled_back',
  ]);
  const change = query.updateTable('org_imports').where('tenant_org_id', '=', tx.id).where('id', '=', id);
  if (state === 'importing') await tx.execute(change.set({ cancel_asked: true }));
  if (state === 'checking' || state === 'ready') {
    await tx.execute(
      change.set({ state: 'cancelled', reading: sql<number>`reading + 1`, ended_at: sql<Date>`now()` }),
    );
  }
  return readImport(tx, id);
};
