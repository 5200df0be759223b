import { type NewCustomer, nameFields } from '@regulars/contract/customer';
import type { FieldError } from '@regulars/contract/problem';
import { query } from '@regulars/database/query';
import { isSamePhone } from '../phones/normalize-phone.ts';
import { Refusal, refuseField } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { useVerificationToken } from '../verification/use-verification-token.ts';
import { customerColumns } from './customer-columns.ts';
import { explainingConstraints } from './customer-constraints.ts';
import { type CustomerText, customerJson } from './customer-json.ts';

/**
 * Adds a customer under the tenant's next number, with search words, history and counts, or not at all. A full
 * one comes with a verification token, which is used up in the same transaction and says what the phone is.
 *
 * @throws Refusal invalid_request, phone_taken, verification_required, verification_token_invalid
 */
export const createCustomer = async (
  tenant: Tenant,
  { verificationToken, ...customer }: NewCustomer,
): Promise<CustomerText> => {
  if (customer.type !== 'full') {
    if (verificationToken === undefined) return insertCustomer(tenant, customer);
    throw refuseField('/verificationToken', 'invalid_value', 'Only a full customer comes with a proof.');
  }
  if (verificationToken === undefined) throw new Refusal('verification_required');
  const { country } = await tenant.facts();
  return tenant.together(async (tx) => {
    const proven = await useVerificationToken(tx, verificationToken, ['registration', 'verification']);
    if (customer.phone && !isSamePhone(customer.phone, proven, country)) {
      throw new Refusal('verification_token_invalid');
    }
    return insertCustomer(tx, { ...customer, phone: proven });
  });
};

const insertCustomer = async (
  tenant: Tenant,
  { type, ...fields }: Omit<NewCustomer, 'verificationToken'>,
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
  return created!;
};
