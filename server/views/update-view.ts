import type { View, ViewChanges } from '@regulars/contract/view';
import { query } from '@regulars/database/query';
import { Refusal } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { moveView } from './move-view.ts';
import { ownView } from './own-view.ts';
import { viewOf, viewRow } from './view-row.ts';

/**
 * Changes what was sent. Only the owner says where a view stands among theirs, and takes back a shared one: from
 * anybody else it would be gone with that.
 *
 * @throws Refusal not_found, forbidden
 */
export const updateView = async (
  tenant: TenantTransaction,
  id: string,
  { position, ...changes }: ViewChanges,
): Promise<View> => {
  const isOwn = await ownView(tenant, id);
  if (!isOwn && (position !== undefined || changes.shared === false)) throw new Refusal('forbidden');
  if (position !== undefined) await moveView(tenant, id, position);
  const columns = { ...changes, ...(changes.filters && { filters: JSON.stringify(changes.filters) }) };
  const [changed] = await tenant.execute(
    Object.keys(columns).length > 0
      ? query
          .updateTable('org_customer_views')
          .set(columns as never)
          .where('tenant_org_id', '=', tenant.id)
          .where('id', '=', id)
          .returning(viewRow)
      : query
          .selectFrom('org_customer_views')
          .select(viewRow)
          .where('tenant_org_id', '=', tenant.id)
          .where('id', '=', id),
  );
  // Deleted, or taken back by its owner, a moment ago.
  if (!changed) throw new Refusal('not_found');
  return viewOf(changed);
};
