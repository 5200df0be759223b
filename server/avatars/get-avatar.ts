import { query } from '@regulars/database/query';
import { presentCustomer } from '../customers/present-customer.ts';
import { type Answer, etag } from '../http/answer.ts';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';

/**
 * The picture of a customer, or that it is still the one that the reader has.
 *
 * @param known from If-None-Match
 * @throws Refusal not_found: there is no such customer, or no picture
 * @throws CustomerMerged
 */
export const getAvatar = async (
  tenant: Tenant,
  customerId: string,
  known: string | null,
): Promise<Answer> => {
  const [found] = await tenant.execute(
    query
      .selectFrom('org_customers_mst as customer')
      .leftJoin('org_customer_avatars as avatar', (join) =>
        join
          .onRef('avatar.tenant_org_id', '=', 'customer.tenant_org_id')
          .onRef('avatar.customer_id', '=', 'customer.id'),
      )
      .select(['customer.merged_into_id', 'avatar.version', 'avatar.media_type', 'avatar.content'])
      .where('customer.tenant_org_id', '=', tenant.id)
      .where('customer.id', '=', customerId),
  );
  const { version, media_type, content } = presentCustomer(found);
  if (version === null || media_type === null || content === null) throw new Refusal('not_found');
  const headers = { etag: etag(version), 'cache-control': 'private, no-cache' };
  if (known === headers.etag) return { status: 304, headers };
  return { status: 200, stream: { of: new Blob([content as never]).stream(), type: media_type }, headers };
};
