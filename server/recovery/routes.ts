import { recoveryFacts as facts, recovery, recoveryLink } from '@regulars/contract/recovery';
import type { Database } from '@regulars/database/connect';
import { ok } from '../http/answer.ts';
import { type Operation, operation } from '../http/operation.ts';
import type { Attempts } from '../sessions/attempts.ts';
import { type Auth, identityContext } from '../sessions/auth.ts';
import { recover } from './recover.ts';
import { recoveryFacts } from './recovery-facts.ts';

const tag = 'Recovery';

interface RecoveryServices {
  database: Database;
  auth: Auth;
  attempts: Attempts;
}

export const recoveryRoutes = ({ database, auth, attempts }: RecoveryServices): Operation[] => [
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
    handle: async ({ body, ip }) => {
      await attempts.from(ip, () => recover(database, auth, body));
      return { status: 204 };
    },
  }),
];
