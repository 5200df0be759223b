import { asOwner } from './scratch-database.ts';

/**
 * A database as it is after some years: one tenant with 20,000 customers, most of them active, a third with an
 * e-mail.
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
      select tenant, case when n > 19900 then 'guest' when n < 100 then 'full' else 'stub' end,
        (array['Sara','Ahmed','Fatma','Mohammed','Aisha','Salim','Maryam','Khalid','Noor','Said'])[1 + n % 10]
          || ' ' || (array['Balushi','Harthy','Lawati','Busaidi','Rawahi','Hinai','Siyabi'])[1 + n / 10 % 7]
          || case when n % 1000 = 999 then ' Zwawi' else '' end,
        (array['سارة','أحمد','فاطمة','محمد','عائشة','سالم','مريم','خالد','نور','سعيد'])[1 + n % 10]
          || ' ' || (array['البلوشي','الحارثي','اللواتي','البوسعيدي','الرواحي','الهنائي','السيابي'])[1 + n / 10 % 7],
        '+9689' || lpad((n * 7919 % 10000000)::text, 7, '0'),
        case when n % 3 = 0 then 'customer' || n || case when n % 9 = 0 then '@shop' || n / 9 || '.om' else '@example.com' end end,
        n % 20 <> 0,
        timestamptz '2020-01-01' + n * interval '73 minutes',
        case when n % 4 <> 0 then timestamptz '2024-01-01' + n * 7919 % 20000 * interval '13 minutes' end,
        n * 31 % 97,
        case when n % 500 = 1 then '{wholesale}' when n % 3 = 0 then '{vip}' else '{}' end::text[],
        case when n % 40 = 0 then n % 900 else 0 end,
        n < 100
      from unnest($1::uuid[]) tenant, generate_series(1, $2::int) n`;
    // Nobody has proven these phones.
    await owner.query('alter table org_customers_mst disable trigger a_prove_customer');
    await owner.query(customers, [ids.slice(0, 1), 20_000]);
    await owner.query(customers, [ids.slice(1, 51), 100]);
    await owner.query('alter table org_customers_mst enable trigger a_prove_customer');
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
    await owner.query('analyze');
    return { tenantId: ids[0]!, customerId: changed[0]!.id };
  });
