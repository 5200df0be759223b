import type { Tenant as TenantFacts } from '@regulars/contract/tenant';
import { query } from '@regulars/database/query';
import { type RawBuilder, sql } from 'kysely';
import type { JsonText } from '../http/answer.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { customerJson } from './customer-json.ts';
import type { ListOrder, Position } from './list-order.ts';

/** So many rows are collected and sorted; of more the list is walked until the page is full. */
export const few = 3000;

/** Where the customers of a list may be found by an index: these and no others meet one of its conditions. */
export interface Candidates {
  /** Statements with a column `customer_id`; a customer may be in several. */
  branches: RawBuilder<unknown>[];
  /** How many of them at least meet it and are of the states that the list shows, as far as it is known. */
  atLeast: number;
  /** How many there are at most, where that is known. */
  atMost: number | null;
  /** All of them do. */
  isSure: boolean;
}

/** A list of customers: all that meet its conditions, in an order, from a position on. */
export interface Listing {
  /** A condition on a row of org_customers_mst, for what an index does not decide. */
  filter: RawBuilder<unknown>;
  /** How well a row meets the search, 0 the best; null: not at all. */
  rank: RawBuilder<number | null>;
  order: ListOrder;
  position: Position | null;
  limit: number;
}

/** A row of a list, with what a cursor remembers of it. */
export interface ListedRow {
  id: string;
  key: string;
  rank: number;
  json: JsonText;
}

/**
 * Collects the customers among `candidates` who meet the conditions, and sorts them: for when there are few.
 *
 * @param upTo ends with more candidates of one branch than this; null: never
 * @param most ends with more customers than this
 * @returns the rows from the position on and how many customers there are; where it ended, how many at least
 */
export const collectRows = async (
  tenant: Tenant,
  { filter, rank, order, position, limit }: Listing,
  candidates: Candidates,
  { upTo, most }: { upTo: number | null; most: number },
): Promise<{ total: number; rows: ListedRow[] } | { atLeast: number; rows: null }> => {
  const facts = await tenant.facts();
  const branches = candidates.branches.map(
    (branch, number) =>
      sql`select ${sql.lit(number)} as branch, customer_id from (${branch} limit ${upTo === null ? null : upTo + 1}::int) met`,
  );
  const [first, ...others] = await tenant.execute(
    sql<
      { found: number; customers: number; hits: number } & { [Key in keyof ListedRow]: ListedRow[Key] | null }
    >`
    with candidate as materialized (${sql.join(branches, sql` union all `)}),
    size as materialized (
      select coalesce(max(found), 0)::int as found from (select count(*) as found from candidate group by branch) branches
    ), hit as materialized (
      select customer.id, ${order.key} as key, rank
      from (select distinct customer_id from candidate) met
        cross join lateral (
          select * from org_customers_mst where tenant_org_id = ${tenant.id} and id = customer_id offset 0
        ) customer
        cross join lateral (select ${rank} as rank) ranked
      where (${upTo}::int is null or (select found from size) <= ${upTo}::int) and rank is not null and ${filter}
      limit ${most + 1}
    ), page as (
      select * from hit
      where (select count(*) from hit) <= ${most} and ${order.from(position, sql`key`)}
      order by ${order.by(sql`key`)} limit ${limit}
    )
    select found, (select count(*) from hit)::int as hits,
      case when found > ${upTo}::int then (select count(*) from (select distinct customer_id from candidate) each)::int end as customers,
      page.id, key::text as key, rank, ${jsonOf(tenant, facts)} as json
    from size left join page on true
    order by ${order.by(sql`page.key`, sql`page.id`)}`.compile(query),
  );
  const { found, customers, hits } = first!;
  if (upTo !== null && found > upTo) return { atLeast: candidates.isSure ? customers : 0, rows: null };
  if (hits > most) return { atLeast: hits, rows: null };
  return {
    total: hits,
    rows: [first!, ...others].filter((row): row is typeof row & ListedRow => row.id !== null),
  };
};

/**
 * How many customers among `candidates` meet the conditions, counted up to `most`.
 */
export const countRows = async (
  tenant: Tenant,
  { filter, rank }: Pick<Listing, 'filter' | 'rank'>,
  { branches }: Candidates,
  most: number,
): Promise<number> => {
  // Somebody may be met twice, by another word or branch: rather count some more than all that there are.
  const metUpTo = 2 * most;
  const count = async (limit: number | null) => {
    const [counted] = await tenant.execute(
      sql<{ met: number; customers: number }>`
      select count(*)::int as met, count(distinct id)::int as customers from (
        select id
        from (${sql.join(branches, sql` union all `)}) met
          cross join lateral (
            select * from org_customers_mst where tenant_org_id = ${tenant.id} and id = customer_id offset 0
          ) customer
          cross join lateral (select ${rank} as rank) ranked
        where rank is not null and ${filter}
        limit ${limit}::int
      ) met`.compile(query),
    );
    return counted!;
  };
  const { met, customers } = await count(metUpTo);
  if (customers >= most || met < metUpTo) return Math.min(customers, most);
  return Math.min((await count(null)).customers, most);
};

