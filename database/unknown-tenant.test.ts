import { expect, test } from 'vitest';
import { asOwner } from '../server/testing/as-owner.ts';
import { emptyDatabase } from '../server/testing/empty-database.ts';

test('of a business that statistics do not know, whatever refers to a customer is checked by the key', async () => {
  const database = await emptyDatabase();
  const owner = (text: string) => asOwner<Record<string, string>>(text, [], database.ownerUrl);
  await owner(
    `with tenant as (
       insert into org_tenants_mst (name, slug, country, currency, time_zone)
       values ('Known', 'known', 'OM', 'OMR', 'Asia/Muscat') returning id
     )
     insert into org_customers_mst (tenant_org_id, profile_status)
     select id, 'guest' from tenant, generate_series(1, 500)`,
  );
  await owner('vacuum analyze org_customers_mst');
  // As a foreign key asks, for each row that is added.
  const plan = await owner(
    `explain select 1 from only org_customers_mst x
     where tenant_org_id = '00000000-0000-7000-8000-000000000001' and id = '00000000-0000-7000-8000-000000000002'
     for key share of x`,
  );
  expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(/using org_customers_mst_pkey/);
  await database.drop();
});
