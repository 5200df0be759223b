import type { DuplicateReason, duplicatePair } from '@regulars/contract/duplicate';
import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import { momentText } from '../tenancy/moments.ts';
import { type CustomerSummary, customerSummaryOf } from './customer-summary.ts';
import { decisionOf } from './judge-pair.ts';

export type DuplicatePair = z.infer<typeof duplicatePair>;

/** A row of org_duplicate_pairs or, with who said it, of org_duplicate_dismissals, and both customers. */
export interface PairRow {
  a: string;
  b: string;
  score: number;
  reasons: DuplicateReason[];
  foundAt: string;
  dismissedAt: string | null;
  dismissedBy: string | null;
  dismissedByName: string | null;
  first: CustomerSummary;
  second: CustomerSummary;
}

/** A value and no join, for which the planner would rather read many customers. */
const summaryOf = (tenantId: string, which: 'customer_a' | 'customer_b') => sql`(
  select ${customerSummaryOf('c')} from org_customers_mst c
  where c.tenant_org_id = ${tenantId} and c.id = ${sql.ref(`pair.${which}`)})`;

const tables = { open: 'org_duplicate_pairs', dismissed: 'org_duplicate_dismissals' } as const;

/**
 * Some pairs of the inbox, or of those dismissed, with their customers.
 *
 * @param rows what to take of the table, under the name `pair`: conditions, order and limit
 */
export const pairsFrom = (
  tenantId: string,
  state: keyof typeof tables,
  rows: RawBuilder<unknown>,
): RawBuilder<PairRow> => sql<PairRow>`
  with pair as materialized (
    select pair.* from ${sql.table(tables[state])} pair where pair.tenant_org_id = ${tenantId} ${rows}
  )
  select pair.customer_a as a, pair.customer_b as b, pair.score, pair.reasons, ${momentText('pair.found_at')} as "foundAt",
    ${
      state === 'dismissed'
        ? sql`${momentText('pair.dismissed_at')} as "dismissedAt", pair.dismissed_by as "dismissedBy",
            pair.dismissed_by_name as "dismissedByName"`
        : sql`null as "dismissedAt", null as "dismissedBy", null as "dismissedByName"`
    },
    ${summaryOf(tenantId, 'customer_a')} as first, ${summaryOf(tenantId, 'customer_b')} as second
  from pair`;

/** The same pairs, of which nothing is asked. */
export const pairsToCount = (
  tenantId: string,
  state: keyof typeof tables,
  rows: RawBuilder<unknown>,
): RawBuilder<unknown> =>
  sql`select from ${sql.table(tables[state])} pair where pair.tenant_org_id = ${tenantId} ${rows}`;

/** Ids begin with their time: of each pair the first one came first. */
export const pairOfRow = (row: PairRow): DuplicatePair => ({
  customers: [row.first, row.second],
  score: row.score,
  decision: decisionOf(row.score),
  reasons: row.reasons,
  foundAt: row.foundAt,
  dismissal:
    row.dismissedAt === null
      ? null
      : { at: row.dismissedAt, by: { id: row.dismissedBy!, name: row.dismissedByName } },
});
