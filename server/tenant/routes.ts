import { tenant, tenantChanges } from '@regulars/contract/tenant';
import { ok } from '../http/answer.ts';
import { type Operation, operation } from '../http/operation.ts';
import { updateTenant } from './update-tenant.ts';

const tag = 'Business';
const path = '/api/v1/tenant';

export const tenantRoutes: Operation[] = [
  operation({
    id: 'getTenant',
    method: 'get',
    path,
    tag,
    summary: 'Read the business',
    success: { status: 200, description: 'The business that you work in', schema: tenant },
    work: 'read',
    handle: async ({ tenant }) => ok(await tenant.facts()),
  }),

  operation({
    id: 'updateTenant',
    method: 'patch',
    path,
    tag,
    summary: 'Change the business',
    description: 'Only what is sent changes. Other processes of the server see it within seconds.',
    body: tenantChanges,
    readOnlyFields: ['id'],
    success: { status: 200, description: 'The business after the change', schema: tenant },
    problems: ['currency_in_use'],
    work: 'write-once',
    handle: async ({ tenant, body }) => ok(await updateTenant(tenant, body)),
  }),
];
