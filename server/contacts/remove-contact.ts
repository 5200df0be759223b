import { sql } from 'kysely';
import type { CustomerText } from '../customers/customer-json.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { changeContact, type WhichContact } from './change-contact.ts';

/**
 * Takes a further phone or e-mail from a customer, who is not found by it any more; nothing is deleted. Once more changes
 * nothing.
 *
 * @throws Refusal not_found, version_conflict
 */
export const removeContact = (tx: TenantTransaction, which: WhichContact): Promise<CustomerText> =>
  changeContact(tx, which, sql<Date>`now()`, sql<boolean>`removed_at is null`);
