import { query } from '@regulars/database/query';
import { Refusal } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';

/**
 * May whoever acts change this view? Its owner may, and of a shared one an admin.
 *
 * @returns whether it is their own
 * @throws Refusal not_found also for what others keep to themselves; forbidden
 */
export const ownView = async (tenant: TenantTransaction, id: string): Promise<boolean> => {
  const [found] = await tenant.execute(
    query
      .selectFrom('org_customer_views')
      .select('owner_id')
      .where('tenant_org_id', '=', tenant.id)
      .where('id', '=', id),
  );
  if (!found) throw new Refusal('not_found');
  const { id: actor, role } = tenant.actor;
  const isOwn = found.owner_id === actor;
  if (!isOwn && role !== 'owner' && role !== 'admin') throw new Refusal('forbidden');
  return isOwn;
};
