import type { MergedField, MergeField, MergePreviewRequest } from '@regulars/contract/merge';
import { mergeFields, type mergeWarnings } from '@regulars/contract/merge';
import { sql } from 'kysely';
import { columnOf } from '../customers/customer-columns.ts';
import { getCustomer } from '../customers/get-customer.ts';
import { type JsonText, jsonText } from '../http/answer.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { moneyJson } from '../tenancy/money-json.ts';
import { customersToMerge } from './customers-to-merge.ts';
import { columnChoices } from './merge-columns.ts';

type Json = MergedField['result'];
type Status = 'guest' | 'stub' | 'full';

/** What regulars.mergeable writes. */
type Mergeable = Record<string, Json> & {
  phone: { number: string; verified: boolean } | null;
  preferences: Record<string, Json>;
  tags: string[];
  profile_status: Status;
};

interface Found {
  source: Mergeable;
  target: Mergeable;
  result: Mergeable;
  source_is_active: boolean;
  moves: Record<string, number>;
  spent: object;
}

/**
 * Both customers and what they would become, by the rules that merge them; changes nothing.
 *
 * @returns the JSON of a MergePreview
 * @throws Refusal not_found, already_merged, customer_inactive
 */
export const previewMerge = async (
  tenant: Tenant,
  { fields: choices = {}, ...pair }: MergePreviewRequest,
): Promise<JsonText> => {
  const targetId = await customersToMerge(tenant, pair);
  const found = await readBoth(tenant, pair.sourceCustomerId, targetId, columnChoices(choices));
  const [source, target] = await Promise.all([
    getCustomer(tenant, pair.sourceCustomerId),
    getCustomer(tenant, targetId),
  ]);
  const explained = {
    fields: [
      ...mergeFields.map((field) => explainField(field, found, choices[field])),
      explainTags(found),
      explainStatus(found),
    ],
    moves: { ...found.moves, totalSpent: found.spent, ...countAdded(found) },
    warnings: warningsOf(found),
  };
  return jsonText({ source: source.json, target: target.json }, explained);
};

const readBoth = async (
  tenant: Tenant,
  sourceId: string,
  targetId: string,
  choices: Record<string, string>,
): Promise<Found> => {
  const [found] = await tenant.execute(
    sql<Found>`
      select both_of.*, source.is_active as source_is_active,
        ${moneyJson(sql.ref('source.total_spent'), await tenant.facts())} as spent,
        json_build_object(
          'orders', (select count(*) from org_orders_mst where tenant_org_id = ${tenant.id} and customer_id = source.id),
          'addresses', (select count(*) from org_customer_addresses
            where tenant_org_id = ${tenant.id} and customer_id = source.id and deleted_at is null),
          'loyaltyPoints', source.loyalty_points,
          'contacts', (select count(*) from org_customer_contacts
              where tenant_org_id = ${tenant.id} and customer_id = source.id and removed_at is null)
            + (select count(*) from regulars.given_up_contacts(jsonb_populate_record(null::org_customer_merge_log,
              jsonb_build_object('source_fields', both_of.source, 'target_before', both_of.target,
                'target_after', both_of.result)))),
          'mergedCustomers', cardinality(source.merged_ids)) as moves
      from org_customers_mst source
      join org_customers_mst target on target.tenant_org_id = ${tenant.id} and target.id = ${targetId}
      cross join lateral (
        select regulars.mergeable(source) as source, regulars.mergeable(target) as target,
          regulars.merged_fields(regulars.mergeable(target), regulars.mergeable(source), ${JSON.stringify(choices)}::jsonb)
            as result
      ) both_of
      where source.tenant_org_id = ${tenant.id} and source.id = ${sourceId}`,
  );
  return found!;
};

/** A field as a person sees it: the number of a phone, a name that is made of two. */
const shown = (fields: Mergeable, field: MergeField): Json => {
  if (field === 'phone') return fields.phone?.number ?? null;
  if (field === 'name') {
    return fields.name ?? ([fields.first_name, fields.last_name].filter(Boolean).join(' ') || null);
  }
  return fields[columnOf[field]] ?? null;
};

