import type { NewAddress } from '@regulars/contract/address';
import { sql } from 'kysely';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { addressColumns } from './address-columns.ts';
import { explainingAddresses } from './address-constraints.ts';

/**
 * Adds addresses to a customer that exists and is held: one version of it, all or none.
 *
 * @returns their ids, in order
 * @throws Refusal too_many_addresses
 */
export const addAddresses = async (
  tx: TenantTransaction,
  customerId: string,
  addresses: readonly NewAddress[],
): Promise<string[]> => {
  const { country } = await tx.facts();
  const rows = addresses.map((address) => ({ country, ...addressColumns(address, country) }));
  // One text for any number of them, so that it is planned once.
  const added = await explainingAddresses(
    tx.execute(
      sql<{
        id: string;
      }>`insert into org_customer_addresses (tenant_org_id, customer_id, type, label, building, floor,
          apartment, street, area, city, region, postal_code, country, latitude, longitude, delivery_notes, is_default)
        select ${tx.id}, ${customerId}, coalesce(type, 'home'), label, building, floor,
          apartment, street, area, city, region, postal_code, country, latitude, longitude, delivery_notes,
          coalesce(is_default, false)
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as sent (
          type text, label text, building text, floor text, apartment text, street text, area text, city text,
          region text, postal_code text, country text, latitude double precision, longitude double precision,
          delivery_notes text, is_default boolean)
        returning id`,
    ),
  );
  return added.map(({ id }) => id);
};
