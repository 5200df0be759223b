import {
  customerOrders,
  customerOrdersQuery,
  newOrder,
  order,
  orderBulk,
  orderBulkResults,
  orderChanges,
  orderList,
  orderQuery,
  readOnlyOrderFields,
} from '@regulars/contract/order';
import { z } from 'zod';
import { ok } from '../http/answer.ts';
import { type Operation, operation } from '../http/operation.ts';
import { createOrder } from './create-order.ts';
import { getOrder } from './get-order.ts';
import { listCustomerOrders } from './list-customer-orders.ts';
import { listOrders } from './list-orders.ts';
import { recordOrders } from './record-orders.ts';
import { updateOrder } from './update-order.ts';

const tag = 'Orders';
const params = z.strictObject({ id: z.uuid() });

export const orderRoutes: Operation[] = [
  operation({
    id: 'listOrders',
    method: 'get',
    path: '/api/v1/orders',
    tag,
    summary: 'List orders, the last placed first',
    query: orderQuery,
    success: { status: 200, description: 'A page of orders', schema: orderList },
    problems: ['invalid_cursor'],
    work: 'read',
    handle: async ({ tenant, query }) => ok(await listOrders(tenant, query)),
  }),

  operation({
    id: 'createOrder',
    method: 'post',
    path: '/api/v1/orders',
    tag,
    summary: 'Take an order in',
    description:
      'Whoever sends the same `externalRef` with the same content again gets the order that it made, as it is now; other content is refused. A merged customer is whoever it was merged into; an inactive one is found by id and number.',
    body: newOrder,
    readOnlyFields: readOnlyOrderFields,
    success: { status: 201, description: 'The order', schema: order, headers: ['Location'] },
    problems: ['unknown_customer', 'external_ref_taken', 'phone_taken'],
    work: 'write',
    atOnce: 6,
    handle: async ({ tenant, body }) => {
      const { id, json } = await createOrder(tenant, body);
      return { status: 201, body: json, headers: { location: `/api/v1/orders/${id}` } };
    },
  }),

  operation({
    id: 'recordOrders',
    method: 'post',
    path: '/api/v1/orders/bulk',
    tag,
    summary: 'Take up to 500 orders in',
    description:
      'Each is read for itself and says what became of it: a bad one does not sink the others. All that is good is written together. A known `externalRef` is changed as far as what is sent differs; it stays with its customer where a phone says whose it is.',
    body: orderBulk,
    success: { status: 200, description: 'What became of each', schema: orderBulkResults },
    work: 'write',
    atOnce: 2,
    handle: async ({ tenant, body }) => ok(await recordOrders(tenant, body)),
  }),

  operation({
    id: 'getOrder',
    method: 'get',
    path: '/api/v1/orders/{id}',
    tag,
    summary: 'Read one order',
    params,
    success: { status: 200, description: 'The order', schema: order },
    problems: ['not_found'],
    work: 'read',
    handle: async ({ tenant, params }) => ok((await getOrder(tenant, params.id)).json),
  }),

  operation({
    id: 'updateOrder',
    method: 'patch',
    path: '/api/v1/orders/{id}',
    tag,
    summary: 'Change an order',
    description:
      'Any status may follow any other: the till decides. What is cancelled or refunded no longer counts, and the points that it earned are taken back as far as the customer still has them.',
    params,
    body: orderChanges,
    readOnlyFields: readOnlyOrderFields,
    success: { status: 200, description: 'The order after the change', schema: order },
    problems: ['not_found', 'unknown_customer'],
    work: 'write',
    atOnce: 6,
    handle: async ({ tenant, params, body }) => ok((await updateOrder(tenant, params.id, body)).json),
  }),

  operation({
    id: 'listCustomerOrders',
    method: 'get',
    path: '/api/v1/customers/{id}/orders',
    tag,
    summary: 'List the orders of a customer, with what they come to',
    params,
    query: customerOrdersQuery,
    success: { status: 200, description: 'A page of orders, totals, months', schema: customerOrders },
    problems: ['not_found', 'invalid_cursor'],
    work: 'read',
    handle: async ({ tenant, params, query }) => ok(await listCustomerOrders(tenant, params.id, query)),
  }),
];
