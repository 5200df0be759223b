import type { OrderStatus } from '@regulars/sdk';

// Written out again so that the frame does not carry the contract's schemas; the type keeps the two equal.
const known: Record<OrderStatus, { counts: boolean }> = {
  received: { counts: true },
  in_progress: { counts: true },
  ready: { counts: true },
  delivered: { counts: true },
  cancelled: { counts: false },
  refunded: { counts: false },
};

/** In the order in which an order goes through them. */
export const orderStatuses = Object.keys(known) as OrderStatus[];

export const isOrderStatus = (value: unknown): value is OrderStatus =>
  typeof value === 'string' && Object.hasOwn(known, value);

/** Whether the order is part of what the customer has spent. */
export const counts = (status: OrderStatus) => known[status].counts;
