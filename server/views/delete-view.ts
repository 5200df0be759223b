import type { View } from '@regulars/contract/view';
import { query } from '@regulars/database/query';
import { Refusal } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { ownView } from './own-view.ts';
import { viewOf, viewRow } from './view-row.ts';

/**
 * @returns the view as it was
 * @throws Refusal not_found, forbidden
 */
export const deleteView = async (tenant: TenantTransaction, id: string): Promise<View> => {
  await ownView(tenant, id);
  const [deleted] = await tenant.execute(
    query
      .deleteFrom('org_customer_views')
      .where('tenant_org_id', '=', tenant.id)
      .where('id', '=', id)
      .returning(viewRow),
  );
  // By somebody else, a moment ago.
  if (!deleted) throw new Refusal('not_found');
  return viewOf(deleted);
};
