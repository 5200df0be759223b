import type pg from 'pg';
import { expatriates, families, men, women } from '../server/demo/names.ts';

/** So many rows are written at once: enough to be fast, few enough to be seen coming. */
const batch = 50_000;

const given = [...women, ...men];

/**
 * One large tenant and many small ones, filled as years of use would: the common names of the Gulf for half of the
 * customers, twenty thousand family names for the others, one in fifty of them misspelt, so that there are as many
 * different words as people write. Customers come one after the other over a thousand days.
 *
 * What triggers would write row by row is written once, from the same functions.
 *
 * @param owner may switch triggers off
 * @returns the small tenants
 */
export const fillForSearch = async (
  owner: pg.Client,
  large: string,
  { rows, small, rowsOfSmall }: { rows: number; small: number; rowsOfSmall: number },
  say: (line: string) => void,
): Promise<string[]> => {
  const { rows: tenants } = await owner.query<{ id: string }>(
    `insert into org_tenants_mst (name, slug, country, currency, time_zone)
     select 'Shop ' || n, 'shop-' || n, 'OM', 'OMR', 'Asia/Muscat' from generate_series(1, $1::int) n returning id`,
    [small],
  );
  const ids = tenants.map(({ id }) => id);
  await owner.query('set session_replication_role = replica');
  await owner.query("set maintenance_work_mem = '256MB'");
  await owner.query("set work_mem = '64MB'");
  const add = (tenantIds: string[], from: number, to: number, of: number) =>
    owner.query(
      `insert into org_customers_mst (tenant_org_id, customer_number, customer_number_int, profile_status, name, name2,
         phone, phone_verified, email, tags, loyalty_points, total_orders, last_order_at, is_active, created_at)
       select tenant, 'CUST-' || lpad(n::text, greatest(5, length(n::text)), '0'), n,
         kind, latin, arabic, phone, kind = 'full', email,
         case when r3 % 10 = 0 then array[(array['vip', 'office', 'hotel', 'monthly'])[1 + r2 % 4]]
           when r3 % 9999 = 1 then array['wholesale'] else '{}' end,
         case when r3 % 3 = 0 then r2 % 1000 else 0 end, r4 % 60,
         case when r4 % 4 > 0 then came + (r2 % 1000) / 1000.0 * (now() - came) end, r4 % 33 > 0, came
       from (
         select tenant, n, r2, r3, r4, kind,
           now() - ($4 - n)::float8 / $4 * interval '1000 days' as came,
           case when kind = 'guest' then null when r3 % 20 < 3 then null
             when r3 % 20 < 6 then ($8::text[])[1 + r1 % cardinality($8::text[])]
             else first[1] || ' Al ' || case when r4 % 50 = 7 then overlay(family[1] placing chr(97 + r2 % 26) from 1 + r4 % 4 for 1)
               else family[1] end end as latin,
           case when kind <> 'guest' and (r3 % 20 < 3 or r3 % 20 > 9) then first[2] || ' ال' || family[2] end as arabic,
           case when kind <> 'guest' then '+9689' || lpad((n * 7919::bigint % 10000000)::text, 7, '0') end as phone,
           case when kind <> 'guest' and r2 % 10 < 3 then
             'customer' || n || case r4 % 3 when 0 then '@example.com' when 1 then '@gmail.com' else '@shop' || r1 % 5000 || '.om' end
           end as email
         from (
           select tenant, n, r1, r2, r3, r4,
             case when r2 % 100 < 8 then 'guest' when r2 % 100 < 10 then 'full' else 'stub' end as kind,
             array[($5::text[])[g], ($6::text[])[g]] as first,
             case when r1 % 2 = 0 then array[($7::text[][])[f][1], ($7::text[][])[f][2]]
               else array[initcap(p1[1] || p2[1] || p3[1]), p1[2] || p2[2] || p3[2]] end as family
           from unnest($1::uuid[]) tenant, generate_series($2::int, $3::int) n,
             lateral (select (abs(hashint8extended(n, 1)) % 1000003)::int as r1, (abs(hashint8extended(n, 2)) % 1000003)::int as r2,
               (abs(hashint8extended(n, 3)) % 1000003)::int as r3, (abs(hashint8extended(n, 4)) % 1000003)::int as r4) random,
             -- The first names of the lists are met more often than the last.
             lateral (select 1 + (power(r2 / 1000003.0, 1.7) * cardinality($5::text[]))::int % cardinality($5::text[]) as g,
               1 + (power(r3 / 1000003.0, 1.7) * 40)::int % 40 as f) chosen,
             lateral (select pg_temp.syllable(r1 / 2 % 27) as p1, pg_temp.syllable(r1 / 54 % 27) as p2,
               pg_temp.syllable(r1 / 1458 % 27) as p3) parts
         ) person
       ) written`,
      [
        tenantIds,
        from,
        to,
        of,
        given.map(([latin]) => latin),
        given.map(([, arabic]) => arabic),
        families.map(([latin, arabic]) => [latin.replace('Al ', ''), arabic.replace(/^ال/, '')]),
        expatriates,
      ],
    );
  await owner.query(`create function pg_temp.syllable(n integer) returns text[] language sql immutable
    return array[
      (string_to_array('ba da fa ha ja ka la ma na ra sa ta wa ya za bu du hu mi ni ri si ti shi kha ghu sul', ' '))[1 + n],
      (string_to_array('با دا فا ها جا كا لا ما نا را سا تا وا يا زا بو دو هو مي ني ري سي تي شي خا غو سل', ' '))[1 + n]]`);
  // Built once at the end an index takes a fraction of the time, and has the shape that it would have after a REINDEX.
  const { rows: indexes } = await owner.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = 'org_customers_mst'::regclass and not indisprimary`,
  );
  for (const { name } of indexes) await owner.query(`drop index ${name}`);
  for (let from = 1; from <= rows; from += batch) {
    await add([large], from, Math.min(from + batch - 1, rows), rows);
    say(`  ${Math.min(from + batch - 1, rows)} customers`);
  }
  await add(ids, 1, rowsOfSmall, rowsOfSmall);
  say('  indexes');
  for (const { definition } of indexes) await owner.query(definition);
  say('  words, counts');
  await owner.query(
    `insert into org_customer_tokens (tenant_org_id, is_active, token, customer_id, marks, sort_name, outlines, words)
     select tenant_org_id, is_active, token, id, marks & 4294967295, sort_name, outlines, words
     from org_customers_mst customer,
       lateral (select regulars.outlines(customer) as outlines, regulars.words_and_tags(customer) as words offset 0) others,
       regulars.customer_tokens(customer) token order by 1, 2, 3, 4`,
  );
  await owner.query(
    `insert into org_customer_words (tenant_org_id, word, latin)
     select tenant_org_id, word, regulars.latin(word) from (
       select distinct tenant_org_id, token as word from org_customer_tokens where token ~ '^[^#0-9]{3,}$' order by 1, 2) word`,
  );
  await owner.query(
    `insert into org_customer_word_keys (tenant_org_id, key, word)
     select tenant_org_id, key, word from org_customer_words,
       lateral (select regulars.skeletons(word) union select regulars.typo_keys(word)) as keys (key) order by 1, 2, 3`,
  );
  await owner.query(
    `insert into org_customer_counts select tenant_org_id, profile_status, is_active, count(*) from org_customers_mst group by 1, 2, 3`,
  );
  await owner.query(
    `insert into org_customer_arrivals (tenant_org_id, quarter, customers, before)
     select tenant_org_id, quarter, customers, sum(customers) over (partition by tenant_org_id order by quarter) - customers
     from (
       select tenant_org_id, regulars.quarter_of(created_at) as quarter, count(*) as customers from org_customers_mst group by 1, 2
     ) came order by 1, 2`,
  );
  await owner.query(
    `insert into org_customer_counters select tenant_org_id, max(customer_number_int) from org_customers_mst group by 1`,
  );
  await owner.query('reset session_replication_role');
  await owner.query('vacuum analyze');
  return ids;
};
