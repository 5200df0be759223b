import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { onBehalfOf, serverIn } from '../tenancy/actor.ts';
import type { Tenancy } from '../tenancy/in-tenant.ts';
import { checkRows } from './check-rows.ts';
import type { ImportAtWork } from './list-imports-at-work.ts';
import { takeBackRows } from './take-back-rows.ts';
import { writeRows } from './write-rows.ts';

const steps: Record<string, typeof checkRows> = {
  checking: checkRows,
  importing: writeRows,
  rolling_back: takeBackRows,
};

/**
 * Does what is to be done of an import. One process at a time does: it holds a lock for as long as it lives, on a
 * connection that ends with it, so that another goes on within a second of its death.
 *
 * @returns false where another is at it, or nothing is to be done
 */
export const workOffImport = (
  tenancy: Tenancy,
  { tenantId, id }: ImportAtWork,
  signal: AbortSignal,
): Promise<boolean> =>
  tenancy.inTenant(serverIn(tenantId), 'import', async (lock) => {
    const [held] = await lock.execute(
      sql<{
        taken: boolean;
      }>`select pg_try_advisory_xact_lock(hashtextextended(${`import ${id}`}, 0)) as taken,
        set_config('idle_in_transaction_session_timeout', '0', true)`,
    );
    if (!held!.taken) return false;
    const [row] = await lock.execute(
      query
        .selectFrom('org_imports')
        .select(['state', 'asked_by', 'asked_by_name'])
        .where('tenant_org_id', '=', lock.id)
        .where('id', '=', id),
    );
    const step = row && steps[row.state];
    if (!step) return false;
    const actor = onBehalfOf(tenantId, { id: row.asked_by, name: row.asked_by_name });
    await step(tenancy.asTenant(actor, `import-${id}`), id, signal);
    return true;
  });
