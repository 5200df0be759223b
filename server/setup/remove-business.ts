import type pg from 'pg';
import { forgetPersons } from './erase-customer.ts';
import { atOnce } from './tables-owner.ts';

/**
 * Removes a business with all that it has, and the accounts of those who worked nowhere else.
 *
 * @param owner of the tables
 * @returns whether there was one
 */
export const removeBusiness = (owner: pg.Client, id: string): Promise<boolean> =>
  atOnce(owner, async () => {
    const { rows: staff } = await owner.query<{ id: string }>(
      'select person_id as id from org_members where tenant_org_id = $1',
      [id],
    );
    const { rows: customers } = await owner.query<{ person: string }>(
      `select distinct sys_customer_id as person from org_customers_mst
       where tenant_org_id = $1 and sys_customer_id is not null`,
      [id],
    );
    // In this order: as long as there is the business, it keeps its owner.
    const { rowCount } = await owner.query('delete from org_tenants_mst where id = $1', [id]);
    await owner.query(
      `delete from sys_people where id = any ($1)
         and not exists (select from org_members where person_id = sys_people.id)`,
      [staff.map((person) => person.id)],
    );
    await forgetPersons(
      owner,
      customers.map(({ person }) => person),
    );
    return rowCount === 1;
  });
