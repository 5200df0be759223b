import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { porter } from '../tenancy/across-tenants.ts';

/**
 * Adds what one process has counted in a minute since 1970.
 *
 * @returns for each subject, in their order, what all have counted, and in which minute: a later one where clocks disagree
 */
export type ShareCounts = (
  minute: number,
  spent: { subject: string; requests: number }[],
) => Promise<{ requests: number; minute: number }[]>;

/** Through the database, in one statement. The rows are locked in the same order by everybody. */
export const shareCounts =
  (database: Database): ShareCounts =>
  async (minute, spent) => {
    const rows = await database.each(porter).execute(
      sql<{ subject: string; requests: number; minute: number }>`
        insert into sys_request_counts as known (subject, minute, requests)
        select subject, ${minute}::int, requests
        from unnest(${spent.map(({ subject }) => subject)}::text[], ${spent.map(({ requests }) => requests)}::int[])
          as spent (subject, requests) order by subject
        on conflict (subject) do update set
          requests = excluded.requests + case when known.minute >= excluded.minute then known.requests else 0 end,
          minute = greatest(known.minute, excluded.minute)
        returning subject, requests, minute`,
    );
    const bySubject = new Map(rows.map((row) => [row.subject, row]));
    return spent.map(({ subject }) => bySubject.get(subject)!);
  };

/** Forgets who asked an hour ago. */
export const forgetCounts = async (database: Database): Promise<void> => {
  await database
    .each(porter)
    .execute(
      query
        .deleteFrom('sys_request_counts')
        .where('minute', '<', sql<number>`(extract(epoch from now()) / 60)::int - 60`),
    );
};
