import { parseArgs } from 'node:util';
import { emailAddress } from '@regulars/contract/session';
import { createRecovery } from './recovery/create-recovery.ts';
import { recoveryLinkOf } from './recovery/recovery-link.ts';
import { runOnDatabase } from './run-on-database.ts';
import { identityContext } from './sessions/auth.ts';
import { publicUrlOf, StartError } from './settings.ts';

const usage = `npm run -s people -- recover --email fatma@example.com [--without-second-factor]

Prints a link to a new password, good for one hour and one use, to be passed on to whoever it is for: whoever has it
can sign in as them. With --without-second-factor their second factor ends as well.
Works while the server runs and without it.`;

const readCommand = () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { email: { type: 'string' }, 'without-second-factor': { type: 'boolean', default: false } },
  });
  if (positionals.join(' ') !== 'recover' || !values.email) throw new StartError(usage);
  const email = emailAddress.safeParse(values.email);
  if (!email.success) throw new StartError(`${values.email} is not an e-mail address.`);
  return { email: email.data, endsTwoFactor: values['without-second-factor'] };
};

await runOnDatabase(readCommand, async ({ email, endsTwoFactor }, { database, settings }) => {
  const token = await createRecovery(database.each(identityContext), email, { endsTwoFactor });
  if (token === null) throw new StartError(`Nobody signs in with the e-mail ${email}.`);
  return [recoveryLinkOf(publicUrlOf(settings), token)];
});
