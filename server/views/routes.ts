import { newView, readOnlyViewFields, view, viewChanges, viewList } from '@regulars/contract/view';
import { z } from 'zod';
import { ok, okWhole } from '../http/answer.ts';
import { type Operation, operation } from '../http/operation.ts';
import { createView } from './create-view.ts';
import { deleteView } from './delete-view.ts';
import { listViews } from './list-views.ts';
import { updateView } from './update-view.ts';

const tag = 'Saved views';
const params = z.strictObject({ id: z.uuid() });

/** Before those of customers: `views` is not the id of one. */
export const viewRoutes: Operation[] = [
  operation({
    id: 'listViews',
    method: 'get',
    path: '/api/v1/customers/views',
    tag,
    summary: 'List your saved views and those shared with you',
    description: 'A filter, sort or column that this version does not know any more is left out.',
    success: { status: 200, description: 'Your own in their order, then those of others', schema: viewList },
    work: 'read',
    handle: async ({ tenant }) => okWhole(await listViews(tenant)),
  }),

  operation({
    id: 'createView',
    method: 'post',
    path: '/api/v1/customers/views',
    tag,
    summary: 'Save a view of the list of customers',
    description: 'It comes behind your others, of which there may be 50.',
    body: newView,
    readOnlyFields: readOnlyViewFields,
    success: { status: 201, description: 'The new view', schema: view },
    problems: ['too_many_views'],
    work: 'write-once',
    handle: async ({ tenant, body }) => ({ status: 201, body: await createView(tenant, body) }),
  }),

  operation({
    id: 'updateView',
    method: 'patch',
    path: '/api/v1/customers/views/{id}',
    tag,
    summary: 'Change a saved view',
    description:
      'Yours, or as an admin one that is shared. Where it stands, and that it is no longer shared, only its owner says.',
    params,
    body: viewChanges,
    readOnlyFields: readOnlyViewFields,
    success: { status: 200, description: 'The view after the change', schema: view },
    problems: ['not_found'],
    work: 'write',
    handle: async ({ tenant, params, body }) => ok(await updateView(tenant, params.id, body)),
  }),

  operation({
    id: 'deleteView',
    method: 'delete',
    path: '/api/v1/customers/views/{id}',
    tag,
    summary: 'Delete a saved view',
    description: 'Yours, or as an admin one that is shared.',
    params,
    success: { status: 200, description: 'The view as it was', schema: view },
    problems: ['not_found'],
    work: 'write',
    handle: async ({ tenant, params }) => ok(await deleteView(tenant, params.id)),
  }),
];
