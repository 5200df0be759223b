import type { customerSummary } from '@regulars/contract/duplicate';
import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import { displayNameOf, nameOf } from '../customers/customer-json.ts';

export type CustomerSummary = z.infer<typeof customerSummary>;

/** The CustomerSummary of the contract, of org_customers_mst under the name `of`. */
export const customerSummaryOf = (of: string): RawBuilder<CustomerSummary> => {
  const column = (name: string) => sql.ref(`${of}.${name}`);
  return sql<CustomerSummary>`json_build_object(
    'id', ${column('id')}, 'customerNumber', ${column('customer_number')}, 'profileStatus', ${column('profile_status')},
    'displayName', ${displayNameOf(of)},
    'firstName', ${column('first_name')}, 'lastName', ${column('last_name')},
    'name', ${nameOf(of)}, 'name2', ${column('name2')},
    'phone', ${column('phone')}, 'email', ${column('email')}, 'birthDate', ${column('birth_date')},
    'isActive', ${column('is_active')})`;
};
