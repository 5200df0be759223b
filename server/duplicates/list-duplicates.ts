import type { DuplicateQuery } from '@regulars/contract/duplicate';
import type { Page } from '@regulars/contract/paging';
import { threshold } from '@regulars/linkage/link';
import { sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { countPairs, type DuplicatePair, type PairRow, pairOfRow, pairsFrom } from './duplicate-pair.ts';

/** Beyond this many pairs the total says "more than" instead of counting on. */
const countedUpTo = 2000;

/**
 * One page of the pairs who may be one person, or of those who were told apart.
 *
 * @throws Refusal invalid_cursor
 */
export const listDuplicates = async (
  tenant: Tenant,
  { decision, state, sort, limit, cursor }: DuplicateQuery,
): Promise<{ data: DuplicatePair[]; page: Page }> => {
  const list = JSON.stringify(['duplicates', decision ?? '', state, sort]);
  const position = cursor === undefined ? null : tenant.cursors.open(list, cursor);
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
    position === null
      ? sql``
      : sql`and (${key}, pair.customer_a, pair.customer_b)
          < (${position[0]}::${keyType}, ${position[1]}::uuid, ${position[2]}::uuid)`;
  const rows = await tenant.execute(
    sql<PairRow & { key: string }>`
      select *, ${sort === '-score' ? sql`score` : sql`coalesce("dismissedAt", "foundAt")`}::text as key
      from (${pairsFrom(
        tenant.id,
        state,
        sql`${decided} ${behind}
          order by ${key} desc, pair.customer_a desc, pair.customer_b desc limit ${limit + 1}`,
      )}) page
      order by ${sort === '-score' ? sql`score` : sql`coalesce("dismissedAt", "foundAt")::timestamptz`} desc, a desc, b desc`,
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;

  const total = async () => {
    if (position === null && rows.length <= limit) return rows.length;
    const [counted] = await tenant.execute(countPairs(tenant.id, state, decided, countedUpTo + 1));
    return counted!.count;
  };
  const count = await total();
  return {
    data: shown.map(pairOfRow),
    page: {
      nextCursor: last ? tenant.cursors.seal(list, [last.key, last.a, last.b]) : null,
      total: Math.min(count, countedUpTo),
      totalIsExact: count <= countedUpTo,
    },
  };
};
