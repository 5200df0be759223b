import { nearbyQuery } from '@regulars/contract/address';
import {
  customerChanges,
  customerHistory,
  customerHistoryQuery,
  customerList,
  customerQuery,
  customerStatistics,
  customerUpgrade,
  customerWithAddresses,
  dailyStatistics,
  dailyStatisticsQuery,
  nearbyCustomerList,
  newCustomer,
  readOnlyCustomerFields,
} from '@regulars/contract/customer';
import { customerBulk, customerBulkResults, tagBulk } from '@regulars/contract/customer-bulk';
import { z } from 'zod';
import { etag, ok, okVersion } from '../http/answer.ts';
import { expectedVersion } from '../http/expected-version.ts';
import { type Operation, operation } from '../http/operation.ts';
import { changeCustomers } from './change-customers.ts';
import { countByDay } from './count-by-day.ts';
import { countCustomers } from './count-customers.ts';
import { createCustomer } from './create-customer.ts';
import type { CustomerText } from './customer-json.ts';
import { deactivateCustomer } from './deactivate-customer.ts';
import { findNearbyCustomers } from './find-nearby-customers.ts';
import { getCustomer } from './get-customer.ts';
import { listCustomerHistory } from './list-customer-history.ts';
import { listCustomers } from './list-customers.ts';
import { restoreCustomer } from './restore-customer.ts';
import { updateCustomer } from './update-customer.ts';
import { upgradeCustomer } from './upgrade-customer.ts';

const tag = 'Customers';
const params = z.strictObject({ id: z.uuid() });
const answer = ({ version, json }: CustomerText) => okVersion(version, json);
const one = (description: string) =>
  ({ status: 200, description, schema: customerWithAddresses, headers: ['ETag'] }) as const;

const inBulk = {
  status: 200,
  description: 'What became of each',
  schema: customerBulkResults,
} as const;
const oneByOne =
  'Each as if it came alone, all in one transaction: one that is refused says why and does not sink the others.';

