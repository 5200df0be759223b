import type { Database } from '@regulars/database/connect';
import type { Job, Jobs } from './jobs/run-jobs.ts';
import type { Mailer } from './mail/mailer.ts';
import { invitationMails } from './members/mail-invitation.ts';
import type { MailInvitation } from './members/queue-invitation-mail.ts';
import { mailNotices, queueNotices } from './notices/mail-notices.ts';
import { mailRecovery } from './recovery/mail-recovery.ts';
import type { MailRecovery } from './recovery/routes.ts';

/** What is sent when somebody asks for it. */
export interface Mails {
  recovery: MailRecovery;
  invitation: MailInvitation;
}

/** All that goes out by mail, each behind its queue; notices go by themselves. */
export const startMails = async (
  jobs: Jobs,
  database: Database,
  mailer: Mailer,
  {
    publicUrl,
    secret,
    watchJob = (job) => job,
  }: { publicUrl: string; secret: string; watchJob?: <Watched extends Job<never>>(job: Watched) => Watched },
): Promise<Mails> => {
  const invitations = invitationMails(database, mailer, { publicUrl, secret });
  const recovery = await jobs.queue(watchJob(mailRecovery(database, mailer, publicUrl)));
  const invitation = await jobs.queue(watchJob(invitations.job));
  const notices = await jobs.queue(watchJob(mailNotices(database, mailer, publicUrl)));
  await jobs.schedule(watchJob(queueNotices(database, notices)));
  return {
    recovery: async (asked) => void (await recovery(asked)),
    invitation: async (token) => void (await invitation(invitations.waiting(token))),
  };
};
