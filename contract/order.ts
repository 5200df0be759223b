import { z } from 'zod';
import { moment, momentUntil, timestamp } from './moment.ts';
import { amount, currency, money } from './money.ts';
import { listOf, pageQuery } from './paging.ts';
import { fieldError, problemCode } from './problem.ts';
import { anyText, line } from './text.ts';

/** In the order in which an order goes through them; the last two end it. */
export const orderStatuses = [
  'received',
  'in_progress',
  'ready',
  'delivered',
  'cancelled',
  'refunded',
] as const;
export const orderStatus = z.enum(orderStatuses).meta({
  id: 'OrderStatus',
  description:
    'What is cancelled or refunded counts neither into totals nor as the last order; everything else does.',
});
export type OrderStatus = z.infer<typeof orderStatus>;

const placedAt = momentUntil(() => Date.now() + 86_400_000, 'is not between 2000 and a day from now');

const externalRef = line(100).meta({
  description: 'What the till or shop calls the order; one order of a business has it.',
});

/** What is told of an order, whether it is new or known. */
const told = {
  orderNumber: line(50).nullish().meta({ description: 'What stands on the receipt.' }),
  readyAt: moment.nullish(),
  deliveredAt: moment.nullish(),
  itemCount: z.int().min(0).max(1_000_000).nullish(),
  branch: line(100).nullish(),
  note: anyText(2000).nullish(),
};

/** Whose order it is, by one of three. */
const customerReference = {
  customerId: z.uuid().optional(),
  phone: line(50).optional().meta({ description: "An active customer's phone, in any form." }),
  customerNumber: line(30).optional().meta({ description: 'As given, or the number alone.' }),
};

const newOrderFields = z.strictObject({
  externalRef: externalRef.optional(),
  ...customerReference,
  createStub: z
    .boolean()
    .optional()
    .meta({ description: 'Nobody has the phone: add a stub with this `name`, in the same transaction.' }),
  name: line(200).optional().meta({ description: 'Of the stub.' }),
  status: orderStatus.optional().meta({ description: '`received` where a new order says nothing.' }),
  placedAt: placedAt.optional().meta({ description: 'Now, where a new order says nothing.' }),
  total: amount.meta({ description: 'With as many digits after the point as the currency has, or fewer.' }),
  currency: currency
    .optional()
    .meta({ description: "The business's own; another one is refused, because nothing is converted." }),
  ...told,
});

export const newOrder = newOrderFields
  .superRefine((order, context) => {
    const given = [order.customerId, order.phone, order.customerNumber].filter((by) => by !== undefined);
    const complain = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message, input: order[path as 'phone'] });
    if (given.length !== 1) {
      complain('customerId', 'is needed, or else the phone or the customerNumber: exactly one of the three');
    }
    if (order.createStub && order.phone === undefined) complain('phone', 'is what a stub is made from');
    if (order.createStub && order.name === undefined) complain('name', 'is what a stub needs');
    if (!order.createStub && order.name !== undefined) complain('name', 'belongs to a stub (createStub)');
  })
  .meta({
    id: 'NewOrder',
    example: {
      externalRef: 'till-2/10045',
      phone: '90123456',
      orderNumber: '10045',
      total: '4.500',
      itemCount: 3,
    },
  });
export type NewOrder = z.infer<typeof newOrder>;

export const orderChanges = z
  .strictObject({
    customerId: z.uuid().optional().meta({ description: 'The order was somebody else’s.' }),
    status: orderStatus.optional(),
    placedAt: placedAt.optional(),
    total: amount.optional(),
    ...told,
  })
  .meta({
    id: 'OrderChanges',
    description:
      'Only what is sent changes; null clears. An order that becomes ready or delivered without a time gets the present one.',
    example: { status: 'delivered' },
  });
export type OrderChanges = z.infer<typeof orderChanges>;

