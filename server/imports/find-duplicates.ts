import { setImmediate as turn } from 'node:timers/promises';
import type { Prepared } from '@regulars/linkage/prepare';
import { sql } from 'kysely';
import {
  type ComparedCustomer,
  comparedOf,
  customerKeys,
  prepareCustomer,
} from '../duplicates/compared-customer.ts';
import { findCandidates } from '../duplicates/find-candidates.ts';
import { judgePair } from '../duplicates/judge-pair.ts';
import { scorerOf } from '../duplicates/scorer-of.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import type { ImportRecord } from './read-record.ts';

/** So many of those who share the rarest keys are compared: a file has many rows, and one likely hit is enough. */
const mostCompared = 5;

/** Who each new customer may be already: by line the likeliest. In the manner of listAlike, for many at once. */
export const findDuplicates = async (
  tenant: Tenant,
  rows: readonly { line: number; record: ImportRecord }[],
): Promise<Map<number, { customerId: string; score: number }>> => {
  const asId = (line: number) => `00000000-0000-0000-0000-${line.toString(16).padStart(12, '0')}`;
  const prepared = new Map<string, { line: number; customer: Prepared }>();
  for (const { line, record } of rows) {
    const id = asId(line);
    prepared.set(id, { line, customer: prepareCustomer({ id, ...record } as ComparedCustomer) });
  }
  const scorer = await scorerOf(tenant);
  const candidates = await findCandidates(
    tenant,
    [...prepared].map(([id, { customer }]) => ({ id, keys: customerKeys(customer) })),
  );
  const others = await load(
    tenant,
    [...candidates.values()].flatMap((ids) => ids.slice(0, mostCompared)),
  );
  const found = new Map<number, { customerId: string; score: number }>();
  let since = performance.now();
  for (const [id, ids] of candidates) {
    const { line, customer } = prepared.get(id)!;
    for (const other of ids.slice(0, mostCompared)) {
      const judgement = others.has(other) ? judgePair(scorer, customer, others.get(other)!) : null;
      if (judgement && judgement.score > (found.get(line)?.score ?? 0)) {
        found.set(line, { customerId: other, score: judgement.score });
      }
    }
    if (performance.now() - since < 8) continue;
    await turn();
    since = performance.now();
  }
  return found;
};

const load = async (tenant: Tenant, ids: string[]): Promise<Map<string, Prepared>> => {
  if (ids.length === 0) return new Map();
  const rows = await tenant.execute(
    sql<ComparedCustomer>`select ${comparedOf('c')} from org_customers_mst c
      where tenant_org_id = ${tenant.id} and is_active and id = any (${[...new Set(ids)]}::uuid[])`,
  );
  return new Map(rows.map((row) => [row.id, prepareCustomer(row)]));
};
