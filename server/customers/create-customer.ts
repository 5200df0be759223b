import { type NewCustomer, nameFields } from '@regulars/contract/customer';
import type { FieldError } from '@regulars/contract/problem';
import { query } from '@regulars/database/query';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { customerColumns } from './customer-columns.ts';
import { explainingConstraints } from './customer-constraints.ts';
import { type CustomerText, customerJson } from './customer-json.ts';

/**
 * Adds a customer under the tenant's next number: one statement, so that number, search words, history and
 * counts come with the customer or not at all.
 *
 * @throws Refusal invalid_request, phone_taken, verification_required
 */
export const createCustomer = async (
  tenant: Tenant,
  { type, ...fields }: NewCustomer,
): Promise<CustomerText> => {
  if (type === 'full') throw new Refusal('verification_required');
  const facts = await tenant.facts();
  const missing: FieldError[] = [];
  if (type === 'stub') {
    if (!nameFields.some((field) => fields[field])) {
      missing.push({ pointer: '/name', code: 'required', detail: 'A stub needs a name.' });
    }
    if (!fields.phone) missing.push({ pointer: '/phone', code: 'required', detail: 'A stub needs a phone.' });
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
