import { type Expression, type RawBuilder, sql } from 'kysely';

/** A moment as the API writes it, of a column by its name or of an expression. */
export const momentText = (moment: string | Expression<unknown>): RawBuilder<string> =>
  sql<string>`to_json(${typeof moment === 'string' ? sql.ref(moment) : moment}) #>> '{}'`;

/** When a day of the tenant's calendar begins, or another one so many days later. */
export const midnight = (timeZone: string, day: string, daysLater = 0): RawBuilder<Date> =>
  sql<Date>`(${day}::date + ${sql.lit(daysLater)})::timestamp at time zone ${timeZone}::text`;
