import type { CounterTimes } from '@regulars/contract/counter';
import { sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';

interface Row {
  stubs: number;
  medianMilliseconds: number | null;
  /** Null but for the rows of one day. */
  day: string | null;
  /** Null but for the rows of one person. */
  id: string | null;
  name: string | null;
}

/** Time-to-stub of the last thirty days of the tenant's calendar, today included: of all, by day, by person. */
export const getCounterTimes = async (tenant: Tenant): Promise<CounterTimes> => {
  const { timeZone } = await tenant.facts();
  const rows = await tenant.execute(
    sql<Row>`
      select count(*)::int as stubs, round(percentile_cont(0.5) within group (order by milliseconds))::int
          as "medianMilliseconds",
        day::text, actor_id as id, (array_agg(actor_name order by saved_at desc))[1] as name
      from (
        select *, (saved_at at time zone ${timeZone})::date as day from org_counter_times
        where tenant_org_id = ${tenant.id}
          and saved_at >= ((now() at time zone ${timeZone})::date - 29)::timestamp at time zone ${timeZone}
      ) recent
      group by grouping sets ((), (day), (actor_id))
      order by day, stubs desc, id`,
  );
  const medianOf = ({ stubs, medianMilliseconds }: Row) => ({
    stubs,
    medianMilliseconds: medianMilliseconds!,
  });
  const all = rows.find(({ day, id }) => day === null && id === null)!;
  return {
    timeZone,
    stubs: all.stubs,
    medianMilliseconds: all.medianMilliseconds,
    days: rows.flatMap((row) => (row.day === null ? [] : [{ day: row.day, ...medianOf(row) }])),
    people: rows.flatMap((row) =>
      row.id === null ? [] : [{ actor: { id: row.id, name: row.name }, ...medianOf(row) }],
    ),
  };
};
