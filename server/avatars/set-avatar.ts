import { readFile } from 'node:fs/promises';
import { query } from '@regulars/database/query';
import type { CustomerText } from '../customers/customer-json.ts';
import { getCustomer } from '../customers/get-customer.ts';
import { holdCustomer } from '../customers/hold-customer.ts';
import type { Upload } from '../http/read-upload.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { readPicture } from './read-picture.ts';

/**
 * Gives a customer a picture instead of the one that there may be.
 *
 * @throws Refusal not_found, unsupported_media_type, invalid_request
 * @throws CustomerMerged
 */
export const setAvatar = async (
  tx: TenantTransaction,
  customerId: string,
  file: Upload,
): Promise<CustomerText> => {
  const content = await readFile(file.path);
  const { mediaType } = readPicture(content);
  // Held, so that of two who come at once the second changes what the first has added.
  await holdCustomer(tx, customerId, null);
  const picture = { media_type: mediaType, content };
  const [changed] = await tx.execute(
    query
      .updateTable('org_customer_avatars')
      .set(picture)
      .where('tenant_org_id', '=', tx.id)
      .where('customer_id', '=', customerId)
      .returning('version'),
  );
  if (!changed) {
    await tx.execute(
      query
        .insertInto('org_customer_avatars')
        .values({ tenant_org_id: tx.id, customer_id: customerId, ...picture } as never),
    );
  }
  return getCustomer(tx, customerId);
};
