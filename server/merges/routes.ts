import {
  mergeList,
  mergePreview,
  mergePreviewRequest,
  mergeQuery,
  mergeResult,
  newMerge,
  undoneMerge,
} from '@regulars/contract/merge';
import { z } from 'zod';
import { ok } from '../http/answer.ts';
import { type Operation, operation } from '../http/operation.ts';
import { listMerges } from './list-merges.ts';
import { mergeCustomers } from './merge-customers.ts';
import { previewMerge } from './preview-merge.ts';
import { undoMerge } from './undo-merge.ts';

const tag = 'Merges';

export const mergeRoutes: Operation[] = [
  operation({
    id: 'previewMerge',
    method: 'post',
    path: '/api/v1/customers/merge/preview',
    tag,
    summary: 'Look at what two customers would become',
    description: 'Changes nothing.',
    body: mergePreviewRequest,
    success: { status: 200, description: 'Both, and what comes of them', schema: mergePreview },
    problems: ['not_found', 'already_merged', 'customer_inactive'],
    work: 'read',
    handle: async ({ tenant, body }) => ok(await previewMerge(tenant, body)),
  }),

  operation({
    id: 'mergeCustomers',
    method: 'post',
    path: '/api/v1/customers/merge',
    tag,
    summary: 'Make one of two customers',
    description:
      'All that refers to the source moves to the target, or nothing does. The source is inactive from then on; its id leads to the target, its phone and number find it. It can be undone.',
    body: newMerge,
    success: { status: 200, description: 'The target, with everything', schema: mergeResult },
    problems: ['not_found', 'already_merged', 'customer_inactive', 'phone_taken'],
    work: 'write',
    handle: async ({ tenant, body }) => ok(await mergeCustomers(tenant, body)),
  }),

  operation({
    id: 'listMerges',
    method: 'get',
    path: '/api/v1/customers/merges',
    tag,
    summary: 'Read who was merged into whom, the last merge first',
    query: mergeQuery,
    success: { status: 200, description: 'A page of merges', schema: mergeList },
    problems: ['not_found', 'invalid_cursor'],
    work: 'read',
    handle: async ({ tenant, query }) => ok(await listMerges(tenant, query)),
  }),

  operation({
    id: 'undoMerge',
    method: 'post',
    path: '/api/v1/customers/merges/{mergeId}/undo',
    tag,
    summary: 'Undo a merge',
    description:
      'The source is there again, with everything that came from it and still is with the target. What was added since stays with the target. Fields that the merge changed are as before it, but for those that were edited since: the answer names them. Merges into one customer are undone in any order; one that lies within another after it.',
    params: z.strictObject({ mergeId: z.uuid() }),
    success: { status: 200, description: 'Both customers', schema: undoneMerge },
    problems: ['not_found', 'already_undone', 'merged_since', 'points_spent', 'phone_taken'],
    work: 'write',
    handle: async ({ tenant, params }) => ok(await undoMerge(tenant, params.mergeId)),
  }),
];
