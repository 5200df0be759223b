import type { Language } from '@regulars/contract/tenant';
import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';
import type { QueuedJob } from '../jobs/run-jobs.ts';
import type { Mailer } from '../mail/mailer.ts';
import { identityContext } from '../sessions/auth.ts';
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
  run: async ({ email }) => {
    const identity = database.each(identityContext);
    const token = await createRecovery(identity, email, { endsTwoFactor: false });
    if (token === null) return;
    const language = await languageOf(database, email);
    await mailer.send(recoveryMail(email.toLowerCase(), recoveryLinkOf(publicUrl, token), language));
  },
});

/** As the person last chose, else as the business where they began. */
const languageOf = async (database: Database, email: string): Promise<Language> => {
  const [found] = await database
    .each(identityContext)
    .execute(
      query
        .selectFrom('sys_people')
        .leftJoin('org_members', 'org_members.person_id', 'sys_people.id')
        .leftJoin('org_tenants_mst', 'org_tenants_mst.id', 'org_members.tenant_org_id')
        .select(sql<Language>`coalesce(sys_people.language, org_tenants_mst.language, 'en')`.as('language'))
        .where('email', '=', email.toLowerCase())
        .orderBy('org_members.created_at')
        .limit(1),
    );
  return found?.language ?? 'en';
};
