import { type CustomerQuery, historyActors } from '@regulars/contract/customer';
import type { CompiledQuery } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { listAddresses } from '../server/addresses/list-addresses.ts';
import { countByDay } from '../server/customers/count-by-day.ts';
import { countCustomers } from '../server/customers/count-customers.ts';
import { few } from '../server/customers/customer-rows.ts';
import { findNearbyCustomers } from '../server/customers/find-nearby-customers.ts';
import { getCustomer } from '../server/customers/get-customer.ts';
import { listCustomerHistory } from '../server/customers/list-customer-history.ts';
import { listCustomers } from '../server/customers/list-customers.ts';
import { updateCustomer } from '../server/customers/update-customer.ts';
import { listCustomerDuplicates } from '../server/duplicates/list-customer-duplicates.ts';
import { listDuplicates } from '../server/duplicates/list-duplicates.ts';
import { getLoyalty } from '../server/loyalty/get-loyalty.ts';
import { listCustomerOrders } from '../server/orders/list-customer-orders.ts';
import { listOrders } from '../server/orders/list-orders.ts';
import type { Actor } from '../server/tenancy/actor.ts';
import { type Tenant, type TenantTransaction, tenancy } from '../server/tenancy/in-tenant.ts';
import { tenantFacts } from '../server/tenancy/tenant-facts.ts';
import { compiled, connect, type Database, type Statements } from './connect.ts';
import { fillBusyShop } from './testing/busy-shop.ts';
import { type ScratchDatabase, scratchDatabase } from './testing/scratch-database.ts';

// Of a tenant that is alone these are a handful of rows on a page or two, which are read as they are.
const small = [
  'org_customer_counts',
  'org_customer_words',
  'org_customer_word_keys',
  'org_tenants_mst',
  'org_loyalty_settings',
  'org_duplicate_models',
];

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Node[];
}
const withPartsOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(withPartsOf)];
const rowsOf = (node: Node) => node['Actual Rows'] * node['Actual Loops'];

// 25 rows are shown and one more tells whether others follow, each read once for its place and once to be shown;
// of the active, one in twenty is passed over.
const page = 60;
// Totals are counted up to this.
const counted = 2000;
// So many are collected at most: each is read by its word and by its id.
const collected = 2 * few;

