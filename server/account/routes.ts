import {
  account,
  accountChanges,
  accountSessionList,
  passwordChange,
  passwordProof,
  renewedBackupCodes,
  startedTwoFactor,
  twoFactorCode,
} from '@regulars/contract/account';
import { z } from 'zod';
import { ok, okWhole } from '../http/answer.ts';
import { type Operation, operation } from '../http/operation.ts';
import { changePassword } from './change-password.ts';
import { confirmTwoFactor } from './confirm-two-factor.ts';
import { endOtherSessions } from './end-other-sessions.ts';
import { endSession } from './end-session.ts';
import { listSessions } from './list-sessions.ts';
import { type AccountServices, ownAccountOf, type Renewed } from './own-account.ts';
import { renewBackupCodes } from './renew-backup-codes.ts';
import { startTwoFactor } from './start-two-factor.ts';
import { stopTwoFactor } from './stop-two-factor.ts';
import { updateAccount } from './update-account.ts';

const tag = 'My account';
const renewed = ({ account, cookies }: Renewed) => ok(account, { 'set-cookie': cookies });

export const accountRoutes = (services: AccountServices): Operation[] => {
  const own = (request: Parameters<typeof ownAccountOf>[1]) => ownAccountOf(services, request);

  return [
    operation({
      id: 'getAccount',
      method: 'get',
      path: '/api/v1/account',
      tag,
      summary: 'My account',
      success: { status: 200, description: 'Who signs in', schema: account },
      problems: ['not_found'],
      work: 'session',
      handle: async (request) => ok(await own(request).read()),
    }),

    operation({
      id: 'updateAccount',
      method: 'patch',
      path: '/api/v1/account',
      tag,
      summary: 'Change my name or the language of the interface, or end the tour',
      body: accountChanges,
      success: { status: 200, description: 'The account as changed', schema: account },
      problems: ['not_found'],
      work: 'session',
      handle: async (request) => {
        const { identity, personId } = own(request);
        return ok(await updateAccount(identity, personId, request.body));
      },
    }),

    operation({
      id: 'changePassword',
      method: 'post',
      path: '/api/v1/account/password',
      tag,
      summary: 'Change my password',
      description: 'Ends every session of mine but this one, which goes on under a new cookie.',
      body: passwordChange,
      success: { status: 200, description: 'Changed', schema: account },
      problems: ['not_found', 'wrong_password', 'too_many_attempts'],
      work: 'session',
      handle: async (request) => renewed(await changePassword(own(request), request.body)),
    }),

    operation({
      id: 'listSessions',
      method: 'get',
      path: '/api/v1/account/sessions',
      tag,
      summary: 'Where am I signed in?',
      success: { status: 200, description: 'Last used first', schema: accountSessionList },
      problems: ['not_found'],
      work: 'session',
      handle: async (request) => okWhole(await listSessions(own(request))),
    }),

    operation({
      id: 'endOtherSessions',
      method: 'delete',
      path: '/api/v1/account/sessions',
      tag,
      summary: 'Sign me out everywhere else',
      success: { status: 204, description: 'Signed out there' },
      problems: ['not_found'],
      work: 'session',
      handle: async (request) => {
        await endOtherSessions(own(request));
        return { status: 204 };
      },
    }),

    operation({
      id: 'endSession',
      method: 'delete',
      path: '/api/v1/account/sessions/{id}',
      tag,
      summary: 'Sign me out there',
      params: z.strictObject({ id: z.uuid() }),
      success: { status: 204, description: 'Signed out there' },
      problems: ['not_found'],
      work: 'session',
      handle: async (request) => {
        await endSession(own(request), request.params.id);
        return { status: 204 };
      },
    }),

    operation({
      id: 'startTwoFactor',
      method: 'post',
      path: '/api/v1/account/two-factor',
      tag,
      summary: 'Set up a second factor',
      description: 'It is in force once a code of the app has been sent to `confirm`.',
      body: passwordProof,
      success: { status: 200, description: 'For the app, and codes to keep', schema: startedTwoFactor },
      problems: ['not_found', 'wrong_password', 'two_factor_on', 'too_many_attempts'],
      work: 'session',
      handle: async (request) => ok(await startTwoFactor(own(request), request.body)),
    }),

    operation({
      id: 'confirmTwoFactor',
      method: 'post',
      path: '/api/v1/account/two-factor/confirm',
      tag,
      summary: 'Put the second factor in force',
      description: 'The session goes on under a new cookie.',
      body: twoFactorCode,
      success: { status: 200, description: 'In force', schema: account },
      problems: ['not_found', 'wrong_second_factor', 'two_factor_on', 'too_many_attempts'],
      work: 'session',
      handle: async (request) => renewed(await confirmTwoFactor(own(request), request.body)),
    }),

    operation({
      id: 'stopTwoFactor',
      method: 'post',
      path: '/api/v1/account/two-factor/stop',
      tag,
      summary: 'Sign in without a second factor again',
      description: 'The session goes on under a new cookie.',
      body: passwordProof,
      success: { status: 200, description: 'No longer in force', schema: account },
      problems: ['not_found', 'wrong_password', 'two_factor_off', 'too_many_attempts'],
      work: 'session',
      handle: async (request) => renewed(await stopTwoFactor(own(request), request.body)),
    }),

    operation({
      id: 'renewBackupCodes',
      method: 'post',
      path: '/api/v1/account/two-factor/backup-codes',
      tag,
      summary: 'New backup codes',
      description: 'Those before are worth nothing any more.',
      body: passwordProof,
      success: { status: 200, description: 'Ten of them', schema: renewedBackupCodes },
      problems: ['not_found', 'wrong_password', 'two_factor_off', 'too_many_attempts'],
      work: 'session',
      handle: async (request) => ok({ backupCodes: await renewBackupCodes(own(request), request.body) }),
    }),
  ];
};
