import type { CustomerStatistics } from '@regulars/contract/customer';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';

/** The cards above the list, from the counts that triggers keep; exact at any time. */
export const countCustomers = async (tenant: Tenant): Promise<CustomerStatistics> => {
  const { timeZone } = await tenant.facts();
  const thisMonth = sql<Date>`date_trunc('month', now() at time zone ${timeZone}) at time zone ${timeZone}`;
  const sumOf = (condition: ReturnType<typeof sql<boolean>>) =>
    sql<number>`coalesce(sum(customers) filter (where ${condition}), 0)::int8`;
  const [statistics] = await tenant.execute(
    query
      .selectFrom('org_customer_counts')
      .select([
        sumOf(sql`true`).as('total'),
        sumOf(sql`profile_status = 'guest'`).as('guest'),
        sumOf(sql`profile_status = 'stub'`).as('stub'),
        sumOf(sql`profile_status = 'full'`).as('full'),
        sumOf(sql`is_active`).as('active'),
        sumOf(sql`not is_active`).as('inactive'),
      ])
      .select((of) =>
        of
          .selectFrom('org_customer_arrivals')
          .select(sql<number>`coalesce(sum(customers), 0)::int8`.as('customers'))
          .where('tenant_org_id', '=', tenant.id)
          .where('quarter', '>=', thisMonth)
          .$asScalar()
          .as('newThisMonth'),
      )
      .where('tenant_org_id', '=', tenant.id),
  );
  return statistics as CustomerStatistics;
};
