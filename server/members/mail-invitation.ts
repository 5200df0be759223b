import { createHash } from 'node:crypto';
import type { Language } from '@regulars/contract/tenant';
import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import type { QueuedJob } from '../jobs/run-jobs.ts';
import type { Mailer } from '../mail/mailer.ts';
import { Refusal } from '../refusal.ts';
import { identityContext } from '../sessions/auth.ts';
import { readerOf } from '../sessions/reader-of.ts';
import { seal, unseal } from '../tenancy/seal.ts';
import { findInvitation, invitationLinkOf, readInvitation } from './invitation-link.ts';
import { invitationMail } from './invitation-mail.ts';
import { staffContext } from './staff-context.ts';

const place = 'the link of an invitation, until its mail is sent';

/** What waits in the queue: whoever reads that has no link. */
interface Waiting {
  sealed: string;
}

/** Invitations on their way to the invited. */
export const invitationMails = (
  database: Database,
  mailer: Mailer,
  { publicUrl, secret }: { publicUrl: string; secret: string },
) => {
  const key = createHash('sha256').update(`invitations ${secret}`).digest();

  const job: QueuedJob<Waiting> = {
    name: 'mail-invitation',
    goodFor: 'a day',
    run: async ({ sealed }) => {
      const token = unseal(key, place, sealed);
      if (token === null) throw new Error('The mail was queued under another secret.');
      const link = readInvitation(token);
      const staff = database.each(staffContext(link.tenantId));
      // Revoked, used, renewed or old by now, or its inviter gone: then there is nothing to send.
      const invitation = await findInvitation(staff, link).catch((error: unknown) => {
        if (error instanceof Refusal) return null;
        throw error;
      });
      if (invitation === null) return;
      const [business] = await staff.execute(
        query
          .selectFrom('org_tenants_mst')
          .select(['name', 'name2', 'language'])
          .where('id', '=', link.tenantId),
      );
      const { name, name2, language } = business!;
      const reader = await readerOf(database.each(identityContext), { email: invitation.email });
      await mailer.send(
        invitationMail(invitation.email, reader?.language ?? (language as Language), {
          link: invitationLinkOf(publicUrl, token),
          names: name2 === null ? [name] : [name, name2],
        }),
      );
    },
  };

  return { job, waiting: (token: string): Waiting => ({ sealed: seal(key, place, token) }) };
};
