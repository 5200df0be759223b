import { type RawBuilder, sql } from 'kysely';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { type ComparedCustomer, comparedOf, customerKeys, prepareCustomer } from './compared-customer.ts';
import { type CustomerSummary, customerSummaryOf } from './customer-summary.ts';
import { findCandidates } from './find-candidates.ts';
import { agreementsOf, decisionOf, explainPair, type Judgement, judgePair } from './judge-pair.ts';
import { loadDismissals, stands } from './load-dismissals.ts';
import { pairKey } from './pair.ts';
import { scorerOf } from './scorer-of.ts';

/** More of them nobody looks through at the counter. */
const mostShown = 10;

/** So many of the customers who wait to be compared are compared here and now: those who came a moment ago. */
const latestQueued = 100;

interface Found extends ComparedCustomer {
  summary: CustomerSummary;
}

export interface Alike extends Judgement {
  customer: CustomerSummary;
  decision: 'same' | 'ask';
}

/**
 * The active customers who may be the same person as `one`, the likeliest first, but for those of whom somebody said
 * that they are not. Those whose turn to be compared has not come yet are among them, so two creations within a second
 * meet as well. Writes nothing.
 *
 * @param one a customer, or what is typed of one
 * @param options.withPhone whoever has just this phone is shown whatever else differs
 */
export const listAlike = async (
  tenant: Tenant,
  one: ComparedCustomer,
  { withPhone = null }: { withPhone?: string | null | undefined } = {},
): Promise<Alike[]> => {
  const prepared = prepareCustomer(one);
  const keys = customerKeys(prepared);
  if (keys.length === 0) return [];
  const [scorer, candidates, dismissals] = await Promise.all([
    scorerOf(tenant),
    findCandidates(tenant, [{ id: one.id, keys }]),
    loadDismissals(tenant, [one.id]),
  ]);
  const ids = candidates.get(one.id) ?? [];
  const known = new Set(ids);
  const sharesKey = new Set(keys);

  const alike: Alike[] = [];
  for (const { summary, ...other } of await load(tenant, ids, one)) {
    if (other.id === one.id) continue;
    const otherPrepared = prepareCustomer(other);
    const hasPhone = withPhone !== null && other.phone === withPhone;
    const meets = known.has(other.id) || customerKeys(otherPrepared).some((key) => sharesKey.has(key));
    const judgement = hasPhone
      ? explainPair(scorer, prepared, otherPrepared)
      : meets
        ? judgePair(scorer, prepared, otherPrepared)
        : null;
    if (!judgement) continue;
    const dismissal = dismissals.get(pairKey(one.id, other.id));
    if (stands(dismissal, agreementsOf(judgement, prepared, otherPrepared))) continue;
    alike.push({ customer: summary, ...judgement, decision: decisionOf(judgement.score) });
  }
  return alike
    .sort((a, b) => b.score - a.score || (a.customer.id < b.customer.id ? -1 : 1))
    .slice(0, mostShown);
};

/** By a phone or an e-mail a customer is found however many keys are common. */
const load = (tenant: Tenant, ids: string[], { phone, email }: ComparedCustomer) => {
  const from: RawBuilder<unknown>[] = [
    sql`select unnest(${ids}::uuid[])`,
    sql`select customer_id from (select customer_id from org_duplicate_queue
      where tenant_org_id = ${tenant.id} order by id desc limit ${latestQueued}) queued`,
    sql`select id from org_customers_mst where tenant_org_id = ${tenant.id} and is_active and phone = ${phone ?? null}`,
    sql`select id from (select id from org_customers_mst
      where tenant_org_id = ${tenant.id} and email_folded = ${email?.toLowerCase() ?? null} limit 20) mailed`,
  ];
  return tenant.execute(
    sql<Found>`select ${comparedOf('c')}, ${customerSummaryOf('c')} as summary
      from (select distinct id from (${sql.join(from, sql` union all `)}) known (id)) one,
        -- The limit keeps it one look for each: joined, all customers would be read to meet a hundred.
        lateral (
          select * from org_customers_mst
          where tenant_org_id = ${tenant.id} and org_customers_mst.id = one.id and is_active limit 1
        ) c`,
  );
};
