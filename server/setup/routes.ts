import { session } from '@regulars/contract/session';
import { setup, setupLink, setupLinkState } from '@regulars/contract/setup';
import { ok } from '../http/answer.ts';
import { type Operation, operation } from '../http/operation.ts';
import type { SetupLink } from './setup-link.ts';

const tag = 'Set-up';

export const setupRoutes = (link: SetupLink): Operation[] => [
  operation({
    id: 'checkSetupLink',
    method: 'post',
    path: '/api/v1/setup/link',
    tag,
    summary: 'Is this one-time link valid?',
    body: setupLink,
    success: { status: 200, description: 'It is', schema: setupLinkState },
    problems: ['setup_link_invalid', 'foreign_origin', 'too_many_attempts'],
    work: 'open',
    handle: async ({ body, ip }) => {
      await link.check(body.token, ip);
      return ok({ valid: true });
    },
  }),

  operation({
    id: 'setUp',
    method: 'post',
    path: '/api/v1/setup',
    tag,
    summary: 'Open the first business with its owner, and sign in',
    description: 'Only while there is no business at all, and only with the link that the start prints.',
    body: setup,
    success: { status: 201, description: 'The owner, signed in', schema: session },
    problems: ['setup_link_invalid', 'foreign_origin', 'too_many_attempts'],
    work: 'open',
    handle: async ({ body, headers, ip }) => {
      const { session, cookies } = await link.use(body, headers, ip);
      return { status: 201, body: session, headers: { 'set-cookie': cookies } };
    },
  }),
];