/** How many candidates there are, counted a little beyond `upTo`. */
export const countCandidates = async (
  tenant: Tenant,
  { branches, atMost }: Candidates,
  upTo: number,
): Promise<number> => {
  if (atMost !== null) return atMost;
  const [counted] = await tenant.execute(
    sql<{ met: number }>`select count(*)::int as met from (${sql.join(
      branches.map((branch) => sql`(${branch} limit ${upTo + 1}::int)`),
      sql` union all `,
    )}) met`.compile(query),
  );
  return counted!.met;
};

/** Even so many are intersected faster than looked at one by one. */
const many = 60_000;

/**
 * Where to look for those who meet all of several conditions: among those of the one that the fewest meet; where
 * many meet each, among those who meet several.
 *
 * @returns also whether they are few enough to look at all of them
 */
export const narrowed = async (
  tenant: Tenant,
  all: Candidates[],
): Promise<{ candidates: Candidates; bounded: boolean }> => {
  if (all.length === 1) return { candidates: all[0]!, bounded: false };
  const counts = await Promise.all(all.map((candidates) => countCandidates(tenant, candidates, few)));
  const least = Math.min(...counts);
  if (least <= few) return { candidates: all[counts.indexOf(least)]!, bounded: true };
  // Words and tags come first: of the others so many are met that counting them would cost more than it tells.
  const likely = all.slice(0, 2);
  const larger = await Promise.all(likely.map((candidates) => countCandidates(tenant, candidates, many)));
  const countable = likely.filter((_, at) => larger[at]! <= many);
  if (countable.length === 0) return { candidates: all[0]!, bounded: false };
  const branches = countable.map(
    ({ branches }) => sql`select customer_id from (${sql.join(branches, sql` union all `)}) met`,
  );
  return {
    candidates: {
      branches: [sql`${sql.join(branches, sql` intersect `)}`],
      atLeast: 0,
      atMost: null,
      isSure: false,
    },
    bounded: true,
  };
};

/** So many rows are looked at for a page, before it is looked for otherwise. */
const walkedRows = 10_000;

/**
 * Goes through customers in the order of the list until enough of them meet its conditions: for when many do.
 *
 * @param candidates goes through these, in the order of their ids; null: through all customers
 * @returns null where those who meet the conditions are too far apart
 */
export const walkRows = async (
  tenant: Tenant,
  { filter, rank, order, position, limit }: Listing,
  candidates: Candidates | null = null,
): Promise<ListedRow[] | null> => {
  const facts = await tenant.facts();
  const { walk } = order;
  const all = sql`from org_customers_mst where tenant_org_id = ${tenant.id} and ${walk.from(position)} order by ${walk.by}`;
  const some =
    candidates &&
    sql`from (
      select distinct id from (
        select customer_id as id from (${sql.join(candidates.branches, sql` union all `)}) met
      ) met where ${walk.from(position)} order by ${walk.by}`;
  const customers = some
    ? sql`select customer.* ${some} limit ${walkedRows}) met cross join lateral (
        select * from org_customers_mst where tenant_org_id = ${tenant.id} and id = met.id offset 0) customer`
    : sql`select * ${all} limit ${walkedRows}`;
  const rows = await tenant.execute(
    sql<ListedRow>`
    select id, key::text as key, rank, ${jsonOf(tenant, facts)} as json from (
      select id, ${order.key} as key, rank
      from (${customers}) customer cross join lateral (select ${rank} as rank) ranked
      where rank is not null and ${filter}
      limit ${limit}
    ) page order by ${order.by(sql`page.key`, sql`page.id`)}`.compile(query),
  );
  if (rows.length === limit) return rows;
  const more = await tenant.execute(
    (some
      ? sql`select ${some} offset ${walkedRows} limit 1) more`
      : sql`select ${all} offset ${walkedRows} limit 1`
    ).compile(query),
  );
  return more.length === 0 ? rows : null;
};

const jsonOf = (tenant: Tenant, facts: TenantFacts) => sql<JsonText>`(
  select ${customerJson(facts)} from org_customers_mst where tenant_org_id = ${tenant.id} and id = page.id)`;
