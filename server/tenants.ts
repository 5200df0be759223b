import { parseArgs } from 'node:util';
import { countryDefaults } from '@regulars/contract/country-defaults';
import { newPerson } from '@regulars/contract/session';
import { newTenant } from '@regulars/contract/tenant';
import { connect } from '@regulars/database/connect';
import { DatabaseError } from 'pg';
import { authSecret } from './auth-secret.ts';
import { openDatabase } from './open-database.ts';
import { createAuth, identityContext } from './sessions/auth.ts';
import { environmentSettings, StartError } from './settings.ts';
import { createBusiness } from './setup/create-business.ts';

const usage = `npm run -s tenants -- create --name "Al Noor" --country OM
  [--name2 "النور"] [--language en|ar] [--currency OMR] [--time-zone Asia/Muscat]
  [--owner-email … --owner-password … [--owner-name …]]

Opens a business, with its owner's account where one is given, and prints it as one JSON object.
Works while the server runs and without it.`;

const readCommand = () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      name: { type: 'string' },
      name2: { type: 'string' },
      country: { type: 'string' },
      language: { type: 'string' },
      currency: { type: 'string' },
      'time-zone': { type: 'string' },
      'owner-name': { type: 'string' },
      'owner-email': { type: 'string' },
      'owner-password': { type: 'string' },
    },
  });
  if (positionals.join(' ') !== 'create' || !values.name || !values.country) throw new StartError(usage);
  const country = values.country.toUpperCase();
  const defaults = /^[A-Z]{2}$/.test(country) ? countryDefaults(country) : undefined;
  const business = newTenant.safeParse({
    name: values.name,
    name2: values.name2,
    country,
    language: values.language ?? defaults?.language,
    currency: values.currency ?? defaults?.currency,
    timeZone: values['time-zone'] ?? defaults?.timeZones[0],
  });
  const owner =
    values['owner-email'] === undefined
      ? undefined
      : newPerson.safeParse({
          name: values['owner-name'] ?? values['owner-email'],
          email: values['owner-email'],
          password: values['owner-password'],
        });
  const faults = [...(business.error?.issues ?? []), ...(owner?.error?.issues ?? [])];
  if (faults.length > 0) {
    throw new StartError(faults.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
  }
  return { business: business.data!, owner: owner?.data };
};

const create = async () => {
  const { business, owner } = readCommand();
  const settings = environmentSettings();
  const opened = await openDatabase(settings);
  const database = connect(opened.appUrl, {
    connections: 2,
    prepared: settings.DATABASE_PREPARED_STATEMENTS === 'on',
  });
  try {
    const auth = createAuth(database, { secret: await authSecret(settings), publicUrl: 'http://localhost' });
    const id = await createBusiness(database.each(identityContext), auth, business, owner);
    const { name, country, language, currency, timeZone } = business;
    const created = { id, name, country, language, currency, timeZone, ownerEmail: owner?.email };
    process.stdout.write(`${JSON.stringify(created)}\n`);
  } catch (error) {
    if (error instanceof DatabaseError && error.constraint === 'sys_people_email_key') {
      throw new StartError(`Somebody with the e-mail ${owner?.email} is known already.`);
    }
    throw error;
  } finally {
    await database.close();
    await opened.close();
  }
};

try {
  await create();
} catch (error) {
  const isForPeople =
    error instanceof StartError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`${isForPeople ? (error as Error).message : (error as Error).stack}\n`);
  process.exitCode = 1;
}
