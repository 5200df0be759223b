import type { NewPerson } from '@regulars/contract/session';
import type { NewTenant } from '@regulars/contract/tenant';
import type { Statements } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type { Auth } from '../sessions/auth.ts';

/**
 * Opens a business, with its owner where one is given: one statement, both or neither.
 *
 * @param statements in the identity context
 * @returns the tenant's id
 * @throws pg.DatabaseError sys_people_email_key: the owner's e-mail is known already
 */
export const createBusiness = async (
  statements: Statements,
  auth: Auth,
  business: NewTenant,
  owner?: NewPerson,
): Promise<string> => {
  const id = crypto.randomUUID();
  const tenant = query
    .insertInto('org_tenants_mst')
    .values({
      id,
      slug: id,
      name: business.name,
      name2: business.name2 ?? null,
      country: business.country,
      language: business.language,
      currency: business.currency,
      time_zone: business.timeZone,
    })
    .returning('id');
  if (!owner) {
    await statements.execute(tenant);
    return id;
  }

  const password = await (await auth.$context).password.hash(owner.password);
  await statements.execute(
    query
      .with('tenant', () => tenant)
      .with('person', (of) =>
        of
          .insertInto('sys_people')
          .values({ name: owner.name, email: owner.email.toLowerCase() })
          .returning('id'),
      )
      .with('account', (of) =>
        of
          .insertInto('sys_accounts')
          .columns(['person_id', 'provider_id', 'account_id', 'password'])
          .expression((from) =>
            from
              .selectFrom('person')
              .select(['id', sql.lit('credential').as('provider_id'), sql<string>`id::text`.as('account_id')])
              .select(sql<string>`${password}::text`.as('password')),
          ),
      )
      .insertInto('org_members')
      .columns(['tenant_org_id', 'person_id', 'role'])
      .expression((from) =>
        from
          .selectFrom(['tenant', 'person'])
          .select(['tenant.id as tenant_org_id', 'person.id as person_id', sql.lit('owner').as('role')]),
      ),
  );
  return id;
};

/**
 * Makes somebody who has an account already an owner of a business.
 *
 * @param statements in the identity context
 * @returns whether anybody has the e-mail
 */
export const addOwner = async (statements: Statements, tenantId: string, email: string): Promise<boolean> => {
  const added = await statements.execute(
    query
      .insertInto('org_members')
      .columns(['tenant_org_id', 'person_id', 'role'])
      .expression((from) =>
        from
          .selectFrom('sys_people')
          .where('email', '=', email.toLowerCase())
          .select([sql<string>`${tenantId}::uuid`.as('tenant_org_id'), 'id', sql.lit('owner').as('role')]),
      )
      .returning('person_id'),
  );
  return added.length === 1;
};
