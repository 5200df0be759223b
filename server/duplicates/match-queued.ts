import { setImmediate as turn } from 'node:timers/promises';
import { query } from '@regulars/database/query';
import type { Prepared } from '@regulars/linkage/prepare';
import { sql } from 'kysely';
import { serverIn } from '../tenancy/actor.ts';
import type { Tenancy, TenantTransaction } from '../tenancy/in-tenant.ts';
import { type ComparedCustomer, comparedOf, customerKeys, prepareCustomer } from './compared-customer.ts';
import { findCandidates, type Sought } from './find-candidates.ts';
import { agreementsOf, type Judgement, judgePair } from './judge-pair.ts';
import { loadDismissals, stands } from './load-dismissals.ts';
import { tryLockDuplicates } from './lock-duplicates.ts';
import { type Pair, pairKey, pairOf } from './pair.ts';
import { scorerOf } from './scorer-of.ts';

/**
 * So many changes are worked off in one transaction: about a second's work, on a busy machine fewer of them. A
 * transaction that goes on for long is ended by PostgreSQL.
 */
let batch = 50;
const [fewest, most] = [5, 200];
const fitBatch = (ms: number) => {
  if (ms > 1500) batch = Math.max(fewest, Math.floor(batch / 2));
  else if (ms < 500) batch = Math.min(most, batch * 2);
};

/**
 * Takes the latest changes of a tenant's customers, writes the keys of these customers anew, and brings the inbox up
 * to date with them: pairs come, change their score, and go. All of a batch or nothing: when the process dies in the
 * middle, the changes are still queued. One at a time in a tenant, of whatever process: two customers in two
 * transactions would not see each other.
 *
 * @param only this customer's changes
 * @returns how many changes were taken; null where another is at it
 */
export const matchQueued = async (
  tenancy: Tenancy,
  tenantId: string,
  only?: string,
): Promise<number | null> => {
  if (only !== undefined) return matchBatch(tenancy, tenantId, only);
  const start = performance.now();
  try {
    return await matchBatch(tenancy, tenantId);
  } finally {
    fitBatch(performance.now() - start);
  }
};

const matchBatch = (tenancy: Tenancy, tenantId: string, only?: string): Promise<number | null> =>
  tenancy.inTenant(serverIn(tenantId), 'duplicates', async (tx) => {
    if (!(await tryLockDuplicates(tx))) return null;
    const taken = await tx.execute(
      query
        .selectFrom('org_duplicate_queue')
        .select(['id', 'customer_id'])
        .where('tenant_org_id', '=', tx.id)
        .$if(only !== undefined, (changes) => changes.where('customer_id', '=', only!))
        // The latest first: a first run over all customers keeps nobody waiting who comes meanwhile.
        .orderBy('id', 'desc')
        .limit(batch),
    );
    if (taken.length === 0) return 0;
    const ids = [...new Set(taken.map(({ customer_id }) => customer_id))];
    const customers = new Map((await loadActive(tx, ids)).map((each) => [each.id, each]));
    const sought = ids.map((id) => {
      const customer = customers.get(id);
      return { id, keys: customer ? customerKeys(customer) : [] };
    });
    await writeKeys(tx, sought);
    await renewPairs(tx, sought, customers);
    await tx.execute(
      sql`with compared as (
          delete from org_duplicate_failures where tenant_org_id = ${tx.id} and customer_id = any(${ids}::uuid[])
        )
        delete from org_duplicate_queue
        where tenant_org_id = ${tx.id} and id = any(${taken.map(({ id }) => id)}::uuid[])`,
    );
    return taken.length;
  });

const loadActive = async (tx: TenantTransaction, ids: string[]): Promise<Prepared[]> => {
  const rows = await tx.execute(
    sql<ComparedCustomer>`select ${comparedOf('c')} from org_customers_mst c
      where tenant_org_id = ${tx.id} and is_active and id = any(${ids}::uuid[])`,
  );
  const prepared: Prepared[] = [];
  for (const row of rows) {
    prepared.push(prepareCustomer(row));
    await breathe();
  }
  return prepared;
};

/** What stays is not touched: most edits change a key or two. */
const writeKeys = async (tx: TenantTransaction, sought: Sought[]) => {
  const fresh = sought.flatMap(({ id, keys }) => keys.map((key) => ({ id, key })));
  const ids = fresh.map(({ id }) => id);
  const keys = fresh.map(({ key }) => key);
  await tx.execute(
    sql`with fresh as materialized (
        select id, key collate "C" as key from unnest(${ids}::uuid[], ${keys}::text[]) f (id, key)
      ), known as materialized (
        -- Customer by customer: for all at once every key of the tenant is read, as long as statistics know few of them.
        select id, key from unnest(${sought.map(({ id }) => id)}::uuid[]) as whom (id), lateral (
          select key from org_duplicate_keys where tenant_org_id = ${tx.id} and customer_id = whom.id offset 0) k
      ), gone as (
        delete from org_duplicate_keys k using (select id, key from known except select id, key from fresh) g
        where tenant_org_id = ${tx.id} and k.key = g.key and customer_id = g.id
      )
      insert into org_duplicate_keys (tenant_org_id, key, customer_id)
      select ${tx.id}::uuid, key, id from (select key, id from fresh except select key, id from known) f
      order by key, id`,
  );
};

