import type pg from 'pg';
import { atOnce } from './tables-owner.ts';

/**
 * Takes a person out of a business for good: the customer, all who were merged with it, and what was told of them.
 * What else names them ends by itself: words of names that nobody else has at night, sealed answers to retries after two
 * days, rows of imports that led to nobody after thirty.
 *
 * @param owner of the tables
 * @param number as the business gives it
 * @returns how many customers that were; 0 where nobody has the number
 */
export const eraseCustomer = (owner: pg.Client, tenantId: string, number: string): Promise<number> =>
  atOnce(owner, async () => {
    const { rows } = await owner.query<{ id: string; phone: string | null; person: string | null }>(
      `with recursive upwards as (
         select id, merged_into_id from org_customers_mst where tenant_org_id = $1 and customer_number = $2
         union
         select above.id, above.merged_into_id from org_customers_mst above
         join upwards on above.tenant_org_id = $1 and above.id = upwards.merged_into_id
       ), family as (
         select id from upwards
         union
         select merged.id from org_customers_mst merged
         join family on merged.tenant_org_id = $1 and merged.merged_into_id = family.id
       )
       select id, phone, sys_customer_id as person from org_customers_mst
       where tenant_org_id = $1 and id in (select id from family)
       for update`,
      [tenantId, number],
    );
    const ids = rows.map(({ id }) => id);
    const phones = rows.flatMap(({ phone }) => phone ?? []);
    for (const table of ['sys_otp_codes', 'org_phone_attempts']) {
      await owner.query(`delete from ${table} where tenant_org_id = $1 and phone = any ($2)`, [
        tenantId,
        phones,
      ]);
    }
    await owner.query('delete from org_import_rows where tenant_org_id = $1 and customer_id = any ($2)', [
      tenantId,
      ids,
    ]);
    await owner.query('delete from org_customers_mst where tenant_org_id = $1 and id = any ($2)', [
      tenantId,
      ids,
    ]);
    await forgetPersons(
      owner,
      rows.flatMap(({ person }) => person ?? []),
    );
    return ids.length;
  });

/** Of a person whose phone was proven, once no business knows them any more. */
export const forgetPersons = (owner: pg.Client, ids: string[]) =>
  owner.query(
    `delete from sys_customers_mst where id = any ($1)
       and not exists (select from org_customers_mst where sys_customer_id = sys_customers_mst.id)`,
    [ids],
  );
