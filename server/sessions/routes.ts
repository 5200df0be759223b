import { session, signIn, switchTenant } from '@regulars/contract/session';
import { ok } from '../http/answer.ts';
import { type Operation, operation } from '../http/operation.ts';
import type { People } from './people.ts';

const tag = 'Session';
const signedIn = { status: 200, description: 'Who is signed in, where, as what', schema: session } as const;

export const sessionRoutes = (people: People): Operation[] => [
  operation({
    id: 'getSession',
    method: 'get',
    path: '/api/v1/session',
    tag,
    summary: 'Who am I?',
    success: signedIn,
    work: 'session',
    handle: async ({ actor }) => ok(await people.sessionOf(actor)),
  }),

  operation({
    id: 'signIn',
    method: 'post',
    path: '/api/v1/session',
    tag,
    summary: 'Sign in with e-mail and password',
    description:
      'Sets the session cookie. Whoever has a second factor sends its code along; without one the answer is `two_factor_required`. With a token of an invitation it joins that business.',
    body: signIn,
    success: signedIn,
    problems: [
      'wrong_credentials',
      'two_factor_required',
      'wrong_second_factor',
      'invitation_invalid',
      'no_tenant',
      'foreign_origin',
      'too_many_attempts',
    ],
    work: 'open',
    handle: async ({ body, headers, ip }) => {
      const { session, cookies } = await people.signIn(body, headers, ip);
      return ok(session, { 'set-cookie': cookies });
    },
  }),

  operation({
    id: 'switchTenant',
    method: 'patch',
    path: '/api/v1/session',
    tag,
    summary: 'Work in another of my businesses',
    body: switchTenant,
    success: signedIn,
    problems: ['not_found'],
    work: 'session',
    handle: async ({ actor, body, headers }) => ok(await people.switchTenant(actor, body.tenantId, headers)),
  }),

  operation({
    id: 'signOut',
    method: 'delete',
    path: '/api/v1/session',
    tag,
    summary: 'Sign out',
    description: 'Ends the session on the server and clears its cookie.',
    success: { status: 204, description: 'Signed out' },
    work: 'session',
    handle: async ({ headers }) => ({
      status: 204,
      headers: { 'set-cookie': await people.signOut(headers) },
    }),
  }),
];
