import { CustomerMerged, Refusal } from '../refusal.ts';

/**
 * What was read of the customer whom a request names: every verb asks here whether there is one.
 *
 * @throws Refusal not_found
 * @throws CustomerMerged
 */
export const presentCustomer = <Row extends { merged_into_id: string | null }>(row: Row | undefined): Row => {
  if (!row) throw new Refusal('not_found');
  if (row.merged_into_id !== null) throw new CustomerMerged(row.merged_into_id);
  return row;
};
