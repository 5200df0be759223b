import { type NewCustomer, nameFields } from '@regulars/contract/customer';
import type { FieldError } from '@regulars/contract/problem';
import { query } from '@regulars/database/query';
import { addAddresses } from '../addresses/add-addresses.ts';
import { isSamePhone } from '../phones/normalize-phone.ts';
import { Refusal, refuseField } from '../refusal.ts';
import type { Tenant, TenantTransaction } from '../tenancy/in-tenant.ts';
import { useVerificationToken } from '../verification/use-verification-token.ts';
import { customerColumns } from './customer-columns.ts';
import { explainingConstraints } from './customer-constraints.ts';
import { type CustomerText, customerJson, withAddresses } from './customer-json.ts';
import { getCustomer } from './get-customer.ts';

/**
 * Adds a customer under the tenant's next number, with search words, history and counts, or not at all. A full
 * one comes with a verification token, which is used up in the same transaction and says what the phone is.
 * Addresses that come along are there with it.
 *
 * @throws Refusal invalid_request, phone_taken, verification_required, verification_token_invalid
 */
export const createCustomer = async (
  tenant: Tenant,
  { verificationToken, addresses = [], ...customer }: NewCustomer,
): Promise<CustomerText> => {
  if (customer.type !== 'full' && verificationToken !== undefined) {
    throw refuseField('/verificationToken', 'invalid_value', 'Only a full customer comes with a proof.');
  }
  // One statement, which is its own transaction.
  if (customer.type !== 'full' && addresses.length === 0) return insertCustomer(tenant, customer);
  if (customer.type === 'full' && verificationToken === undefined) throw new Refusal('verification_required');
  return tenant.together(async (tx) => {
    const proven = verificationToken === undefined ? {} : await provenPhone(tx, customer, verificationToken);
    const created = await insertCustomer(tx, { ...customer, ...proven });
    if (addresses.length === 0) return created;
    await addAddresses(tx, created.id, addresses);
    return getCustomer(tx, created.id);
  });
};

const provenPhone = async (
  tx: TenantTransaction,
  { phone }: Pick<NewCustomer, 'phone'>,
  token: string,
): Promise<{ phone: string }> => {
  const { country } = await tx.facts();
  const proven = await useVerificationToken(tx, token, ['registration', 'verification']);
  if (phone && !isSamePhone(phone, proven, country)) throw new Refusal('verification_token_invalid');
  return { phone: proven };
};

const insertCustomer = async (
  tenant: Tenant,
  { type, ...fields }: Omit<NewCustomer, 'verificationToken' | 'addresses'>,
): Promise<CustomerText> => {
  const facts = await tenant.facts();
  const missing: FieldError[] = [];
  if (type !== 'guest') {
    const needs = `A ${type === 'stub' ? 'stub' : 'full customer'} needs`;
    if (!nameFields.some((field) => fields[field])) {
      missing.push({ pointer: '/name', code: 'required', detail: `${needs} a name.` });
    }
    if (!fields.phone) missing.push({ pointer: '/phone', code: 'required', detail: `${needs} a phone.` });
  }
  const columns = customerColumns(fields, { country: facts.country, preferences: 'none', missing });
  const [created] = await explainingConstraints(
    tenant.execute<CustomerText>(
      query
        .insertInto('org_customers_mst')
        .values({ tenant_org_id: tenant.id, profile_status: type, ...columns } as never)
        .returning(['id', 'version', customerJson(facts).as('json')]),
    ),
    { e164: columns.phone },
  );
  return withAddresses(created!, null, null);
};
