import type { CustomerChanges } from '@regulars/contract/customer';
import { expectVersion } from '../http/expected-version.ts';
import { isSamePhone } from '../phones/normalize-phone.ts';
import { Refusal } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { useVerificationToken } from '../verification/use-verification-token.ts';
import { changeCustomer } from './change-customer.ts';
import { customerColumns } from './customer-columns.ts';
import { explainingConstraints } from './customer-constraints.ts';
import type { CustomerText } from './customer-json.ts';
import { getCustomer } from './get-customer.ts';

/**
 * Changes what was sent and nothing else. A verified customer with another phone is verified no longer, unless a
 * token proves the new one.
 *
 * @param versions from If-Match; null: whatever the version
 * @throws Refusal invalid_request, not_found, phone_taken, verification_token_invalid, version_conflict
 */
export const updateCustomer = async (
  tenant: TenantTransaction,
  id: string,
  { verificationToken, ...changes }: CustomerChanges,
  versions: number[] | null,
): Promise<CustomerText> => {
  const { country } = await tenant.facts();
  if (verificationToken !== undefined) {
    const proven = await useVerificationToken(tenant, verificationToken, ['registration', 'verification']);
    if (!changes.phone || !isSamePhone(changes.phone, proven, country)) {
      throw new Refusal('verification_token_invalid');
    }
  }
  const columns = customerColumns(changes, { country, preferences: 'of the row' });
  if (Object.keys(columns).length > 0) {
    return explainingConstraints(changeCustomer(tenant, id, columns, versions), { e164: columns.phone });
  }
  const unchanged = await getCustomer(tenant, id);
  expectVersion(versions, unchanged.version);
  return unchanged;
};
