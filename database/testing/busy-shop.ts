import { asOwner } from './scratch-database.ts';

/**
 * A database as it is after some years: one tenant with 9,000 customers, most of them active, a third with an
 * e-mail; so many share a name that they are not collected.
 *
 * @param neighbours beside it 50 tenants with 100 customers, and thousands that have hardly begun; otherwise none
 * @returns the ids of the large tenant and of a customer of it with a long history
 */
export const fillBusyShop = (ownerUrl: string, neighbours: boolean) =>
  asOwner(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ id: string }>(
      `insert into org_tenants_mst (name, slug, country, currency, time_zone)
       select 'Tenant ' || n, 'tenant-' || n, 'OM', 'OMR', 'Asia/Muscat' from generate_series(1, $1) n
       returning id`,
      [neighbours ? 3000 : 1],
    );
    const ids = rows.map(({ id }) => id);
    const customers = `
      insert into org_customers_mst (tenant_org_id, profile_status, name, name2, phone, email, is_active, created_at,
        last_order_at, total_orders, tags, loyalty_points, phone_verified)
      select tenant, case when n > 8900 then 'guest' when n < 100 then 'full' else 'stub' end,
        (array['Sara','Ahmed','Fatma','Mohammed','Aisha','Salim','Maryam','Khalid','Noor','Said'])[1 + n % 2 * (n % 10)]
          || ' ' || (array['Balushi','Harthy','Lawati','Busaidi','Rawahi','Hinai','Siyabi'])[1 + n / 2 % 2 * (n / 10 % 7)]
          || case when n % 1000 = 999 then ' Zwawi' else '' end,
        (array['سارة','أحمد','فاطمة','محمد','عائشة','سالم','مريم','خالد','نور','سعيد'])[1 + n % 2 * (n % 10)]
          || ' ' || (array['البلوشي','الحارثي','اللواتي','البوسعيدي','الرواحي','الهنائي','السيابي'])[1 + n / 2 % 2 * (n / 10 % 7)],
        '+9689' || lpad((n * 7919 % 10000000)::text, 7, '0'),
        case when n % 3 = 0 then 'customer' || n || case when n % 9 = 0 then '@shop' || n / 9 || '.om' else '@example.com' end end,
        n % 20 <> 0,
        timestamptz '2020-01-01' + n * interval '162 minutes',
        case when n % 4 <> 0 then timestamptz '2024-01-01' + n * 7919 % 20000 * interval '13 minutes' end,
        n * 31 % 97,
        case when n % 500 = 1 then '{wholesale}' when n % 3 = 0 then '{vip}' else '{}' end::text[],
        case when n % 40 = 0 then n % 900 else 0 end,
        n < 100
      from unnest($1::uuid[]) tenant, generate_series(1, $2::int) n`;
    // Nobody has proven these phones.
    await owner.query('alter table org_customers_mst disable trigger a_prove_customer');
    await owner.query(customers, [ids.slice(0, 1), 9000]);
    await owner.query(customers, [ids.slice(1, 51), 100]);
    await owner.query('alter table org_customers_mst enable trigger a_prove_customer');
    // Two in three have told where they live, some of them in two places; around Muscat.
    await owner.query('alter table org_customer_addresses disable trigger user');
    await owner.query(
      `insert into org_customer_addresses (tenant_org_id, customer_id, street, city, country, latitude, longitude, is_default)
       select tenant_org_id, id, 'Way ' || customer_number_int, 'Muscat', 'OM',
         23.6 + (customer_number_int * 31 % 200 - 100) * 0.001 + which * 0.0004,
         58.4 + (customer_number_int * 97 % 300 - 150) * 0.001, which = 1
       from org_customers_mst, generate_series(1, 2) which
       where customer_number_int % 3 > 0 and (which = 1 or customer_number_int % 5 = 0)`,
    );
    await owner.query('alter table org_customer_addresses enable trigger user');
    // As the first customer of each of the others has left it.
    await owner.query(
      `insert into org_customer_counts select tenant, 'stub', true, 1 from unnest($1::uuid[]) tenant`,
      [ids.slice(51)],
    );
    const { rows: changed } = await owner.query<{ id: string }>(
      'select id from org_customers_mst where tenant_org_id = $1 order by customer_number_int limit 1',
      [ids[0]],
    );
    for (let turn = 1; turn <= 60; turn += 1) {
      await owner.query('update org_customers_mst set notes = $2 where id = $1', [
        changed[0]!.id,
        `Note ${turn}`,
      ]);
    }
    // Orders of every third customer, and two hundred of the one with the long history; with points for each.
    await owner.query(
      'insert into org_loyalty_settings (tenant_org_id, enabled) select tenant, true from unnest($1::uuid[]) tenant',
      [ids],
    );
    await owner.query('alter table org_orders_mst disable trigger user');
    await owner.query('alter table org_loyalty_ledger disable trigger user');
    await owner.query(
      `insert into org_orders_mst (tenant_org_id, customer_id, external_ref, status, placed_at, total, currency, content_hash)
       select tenant_org_id, id, customer_number_int || '/' || n,
         case when customer_number_int % 500 = 0 then 'ready' else 'delivered' end,
         created_at + n * interval '1 day', 5, 'OMR', sha256('')
       from org_customers_mst, generate_series(1, case when id = $2 then 200 else 3 end) n
       where tenant_org_id = any($1) and customer_number_int % 3 = 1`,
      [ids.slice(0, 51), changed[0]!.id],
    );
    await owner.query(
      `insert into org_loyalty_ledger (tenant_org_id, customer_id, entry, kind, points, balance, earned, order_id, expires_at)
       select tenant_org_id, customer_id, nth, 'earn', 5, 5 * nth, 5 * nth, id, placed_at + interval '20 years'
       from (select *, row_number() over (partition by tenant_org_id, customer_id order by placed_at) as nth from org_orders_mst) placed`,
    );
    await owner.query('alter table org_orders_mst enable trigger user');
    await owner.query('alter table org_loyalty_ledger enable trigger user');
    // As the work on the queue leaves it: under common keys and rare ones, and a thousand pairs.
    await owner.query(
      `insert into org_duplicate_keys (tenant_org_id, key, customer_id)
       select tenant_org_id, key, id from org_customers_mst,
         lateral (values ('p' || right(phone, 7)), ('nbls sr'), ('e' || coalesce(email_folded, 'none'))) k (key)
       where is_active and customer_number_int <= 4000`,
    );
    for (const table of ['pairs', 'dismissals']) {
      await owner.query(
        `insert into org_duplicate_${table} (tenant_org_id, customer_a, customer_b, score, reasons
           ${table === 'dismissals' ? ', agreements, found_at' : ''})
         select tenant_org_id, id, next, 1 - customer_number_int / 40000.0, '[]' ${table === 'dismissals' ? ", '{}', now()" : ''}
         from (select tenant_org_id, id, customer_number_int,
             lead(id) over (partition by tenant_org_id order by id) as next
           from org_customers_mst where customer_number_int between $1 and $1 + 999) neighbour
         where id < next`,
        [table === 'pairs' ? 1 : 50],
      );
    }
    await owner.query(
      `insert into org_duplicate_models (tenant_org_id, model, customers)
       select tenant, '{"version": 0}', 1 from unnest($1::uuid[]) tenant`,
      [ids],
    );
    // Further phones and e-mails of a thousand customers.
    await owner.query('alter table org_customer_merge_log disable trigger user');
    await owner.query(
      `with merge as (
         insert into org_customer_merge_log (tenant_org_id, source_id, target_id, reason, source_fields, target_before,
           target_after, source_was_active, target_version, merged_in)
         select tenant_org_id, id, $2, 'The same person', '{}', '{}', '{}', true, 1, '1'
         from org_customers_mst where tenant_org_id = $1 and customer_number_int <= 1000 and id <> $2
         returning tenant_org_id, target_id, id
       )
       insert into org_customer_contacts (tenant_org_id, customer_id, merge_id, kind, value)
       select tenant_org_id, target_id, merge.id, kind,
         case kind when 'phone' then '+968' || 71000000 + n else 'other' || n || '@example.com' end
       from (select *, row_number() over () as n from merge) merge, unnest('{phone,email}'::text[]) kind`,
      [ids[0], changed[0]!.id],
    );
    await owner.query('alter table org_customer_merge_log enable trigger user');
    // As autovacuum leaves it, whether or not it has come by.
    await owner.query('vacuum analyze');
    return { tenantId: ids[0]!, customerId: changed[0]!.id };
  });
