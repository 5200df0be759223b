import {
  recoveryFacts as facts,
  recovery,
  recoveryLink,
  recoveryRequest,
  recoveryWays,
} from '@regulars/contract/recovery';
import type { Database } from '@regulars/database/connect';
import { ok } from '../http/answer.ts';
import { type Operation, operation } from '../http/operation.ts';
import { Refusal } from '../refusal.ts';
import type { Attempts } from '../sessions/attempts.ts';
import { type Auth, identityContext } from '../sessions/auth.ts';
import { recover } from './recover.ts';
import { recoveryFacts } from './recovery-facts.ts';

const tag = 'Recovery';

/** Has a link to a new password sent to whoever signs in with the e-mail. */
export type MailRecovery = (asked: { email: string }) => Promise<void>;

interface RecoveryServices {
  database: Database;
  auth: Auth;
  attempts: Attempts;
  /** Null: no mail is set up. */
  mails: { recovery: MailRecovery } | null;
}

export const recoveryRoutes = ({ database, auth, attempts, mails }: RecoveryServices): Operation[] => [
  operation({
    id: 'getRecoveryWays',
    method: 'get',
    path: '/api/v1/recovery',
    tag,
    summary: 'How does one get a link to a new password here?',
    success: { status: 200, description: 'By mail or from an operator', schema: recoveryWays },
    problems: ['foreign_origin'],
    work: 'open',
    handle: async () => ok({ byMail: mails !== null }),
  }),

  operation({
    id: 'mailRecovery',
    method: 'post',
    path: '/api/v1/recovery/mail',
    tag,
    summary: 'Send a link to a new password by mail',
    description:
      'Answers the same whether or not anybody signs in with this e-mail. The second factor stays. Three mails an hour to one e-mail are the most.',
    body: recoveryRequest,
    success: { status: 204, description: 'It is on its way, if anybody signs in with this e-mail' },
    problems: ['mail_off', 'foreign_origin', 'too_many_attempts'],
    work: 'open',
    handle: async ({ body: { email }, ip }) => {
      if (mails === null) throw new Refusal('mail_off');
      await attempts.mail(email, ip);
      await mails.recovery({ email });
      return { status: 204 };
    },
  }),

  operation({
    id: 'checkRecovery',
    method: 'post',
    path: '/api/v1/recovery/link',
    tag,
    summary: 'For whom is this link to a new password?',
    body: recoveryLink,
    success: { status: 200, description: 'For whom, and what goes with it', schema: facts },
    problems: ['recovery_invalid', 'foreign_origin', 'too_many_attempts'],
    work: 'open',
    handle: async ({ body: { token }, ip }) =>
      ok(await attempts.from(ip, () => recoveryFacts(database.each(identityContext), token))),
  }),

  operation({
    id: 'recover',
    method: 'post',
    path: '/api/v1/recovery',
    tag,
    summary: 'Choose a new password by a link',
    description:
      'Ends every session of the person, and the second factor where the link says so. Nobody is signed in by it: that is what `signIn` is for. API keys stay.',
    body: recovery,
    success: { status: 204, description: 'The password is in force' },
    problems: ['recovery_invalid', 'foreign_origin', 'too_many_attempts'],
    work: 'open',
    handle: async ({ body, headers, ip }) => {
      await attempts.from(ip, () => recover(database, auth, body, headers));
      return { status: 204 };
    },
  }),
];
