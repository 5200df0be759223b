import { countryDefaults } from '@regulars/contract/country-defaults';
import type { Role } from '@regulars/contract/role';
import type { NewPerson } from '@regulars/contract/session';
import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { SignJWT } from 'jose';
import { sql } from 'kysely';
import { createAuth, identityContext } from '../sessions/auth.ts';
import { createBusiness } from '../setup/create-business.ts';

export const testSecret = 'a secret of the tests that is long enough for HS256';
export const testJwtSecret = 'another secret of the tests, long enough for HS256';

/**
 * Makes businesses, their people and their tokens, as the first-run page and an identity provider would. Its people
 * have ended the tour, unless a test is about it.
 */
export const peopleAndTenants = (database: Database, publicUrl: string) => {
  const auth = createAuth(database, { secret: testSecret, publicUrl });
  const identity = database.each(identityContext);

  const newPerson = (name: string): NewPerson => ({
    name,
    email: `${crypto.randomUUID()}@example.com`,
    password: `correct horse ${crypto.randomUUID()}`,
  });

  const endTour = (email: string) =>
    identity.execute(
      query.updateTable('sys_people').set({ tour_ended_at: sql`now()` }).where('email', '=', email),
    );

  return {
    /** A business with its owner; `country` decides currency, time zone and the region of phones. */
    createTenant: async ({ name = 'Al Noor Laundry', country = 'OM', tourEnded = true } = {}) => {
      const { currency, timeZones, language } = countryDefaults(country);
      const owner = newPerson('Olivia Owner');
      const id = await createBusiness(
        identity,
        auth,
        { name, country, language, currency: currency!, timeZone: timeZones[0]! },
        owner,
      );
      if (tourEnded) await endTour(owner.email);
      return { id, owner };
    },

    /** Somebody more who works for a business and can sign in. */
    createMember: async (tenantId: string, role: Role, name = `Mina ${role}`, { tourEnded = true } = {}) => {
      const person = newPerson(name);
      const password = await (await auth.$context).password.hash(person.password);
      const [{ id } = { id: '' }] = await identity.execute(
        query.insertInto('sys_people').values({ name: person.name, email: person.email }).returning('id'),
      );
      await identity.execute(
        query
          .insertInto('sys_accounts')
          .values({ person_id: id, provider_id: 'credential', account_id: id, password }),
      );
      await identity.execute(
        query.insertInto('org_members').values({ tenant_org_id: tenantId, person_id: id, role }),
      );
      if (tourEnded) await endTour(person.email);
      return { id, ...person };
    },

    /** What an outside identity provider would issue. */
    token: (
      tenantId: string,
      role: Role,
      { subject = crypto.randomUUID() as string, expiresIn = '1h' } = {},
    ) =>
      new SignJWT({ app_metadata: { tenant_org_id: tenantId, role } })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(subject)
        .setExpirationTime(expiresIn)
        .sign(new TextEncoder().encode(testJwtSecret)),
  };
};
