import type { Statements } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';

/** What an operator asks of each business, the oldest first; of its customers nothing. */
export const listBusinesses = (identity: Statements) =>
  identity.execute(
    query
      .selectFrom('org_tenants_mst as business')
      .select(['id', 'name', 'name2', 'country', 'language', 'currency', 'time_zone as timeZone'])
      .select(sql<string>`to_json(created_at)`.as('createdAt'))
      .select((from) =>
        from
          .selectFrom('org_members')
          .innerJoin('sys_people', 'sys_people.id', 'person_id')
          .whereRef('tenant_org_id', '=', 'business.id')
          .where('role', '=', 'owner')
          .select(sql<string[]>`coalesce(json_agg(email order by email), '[]')`.as('emails'))
          .as('owners'),
      )
      .orderBy('created_at')
      .orderBy('id'),
  );