describe.each([{ neighbours: true }, { neighbours: false }])(
  'of a large tenant with neighbours: $neighbours',
  ({ neighbours }) => {
    let scratch: ScratchDatabase;
    let database: Database;
    let client: pg.Client;
    let tenant: Tenant;
    let customerId: string;
    let recorded: CompiledQuery[] = [];

    beforeAll(async () => {
      scratch = await scratchDatabase({ ownerUrl: inject('ownerUrl'), appUrl: inject('appUrl') });
      const shop = await fillBusyShop(scratch.ownerUrl, neighbours);
      customerId = shop.customerId;
      database = connect(scratch.appUrl);
      const recording = (statements: Statements): Statements => ({
        execute: (query) => {
          const statement = compiled(query);
          recorded.push(statement);
          return statements.execute(statement);
        },
      });
      const { asTenant } = tenancy(
        {
          ...database,
          each: (context) => recording(database.each(context)),
          eachPointRead: (context) => recording(database.eachPointRead(context)),
        },
        tenantFacts(database),
        Buffer.alloc(32),
      );
      const actor: Actor = {
        id: 'a clerk',
        kind: 'token',
        name: null,
        email: null,
        role: 'staff',
        tenantId: shop.tenantId,
      };
      tenant = asTenant(actor, 'a request');
      client = new pg.Client({ connectionString: scratch.appUrl });
      await client.connect();
    }, 240_000);
    afterAll(async () => {
      await client?.end();
      await database.close();
      await scratch.drop();
    });

    /** Which way PostgreSQL goes for a statement as the server prepares it: planned once, for any value, as a tenant. */
    const explain = async ({ sql, parameters }: CompiledQuery) => {
      const values = parameters.map((value) =>
        value === null
          ? 'null'
          : client.escapeLiteral(
              Array.isArray(value) ? `{${value.map((each) => JSON.stringify(each)).join()}}` : String(value),
            ),
      );
      await client.query('begin');
      await client.query("select set_config('role', 'regulars_tenant', true)");
      await client.query("select set_config('regulars.tenant_org_id', $1, true)", [tenant.id]);
      await client.query(`prepare statement as ${sql}`);
      const { rows } = await client.query(
        `explain (analyze, costs off, format json) execute statement${values.length > 0 ? ` (${values.join(', ')})` : ''}`,
      );
      await client.query('rollback');
      await client.query('deallocate statement');
      const nodes = withPartsOf(rows[0]['QUERY PLAN'][0].Plan);
      return {
        indexes: nodes.flatMap((node) => node['Index Name'] ?? []),
        wholeTables: nodes.flatMap((node) =>
          // What a row gave no reason to read was not read.
          node['Node Type'] === 'Seq Scan' && node['Actual Loops'] > 0 ? node['Relation Name']! : [],
        ),
        sorted: Math.max(
          0,
          ...nodes
            .filter((node) => /Sort/.test(node['Node Type']))
            .flatMap((node) => node.Plans!.map(rowsOf)),
        ),
        read: nodes
          .filter((node) => /Scan$/.test(node['Node Type']) && (node['Index Name'] || node['Relation Name']))
          .map(
            (node) =>
              rowsOf(node) +
              ((node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)) *
                node['Actual Loops'],
          )
          .reduce((sum, rows) => sum + rows, 0),
      };
    };

    test('the server plans each statement once, for any value', async () => {
      const { rows } = await client.query('show plan_cache_mode');
      expect(rows).toEqual([{ plan_cache_mode: 'force_generic_plan' }]);
    });

    const list = (asked: Partial<CustomerQuery>) => () =>
      listCustomers(tenant, { status: 'active', limit: 25, ...asked } as CustomerQuery);
    /** Also the page that follows; what led there is forgotten. */
    const nextPage = (asked: Partial<CustomerQuery>) => async () => {
      const { page } = JSON.parse(await list(asked)());
      recorded = [];
      return list({ ...asked, cursor: page.nextCursor })();
    };

    test.each<{
      question: string;
      ask: () => Promise<unknown>;
      by: string[];
      read: number;
      sorted?: number;
    }>([
      {
        question: 'a customer by id',
        ask: () => getCustomer(tenant, customerId),
        by: ['org_customers_mst_pkey'],
        read: 1,
      },
      {
        question: 'the history of a customer',
        ask: () => listCustomerHistory(tenant, customerId, { limit: 25 }),
        by: ['org_customers_mst_pkey', 'org_customer_history_pkey'],
        // Who made them is asked of all of these.
        read: historyActors + page,
      },
      {
        question: 'the orders of a customer',
        ask: () => listCustomerOrders(tenant, customerId, { limit: 25, months: 12 }),
        by: ['org_customers_mst_pkey', 'org_orders_by_customer', 'org_loyalty_ledger_by_order'],
        // They are summed up, and each that is shown says its customer and its points.
        read: 200 + page,
      },
      {
        question: 'the points of a customer',
        ask: () => getLoyalty(tenant, customerId, { limit: 25 }),
        by: ['org_customers_mst_pkey', 'org_loyalty_ledger_pkey'],
        read: 200 + page,
      },
      {
        question: 'the last orders',
        ask: () => listOrders(tenant, { limit: 25 }),
        by: ['org_orders_by_time'],
        read: counted + 1,
      },
      {
        question: 'the orders that are ready',
        ask: () => listOrders(tenant, { limit: 25, status: 'ready' }),
        by: ['org_orders_by_status'],
        read: page * 3,
      },
      {
        question: 'an order by its reference',
        ask: () => listOrders(tenant, { limit: 25, externalRef: '1/1' }),
        by: ['order_has_its_external_ref'],
        read: 3,
      },
      {
        question: 'the statistics',
        ask: () => countCustomers(tenant),
        by: ['org_customer_counts_pkey', 'org_customer_arrivals_pkey'],
        read: page,
      },
      {
        question: 'the new customers of each day',
        ask: () => countByDay(tenant, 30),
        by: ['org_customer_arrivals_pkey'],
        read: page,
      },
      ...(
        [
          ['-createdAt', 'org_customers_by_creation'],
          ['createdAt', 'org_customers_by_creation'],
          ['name', 'org_customers_by_name'],
          ['-lastOrderAt', 'org_customers_by_last_order'],
          ['-totalOrders', 'org_customers_by_orders'],
        ] as const
      ).flatMap(([sort, index]) => [
        {
          question: `the first page by ${sort}`,
          ask: list({ sort }),
          by: [index, 'org_customer_counts_pkey'],
          read: page,
        },
        { question: `a later page by ${sort}`, ask: nextPage({ sort }), by: [index], read: page },
      ]),
      ...(
        [
          [{ type: 'full' }, 'org_customers_by_status'],
          [{ type: 'full', sort: 'name' }, 'org_customers_by_status'],
          [{ tag: 'wholesale' }, 'org_customer_tokens_pkey'],
          [{ tag: 'wholesale', sort: '-totalOrders' }, 'org_customer_tokens_pkey'],
          [{ verified: true, sort: 'name' }, 'org_customers_by_proof'],
          [{ hasPoints: true, sort: 'name' }, 'org_customers_by_points'],
          [{ createdFrom: '2022-10-01', sort: 'name' }, 'org_customers_by_creation'],
          [{ lastOrderFrom: '2024-06-25', sort: 'name' }, 'org_customers_by_last_order'],
          [{ status: 'inactive', type: 'full' }, 'org_customers_inactive'],
        ] as const
      ).map(([asked, index]) => ({
        question: `the first page of the few with ${JSON.stringify(asked)}`,
        ask: list(asked),
        by: [index, 'org_customers_mst_pkey'],
        read: collected,
      })),
      {
        question: 'the first page of a common kind by another sort',
        ask: list({ type: 'stub', sort: '-totalOrders' }),
        by: ['org_customers_by_orders'],
        read: few + page,
      },
      {
        question: 'the first page of a common kind by name',
        ask: list({ type: 'stub', sort: 'name' }),
        by: ['org_customers_by_status'],
        read: few + page,
      },
      {
        question: 'who may be the same person as a customer',
        ask: () => listCustomerDuplicates(tenant, customerId),
        by: ['org_duplicate_keys_pkey', 'org_duplicate_queue_pkey', 'org_customers_mst_pkey'],
        // Of a key as many as make it common; then twenty-five, and the hundred who came last, by key and by id.
        read: 700,
      },
      {
        question: 'the first page of the inbox',
        ask: () => listDuplicates(tenant, { state: 'open', sort: '-score', limit: 25 }),
        by: ['org_duplicate_pairs_by_score', 'org_customers_mst_pkey'],
        read: counted,
      },
      {
        question: 'the latest of the inbox, by decision',
        ask: () => listDuplicates(tenant, { state: 'open', sort: '-foundAt', decision: 'ask', limit: 25 }),
        by: ['org_duplicate_pairs_by_time'],
        read: counted,
      },
      {
        question: 'those who were told apart',
        ask: () => listDuplicates(tenant, { state: 'dismissed', sort: '-foundAt', limit: 25 }),
        by: ['org_duplicate_dismissals_by_time'],
        read: counted,
      },
      {
        question: 'a whole phone',
        ask: list({ search: '9000 7919' }),
        by: ['org_customers_by_phone_end', 'org_customers_active_phone_key', 'org_customers_mst_pkey'],
        read: page,
      },
      {
        question: 'the end of a phone',
        ask: list({ search: '7919' }),
        by: ['org_customers_by_phone_end'],
        read: page,
      },
      {
        question: 'the end of a phone beside a common word',
        ask: list({ search: 'sara 7919' }),
        by: ['org_customers_by_phone_end', 'org_customers_mst_pkey'],
        read: collected,
      },
      {
        question: 'a phone among what was copied with it',
        ask: list({ search: 'somebody +968 9000 7919 (home)' }),
        by: ['org_customers_by_phone_end', 'org_customers_mst_pkey'],
        read: page,
      },
      {
        question: 'the beginning of a phone',
        ask: list({ search: '+968 9000' }),
        by: ['org_customers_active_phone_key'],
        read: page * 2,
      },
      {
        question: 'the beginning of an e-mail',
        ask: list({ search: 'customer333@' }),
        by: ['org_customers_by_email'],
        read: page,
      },
      {
        question: 'a customer number',
        ask: list({ search: 'CUST-00077' }),
        by: ['org_customers_number_key', 'org_customers_mst_pkey'],
        read: page,
      },
      {
        question: 'the domain of an e-mail',
        ask: list({ search: '@shop77.om' }),
        by: ['org_customers_by_email_domain'],
        read: page,
      },
      {
        question: 'a rare word',
        ask: list({ search: 'zwawi' }),
        by: ['org_customer_tokens_pkey', 'org_customers_mst_pkey', 'org_customer_word_keys_pkey'],
        read: page * 5,
      },
      {
        question: 'a rare word beside a common one',
        ask: list({ search: 'noor zwawi' }),
        by: ['org_customer_tokens_pkey'],
        read: collected,
      },
      {
        question: 'a common word',
        ask: list({ search: 'سارة' }),
        by: ['org_customer_tokens_pkey'],
        read: collected * 2,
      },
      {
        question: 'a common word, sorted by name',
        ask: list({ search: 'sara', sort: 'name' }),
        by: ['org_customer_tokens_by_name'],
        // Its words are counted, whole and as a beginning; the few words of a tenant that is alone are read as they are.
        read: collected + 5 * page,
      },
      {
        question: 'a common word, sorted otherwise',
        ask: list({ search: 'sara', sort: '-totalOrders' }),
        by: ['org_customers_by_orders'],
        read: collected + 5 * page,
      },
      {
        question: 'two common words',
        ask: list({ search: 'sara balushi' }),
        by: ['org_customer_tokens_pkey'],
        // Who has one of them, in either script, some 4,300 entries each; and those of them who have the other.
        read: 15_000,
      },
      {
        question: 'a common word with a common tag',
        ask: list({ search: 'sara', tag: 'vip' }),
        by: ['org_customer_tokens_pkey'],
        read: 15_000,
      },
      {
        question: 'a word spelt otherwise',
        ask: list({ search: 'zuawy' }),
        by: ['org_customer_word_keys_pkey', 'org_customer_words_pkey', 'org_customer_tokens_pkey'],
        read: collected,
      },
      {
        question: 'a mistyped word',
        ask: list({ search: 'lawqti' }),
        by: ['org_customer_word_keys_pkey', 'org_customer_words_pkey', 'org_customer_tokens_pkey'],
        read: collected * 2,
      },
      {
        question: 'a word that nobody has',
        ask: list({ search: 'qqxyq' }),
        by: ['org_customer_tokens_pkey', 'org_customer_word_keys_pkey'],
        // The few words of a tenant that is alone are read as they are.
        read: neighbours ? page : 1000,
      },
    ])(
      '$question is answered from $by',
      async ({ ask, by, read, sorted = Math.min(read, collected + page) }) => {
        recorded = [];
        await ask();
        expect(recorded.length).toBeGreaterThan(0);
        const plans = [];
        for (const statement of recorded) plans.push(await explain(statement));
        expect(
          plans
            .flatMap(({ wholeTables }) => wholeTables)
            .filter((name) => neighbours || !small.includes(name)),
        ).toEqual([]);
        expect(plans.flatMap(({ indexes }) => indexes)).toEqual(
          expect.arrayContaining(
            by.filter((index) => neighbours || !small.some((name) => index.startsWith(name))),
          ),
        );
        for (const plan of plans) {
          expect(plan.read).toBeLessThanOrEqual(read);
          expect(plan.sorted).toBeLessThanOrEqual(sorted);
        }
      },
    );

    test('who shares a key with a customer is looked up once for each key', async () => {
      recorded = [];
      await listCustomerDuplicates(tenant, customerId);
      const looks = [];
      for (const statement of recorded) looks.push(...(await explain(statement)).indexes);
      expect(looks.filter((index) => index === 'org_duplicate_keys_pkey')).toHaveLength(1);
    });

    // The statements of a function are not shown, but counted.
    const near = (lat: number) => () =>
      findNearbyCustomers(tenant, { lat, lng: 58.4, radiusM: 50_000, limit: 25 });
    test.each<{ question: string; ask: () => Promise<unknown>; read: number }>([
      {
        question: 'the addresses of a customer',
        ask: () => listAddresses(tenant, customerId, { status: 'active' }),
        read: 5,
      },
      { question: 'who is near in town', ask: near(23.6), read: 300 },
      { question: 'who is near where nobody is', ask: near(10), read: 10 },
    ])('$question is answered by a function that reads few', async ({ ask, read }) => {
      recorded = [];
      await ask();
      const [{ sql, parameters }] = recorded as [CompiledQuery];
      // What was counted before is counted no more.
      await client.query('select pg_stat_force_next_flush()');
      await client.query('begin');
      await client.query("select set_config('role', 'regulars_tenant', true)");
      await client.query("select set_config('regulars.tenant_org_id', $1, true)", [tenant.id]);
      await client.query(sql, [...parameters]);
      const { rows } = await client.query<{ name: string; scans: number; fetched: number }>(
        `select relname as name, seq_scan::int as scans, idx_tup_fetch::int as fetched
         from pg_stat_xact_user_tables where relname in ('org_customers_mst', 'org_customer_addresses')`,
      );
      await client.query('rollback');
      expect(rows.length).toBe(2);
      for (const { scans, fetched } of rows) {
        expect(scans).toBe(0);
        expect(fetched).toBeLessThanOrEqual(read);
      }
    });

    test('a change reads the customer by its key', async () => {
      recorded = [];
      await updateCustomer(tenant as TenantTransaction, customerId, { notes: 'Prefers the evening' }, null);
      expect(await explain(recorded[0]!)).toMatchObject({
        indexes: ['org_customers_mst_pkey'],
        wholeTables: [],
        read: 1,
      });
    });
  },
);
