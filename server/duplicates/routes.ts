import {
  customerDraft,
  duplicateCandidates,
  duplicateList,
  duplicatePair,
  duplicateQuery,
} from '@regulars/contract/duplicate';
import { z } from 'zod';
import { ok } from '../http/answer.ts';
import { type Operation, operation } from '../http/operation.ts';
import { checkDuplicates } from './check-duplicates.ts';
import { dismissDuplicate } from './dismiss-duplicate.ts';
import { listCustomerDuplicates } from './list-customer-duplicates.ts';
import { listDuplicates } from './list-duplicates.ts';
import { reopenDuplicate } from './reopen-duplicate.ts';

const tag = 'Duplicates';
const params = z.strictObject({ id: z.uuid() });
const pairParams = z.strictObject({ id: z.uuid(), otherId: z.uuid() });

export const duplicateRoutes: Operation[] = [
  operation({
    id: 'checkDuplicates',
    method: 'post',
    path: '/api/v1/customers/duplicates/check',
    tag,
    summary: 'Who may be the customer that is being typed',
    description:
      'For a form, while it is filled in: half-finished values do no harm, and nothing is written. Whoever has the phone is always among them.',
    body: customerDraft,
    success: { status: 200, description: 'The likeliest customers', schema: duplicateCandidates },
    work: 'read',
    handle: async ({ tenant, body }) => ok({ candidates: await checkDuplicates(tenant, body) }),
  }),

  operation({
    id: 'listDuplicates',
    method: 'get',
    path: '/api/v1/customers/duplicates',
    tag,
    summary: 'List pairs of customers who may be one person',
    description:
      'Kept current within seconds of a change. Pairs whom somebody told apart are under `state=dismissed`.',
    query: duplicateQuery,
    success: { status: 200, description: 'A page of pairs', schema: duplicateList },
    problems: ['invalid_cursor'],
    work: 'read',
    handle: async ({ tenant, query }) => ok(await listDuplicates(tenant, query)),
  }),

  operation({
    id: 'listCustomerDuplicates',
    method: 'get',
    path: '/api/v1/customers/{id}/duplicates',
    tag,
    summary: 'Who may be the same person as this customer',
    description:
      'As of now, also of customers of a moment ago. Of an inactive customer there are no duplicates.',
    params,
    success: { status: 200, description: 'The likeliest customers', schema: duplicateCandidates },
    problems: ['not_found'],
    work: 'read',
    handle: async ({ tenant, params }) => ok({ candidates: await listCustomerDuplicates(tenant, params.id) }),
  }),

  operation({
    id: 'dismissDuplicate',
    method: 'post',
    path: '/api/v1/customers/{id}/duplicates/{otherId}/dismissal',
    tag,
    summary: 'Say that two customers are two people',
    description:
      'They are shown as duplicates no more, until an edit gives them something strong in common that they had not: a phone, an e-mail, a birthday or the whole name. Repeating it changes nothing.',
    params: pairParams,
    success: { status: 200, description: 'The pair, dismissed', schema: duplicatePair },
    problems: ['not_found'],
    work: 'write',
    handle: async ({ tenant, params }) => ok(await dismissDuplicate(tenant, params.id, params.otherId)),
  }),

  operation({
    id: 'reopenDuplicate',
    method: 'delete',
    path: '/api/v1/customers/{id}/duplicates/{otherId}/dismissal',
    tag,
    summary: 'Take back that two customers are two people',
    description: 'Repeating it changes nothing.',
    params: pairParams,
    success: { status: 204, description: 'Nothing stands between them any more' },
    problems: ['not_found'],
    work: 'write',
    handle: async ({ tenant, params }) => {
      await reopenDuplicate(tenant, params.id, params.otherId);
      return { status: 204 };
    },
  }),
];
