import { query } from '@regulars/database/query';
import { type RawBuilder, sql } from 'kysely';
import type { CustomerText } from '../customers/customer-json.ts';
import { getCustomer } from '../customers/get-customer.ts';
import { holdCustomer } from '../customers/hold-customer.ts';
import { Refusal } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';

/** A further contact, and what If-Match says of its customer. */
export interface WhichContact {
  customerId: string;
  id: string;
  /** Null: whatever the version. */
  versions: number[] | null;
}

/**
 * Says since when a further contact is removed, where it is in the state that the change is for. Several merges may have
 * kept the same phone or e-mail: they are one contact.
 */
export const changeContact = async (
  tx: TenantTransaction,
  { customerId, id, versions }: WhichContact,
  removedAt: RawBuilder<Date> | null,
  state: RawBuilder<boolean>,
): Promise<CustomerText> => {
  await holdCustomer(tx, customerId, versions);
  const ofCustomer = sql<boolean>`tenant_org_id = ${tx.id} and customer_id = ${customerId}`;
  const [contact] = await tx.execute(
    query
      .selectFrom('org_customer_contacts')
      .select(['kind', 'search_key'])
      .where(ofCustomer)
      .where('id', '=', id),
  );
  if (!contact) throw new Refusal('not_found');
  await tx.execute(
    query
      .updateTable('org_customer_contacts')
      .set({ removed_at: removedAt })
      .where(ofCustomer)
      .where('kind', '=', contact.kind)
      .where('search_key', '=', contact.search_key)
      .where(state),
  );
  return getCustomer(tx, customerId);
};
