import type { CustomerOrdersQuery } from '@regulars/contract/order';
import { sql } from 'kysely';
import { presentCustomer } from '../customers/present-customer.ts';
import { type JsonText, listText, withFields } from '../http/answer.ts';
import type { Tenant } from '../tenancy/in-tenant.ts';
import { moneyJson } from '../tenancy/money-json.ts';
import { pageOfOrders } from './list-orders.ts';

/**
 * One page of a customer's orders, with what they come to.
 *
 * @returns the JSON of a CustomerOrders
 * @throws Refusal not_found, invalid_cursor
 */
export const listCustomerOrders = async (
  tenant: Tenant,
  customerId: string,
  { limit, cursor, status, months }: CustomerOrdersQuery,
): Promise<JsonText> => {
  const sums = presentCustomer(await sumsOf(tenant, customerId, months));
  const { data, page } = await pageOfOrders(tenant, { customerId, status }, { limit, cursor });
  return withFields(listText(data, page), { totals: sums.totals, byMonth: sums.months });
};

interface Sums {
  merged_into_id: string | null;
  totals: string;
  months: string;
}

const sumsOf = async (tenant: Tenant, customerId: string, months: number) => {
  const facts = await tenant.facts();
  const money = (amount: string) => moneyJson(sql.raw(amount), facts);
  const [sums] = await tenant.execute(
    sql<Sums>`
      with placed as (
        select status, placed_at, total, regulars.order_counts(status) as counts from org_orders_mst
        where tenant_org_id = ${tenant.id} and customer_id = ${customerId}
      ), by_status as (
        select status, count(*) as orders, sum(total) as spent from placed group by status
      ), month as (
        select to_char(month, 'YYYY-MM') as month
        from generate_series(
          date_trunc('month', now() at time zone ${facts.timeZone}) - (${months}::int - 1) * interval '1 month',
          date_trunc('month', now() at time zone ${facts.timeZone}), interval '1 month') as month
      ), by_month as (
        select to_char(placed_at at time zone ${facts.timeZone}, 'YYYY-MM') as month, count(*) as orders,
          sum(total) as spent
        from placed where counts group by 1
      )
      select merged_into_id,
        (select json_build_object(
          'orders', count(*), 'spent', ${money('coalesce(sum(total), 0)')},
          'average', case when count(*) > 0 then ${money('avg(total)')} end,
          'firstOrderAt', min(placed_at), 'lastOrderAt', max(placed_at),
          'byStatus', (select coalesce(json_agg(json_build_object(
            'status', status, 'orders', orders, 'total', ${money('spent')}) order by status), '[]') from by_status))::text
        from placed where counts) as totals,
        (select json_agg(json_build_object(
          'month', month, 'orders', coalesce(orders, 0), 'spent', ${money('coalesce(spent, 0)')}) order by month)::text
        from month left join by_month using (month)) as months
      from org_customers_mst where tenant_org_id = ${tenant.id} and id = ${customerId}`,
  );
  return sums;
};
