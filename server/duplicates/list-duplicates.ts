import type { DuplicateQuery } from '@regulars/contract/duplicate';
import type { Page } from '@regulars/contract/paging';
import { threshold } from '@regulars/linkage/link';
import { sql } from 'kysely';
import { keyset } from '../http/keyset.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { type DuplicatePair, type PairRow, pairOfRow, pairsFrom, pairsToCount } from './duplicate-pair.ts';

/**
 * One page of the pairs who may be one person, or of those who were told apart.
 *
 * @throws Refusal invalid_cursor
 */
export const listDuplicates = async (
  tenant: Tenant,
  { decision, state, sort, ...asked }: DuplicateQuery,
): Promise<{ data: DuplicatePair[]; page: Page }> => {
  const list = JSON.stringify(['duplicates', decision ?? '', state, sort]);
  const { after, take, pageOf } = keyset(tenant, list, asked);
  const [key, keyType] =
    sort === '-score'
      ? [sql`pair.score`, sql`float8`]
      : [state === 'open' ? sql`pair.found_at` : sql`pair.dismissed_at`, sql`timestamptz`];
  const decided =
    decision === undefined
      ? sql``
      : decision === 'same'
        ? sql`and pair.score >= ${threshold}`
        : sql`and pair.score < ${threshold}`;
  const behind =
    after.length === 0
      ? sql``
      : sql`and (${key}, pair.customer_a, pair.customer_b)
          < (${after[0]}::${keyType}, ${after[1]}::uuid, ${after[2]}::uuid)`;
  const rows = await tenant.execute(
    sql<PairRow & { key: string }>`
      select *, ${sort === '-score' ? sql`score` : sql`coalesce("dismissedAt", "foundAt")`}::text as key
      from (${pairsFrom(
        tenant.id,
        state,
        sql`${decided} ${behind}
          order by ${key} desc, pair.customer_a desc, pair.customer_b desc limit ${take}`,
      )}) page
      order by ${sort === '-score' ? sql`score` : sql`coalesce("dismissedAt", "foundAt")::timestamptz`} desc, a desc, b desc`,
  );
  const { shown, page } = await pageOf(
    rows,
    ({ key, a, b }) => [key, a, b],
    pairsToCount(tenant.id, state, decided),
  );
  return { data: shown.map(pairOfRow), page };
};