/** An order as read. */
export const order = z
  .strictObject({
    id: z.uuid(),
    externalRef: z.string().nullable(),
    orderNumber: z.string().nullable(),
    customer: z.strictObject({ id: z.uuid(), customerNumber: z.string(), displayName: z.string() }),
    status: orderStatus,
    placedAt: timestamp,
    readyAt: timestamp.nullable(),
    deliveredAt: timestamp.nullable(),
    total: money,
    itemCount: z.int().nullable(),
    branch: z.string().nullable(),
    note: z.string().nullable(),
    points: z.int().meta({ description: 'Loyalty points that it has earned, less those taken back.' }),
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({ id: 'Order' });
export type Order = z.infer<typeof order>;

/** Fields that only the server sets; sending one is refused by name. */
export const readOnlyOrderFields: readonly string[] = Object.keys(order.shape).filter(
  (field) => !(field in newOrderFields.shape),
);

/** Most orders in one request. */
export const bulkOrders = 500;

/**
 * Each order is read for itself, so that a bad one does not sink the others; openapi.json tells of each as of a
 * new one.
 */
export const orderBulk = z
  .strictObject({
    orders: z
      .array(z.unknown().meta({ override: { $ref: '#/components/schemas/NewOrder' } }))
      .min(1)
      .max(bulkOrders)
      .meta({ description: 'Each with an `externalRef`: a known one is changed as far as it differs.' }),
  })
  .meta({
    id: 'OrderBulk',
    example: {
      orders: [
        { externalRef: 'till-2/10045', phone: '90123456', total: '4.500', status: 'delivered' },
        { externalRef: 'till-2/10046', phone: '97654321', createStub: true, name: 'Salim', total: '2' },
      ],
    },
  });
export type OrderBulk = z.infer<typeof orderBulk>;

export const orderBulkResult = z
  .strictObject({
    index: z.int().meta({ description: 'Place in the request, from 0.' }),
    externalRef: z.string().nullable(),
    outcome: z.enum(['created', 'updated', 'unchanged', 'refused']),
    orderId: z.uuid().nullable(),
    code: problemCode.nullable().meta({ description: 'Why it was refused.' }),
    detail: z.string().nullable(),
    errors: z.array(fieldError),
  })
  .meta({ id: 'OrderBulkResult' });
export type OrderBulkResult = z.infer<typeof orderBulkResult>;

export const orderBulkResults = z
  .strictObject({
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    refused: z.int(),
    results: z.array(orderBulkResult).meta({ description: 'One for each order, in their order.' }),
  })
  .meta({ id: 'OrderBulkResults' });
export type OrderBulkResults = z.infer<typeof orderBulkResults>;

export const orderQuery = z.strictObject({
  status: orderStatus.optional(),
  customerId: z.uuid().optional(),
  externalRef: externalRef.optional(),
  placedFrom: moment.optional(),
  placedBefore: moment.optional(),
  ...pageQuery,
});
export type OrderQuery = z.infer<typeof orderQuery>;
export const orderList = listOf(order).meta({ id: 'OrderList' });

export const customerOrdersQuery = z.strictObject({
  status: orderStatus.optional().meta({ description: 'Of the orders listed; totals tell of all.' }),
  months: z.coerce
    .number()
    .int()
    .min(1)
    .max(60)
    .default(12)
    .meta({ description: 'How far back `byMonth` goes, the present month included.' }),
  ...pageQuery,
});
export type CustomerOrdersQuery = z.infer<typeof customerOrdersQuery>;

export const customerOrders = listOf(order)
  .extend({
    totals: z.strictObject({
      orders: z.int(),
      spent: money,
      average: money.nullable().meta({ description: 'Of an order; null without any.' }),
      firstOrderAt: timestamp.nullable(),
      lastOrderAt: timestamp.nullable(),
      byStatus: z.array(z.strictObject({ status: orderStatus, orders: z.int(), total: money })),
    }),
    byMonth: z
      .array(
        z.strictObject({
          month: z.string().meta({ example: '2026-11' }),
          orders: z.int(),
          spent: money,
        }),
      )
      .meta({ description: "Oldest first, by the business's time zone; months without orders are there." }),
  })
  .meta({
    id: 'CustomerOrders',
    description: 'Totals and months count what is neither cancelled nor refunded.',
  });
