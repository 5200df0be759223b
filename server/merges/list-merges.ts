import type { MergeQuery } from '@regulars/contract/merge';
import { query } from '@regulars/database/query';
import { type RawBuilder, sql } from 'kysely';
import { displayNameOf } from '../customers/customer-json.ts';
import { type JsonText, listText } from '../http/answer.ts';
import { keyset } from '../http/keyset.ts';
import { Refusal } from '../refusal.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { fieldName } from './merge-columns.ts';

interface Row {
  id: string;
  json: JsonText;
  fields_kept: string[] | null;
}

/**
 * One page of merges by keyset, the last one first.
 *
 * @returns the JSON of a MergeList
 * @throws Refusal invalid_cursor, not_found
 */
export const listMerges = async (tenant: Tenant, { customerId, ...asked }: MergeQuery): Promise<JsonText> => {
  const { after, take, pageOf } = keyset(tenant, `merges ${customerId ?? ''}`, asked);
  const [before = null] = after;
  const people = customerId === undefined ? null : await thoseIn(tenant, customerId);
  const ofTenant = sql`log.tenant_org_id = ${tenant.id}`;
  const filter = people
    ? sql`${ofTenant} and (log.source_id = any (${people}::uuid[]) or log.target_id = any (${people}::uuid[]))`
    : ofTenant;

  const rows = await tenant.execute(
    sql<Row>`
      select log.id, log.fields_kept, (select row_to_json(wire)::text from (select
        log.id, log.merged_at "at", json_build_object('id', log.merged_by, 'name', log.merged_by_name) "actor", log.reason,
        ${party(sql`log.source_id`)} "source", ${party(sql`log.target_id`)} "target",
        log.orders_moved "ordersMoved", log.addresses_moved "addressesMoved", log.points_merged "loyaltyPointsMerged",
        log.contacts_kept "contactsKept", log.tags_added "tagsAdded",
        case when log.undone_at is not null then json_build_object('at', log.undone_at,
          'actor', json_build_object('id', log.undone_by, 'name', log.undone_by_name), 'fieldsKept', '[]'::json) end "undone",
        obstacle is null "canUndo", obstacle "whyNot",
        case when obstacle = 'merged_since' then (
          select later.id from org_customer_merge_log later
          where later.tenant_org_id = log.tenant_org_id and later.source_id = log.target_id and later.undone_at is null
        ) end "laterMergeId") wire) as json
      from org_customer_merge_log log cross join lateral (select regulars.undo_obstacle(log) as obstacle) undoing
      where ${filter} and (${before}::uuid is null or log.id < ${before}::uuid)
      order by log.id desc limit ${take}`,
  );
  const all = sql`select from org_customer_merge_log log where ${filter}`;
  const { shown, page } = await pageOf(rows, ({ id }) => [id], all);
  return listText(shown.map(withFieldNames), page);
};

const party = (id: RawBuilder<unknown>) => sql`(
  select json_build_object('id', id, 'customerNumber', customer_number, 'displayName', ${displayNameOf()},
    'profileStatus', profile_status)
  from org_customers_mst where tenant_org_id = log.tenant_org_id and id = ${id})`;

/** Few merges are undone, and fewer left anything as it was. */
const withFieldNames = ({ json, fields_kept }: Row) => {
  if (!fields_kept || fields_kept.length === 0) return json;
  const merge = JSON.parse(json);
  return JSON.stringify({ ...merge, undone: { ...merge.undone, fieldsKept: fields_kept.map(fieldName) } });
};

/** The customer and whoever was merged into it: their ids lead to it. */
const thoseIn = async (tenant: Tenant, customerId: string): Promise<string[]> => {
  const [customer] = await tenant.execute(
    query
      .selectFrom('org_customers_mst')
      .select('merged_ids')
      .where('tenant_org_id', '=', tenant.id)
      .where('id', '=', customerId),
  );
  if (!customer) throw new Refusal('not_found');
  return [customerId, ...customer.merged_ids];
};
