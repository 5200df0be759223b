import { mostTags } from '@regulars/contract/customer';
import type { CustomerBulkResult, CustomerBulkResults, TagBulk } from '@regulars/contract/customer-bulk';
import { problems } from '@regulars/contract/problem';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import { expectVersion } from '../http/expected-version.ts';
import { Refusal } from '../refusal.ts';
import type { TenantTransaction } from '../tenancy/in-tenant.ts';
import { violates } from '../tenancy/postgres-problems.ts';
import { holdCustomers } from './hold-customers.ts';

type Asked = TagBulk['customers'][number];

interface Held {
  id: string;
  version: number;
  is_active: boolean;
  phone: string | null;
  tags: string[];
}

/**
 * Tags, deactivates or restores many customers, each as if it came alone. Who is refused does not sink the others.
 * A merged customer is whoever it was merged into, but for restoring, which wants both.
 *
 * @param active to be, or to be no longer; undefined: as each is
 * @throws Refusal phone_taken: somebody was given the phone of one of them in this very moment
 */
export const changeCustomers = async (
  tx: TenantTransaction,
  asked: readonly Asked[],
  active?: boolean,
): Promise<CustomerBulkResults> => {
  const survivors = await holdCustomers(
    tx,
    asked.map(({ id }) => id),
  );
  const held = await readHeld(tx, [...survivors.values()]);
  const taken = active ? await phonesTaken(tx, [...held.values()]) : new Set<string>();
  const changed = new Set<Held>();

  const change = ({ id, version, add = [], remove = [] }: Asked) => {
    const survivor = survivors.get(id.toLowerCase());
    const customer = survivor && held.get(survivor);
    if (!customer) throw new Refusal('not_found');
    expectVersion(version === undefined ? null : [version], customer.version);
    if (active && survivor !== id.toLowerCase()) throw new Refusal('already_merged');
    const isActive = active ?? customer.is_active;
    const comesBack = isActive && !customer.is_active;
    if (comesBack && customer.phone !== null && taken.has(customer.phone)) throw new Refusal('phone_taken');

    const removed = customer.tags.filter((tag) => remove.includes(tag));
    const kept = customer.tags.filter((tag) => !remove.includes(tag));
    const added = add.filter((tag) => !customer.tags.includes(tag) && !remove.includes(tag));
    if (kept.length + added.length > mostTags) {
      throw new Refusal('invalid_request', { detail: `No customer has more than ${mostTags} tags.` });
    }
    const isChanged = isActive !== customer.is_active || removed.length + added.length > 0;
    if (isChanged) changed.add(customer);
    if (comesBack && customer.phone !== null) taken.add(customer.phone);
    customer.is_active = isActive;
    customer.tags = [...kept, ...added];
    return { outcome: isChanged ? 'changed' : 'unchanged', added, removed } as const;
  };

  const results = asked.map((each, index): CustomerBulkResult => {
    const customerId = survivors.get(each.id.toLowerCase()) ?? null;
    const result = { index, customerId, version: null, added: [], removed: [], code: null, detail: null };
    try {
      return { ...result, ...change(each) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { ...result, outcome: 'refused', ...reasonOf(error) };
    }
  });

  const versions = await write(tx, [...changed]);
  for (const result of results) {
    if (result.customerId === null) continue;
    result.version = versions.get(result.customerId) ?? held.get(result.customerId)!.version;
  }
  const count = (outcome: CustomerBulkResult['outcome']) =>
    results.filter((each) => each.outcome === outcome).length;
  return { changed: count('changed'), unchanged: count('unchanged'), refused: count('refused'), results };
};

const reasonOf = ({ code, more }: Refusal) => ({ code, detail: more.detail ?? problems[code].title });

const readHeld = async (tx: TenantTransaction, ids: string[]): Promise<Map<string, Held>> => {
  const held = await tx.execute<Held>(
    query
      .selectFrom('org_customers_mst')
      .select(['id', 'version', 'is_active', 'phone', 'tags'])
      .where('tenant_org_id', '=', tx.id)
      .where('id', '=', (any) => any.fn.any(any.val(ids))),
  );
  return new Map(held.map((customer) => [customer.id, customer]));
};

/** Those of the phones of inactive customers that somebody active has been given since. */
const phonesTaken = async (tx: TenantTransaction, held: readonly Held[]): Promise<Set<string>> => {
  const phones = held.flatMap(({ is_active, phone }) => (is_active || phone === null ? [] : [phone]));
  const taken = await tx.execute(
    query
      .selectFrom('org_customers_mst')
      .select('phone')
      .where('tenant_org_id', '=', tx.id)
      .where('is_active', '=', true)
      .where('phone', '=', (any) => any.fn.any(any.val(phones))),
  );
  return new Set(taken.map(({ phone }) => phone!));
};

/** @returns the version that each has now */
const write = async (tx: TenantTransaction, changed: Held[]): Promise<Map<string, number>> => {
  if (changed.length === 0) return new Map();
  const next = JSON.stringify(changed.map(({ id, is_active, tags }) => ({ id, is_active, tags })));
  try {
    const written = await tx.execute(
      sql<{ id: string; version: number }>`
        update org_customers_mst as customer set is_active = next.is_active, tags = next.tags
        from jsonb_to_recordset(${next}::jsonb) as next (id uuid, is_active boolean, tags text[])
        where customer.tenant_org_id = ${tx.id} and customer.id = next.id
        returning customer.id, customer.version`,
    );
    return new Map(written.map(({ id, version }) => [id, version]));
  } catch (error) {
    // Somebody else has come with it since we looked.
    if (violates(error, 'org_customers_active_phone_key')) throw new Refusal('phone_taken');
    throw error;
  }
};
