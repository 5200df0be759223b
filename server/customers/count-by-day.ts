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
  // From day to day backwards, past those on which nobody came, with what had been counted by the end of each: a tenant
  // of a few customers has few steps.
  const [counted] = await tenant.execute(
    sql<{ today: string; ends: string | null }>`
      with recursive calendar as materialized (
        select today, (today + 1)::timestamp at time zone ${timeZone} as is_over,
          (today - ${days}::integer + 1)::timestamp at time zone ${timeZone} as begins
        from (select (now() at time zone ${timeZone})::date as today offset 0) now
      ), ends as (
        (select quarter, before + customers as arrived from org_customer_arrivals
        where tenant_org_id = ${tenant.id} and quarter < (select is_over from calendar)
        order by quarter desc limit 1)
        union all
        select earlier.quarter, earlier.arrived from ends, lateral (
          select quarter, before + customers as arrived from org_customer_arrivals
          where tenant_org_id = ${tenant.id} and quarter < date_trunc('day', ends.quarter, ${timeZone})
          order by quarter desc limit 1
        ) earlier
        where ends.quarter >= (select begins from calendar)
      )
      select today::text,
        (select string_agg((quarter at time zone ${timeZone})::date || ' ' || arrived, ',' order by quarter desc) from ends) as ends
      from calendar`,
  );
  const { today, ends } = counted!;
  const told = ends?.split(',').map((end) => end.split(' ') as [day: string, arrived: string]) ?? [];
  let at = 0;
  /** Asked for one day after the other, backwards. */
  const arrivedBy = (day: string) => {
    while (at < told.length && told[at]![0] > day) at += 1;
    return Number(told[at]?.[1] ?? 0);
  };
  const lines: string[] = [];
  let day = today;
  let arrived = arrivedBy(today);
  for (let back = 1; back <= days; back += 1) {
    const before = new Date(Date.parse(today) - back * dayMs).toISOString().slice(0, 10);
    const arrivedBefore = arrivedBy(before);
    lines.push(`{"day":"${day}","created":${arrived - arrivedBefore}}`);
    [day, arrived] = [before, arrivedBefore];
  }
  return `{"timeZone":${JSON.stringify(timeZone)},"days":[${lines.reverse()}]}` as JsonText;
};
