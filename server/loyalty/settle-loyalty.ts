import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { eachTenant } from '../jobs/each-tenant.ts';
import { serverIn } from '../tenancy/actor.ts';
import { contextOf } from '../tenancy/context-of.ts';
import type { TenantStatements } from '../tenancy/in-tenant.ts';
import { assignTiers } from './assign-tiers.ts';

/** Customers whose points expire in one transaction. */
const batch = 200;

/** What time does to loyalty, in every business by itself. Once more finds nothing to do. */
export const settleLoyalty = (database: Database): Promise<void> =>
  eachTenant(database, (tenantId) => settleLoyaltyOf(database, tenantId));

/** Points expire; tiers that were changed reach whom an interruption left out. */
export const settleLoyaltyOf = async (database: Database, tenantId: string): Promise<void> => {
  const tenant = { id: tenantId, execute: database.each(contextOf(serverIn(tenantId))).execute };
  const [rule] = await tenant.execute(
    sql<{ pending: boolean; now: string }>`
      select tiers_pending as pending, now()::text as now from org_loyalty_settings
      where tenant_org_id = ${tenantId}`,
  );
  if (!rule) return;
  if (rule.pending) await assignTiers(tenant);
  await expirePoints(tenant, rule.now);
};

const expirePoints = async (tenant: TenantStatements, until: string) => {
  let last: string | null = '00000000-0000-0000-0000-000000000000';
  while (last !== null) {
    const rows: { id: string }[] = await tenant.execute(
      sql<{ id: string }>`
        with due as materialized (
          select distinct customer_id as id from org_loyalty_ledger
          where tenant_org_id = ${tenant.id}
            and expires_at > (
              -- An entry is dated by the beginning of its transaction, which may have ended after the last run.
              select expired_until - interval '1 hour' from org_loyalty_settings where tenant_org_id = ${tenant.id})
            and expires_at <= ${until}::timestamptz and customer_id > ${last}
          order by customer_id limit ${batch}
        ), expired as materialized (
          select id, regulars.expire_points(${tenant.id}, id) as points from due order by id
        )
        select id from expired where points >= 0 order by id desc limit 1`,
    );
    last = rows[0]?.id ?? null;
  }
  await tenant.execute(
    query
      .updateTable('org_loyalty_settings')
      .set({ expired_until: sql<Date>`${until}::timestamptz` })
      .where('tenant_org_id', '=', tenant.id),
  );
};
