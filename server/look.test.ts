import { appendFileSync } from 'node:fs';
import { afterAll, test } from 'vitest';
import { asOwner } from './testing/as-owner.ts';
import { testApi } from './testing/test-api.ts';

const api = testApi();
test('look', async () => {
  const tenant = await api.tenant();
  await asOwner(
    `insert into org_customers_mst
          (tenant_org_id, profile_status, name, first_name, total_orders, last_order_at, created_at)
        select $1, 'guest', 'Mohammed Common ' || case when n % 430 = 0 then 'Rare' else 'Usual' end,
          case when n % 2 = 0 then 'Even' end, n % 3,
          case when n % 4 > 0 then now() - (n % 5) * interval '1 day' end, now() - (n % 50) * interval '1 hour'
        from generate_series(1, $2::int) as n`,
    [tenant.id, Number(process.env.N ?? 2150)],
  );
  const say = (s: string) => appendFileSync('/tmp/look/out', s + '\n');
  for (const q of ['moh common', 'moh', 'zzz', 'rare common'])
    for (const sort of ['-createdAt', 'name', '-totalOrders']) {
      const t = performance.now();
      const r = await tenant.viewer(
        `/api/v1/customers?search=${encodeURIComponent(q)}&sort=${sort}&limit=100`,
      );
      say(`${q} ${sort} ${r.status} ${(performance.now() - t).toFixed(0)} ms`);
    }
  if (process.env.ANALYZE) await asOwner('analyze');
  const plan = async (text: string) => {
    await asOwner('select 1');
    const { default: pg } = await import('pg');
    const c = new pg.Client({ connectionString: (await import('vitest')).inject('appUrl') });
    await c.connect();
    await c.query('begin');
    await c.query("set plan_cache_mode='force_generic_plan'");
    await c.query(
      `select set_config('role','regulars_tenant',true), set_config('regulars.tenant_org_id',$1,true)`,
      [tenant.id],
    );
    await c.query(`prepare q(uuid,text,text,text,text) as ${text}`);
    const { rows } = await c.query(
      `explain (analyze, buffers) execute q('${tenant.id}', 'moh', 'moh\u{10FFFF}', 'common', 'common\u{10FFFF}')`,
    );
    say(rows.map((r: any) => r['QUERY PLAN']).join('\n'));
    await c.end();
  };
  const ex = (a: number, b: number) =>
    `exists (select 1 from org_customer_tokens also where also.tenant_org_id=$1 and also.customer_id = org_customers_mst.id and also.token >= $${a} and also.token < $${b})`;
  const sc = (a: number, b: number) =>
    `(select true from org_customer_tokens also where also.tenant_org_id=$1 and also.customer_id = org_customers_mst.id and also.token >= $${a} and also.token < $${b} limit 1)`;
  for (const e of [ex, sc]) {
    await plan(
      `select id from org_customers_mst where tenant_org_id=$1 and is_active = true and (${e(2, 3)} and ${e(4, 5)}) order by created_at desc, id desc limit 101`,
    );
    await plan(
      `select count(*) from (select id from org_customers_mst where tenant_org_id=$1 and is_active = true and (${e(2, 3)} and ${e(4, 5)}) limit 2001) x`,
    );
  }
});
afterAll(api.close);
