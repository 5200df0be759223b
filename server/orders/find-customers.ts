import type { NewOrder } from '@regulars/contract/order';
import type { ProblemCode } from '@regulars/contract/problem';
import { sql } from 'kysely';
import { createCustomer } from '../customers/create-customer.ts';
import { parseCustomerNumber } from '../customers/parse-search.ts';
import { readPhone } from '../phones/read-phone.ts';
import { Refusal, refuseField } from '../refusal.ts';
import type { Tenant, TenantTransaction } from '../tenancy/in-tenant.ts';

type Named = Pick<NewOrder, 'customerId' | 'phone' | 'customerNumber' | 'createStub' | 'name'>;

/** Whose an order is, as it was said; read. */
interface Reference {
  id: string | null;
  phone: string | null;
  /** The phone from its end: the one index over phones that holds those of merged customers, too. */
  reversed: string | null;
  number: number | null;
}

/** @throws Refusal invalid_request */
export const customerReference = async (tenant: Tenant, named: Named): Promise<Reference> => {
  const { country, customerNumberPrefix } = await tenant.facts();
  const reference: Reference = { id: named.customerId ?? null, phone: null, reversed: null, number: null };
  if (named.phone !== undefined) {
    reference.phone = readPhone(named.phone, country);
    reference.reversed = [...reference.phone].reverse().join('');
  }
  if (named.customerNumber !== undefined) {
    reference.number = parseCustomerNumber(named.customerNumber, customerNumberPrefix);
    if (reference.number === null) {
      throw refuseField('/customerNumber', 'invalid_value', 'This is no customer number.');
    }
  }
  return reference;
};

/**
 * Whom each reference means; null: nobody. A merged customer is whoever it was merged into, by id, number or phone.
 * An inactive one is found by id and number: what was ordered was ordered. Its phone is free for somebody else.
 */
export const findCustomers = async (
  tenant: Tenant,
  references: readonly Reference[],
): Promise<(string | null)[]> => {
  const customers = (place: number, condition: ReturnType<typeof sql>) =>
    sql`select id, ${sql.lit(place)} as place from org_customers_mst where tenant_org_id = ${tenant.id} and ${condition}`;
  // Of whoever is there now: somebody has said that the phone is theirs no more.
  const removed = sql`exists (
    select from org_customer_contacts contact
    where contact.tenant_org_id = ${tenant.id} and contact.kind = 'phone' and contact.search_key = reference.reversed
      and contact.removed_at is not null
      and contact.customer_id = regulars.surviving_customer(${tenant.id}, org_customers_mst.id))`;
  const found = await tenant.execute(
    sql<{ id: string | null }>`
      select regulars.surviving_customer(${tenant.id}, candidate.id) as id
      from jsonb_to_recordset(${JSON.stringify(references.map((reference, at) => ({ at, ...reference })))}::jsonb)
        as reference (at integer, id uuid, phone text, reversed text, number bigint)
      left join lateral (
        select id from (
          ${customers(1, sql`id = reference.id`)}
          union all ${customers(1, sql`customer_number_int = reference.number`)}
          union all ${customers(1, sql`is_active and phone = reference.phone`)}
          union all ${customers(2, sql`phone_reversed = reference.reversed and merged_into_id is not null and not ${removed}`)}
          union all select customer_id, 3 from org_customer_contacts
            where tenant_org_id = ${tenant.id} and kind = 'phone' and search_key = reference.reversed
              and removed_at is null
        ) each order by place limit 1
      ) candidate on true
      order by reference.at`,
  );
  return found.map(({ id }) => id);
};

/**
 * The customer for whom nobody was found: a new stub, where that was asked for.
 *
 * @throws Refusal unknown_customer, invalid_request, phone_taken
 */
export const customerNotFound = async (
  tx: TenantTransaction,
  { createStub, name, phone, customerId, customerNumber }: Named,
  reference: Reference,
): Promise<string> => {
  if (!createStub) {
    const by = customerId
      ? 'customer has this id'
      : customerNumber
        ? 'customer has this number'
        : 'active customer has this phone';
    throw new Refusal('unknown_customer', { detail: `No ${by}.` });
  }
  await tx.execute(sql`savepoint stub`);
  try {
    const { id } = await createCustomer(tx, { type: 'stub', name, phone });
    await tx.execute(sql`release savepoint stub`);
    return id;
  } catch (error) {
    await tx.execute(sql`rollback to savepoint stub`);
    // Another order has made the same stub meanwhile.
    const isTaken = error instanceof Refusal && (error.code satisfies ProblemCode) === 'phone_taken';
    const [id] = isTaken ? await findCustomers(tx, [reference]) : [];
    if (!id) throw error;
    return id;
  }
};
