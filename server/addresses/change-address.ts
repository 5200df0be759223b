import { query } from '@regulars/database/query';
import { type RawBuilder, sql } from 'kysely';
import { holdCustomer } from '../customers/hold-customer.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { explainingAddresses } from './address-constraints.ts';
import { getAddress, type VersionedAddress } from './get-address.ts';

/** Sets columns of one address, of those that are in the state that the change is for; others stay as they are. */
export const changeAddress = async (
  tx: TenantTransaction,
  { customerId, id, versions }: { customerId: string; id: string; versions: number[] | null },
  columns: Record<string, unknown>,
  state: RawBuilder<boolean>,
): Promise<VersionedAddress> => {
  await holdCustomer(tx, customerId, versions);
  if (Object.keys(columns).length > 0) {
    await explainingAddresses(
      tx.execute(
        query
          .updateTable('org_customer_addresses')
          .set(columns)
          .where('tenant_org_id', '=', tx.id)
          .where('customer_id', '=', customerId)
          .where('id', '=', id)
          .where(state),
      ),
    );
  }
  return getAddress(tx, customerId, id);
};

export const isActive = sql<boolean>`deleted_at is null`;
export const isRemoved = sql<boolean>`deleted_at is not null`;
