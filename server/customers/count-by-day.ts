import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type { JsonText } from '../http/answer.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';

const dayMs = 86_400_000;

/**
 * How many customers were created on each of the last days of the tenant's own calendar, today included.
 *
 * @returns the JSON of DailyStatistics
 */
export const countByDay = async (tenant: Tenant, days: number): Promise<JsonText> => {
  const { timeZone } = await tenant.facts();
  // What the database knows at each midnight; written out, since as a function it would be planned for each of them.
  const [counted] = await tenant.execute(
    sql<{ first: string; arrived: number[] }>`
      select ((now() at time zone ${timeZone})::date - ${days}::integer + 1)::text as first,
        json_agg(arrived order by n) as arrived
      from (
        select n, coalesce((
          select before + customers from org_customer_arrivals
          where tenant_org_id = ${tenant.id} and quarter < midnight order by quarter desc limit 1
        ), 0) as arrived
        from (
          select n, ((now() at time zone ${timeZone})::date - ${days}::integer + n)::timestamp at time zone ${timeZone} as midnight
          from generate_series(1, ${days}::integer + 1) n
          offset 0
        ) calendar
        offset 0
      ) counted`.compile(query),
  );
  const { first, arrived } = counted!;
  const lines = arrived.slice(1).map((next, n) => {
    const day = new Date(Date.parse(first) + n * dayMs).toISOString().slice(0, 10);
    return `{"day":"${day}","created":${next - arrived[n]!}}`;
  });
  return `{"timeZone":${JSON.stringify(timeZone)},"days":[${lines}]}` as JsonText;
};
