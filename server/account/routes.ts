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
import type { Database } from '@regulars/database/connect';
import { query } from '@regulars/database/query';
import { APIError } from 'better-auth/api';
import { z } from 'zod';
import { ok, okWhole } from '../http/answer.ts';
import { type Operation, operation } from '../http/operation.ts';
import { Refusal } from '../refusal.ts';
import type { Attempts } from '../sessions/attempts.ts';
import { type Auth, identityContext } from '../sessions/auth.ts';
import type { People } from '../sessions/people.ts';
import type { Actor } from '../tenancy/actor.ts';
import { accountOf, updateAccount } from './account.ts';
import { listSessions } from './list-sessions.ts';

interface Services {
  database: Database;
  auth: Auth;
  people: People;
  attempts: Attempts;
}

const tag = 'My account';

/** Tokens and keys have no account here. */
const personOf = ({ kind, id }: Actor): string => {
  if (kind !== 'person')
    throw new Refusal('not_found', { detail: 'Only who signed in with an e-mail has one.' });
  return id;
};

/** better-auth answers a wrong password and a wrong code as it would to a browser. */
const refusing = (code: 'wrong_password' | 'wrong_second_factor') => (error: unknown) => {
  if (error instanceof APIError && error.statusCode < 500) throw new Refusal(code);
  throw error;
};

export const accountRoutes = ({ database, auth, people, attempts }: Services): Operation[] => {
  const identity = () => database.each(identityContext);

  /** @throws Refusal two_factor_on, two_factor_off */
  const needTwoFactor = async (actor: Actor, wanted: boolean) => {
    const { twoFactor } = await accountOf(identity(), personOf(actor));
    if (twoFactor !== wanted) throw new Refusal(twoFactor ? 'two_factor_on' : 'two_factor_off');
  };

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
      handle: async ({ actor }) => ok(await accountOf(identity(), personOf(actor))),
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
      handle: async ({ actor, body }) => ok(await updateAccount(identity(), personOf(actor), body)),
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
      handle: async ({ actor, body, headers, ip }) => {
        const personId = personOf(actor);
        const changed = await attempts.ofPerson(personId, () =>
          auth.api
            .changePassword({ body: { ...body, revokeOtherSessions: true }, headers, returnHeaders: true })
            .catch(refusing('wrong_password')),
        );
        const cookies = await people.goOn(changed.headers, actor, ip);
        return ok(await accountOf(identity(), personId), { 'set-cookie': cookies });
      },
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
      handle: async ({ actor, headers }) =>
        okWhole(await listSessions(identity(), personOf(actor), await people.tokenOf(headers))),
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
      handle: async ({ actor, headers }) => {
        const token = await people.tokenOf(headers);
        await identity().execute(
          query
            .deleteFrom('sys_sessions')
            .where('person_id', '=', personOf(actor))
            .where('token', '!=', token ?? ''),
        );
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
      handle: async ({ actor, params }) => {
        const ended = await identity().execute(
          query
            .deleteFrom('sys_sessions')
            .where('person_id', '=', personOf(actor))
            .where('id', '=', params.id)
            .returning('id'),
        );
        if (ended.length === 0) throw new Refusal('not_found');
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
      handle: async ({ actor, body, headers }) => {
        await needTwoFactor(actor, false);
        const started = await attempts.ofPerson(actor.id, () =>
          auth.api.enableTwoFactor({ body, headers }).catch(refusing('wrong_password')),
        );
        if (!('totpURI' in started)) throw new Error('better-auth has set up another second factor.');
        const { totpURI: uri, backupCodes } = started;
        return ok({ uri, secret: new URL(uri).searchParams.get('secret')!, backupCodes });
      },
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
      handle: async ({ actor, body, headers, ip }) => {
        await needTwoFactor(actor, false);
        const confirmed = await attempts.ofPerson(actor.id, () =>
          auth.api.verifyTOTP({ body, headers, returnHeaders: true }).catch(refusing('wrong_second_factor')),
        );
        const cookies = await people.goOn(confirmed.headers, actor, ip);
        return ok(await accountOf(identity(), actor.id), { 'set-cookie': cookies });
      },
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
      handle: async ({ actor, body, headers, ip }) => {
        await needTwoFactor(actor, true);
        const stopped = await attempts.ofPerson(actor.id, () =>
          auth.api.disableTwoFactor({ body, headers, returnHeaders: true }).catch(refusing('wrong_password')),
        );
        const cookies = await people.goOn(stopped.headers, actor, ip);
        return ok(await accountOf(identity(), actor.id), { 'set-cookie': cookies });
      },
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
      handle: async ({ actor, body, headers }) => {
        await needTwoFactor(actor, true);
        const { backupCodes } = await attempts.ofPerson(actor.id, () =>
          auth.api.generateBackupCodes({ body, headers }).catch(refusing('wrong_password')),
        );
        return ok({ backupCodes });
      },
    }),
  ];
};