interface FoundPair extends Judgement {
  a: string;
  b: string;
}

const renewPairs = async (tx: TenantTransaction, sought: Sought[], customers: Map<string, Prepared>) => {
  const ids = sought.map(({ id }) => id);
  const scorer = await scorerOf(tx);
  const candidates = await findCandidates(tx, sought);
  const before = await loadPairs(tx, ids);
  const dismissals = await loadDismissals(tx, ids);

  const pairs = new Map<string, Pair>();
  for (const [id, others] of candidates) {
    for (const other of others) pairs.set(pairKey(id, other), pairOf(id, other));
  }
  const byKey = new Set(pairs.keys());
  // Whoever was a pair before is looked at again, also where the key that led there has become common by now.
  for (const { a, b } of before) pairs.set(pairKey(a, b), pairOf(a, b));
  const loaded = new Set(ids);
  const others = [...new Set([...pairs.values()].flat())].filter((id) => !loaded.has(id));
  for (const each of await loadActive(tx, others)) customers.set(each.id, each);

  const found: FoundPair[] = [];
  const forgotten: { a: string; b: string }[] = [];
  for (const [key, [a, b]] of pairs) {
    const one = customers.get(a);
    const other = customers.get(b);
    if (!one || !other || !(byKey.has(key) || shareKey(one, other))) continue;
    const judgement = judgePair(scorer, one, other);
    await breathe();
    if (!judgement) continue;
    const dismissal = dismissals.get(key);
    if (dismissal) {
      if (stands(dismissal, agreementsOf(judgement, one, other))) continue;
      forgotten.push({ a, b });
    }
    found.push({ a, b, ...judgement });
  }
  const held = new Set(found.map(({ a, b }) => pairKey(a, b)));
  await dropPairs(
    tx,
    'org_duplicate_pairs',
    before.filter(({ a, b }) => !held.has(pairKey(a, b))),
  );
  await dropPairs(tx, 'org_duplicate_dismissals', forgotten);
  await writePairs(tx, found);
};

const shareKey = (one: Prepared, other: Prepared) => {
  const keys = new Set(customerKeys(one));
  return customerKeys(other).some((key) => keys.has(key));
};

const loadPairs = (tx: TenantTransaction, ids: string[]) =>
  tx.execute(
    // Not with "or": the planner would take all pairs of a tenant for few, and read them.
    sql<{ a: string; b: string }>`
      select customer_a as a, customer_b as b from org_duplicate_pairs
      where tenant_org_id = ${tx.id} and customer_a = any(${ids}::uuid[])
      union
      select customer_a, customer_b from org_duplicate_pairs
      where tenant_org_id = ${tx.id} and customer_b = any(${ids}::uuid[])`,
  );

const dropPairs = async (
  tx: TenantTransaction,
  table: 'org_duplicate_pairs' | 'org_duplicate_dismissals',
  pairs: { a: string; b: string }[],
) => {
  if (pairs.length === 0) return;
  await tx.execute(
    sql`delete from ${sql.table(table)} using unnest(${pairs.map(({ a }) => a)}::uuid[], ${pairs.map(({ b }) => b)}::uuid[]) gone (a, b)
      where tenant_org_id = ${tx.id} and customer_a = gone.a and customer_b = gone.b`,
  );
};

const writePairs = async (tx: TenantTransaction, found: FoundPair[]) => {
  if (found.length === 0) return;
  await tx.execute(
    sql`insert into org_duplicate_pairs as pair (tenant_org_id, customer_a, customer_b, score, reasons)
      select ${tx.id}::uuid, a, b, score, reasons::jsonb
      from unnest(${found.map(({ a }) => a)}::uuid[], ${found.map(({ b }) => b)}::uuid[],
        ${found.map(({ score }) => score)}::float8[], ${found.map(({ reasons }) => JSON.stringify(reasons))}::text[])
        f (a, b, score, reasons)
      on conflict (tenant_org_id, customer_a, customer_b)
        do update set score = excluded.score, reasons = excluded.reasons
        where (pair.score, pair.reasons) is distinct from (excluded.score, excluded.reasons)`,
  );
};

// Comparing is arithmetic: what else this thread has to do gets its turn every few milliseconds.
const patience = 8;
let since = performance.now();
const breathe = async () => {
  if (performance.now() - since < patience) return;
  await turn();
  since = performance.now();
};
