import type { Change } from '@regulars/contract/change';
import { sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';

/** What a reader has seen: all that is visible in this snapshot of PostgreSQL, taken at this time. */
export interface Position {
  snapshot: string;
  seconds: number;
}

/** More of a kind at once are told as many. */
const most = 20;
const nobody = '00000000-0000-0000-0000-000000000000';

/** Where somebody begins who has seen nothing yet. */
export const positionNow = async (tenant: Tenant): Promise<Position> => {
  const [now] = await tenant.point.execute(
    sql<Position>`select pg_current_snapshot()::text as snapshot, extract(epoch from now())::float8 as seconds`,
  );
  return now!;
};

/**
 * What has been committed since, each of it once, whatever was under way then and however long it took: a row is news
 * when its transaction is not in the snapshot of before.
 */
export const readChanges = async (
  tenant: Tenant,
  since: Position,
): Promise<{ changes: Change[]; position: Position }> => {
  const [row] = await tenant.point.execute(
    sql<Position & { isLost: boolean; changes: Change[] }>`
      with told as (
        select distinct kind, customer_id from org_changes
        where tenant_org_id = ${tenant.id} and xact >= pg_snapshot_xmin(${since.snapshot}::pg_snapshot)
          and not pg_visible_in_snapshot(xact, ${since.snapshot}::pg_snapshot)
      ), few as (
        select distinct kind,
          case when count(*) over (partition by kind) <= ${most} then nullif(customer_id, ${nobody}) end as customer_id
        from told
      )
      select pg_current_snapshot()::text as snapshot, extract(epoch from now())::float8 as seconds,
        -- Longer ago than rows are kept, or of a database that has been further than this one.
        to_timestamp(${since.seconds}) < now() - interval '14 minutes'
          or pg_snapshot_xmax(${since.snapshot}::pg_snapshot) > pg_snapshot_xmax(pg_current_snapshot()) as "isLost",
        coalesce((
          select json_agg(json_build_object('kind', kind, 'customerId', customer_id, 'version', case kind when 'customer'
            then (select version from org_customers_mst where tenant_org_id = ${tenant.id} and id = customer_id) end))
          from few), '[]') as changes`,
  );
  const { isLost, changes, ...position } = row!;
  return { position, changes: isLost ? [{ kind: 'everything', customerId: null, version: null }] : changes };
};
