import type { Page } from '@regulars/contract/paging';
import { type Expression, sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';

/** Beyond this many rows a list says "more than" instead of counting on. */
export const countedUpTo = 2000;

/**
 * A list that is read page by page, each from where the one before ended.
 *
 * @param list names it, and whatever it is narrowed to: a cursor fits no other
 * @throws Refusal invalid_cursor
 */
export const keyset = (
  tenant: Tenant,
  list: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) => {
  const after = cursor === undefined ? [] : tenant.cursors.open(list, cursor);
  return {
    /** Where the page before ended; nothing: this is the first. */
    after,
    /** So many rows are read: the last one only tells whether there are more. */
    take: limit + 1,
    /**
     * @param positionOf what is remembered of the last row
     * @param all how many there are, or a statement of them all, to be counted where the page does not tell
     */
    pageOf: async <Row>(
      rows: readonly Row[],
      positionOf: (row: Row) => string[],
      all: number | Expression<unknown>,
    ): Promise<{ shown: Row[]; page: Page }> => {
      const shown = rows.slice(0, limit);
      const isLast = rows.length <= limit;
      const isKnown = typeof all === 'number';
      const total = isKnown ? all : after.length === 0 && isLast ? rows.length : await count(tenant, all);
      const page = {
        nextCursor: isLast ? null : tenant.cursors.seal(list, positionOf(shown.at(-1)!)),
        total: isKnown ? total : Math.min(total, countedUpTo),
        totalIsExact: isKnown || total <= countedUpTo,
      };
      return { shown, page };
    },
  };
};

const count = async (tenant: Tenant, all: Expression<unknown>): Promise<number> => {
  const [counted] = await tenant.execute(
    sql<{ rows: number }>`select count(*) as rows from (${all} limit ${countedUpTo + 1}) counted`,
  );
  return counted!.rows;
};
