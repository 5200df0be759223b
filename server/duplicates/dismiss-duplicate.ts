import { sql } from 'kysely';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { type DuplicatePair, pairOfRow, pairsFrom } from './duplicate-pair.ts';
import { agreementsOf, explainPair } from './judge-pair.ts';
import { loadDismissals, stands } from './load-dismissals.ts';
import { loadPair } from './load-pair.ts';
import { lockDuplicates } from './lock-duplicates.ts';
import { pairKey } from './pair.ts';
import { scorerOf } from './scorer-of.ts';

/**
 * Remembers that these customers are two people. It holds until an edit gives them something strong in common that
 * they had not then. Repeating it changes nothing.
 *
 * @throws Refusal not_found
 */
export const dismissDuplicate = async (
  tx: TenantTransaction,
  id: string,
  otherId: string,
): Promise<DuplicatePair> => {
  await lockDuplicates(tx);
  const [a, b] = await loadPair(tx, id, otherId);
  const judgement = explainPair(await scorerOf(tx), a, b);
  const agreements = agreementsOf(judgement, a, b);
  const dismissal = (await loadDismissals(tx, [a.id])).get(pairKey(a.id, b.id));
  if (!stands(dismissal, agreements)) {
    const ofPair = sql`tenant_org_id = ${tx.id} and customer_a = ${a.id} and customer_b = ${b.id}`;
    await tx.execute(sql`delete from org_duplicate_dismissals where ${ofPair}`);
    await tx.execute(
      sql`with gone as (delete from org_duplicate_pairs where ${ofPair} returning found_at)
        insert into org_duplicate_dismissals
          (tenant_org_id, customer_a, customer_b, score, reasons, agreements, found_at)
        values (${tx.id}, ${a.id}, ${b.id}, ${judgement.score}, ${JSON.stringify(judgement.reasons)}::jsonb,
          ${agreements}::text[], coalesce((select found_at from gone), now()))`,
    );
  }
  const [row] = await tx.execute(
    pairsFrom(tx.id, 'dismissed', sql`and pair.customer_a = ${a.id} and pair.customer_b = ${b.id}`),
  );
  return pairOfRow(row!);
};
