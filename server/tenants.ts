import { parseArgs } from 'node:util';
import { countryDefaults } from '@regulars/contract/country-defaults';
import { newPerson } from '@regulars/contract/session';
import { newTenant } from '@regulars/contract/tenant';
import { authSecret } from './auth-secret.ts';
import { runCommand } from './run-command.ts';
import { createAuth, identityContext } from './sessions/auth.ts';
import { StartError } from './settings.ts';
import { createBusiness } from './setup/create-business.ts';
import { violates } from './tenancy/postgres-problems.ts';

const usage = `npm run -s tenants -- create --name "Al Noor" --country OM
  [--name2 "النور"] [--language en|ar] [--currency OMR] [--time-zone Asia/Muscat]
  [--owner-email … --owner-password … [--owner-name …]]

Opens a business, with its owner's account where one is given, and prints it as one JSON object.
Works while the server runs and without it.`;

const readCommand = () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
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

await runCommand(readCommand, async ({ business, owner }, database, settings) => {
  const auth = createAuth(database, { secret: await authSecret(settings), publicUrl: 'http://localhost' });
  const id = await createBusiness(database.each(identityContext), auth, business, owner).catch((error) => {
    if (!violates(error, 'sys_people_email_key')) throw error;
    throw new StartError(`Somebody with the e-mail ${owner?.email} is known already.`);
  });
  const { name, country, language, currency, timeZone } = business;
  return JSON.stringify({ id, name, country, language, currency, timeZone, ownerEmail: owner?.email });
});
