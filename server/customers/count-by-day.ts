import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type { JsonText } from '../http/answer.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';

/**
 * How many customers were created on each of the last days of the tenant's own calendar, today included.
 *
 * @returns the JSON of DailyStatistics
 */
export const countByDay = async (tenant: Tenant, days: number): Promise<JsonText> => {
  const { timeZone } = await tenant.facts();
  // What the database knows at each midnight; written out, since as a function it would be planned for each of them.
  const [counted] = await tenant.execute(
    sql<{ days: string }>`
      select string_agg('{"day":"' || day || '","created":' || next - arrived || '}', ',' order by day) as days
      from (
        select day, arrived, lead(arrived) over (order by day) as next
        from (
          select day, coalesce((
            select before + customers from org_customer_arrivals
            where tenant_org_id = ${tenant.id} and quarter < day::timestamp at time zone ${timeZone}
            order by quarter desc limit 1
          ), 0) as arrived
          from (
            select (now() at time zone ${timeZone})::date - ${days}::integer + n as day
            from generate_series(1, ${days}::integer + 1) n
          ) calendar
          offset 0
        ) midnight
      ) counted where next is not null`.compile(query),
  );
  return `{"timeZone":${JSON.stringify(timeZone)},"days":[${counted!.days}]}` as JsonText;
};
