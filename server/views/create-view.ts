import type { NewView, View } from '@regulars/contract/view';
import { query } from '@regulars/database/query';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { violates } from '../tenancy/postgres-problems.ts';
import { viewOf, viewRow } from './view-row.ts';

/**
 * Keeps a view for whoever acts, behind their others.
 *
 * @throws Refusal too_many_views
 */
export const createView = async (tenant: Tenant, { filters, ...fields }: NewView): Promise<View> => {
  try {
    const [created] = await tenant.execute(
      query
        .insertInto('org_customer_views')
        .values({ tenant_org_id: tenant.id, ...fields, filters: JSON.stringify(filters) } as never)
        .returning(viewRow),
    );
    return viewOf(created!);
  } catch (error) {
    if (violates(error, 'views_of_one_owner')) throw new Refusal('too_many_views');
    throw error;
  }
};
