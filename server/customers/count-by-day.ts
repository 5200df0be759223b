import type { DailyStatistics } from '@regulars/contract/customer';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';

/** How many customers were created on each of the last days of the tenant's own calendar, today included. */
export const countByDay = async (tenant: Tenant, days: number): Promise<DailyStatistics> => {
  const { timeZone } = await tenant.facts();
  const today = sql<string>`(now() at time zone ${timeZone})::date`;
  const first = sql<string>`(${today} - ${days}::integer + 1)`;
  const counted = await tenant.execute(
    sql<DailyStatistics['days'][number]>`
      with arrived as (
        select (quarter at time zone ${timeZone})::date as day, sum(customers) as created
        from org_customer_arrivals
        where tenant_org_id = ${tenant.id} and quarter >= ${first}::timestamp at time zone ${timeZone}
        group by 1
      )
      select day, coalesce(created, 0)::int8 as created
      from (select ${first} + n as day from generate_series(0, ${days}::integer - 1) n) calendar
      left join arrived using (day)
      order by day`.compile(query),
  );
  return { timeZone, days: counted };
};
