import type { Database } from '@regulars/database/connect';
import type { Context } from '@regulars/database/context-query';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type pg from 'pg';

const firstNames =
  'Mohammed Fatima Ahmed Aisha Ali Maryam Salim Zahra Khalid Noor Said Huda Omar Layla Yusuf Amal';
const firstNames2 = 'محمد فاطمة أحمد عائشة علي مريم سالم زهراء خالد نور سعيد هدى عمر ليلى يوسف أمل';
const syllables = 'ba da fa ha ja ka la ma na qa ra sa ta wa ya za bu du hu ju';

/** Few enough that a transaction's own dead versions of the counter row stay cheap to walk past. */
const batch = 1000;

const context = (tenantId: string): Context => ({
  role: 'regulars_tenant',
  tenantId,
  actorId: 'bench',
  actorName: '',
  requestId: 'bench',
});

/**
 * Adds customers as the tenant itself would, so that every trigger does its part: three in ten are guests, the
 * others have a name in both scripts (one of 16 first names, one of 8,000 family names), a phone and an e-mail.
 * Phones end with the eight digits from 99999999 downwards.
 */
export const fillTenant = async (database: Database, tenantId: string, customers: number) => {
  for (let from = 0; from < customers; from += batch) {
    await database.each(context(tenantId)).execute(
      sql`insert into org_customers_mst (tenant_org_id, profile_status, name, name2, phone, email)
        select ${tenantId}::uuid, 'stub',
          first[1 + n % 16] || ' Al ' || initcap(part[1 + n % 20] || part[1 + n / 20 % 20] || part[1 + n / 400 % 20]),
          first2[1 + n % 16] || ' ' || n,
          '+968' || 99999999 - n, 'customer' || n || '@example.com'
        from (select string_to_array(${firstNames}, ' ') first, string_to_array(${firstNames2}, ' ') first2,
            string_to_array(${syllables}, ' ') part) names,
          generate_series(${from}::int, ${Math.min(from + batch, customers) - 1}::int) n
        where n % 10 >= 3
        union all
        select ${tenantId}::uuid, 'guest', null, null, null, null
        from generate_series(${from}::int, ${Math.min(from + batch, customers) - 1}::int) n
        where n % 10 < 3`.compile(query),
    );
  }
};

/**
 * Spreads all customers over the last thousand days, as if they had come one by one: few are new this month.
 *
 * @param owner changes nothing that triggers keep, and so does without them
 */
export const ageCustomers = async (owner: pg.Client) => {
  await owner.query('set session_replication_role = replica');
  await owner.query(`update org_customers_mst
    set created_at = now() - (customer_number_int * 7919 % 1000 + random()) * interval '1 day'`);
  await owner.query('reset session_replication_role');
  await owner.query('vacuum full org_customers_mst');
  await owner.query('vacuum analyze');
};

/** Some customers of a tenant, from all over it: what can be asked for. */
export const sampleCustomers = (database: Database, tenantId: string, size: number) =>
  database.each(context(tenantId)).execute(
    sql<{ id: string; customerNumber: string; name: string; phone: string }>`
      select id, customer_number "customerNumber", name, phone from org_customers_mst
      where tenant_org_id = ${tenantId} and profile_status = 'stub'
      order by md5(customer_number) limit ${size}`.compile(query),
  );
