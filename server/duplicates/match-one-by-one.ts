import { sql } from 'kysely';
import { serverIn } from '../tenancy/actor.ts';
import type { Tenancy } from '../tenancy/in-tenant.ts';
import { isPassing } from '../tenancy/postgres-problems.ts';
import { lockDuplicates } from './lock-duplicates.ts';
import { matchQueued } from './match-queued.ts';
import { scorerOf } from './scorer-of.ts';

/** Then a customer is set aside. */
const mostTries = 3;
/** As many changes as a batch takes at most. */
const most = 200;

/** Locks, disks, whoever stops the database. */
const ofServer = /^(?:25|55|57|58|E)/;
/** Is it no customer's fault? */
const isNobodysFault = (error: unknown) =>
  isPassing(error) || ofServer.test((error as { code?: string } | null)?.code ?? '');

/**
 * For a batch that failed: works off the latest changes customer by customer, so that one who cannot be compared keeps
 * nobody waiting. Who fails again and again is set aside until it changes.
 *
 * @param failed is told of each who failed
 * @returns how many changes are done with
 */
export const matchOneByOne = async (
  tenancy: Tenancy,
  tenantId: string,
  failed: (error: unknown) => void,
): Promise<number> => {
  const tenant = tenancy.asTenant(serverIn(tenantId), 'duplicates');
  // A model that cannot be used is no customer's fault either.
  await scorerOf(tenant);
  const waiting = await tenant.execute(
    sql<{ id: string }>`select distinct customer_id as id from (
      select customer_id from org_duplicate_queue where tenant_org_id = ${tenantId} order by id desc limit ${most}
    ) latest`,
  );
  let done = 0;
  for (const { id } of waiting) {
    try {
      done += (await matchQueued(tenancy, tenantId, id)) ?? 0;
    } catch (error) {
      if (isNobodysFault(error)) throw error;
      const { tries, taken } = await noteFailure(tenancy, tenantId, id, error);
      const aside = tries >= mostTries ? '; it is set aside until it changes' : '';
      failed(
        new Error(`Customer ${id} of ${tenantId} could not be compared, try ${tries}${aside}`, {
          cause: error,
        }),
      );
      done += taken;
    }
  }
  return done;
};

const noteFailure = (tenancy: Tenancy, tenantId: string, id: string, error: unknown) =>
  tenancy.inTenant(serverIn(tenantId), 'duplicates', async (tx) => {
    await lockDuplicates(tx);
    const problem = error instanceof Error ? error.message : String(error);
    const [noted] = await tx.execute(
      sql<{ tries: number }>`insert into org_duplicate_failures as known (tenant_org_id, customer_id, problem)
        values (${tx.id}, ${id}, ${problem})
        on conflict (tenant_org_id, customer_id) do update
          set tries = known.tries + 1, problem = excluded.problem, failed_at = clock_timestamp()
        returning tries`,
    );
    const { tries } = noted!;
    if (tries < mostTries) return { tries, taken: 0 };
    const taken = await tx.execute(
      sql`delete from org_duplicate_queue where tenant_org_id = ${tx.id} and customer_id = ${id} returning id`,
    );
    // Nobody is to meet it, and fail as well.
    await tx.execute(
      sql`delete from org_duplicate_keys where tenant_org_id = ${tx.id} and customer_id = ${id}`,
    );
    for (const side of ['customer_a', 'customer_b']) {
      await tx.execute(
        sql`delete from org_duplicate_pairs where tenant_org_id = ${tx.id} and ${sql.ref(side)} = ${id}`,
      );
    }
    return { tries, taken: taken.length };
  });
