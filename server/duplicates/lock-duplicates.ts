import { sql } from 'kysely';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';

/**
 * Of whoever changes a tenant's pairs and dismissals, until the end of the transaction. What was read of them before
 * is still true when it is written.
 */
const lockOf = (tx: TenantTransaction) => sql`hashtextextended(${`duplicates ${tx.id}`}, 0)`;

/** Waits for its turn: a batch of comparisons takes a second at most. */
export const lockDuplicates = async (tx: TenantTransaction): Promise<void> => {
  await tx.execute(sql`select pg_advisory_xact_lock(${lockOf(tx)})`);
};

/** @returns false where another has it */
export const tryLockDuplicates = async (tx: TenantTransaction): Promise<boolean> => {
  const [tried] = await tx.execute(
    sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(${lockOf(tx)}) as taken`,
  );
  return tried!.taken;
};
