import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { Refusal, refuseField } from '../refusal.ts';
import type { TenantStatements } from '../tenancy/in-tenant.ts';
import { violates } from '../tenancy/postgres-problems.ts';

/** The phone in question, or the customer who has it. */
type Phone = { e164: unknown } | { ofCustomer: string };

/** Somebody active has the phone: the refusal says who. */
export const phoneTaken = (phone: Phone) =>
  new Refusal('phone_taken', { complete: (tenant) => holderOf(tenant, phone) });

/** Runs `work` and says what a violated constraint of org_customers_mst means to whoever sent the values. */
export const explainingConstraints = async <T>(work: Promise<T>, phone: Phone): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (violates(error, 'org_customers_active_phone_key')) throw phoneTaken(phone);
    if (violates(error, 'stub_has_phone')) {
      throw refuseField('/phone', 'required', 'Only a guest can be without a phone.');
    }
    if (violates(error, 'stub_has_name')) {
      throw refuseField('/name', 'required', 'Only a guest can be without a name.');
    }
    if (violates(error, 'full_is_proven')) throw new Refusal('verification_token_invalid');
    if (violates(error, 'preferences_size')) {
      throw refuseField('/preferences', 'too_large', 'The preferences together are too large.');
    }
    throw error;
  }
};

const holderOf = async (tenant: TenantStatements, phone: Phone) => {
  const [holder] = await tenant.execute(
    query
      .selectFrom('org_customers_mst')
      .select('id')
      .where('tenant_org_id', '=', tenant.id)
      .where('is_active', '=', true)
      .where('phone', '=', (of) =>
        'e164' in phone
          ? sql<string>`${phone.e164}`
          : of
              .selectFrom('org_customers_mst as other')
              .select(sql<string>`other.phone`.as('phone'))
              .where('other.tenant_org_id', '=', tenant.id)
              .where('other.id', '=', phone.ofCustomer),
      ),
  );
  return holder ? { customerId: holder.id } : {};
};
