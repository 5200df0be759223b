import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { countryDefaults } from '@regulars/contract/country-defaults';
import { newPerson } from '@regulars/contract/session';
import { newTenant } from '@regulars/contract/tenant';
import type pg from 'pg';
import { authSecret } from './auth-secret.ts';
import { type OpenForCommand, runOnDatabase } from './run-on-database.ts';
import { createAuth, identityContext } from './sessions/auth.ts';
import { StartError } from './settings.ts';
import { addOwner, createBusiness } from './setup/create-business.ts';
import { eraseCustomer } from './setup/erase-customer.ts';
import { listBusinesses } from './setup/list-businesses.ts';
import { removeBusiness } from './setup/remove-business.ts';
import { connectTablesOwner } from './setup/tables-owner.ts';
import { violates } from './tenancy/postgres-problems.ts';

const usage = `npm run -s tenants -- create --name "Al Noor" --country OM
  [--name2 "النور"] [--language en|ar] [--currency OMR] [--time-zone Asia/Muscat]
  [--owner-email … [--owner-password … | --owner-password - ] [--owner-name …]]
    Opens a business, with its owner's account where a password is given ("-": the first line of what comes in);
    without one the e-mail is of somebody who has an account already.
npm run -s tenants -- list
npm run -s tenants -- remove --id 0190…
    Removes a business, all that it has, and the accounts of those who work nowhere else. There is no way back.
npm run -s tenants -- erase --id 0190… --customer CUST-00001
    Erases a customer for good, with all who were merged with it.

Each prints one line of JSON for each business. Works while the server runs and without it; remove and erase want
DATABASE_OWNER_URL, where the database is your own.`;

const options = {
  help: { type: 'boolean', short: 'h' },
  id: { type: 'string' },
  customer: { type: 'string' },
  name: { type: 'string' },
  name2: { type: 'string' },
  country: { type: 'string' },
  language: { type: 'string' },
  currency: { type: 'string' },
  'time-zone': { type: 'string' },
  'owner-name': { type: 'string' },
  'owner-email': { type: 'string' },
  'owner-password': { type: 'string' },
} as const;
type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

/** What a command prints: an object for each line. */
type Work = (open: OpenForCommand) => Promise<object[]>;

const withTablesOwner = async (
  { opened, settings }: OpenForCommand,
  work: (owner: pg.Client) => Promise<object[]>,
) => {
  const owner = await connectTablesOwner(opened, settings);
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
};

const firstLine = () => readFileSync(0, 'utf8').split(/\r?\n/)[0];

const create = (values: Values): Work => {
  const country = values.country!.toUpperCase();
  const defaults = /^[A-Z]{2}$/.test(country) ? countryDefaults(country) : undefined;
  const business = newTenant.safeParse({
    name: values.name,
    name2: values.name2,
    country,
    language: values.language ?? defaults?.language,
    currency: values.currency ?? defaults?.currency,
    timeZone: values['time-zone'] ?? defaults?.timeZones[0],
  });
  const email = values['owner-email'];
  const given = values['owner-password'];
  const owner =
    email === undefined || given === undefined
      ? undefined
      : newPerson.safeParse({
          name: values['owner-name'] ?? email,
          email,
          password: given === '-' ? firstLine() : given,
        });
  const faults = [...(business.error?.issues ?? []), ...(owner?.error?.issues ?? [])];
  if (faults.length > 0) {
    throw new StartError(faults.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
  }
  return async ({ settings, database }) => {
    const auth = createAuth(database, { secret: await authSecret(settings), publicUrl: 'http://localhost' });
    const id = await database
      .transaction(identityContext, async (statements) => {
        const made = await createBusiness(statements, auth, business.data!, owner?.data);
        if (email !== undefined && !owner && !(await addOwner(statements, made, email))) {
          throw new StartError(`Nobody has an account with the e-mail ${email}: give --owner-password, too.`);
        }
        return made;
      })
      .catch((error: unknown) => {
        if (!violates(error, 'sys_people_email_key')) throw error;
        throw new StartError(
          `Somebody with the e-mail ${email} is known already: leave out --owner-password, and the business is theirs.`,
        );
      });
    const { name, language, currency, timeZone } = business.data!;
    return [{ id, name, country, language, currency, timeZone, ownerEmail: email }];
  };
};

const list: Work = ({ database }) => listBusinesses(database.each(identityContext));

const isId = (text = '') => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);

const remove =
  (id: string): Work =>
  (open) =>
    withTablesOwner(open, async (owner) => {
      if (!(await removeBusiness(owner, id))) throw new StartError(`There is no business ${id}.`);
      return [{ id, removed: true }];
    });

const erase =
  (id: string, customer: string): Work =>
  (open) =>
    withTablesOwner(open, async (owner) => {
      const customers = await eraseCustomer(owner, id, customer);
      if (customers === 0) throw new StartError(`The business ${id} has no customer ${customer}.`);
      return [{ id, customers, erased: true }];
    });

/** @throws StartError where what was typed is no command */
const readCommand = (): Work => {
  const { positionals, values } = parseArgs({ allowPositionals: true, options });
  const command = values.help ? 'help' : positionals.join(' ');
  if (command === 'create' && values.name && values.country) return create(values);
  if (command === 'list') return list;
  if (command === 'remove' && isId(values.id)) return remove(values.id!);
  if (command === 'erase' && isId(values.id) && values.customer) return erase(values.id!, values.customer);
  throw new StartError(usage);
};

await runOnDatabase(readCommand, async (work, open) =>
  (await work(open)).map((line) => JSON.stringify(line)),
);
