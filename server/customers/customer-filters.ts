import type { CustomerQuery } from '@regulars/contract/customer';
import type { Tenant as TenantFacts } from '@regulars/contract/tenant';
import { type RawBuilder, sql } from 'kysely';
import type { Candidates } from './customer-rows.ts';

/** What a list of customers is narrowed to. */
export interface Filters {
  /** The states that it shows. */
  active: boolean[];
  /** Whether a row of org_customers_mst is among them. */
  filter: RawBuilder<unknown>;
  /** For each filter those whom an index knows to meet it. */
  candidates: Candidates[];
}

export const filtersOf = (tenantId: string, { timeZone }: TenantFacts, asked: CustomerQuery): Filters => {
  const { type, status, tag, verified, createdFrom, createdTo, lastOrderFrom, lastOrderTo, hasPoints } =
    asked;
  const active = status === 'all' ? [true, false] : [status === 'active'];

  // As a subquery it is computed once and not for each row.
  const midnight = (day: string | undefined, daysLater = 0) =>
    sql`(select (${day ?? null}::date + ${sql.lit(daysLater)})::timestamp at time zone ${timeZone}::text)`;
  // One text for any choice of filters: each that is not asked for is true.
  const isAsked = (value: unknown) => sql`${value === undefined ? null : true}::boolean is null`;
  const within = (column: string, from?: string, to?: string) => sql`
    (${isAsked(from)} or ${sql.ref(column)} >= ${midnight(from)})
    and (${isAsked(to)} or ${sql.ref(column)} < ${midnight(to, 1)})`;
  const filter = sql`(
    is_active = any (${active}::boolean[])
    and (${isAsked(type)} or profile_status = ${type ?? null}::text)
    and (${isAsked(tag)} or ${tag ?? null}::text = any (tags))
    and (${isAsked(verified)} or phone_verified = ${verified ?? null}::boolean)
    and (${isAsked(hasPoints)} or (loyalty_points > 0) = ${hasPoints ?? null}::boolean)
    and ${within('created_at', createdFrom, createdTo)}
    and ${within('last_order_key', lastOrderFrom, lastOrderTo)}
    and (${isAsked(lastOrderTo)} or last_order_at is not null))`;

  const rows = (condition: RawBuilder<unknown>): Candidates => ({
    branches: [
      sql`select id as customer_id from org_customers_mst where tenant_org_id = ${tenantId} and ${condition}`,
    ],
    atLeast: 0,
    atMost: null,
    isSure: false,
  });
  const range = (column: string, from?: string, to?: string) => {
    const bounds = [
      ...(from === undefined ? [] : [sql`${sql.ref(column)} >= ${midnight(from)}`]),
      ...(to === undefined ? [] : [sql`${sql.ref(column)} < ${midnight(to, 1)}`]),
    ];
    return bounds.length > 0 ? [rows(sql.join(bounds, sql` and `))] : [];
  };
  const candidates = [
    ...(tag === undefined
      ? []
      : [
          {
            branches: [
              sql`select customer_id from org_customer_tokens
                where tenant_org_id = ${tenantId} and is_active = any (${active}::boolean[]) and token = ${`#${tag}`}`,
            ],
            atLeast: 0,
            atMost: null,
            isSure: true,
          },
        ]),
    ...range('created_at', createdFrom, createdTo),
    ...(lastOrderTo === undefined
      ? range('last_order_key', lastOrderFrom)
      : // Who has never ordered is kept as having done so before all time.
        [
          rows(
            sql`last_order_key > '-infinity' and ${sql.join(
              [
                sql`last_order_key < ${midnight(lastOrderTo, 1)}`,
                ...(lastOrderFrom === undefined ? [] : [sql`last_order_key >= ${midnight(lastOrderFrom)}`]),
              ],
              sql` and `,
            )}`,
          ),
        ]),
    ...(type === undefined ? [] : [rows(sql`profile_status = ${type}`)]),
    ...(verified === undefined ? [] : [rows(sql`phone_verified = ${verified}::boolean`)]),
    ...(hasPoints === undefined ? [] : [rows(hasPoints ? sql`loyalty_points > 0` : sql`loyalty_points = 0`)]),
    ...(status === 'inactive' ? [rows(sql`not is_active`)] : []),
  ];
  return { active, filter, candidates };
};
