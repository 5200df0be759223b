import type { CustomerUpgrade } from '@regulars/contract/customer';
import { query } from '@regulars/database/query';
import { addAddresses } from '../addresses/add-addresses.ts';
import { Refusal } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { useVerificationToken } from '../verification/use-verification-token.ts';
import { changeCustomer } from './change-customer.ts';
import { customerColumns } from './customer-columns.ts';
import { explainingConstraints } from './customer-constraints.ts';
import type { CustomerText } from './customer-json.ts';
import { getCustomer } from './get-customer.ts';
import { presentCustomer } from './present-customer.ts';

/**
 * Makes a guest or stub a full customer: the token proves the phone and is used up with the change. What the
 * customer has stays; preferences are merged, addresses added.
 *
 * @throws Refusal invalid_request, not_found, already_full, verification_token_invalid, phone_taken, too_many_addresses
 */
export const upgradeCustomer = async (
  tx: TenantTransaction,
  id: string,
  { verificationToken, addresses = [], ...fields }: CustomerUpgrade,
): Promise<CustomerText> => {
  const { country } = await tx.facts();
  const columns = customerColumns(fields, { country, preferences: 'of the row' });
  const [named] = await tx.execute(
    query
      .selectFrom('org_customers_mst')
      .select(['profile_status', 'phone', 'merged_into_id'])
      .where('tenant_org_id', '=', tx.id)
      .where('id', '=', id)
      .forUpdate(),
  );
  const customer = presentCustomer(named);
  if (customer.profile_status === 'full') throw new Refusal('already_full');
  const phone = await useVerificationToken(tx, verificationToken, ['registration', 'verification']);
  // The proof of another phone says nothing about this customer; a guest without one gets it.
  if (customer.phone !== null && customer.phone !== phone) throw new Refusal('verification_token_invalid');
  const upgraded = await explainingConstraints(
    changeCustomer(tx, id, { ...columns, phone, profile_status: 'full' }, null),
    { e164: phone },
  );
  if (addresses.length === 0) return upgraded;
  await addAddresses(tx, id, addresses);
  return getCustomer(tx, id);
};
