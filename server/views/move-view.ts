import { sql } from 'kysely';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';

/** Puts one of the actor's own views in a place among them; behind the last is last. The others keep their order. */
export const moveView = async (tenant: TenantTransaction, id: string, position: number): Promise<void> => {
  const owner = tenant.actor.id;
  await tenant.execute(sql`select regulars.lock_views(${tenant.id}, ${owner})`);
  await tenant.execute(
    sql`
      with own as (
        select id, row_number() over (partition by id = ${id} order by position, id) as turn, count(*) over () as views
        from org_customer_views where tenant_org_id = ${tenant.id} and owner_id = ${owner}
      ), placed as (
        select id, case
          when id = ${id} then least(${position}::bigint, views)
          when turn >= ${position}::bigint then turn + 1
          else turn end as place
        from own
      )
      update org_customer_views as view set position = place from placed
      where view.tenant_org_id = ${tenant.id} and view.id = placed.id and position <> place`,
  );
};