const isNone = (value: Json) => value === null || (isObject(value) && Object.keys(value).length === 0);
const isObject = (value: Json | undefined): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSame = (one: Json, other: Json): boolean => {
  if (!isObject(one) || !isObject(other)) return JSON.stringify(one) === JSON.stringify(other);
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => key in other && isSame(one[key]!, other[key]!))
  );
};

/** Do both say something about the same thing, and not the same? */
const contradict = (one: Json, other: Json): boolean =>
  isObject(one) && isObject(other)
    ? Object.keys(one).some((key) => key in other && contradict(one[key]!, other[key]!))
    : !isSame(one, other);

const explainField = (
  field: MergeField,
  found: Found,
  choice: 'source' | 'target' | undefined,
): MergedField => {
  const [source, target, result] = [found.source, found.target, found.result].map((each) =>
    shown(each, field),
  ) as [Json, Json, Json];
  const isConflict = !isNone(source) && !isNone(target) && contradict(source, target);
  const told = (from: MergedField['from'], why: MergedField['why']): MergedField => ({
    field,
    source,
    target,
    result,
    from,
    why,
    isConflict,
    canChoose: true,
  });
  if (isNone(source) && isNone(target)) return told(null, 'neither_has_one');
  if (isSame(source, target)) return told('both', 'equal');
  if (isNone(source)) return told('target', 'only_target_has_one');
  if (isNone(target)) {
    return isSame(result, source) ? told('source', 'only_source_has_one') : told(null, 'target_is_named');
  }
  if (choice) return told(choice, 'chosen');
  return isSame(result, target) ? told('target', 'target_stays') : told('both', 'joined');
};

const explainTags = ({ source, target, result }: Found): MergedField => ({
  field: 'tags',
  source: source.tags,
  target: target.tags,
  result: result.tags,
  ...(source.tags.length + target.tags.length === 0
    ? { from: null, why: 'neither_has_one' }
    : isSame(source.tags, target.tags)
      ? { from: 'both', why: 'equal' }
      : source.tags.length === 0
        ? { from: 'target', why: 'only_target_has_one' }
        : target.tags.length === 0
          ? { from: 'source', why: 'only_source_has_one' }
          : { from: 'both', why: 'joined' }),
  isConflict: false,
  canChoose: false,
});

const explainStatus = (found: Found): MergedField => {
  const [source, target, result] = [found.source, found.target, found.result].map(
    (each) => each.profile_status,
  ) as [Status, Status, Status];
  const from =
    source === target ? 'both' : result === target ? 'target' : result === source ? 'source' : 'both';
  const why =
    source === 'full' && result !== 'full' ? 'phone_not_proven' : source === target ? 'equal' : 'higher';
  return { field: 'profileStatus', source, target, result, from, why, isConflict: false, canChoose: false };
};

const countAdded = ({ target, result }: Found) => {
  const consents = (fields: Mergeable) =>
    isObject(fields.preferences.notifications) ? Object.keys(fields.preferences.notifications) : [];
  const had = new Set(consents(target));
  return {
    tags: result.tags.length - target.tags.length,
    consents: consents(result).filter((key) => !had.has(key)).length,
  };
};

const warningsOf = ({ source, target, result, source_is_active }: Found) => {
  const warnings: Record<(typeof mergeWarnings)[number], boolean> = {
    birth_dates_differ:
      source.birth_date !== null && target.birth_date !== null && source.birth_date !== target.birth_date,
    both_phones_verified:
      source.phone?.verified === true &&
      target.phone?.verified === true &&
      source.phone.number !== target.phone.number,
    verification_lost: source.phone?.verified === true && result.phone?.verified !== true,
    source_inactive: !source_is_active,
  };
  return Object.entries(warnings).flatMap(([warning, holds]) => (holds ? [warning] : []));
};
