import type { customerSummary } from '@regulars/contract/duplicate';
import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';

export type CustomerSummary = z.infer<typeof customerSummary>;

/** The CustomerSummary of the contract, of org_customers_mst under the name `of`. */
export const customerSummaryOf = (of: string): RawBuilder<CustomerSummary> => {
  const column = (name: string) => sql.ref(`${of}.${name}`);
  const firstAndLast = sql`nullif(concat_ws(' ', ${column('first_name')}, ${column('last_name')}), '')`;
  return sql<CustomerSummary>`json_build_object(
    'id', ${column('id')}, 'customerNumber', ${column('customer_number')}, 'profileStatus', ${column('profile_status')},
    'displayName', coalesce(${column('display_name')}, ${column('name')}, ${firstAndLast}, ${column('name2')}, ${column('customer_number')}),
    'firstName', ${column('first_name')}, 'lastName', ${column('last_name')},
    'name', coalesce(${column('name')}, ${firstAndLast}), 'name2', ${column('name2')},
    'phone', ${column('phone')}, 'email', ${column('email')}, 'birthDate', ${column('birth_date')},
    'isActive', ${column('is_active')})`;
};