export const customerRoutes: Operation[] = [
  operation({
    id: 'listCustomers',
    method: 'get',
    path: '/api/v1/customers',
    tag,
    summary: 'List or search customers',
    query: customerQuery,
    success: { status: 200, description: 'A page of customers', schema: customerList },
    problems: ['invalid_cursor'],
    work: 'read',
    handle: async ({ tenant, query }) => ok(await listCustomers(tenant, query)),
  }),

  operation({
    id: 'createCustomer',
    method: 'post',
    path: '/api/v1/customers',
    tag,
    summary: 'Add a customer',
    description:
      'A guest needs nothing, a stub a name and a phone. The number is the next one of the tenant. The phone of an inactive customer is free: `listCustomers` with `search` and `status=inactive` tells whom to restore instead.',
    body: newCustomer,
    readOnlyFields: readOnlyCustomerFields,
    success: {
      status: 201,
      description: 'The new customer',
      schema: customerWithAddresses,
      headers: ['ETag', 'Location'],
    },
    problems: ['phone_taken', 'verification_required', 'verification_token_invalid'],
    work: 'write-once',
    atOnce: 2,
    handle: async ({ tenant, body }) => {
      const { id, version, json } = await createCustomer(tenant, body);
      return {
        status: 201,
        body: json,
        headers: { etag: etag(version), location: `/api/v1/customers/${id}` },
      };
    },
  }),

  operation({
    id: 'getCustomerStatistics',
    method: 'get',
    path: '/api/v1/customers/statistics',
    tag,
    summary: 'Count customers by type and status',
    success: { status: 200, description: 'The counts, exact', schema: customerStatistics },
    work: 'read',
    handle: async ({ tenant }) => ok(await countCustomers(tenant)),
  }),

  operation({
    id: 'getDailyStatistics',
    method: 'get',
    path: '/api/v1/customers/statistics/daily',
    tag,
    summary: 'Count new customers by day',
    query: dailyStatisticsQuery,
    success: { status: 200, description: 'The days, exact', schema: dailyStatistics },
    work: 'read',
    handle: async ({ tenant, query }) => ok(await countByDay(tenant, query.days)),
  }),

  operation({
    id: 'findNearbyCustomers',
    method: 'get',
    path: '/api/v1/customers/nearby',
    tag,
    summary: 'Find the customers around a place, the nearest first',
    description:
      'Active customers with an active address within the radius, each once, with the nearest of their addresses. Distances are great-circle ones on a sphere of 6,371,008.8 metres.',
    query: nearbyQuery,
    success: { status: 200, description: 'The nearest of them', schema: nearbyCustomerList },
    work: 'read',
    handle: async ({ tenant, query }) => ok(await findNearbyCustomers(tenant, query)),
  }),

  // Before those of one customer, where `bulk` would be an id.
  operation({
    id: 'tagCustomers',
    method: 'post',
    path: '/api/v1/customers/bulk/tags',
    tag,
    summary: 'Put tags on up to 500 customers, or take them away',
    description: `${oneByOne} Who has the tag already, or has it not, is unchanged.`,
    body: tagBulk,
    success: inBulk,
    work: 'write',
    atOnce: 2,
    handle: async ({ tenant, body }) => ok(await changeCustomers(tenant, body.customers)),
  }),

  operation({
    id: 'deactivateCustomers',
    method: 'post',
    path: '/api/v1/customers/bulk/deactivate',
    tag,
    summary: 'Deactivate up to 500 customers',
    description: oneByOne,
    body: customerBulk,
    success: inBulk,
    work: 'write',
    atOnce: 2,
    handle: async ({ tenant, body }) => ok(await changeCustomers(tenant, body.customers, false)),
  }),

  operation({
    id: 'restoreCustomers',
    method: 'post',
    path: '/api/v1/customers/bulk/restore',
    tag,
    summary: 'Restore up to 500 deactivated customers',
    description: oneByOne,
    body: customerBulk,
    success: inBulk,
    problems: ['phone_taken'],
    work: 'write',
    atOnce: 2,
    handle: async ({ tenant, body }) => ok(await changeCustomers(tenant, body.customers, true)),
  }),

  operation({
    id: 'getCustomer',
    method: 'get',
    path: '/api/v1/customers/{id}',
    tag,
    summary: 'Read one customer',
    params,
    success: one('The customer'),
    problems: ['not_found'],
    work: 'read',
    handle: async ({ tenant, params }) => answer(await getCustomer(tenant, params.id)),
  }),

  operation({
    id: 'updateCustomer',
    method: 'patch',
    path: '/api/v1/customers/{id}',
    tag,
    summary: 'Change a customer',
    description:
      'Only what is sent changes. A guest who is given a name and a phone becomes a stub. A changed phone is no longer verified.',
    params,
    body: customerChanges,
    readOnlyFields: readOnlyCustomerFields,
    conditional: true,
    success: one('The customer after the change'),
    problems: ['not_found', 'phone_taken', 'verification_token_invalid', 'version_conflict'],
    work: 'write',
    handle: async ({ tenant, params, body, headers }) =>
      answer(await updateCustomer(tenant, params.id, body, expectedVersion(headers))),
  }),

  operation({
    id: 'upgradeCustomer',
    method: 'post',
    path: '/api/v1/customers/{id}/upgrade',
    tag,
    summary: 'Make a guest or stub a full customer',
    description:
      'The verification token proves the phone and is used up. What the customer has stays; preferences are merged, addresses are added.',
    params,
    body: customerUpgrade,
    readOnlyFields: [...readOnlyCustomerFields, 'phone'],
    success: one('The full customer'),
    problems: [
      'not_found',
      'already_full',
      'phone_taken',
      'verification_token_invalid',
      'too_many_addresses',
    ],
    work: 'write',
    handle: async ({ tenant, params, body }) => answer(await upgradeCustomer(tenant, params.id, body)),
  }),

  operation({
    id: 'deactivateCustomer',
    method: 'delete',
    path: '/api/v1/customers/{id}',
    tag,
    summary: 'Deactivate a customer',
    description:
      'Nothing is deleted; the phone becomes free for another customer. Repeating it changes nothing.',
    params,
    conditional: true,
    success: one('The customer, inactive'),
    problems: ['not_found', 'version_conflict'],
    work: 'write',
    handle: async ({ tenant, params, headers }) =>
      answer(await deactivateCustomer(tenant, params.id, expectedVersion(headers))),
  }),

  operation({
    id: 'restoreCustomer',
    method: 'post',
    path: '/api/v1/customers/{id}/restore',
    tag,
    summary: 'Restore a deactivated customer',
    description:
      'Refused while another customer has the phone, and for a merged customer: undo the merge instead. Repeating it changes nothing.',
    params,
    conditional: true,
    success: one('The customer, active'),
    problems: ['not_found', 'phone_taken', 'version_conflict', 'already_merged'],
    work: 'write',
    handle: async ({ tenant, params, headers }) =>
      answer(await restoreCustomer(tenant, params.id, expectedVersion(headers))),
  }),

  operation({
    id: 'listCustomerHistory',
    method: 'get',
    path: '/api/v1/customers/{id}/history',
    tag,
    summary: 'Read who changed what, newest first',
    params,
    query: customerHistoryQuery,
    success: { status: 200, description: 'A page of changes', schema: customerHistory },
    problems: ['not_found', 'invalid_cursor'],
    work: 'read',
    handle: async ({ tenant, params, query }) => ok(await listCustomerHistory(tenant, params.id, query)),
  }),
];
