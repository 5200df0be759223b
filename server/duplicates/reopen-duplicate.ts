import { sql } from 'kysely';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { loadPair } from './load-pair.ts';
import { lockDuplicates } from './lock-duplicates.ts';

/**
 * Takes back that these customers are two people: within seconds they are in the inbox again, if they are alike.
 * Repeating it changes nothing.
 *
 * @throws Refusal not_found
 */
export const reopenDuplicate = async (tx: TenantTransaction, id: string, otherId: string): Promise<void> => {
  await lockDuplicates(tx);
  const [a, b] = await loadPair(tx, id, otherId);
  await tx.execute(
    sql`with gone as (
        delete from org_duplicate_dismissals
        where tenant_org_id = ${tx.id} and customer_a = ${a.id} and customer_b = ${b.id} returning customer_a
      )
      insert into org_duplicate_queue (tenant_org_id, customer_id) select ${tx.id}::uuid, customer_a from gone`,
  );
};
