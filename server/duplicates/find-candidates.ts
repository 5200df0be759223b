import { sql } from 'kysely';
import type { TenantStatements } from '../tenancy/in-tenant.ts';

/** A key that more customers have tells nothing: it is passed over, and seen to be common without counting on. */
const mostHolders = 50;

/** So many, those with the most and rarest keys in common, are compared. */
const mostCandidates = 25;

/** Somebody who is looked for, under keys of linkage/block.ts. */
export interface Sought {
  id: string;
  keys: string[];
}

/** @returns by id of who is looked for the ids of active customers who share a key, the likeliest first */
export const findCandidates = async (
  tenant: TenantStatements,
  sought: readonly Sought[],
): Promise<Map<string, string[]>> => {
  const rows = sought.flatMap(({ id, keys }) => keys.map((key) => ({ id, key })));
  if (rows.length === 0) return new Map();
  const found = await tenant.execute(
    sql<{ id: string; candidates: string[] }>`
      with sought as (
        select key, array_agg(id) as ids
        from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ key }) => key)}::text[]) as s (id, key)
        group by key
      ), held as materialized (
        select ids, holders, cardinality(holders) as size
        from sought, lateral (
          select array(
            select customer_id from org_duplicate_keys
            where tenant_org_id = ${tenant.id} and org_duplicate_keys.key = sought.key
            limit ${mostHolders + 1}) as holders
          -- Else they are looked up again wherever they are named, four times.
          offset 0) h
        where cardinality(holders) between 1 and ${mostHolders}
      ), met as (
        -- Whole numbers: they are added faster than fractions, and to the same sum in any order.
        select id, candidate, sum(1000000 / size) as weight
        from held, unnest(ids) as id, unnest(holders) as candidate
        where candidate <> id
        group by id, candidate
      ), ranked as (
        select id, candidate, row_number() over (partition by id order by weight desc, candidate) as place from met
      )
      select id, array_agg(candidate order by place) as candidates from ranked
      where place <= ${mostCandidates} group by id`,
  );
  return new Map(found.map(({ id, candidates }) => [id, candidates]));
};
