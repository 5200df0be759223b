import type { ImportState } from '@regulars/contract/import';
import { query } from '@regulars/database/query';
import { Refusal } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';

const busy: readonly ImportState[] = ['checking', 'importing', 'rolling_back'];

/**
 * The import, locked until the end of the transaction.
 *
 * @param states those in which it has to be
 * @throws Refusal not_found, import_busy, import_not_ready
 */
export const holdImport = async (tx: TenantTransaction, id: string, states: readonly ImportState[]) => {
  const [row] = await tx.execute(
    query
      .selectFrom('org_imports')
      .selectAll()
      .where('tenant_org_id', '=', tx.id)
      .where('id', '=', id)
      .forUpdate(),
  );
  if (!row) throw new Refusal('not_found');
  const state = row.state as ImportState;
  if (!states.includes(state)) {
    throw new Refusal(busy.includes(state) ? 'import_busy' : 'import_not_ready', {
      detail: `The import is ${state}.`,
    });
  }
  return { ...row, state };
};
