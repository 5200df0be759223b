import { sql } from 'kysely';
import type { CustomerText } from '../customers/customer-json.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { changeContact, type WhichContact } from './change-contact.ts';

/**
 * Gives a removed phone or e-mail back to its customer. Once more changes nothing.
 *
 * @throws Refusal not_found, version_conflict
 */
export const restoreContact = (tx: TenantTransaction, which: WhichContact): Promise<CustomerText> =>
  changeContact(tx, which, null, sql<boolean>`removed_at is not null`);
