import type { Database } from '@regulars/database/connect';
import type { QueuedJob } from '../jobs/run-jobs.ts';
import type { Mailer } from '../mail/mailer.ts';
import { identityContext } from '../sessions/auth.ts';
import { readerOf } from '../sessions/reader-of.ts';
import { createRecovery } from './create-recovery.ts';
import { recoveryLinkOf } from './recovery-link.ts';
import { recoveryMail } from './recovery-mail.ts';

/**
 * Sends a link to a new password to whoever signs in with an e-mail, and nothing where nobody does. Behind a queue,
 * so that whoever asks for it learns from neither words nor time which of the two it was.
 */
export const mailRecovery = (
  database: Database,
  mailer: Mailer,
  publicUrl: string,
): QueuedJob<{ email: string }> => ({
  name: 'mail-recovery',
  goodFor: 'an hour',
  run: async ({ email }) => {
    const identity = database.each(identityContext);
    const token = await createRecovery(identity, email, { endsTwoFactor: false });
    const reader = token === null ? null : await readerOf(identity, { email });
    if (token === null || reader === null) return;
    await mailer.send(recoveryMail(reader.email, recoveryLinkOf(publicUrl, token), reader.language));
  },
});
