import { query } from '@regulars/database/query';
import type { CustomerText } from '../customers/customer-json.ts';
import { getCustomer } from '../customers/get-customer.ts';
import { holdCustomer } from '../customers/hold-customer.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';

/** Takes the picture away; once more changes nothing. @throws Refusal not_found @throws CustomerMerged */
export const removeAvatar = async (tx: TenantTransaction, customerId: string): Promise<CustomerText> => {
  await holdCustomer(tx, customerId, null);
  await tx.execute(
    query
      .deleteFrom('org_customer_avatars')
      .where('tenant_org_id', '=', tx.id)
      .where('customer_id', '=', customerId),
  );
  return getCustomer(tx, customerId);
};
