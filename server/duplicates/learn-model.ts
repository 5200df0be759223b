import { indexCandidates } from '@regulars/linkage/candidates';
import { estimateModel } from '@regulars/linkage/estimate';
import { type Model, startingModel } from '@regulars/linkage/model';
import type { Prepared } from '@regulars/linkage/prepare';
import { candidatePairs, randomPairs, reachFor } from '@regulars/linkage/sample-pairs';
import { createScorer } from '@regulars/linkage/score';
import { createTally } from '@regulars/linkage/tally';
import { sql } from 'kysely';
import { serverIn } from '../tenancy/actor.ts';
import type { Tenancy, Tenant, TenantTransaction } from '../tenancy/in-tenant.ts';
import { type ComparedCustomer, comparedOf, customerPreparer } from './compared-customer.ts';
import { worthALook } from './judge-pair.ts';
import { lockDuplicates } from './lock-duplicates.ts';
import { fewestToLearnFrom, modelVersion } from './scorer-of.ts';

/** So many customers, from all over the tenant, are compared with each other to learn from. */
const mostCompared = 20_000;
/** So many of their pairs. */
const mostPairs = 60_000;
/**
 * In no business do half of the customers look like another one. Where the model says so, it took for one person what
 * many share for another reason, such as e-mails made of names.
 */
const mostShownOf = 0.5;
/** With so many customers, all are compared anew by a new model; with more, only those in the inbox. */
const fewToRenew = 5_000;

const page = 5_000;

/**
 * Is it time to learn from a tenant's customers: for the first time, after they became a fifth more or fewer, or
 * after a day in which something changed?
 */
export const isModelDue = async (tenancy: Tenancy, tenantId: string): Promise<boolean> => {
  const tenant = tenancy.asTenant(serverIn(tenantId), 'duplicates');
  const [state] = await tenant.execute(
    sql<{ active: number; customers: number | null; old: boolean | null }>`
      select active, customers,
        learned_at < now() - interval '1 day' or model ->> 'version' <> ${String(modelVersion)} as old
      from (select coalesce(sum(customers), 0)::int8 as active from org_customer_counts
          where tenant_org_id = ${tenantId} and is_active) counted
        left join org_duplicate_models on tenant_org_id = ${tenantId}`,
  );
  const { active, customers, old } = state!;
  if (active < fewestToLearnFrom) return false;
  return customers === null || old === true || Math.abs(active - customers) > customers / 5;
};

/**
 * Learns how telling each field is among a tenant's customers, reading them in pages and keeping a sample of bounded
 * size, and queues whom the new model may judge otherwise.
 */
export const learnModel = async (tenancy: Tenancy, tenantId: string): Promise<void> => {
  const tenant = tenancy.asTenant(serverIn(tenantId), 'duplicates');
  const { model, customers } = await estimate(tenant);
  await tenant.together(async (tx) => {
    await lockDuplicates(tx);
    await tx.execute(
      sql`insert into org_duplicate_models (tenant_org_id, model, customers)
        values (${tx.id}, ${JSON.stringify(model)}::jsonb, ${customers})
        on conflict (tenant_org_id) do update
          set model = excluded.model, customers = excluded.customers, learned_at = clock_timestamp()`,
    );
    await queueAnew(tx, customers);
  });
};

const queueAnew = async (tx: TenantTransaction, customers: number) => {
  const whom =
    customers <= fewToRenew
      ? sql`select id from org_customers_mst where tenant_org_id = ${tx.id} and is_active`
      : sql`select distinct customer_a from org_duplicate_pairs where tenant_org_id = ${tx.id}`;
  await tx.execute(
    sql`insert into org_duplicate_queue (tenant_org_id, customer_id)
      select ${tx.id}::uuid, whom.id from (${whom}) whom (id)
      where whom.id not in (select customer_id from org_duplicate_queue where tenant_org_id = ${tx.id})`,
  );
};

const estimate = async (tenant: Tenant): Promise<{ model: Model; customers: number }> => {
  const [counted] = await tenant.execute(
    sql<{ active: number }>`select coalesce(sum(customers), 0)::int8 as active from org_customer_counts
      where tenant_org_id = ${tenant.id} and is_active`,
  );
  const every = Math.max(1, Math.ceil(counted!.active / mostCompared));
  const tally = createTally({ keep: 500, room: 100_000 });
  const sample: Prepared[] = [];
  const prepare = customerPreparer(20_000);
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await tenant.execute(
      sql<ComparedCustomer>`select ${comparedOf('c')} from org_customers_mst c
        where tenant_org_id = ${tenant.id} and is_active and id > ${after} order by id limit ${page}`,
    );
    for (const row of rows) {
      const prepared = prepare(row);
      if (tally.records() % every === 0) sample.push(prepared);
      tally.add(prepared);
    }
    if (rows.length < page) break;
    after = rows.at(-1)!.id;
  }
  return { model: modelOf(sample, tally), customers: tally.records() };
};

const modelOf = (sample: Prepared[], tally: ReturnType<typeof createTally>): Model => {
  const count = sample.length;
  const candidates = indexCandidates(sample);
  const reach = reachFor(candidates, 5 * mostPairs, 1);
  const step = Math.max(1, Math.ceil(candidates.comparisons(reach) / mostPairs));
  const alike = () => candidatePairs(sample, candidates, { reach, step });
  const records = Math.max(1, tally.records());
  // Of the pairs of all customers those of the sample are the square of its share.
  const share = (count / records) ** 2 / step;
  const learned = estimateModel({
    tally,
    randomPairs: randomPairs(sample, Math.min(mostPairs, 50 * count)),
    candidatePairs: alike(),
    candidateShare: share,
  });
  const scorer = createScorer(learned);
  let shown = 0;
  for (const [a, b] of alike()) if (scorer.score(a, b) >= worthALook) shown += 1;
  if (shown / share <= mostShownOf * records) return learned;
  // Weights went astray. What was only counted is still true.
  const { frequencies, generic } = learned;
  return { ...startingModel(records), frequencies, generic };
};
