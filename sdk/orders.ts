import { segment } from './address.ts';
import { type Items, itemsOf } from './items.ts';
import type {
  CustomerOrders,
  CustomerOrdersQuery,
  NewOrder,
  Order,
  OrderBulk,
  OrderBulkResults,
  OrderChanges,
  OrderList,
  OrderQuery,
} from './schema.ts';
import type { CallOptions, PostOptions, Send } from './transport.ts';

export interface Orders {
  /** One page, the last placed first; `page.nextCursor` leads to the next. */
  list(query?: OrderQuery, options?: CallOptions): Promise<OrderList>;
  /** Every order of the list, page after page as the loop asks for them. */
  iterate(query?: OrderQuery, options?: CallOptions): Items<Order>;
  /**
   * Takes an order in, once for each `externalRef`: the same order again is answered as it is, another one under the
   * same reference is `external_ref_taken`, which names in `orderId` the one that has it. Whose it is says one of
   * `customerId`, `phone` and `customerNumber`; nobody's is `unknown_customer`.
   */
  create(body: NewOrder, options?: PostOptions): Promise<Order>;
  /**
   * Takes up to 500 in, each with an `externalRef`, and says of each what became of it: one that is known is changed as
   * far as it differs, and a refused one does not sink the others.
   */
  record(body: OrderBulk, options?: PostOptions): Promise<OrderBulkResults>;
  get(id: string, options?: CallOptions): Promise<Order>;
  /** Changes only what `changes` names; null clears. */
  update(id: string, changes: OrderChanges, options?: CallOptions): Promise<Order>;
  /** One page of a customer's orders, with totals and months. */
  ofCustomer(customerId: string, query?: CustomerOrdersQuery, options?: CallOptions): Promise<CustomerOrders>;
  /** Every order of a customer, page after page as the loop asks for them. */
  iterateOfCustomer(customerId: string, query?: CustomerOrdersQuery, options?: CallOptions): Items<Order>;
}

const root = '/api/v1/orders';

export const ordersOf = (send: Send): Orders => {
  const list: Orders['list'] = (query = {}, options = {}) =>
    send<'listOrders'>({ method: 'GET', path: root, query }, options);
  const ofCustomer: Orders['ofCustomer'] = async (customerId, query = {}, options = {}) =>
    send<'listCustomerOrders'>(
      { method: 'GET', path: `/api/v1/customers/${segment(customerId)}/orders`, query },
      options,
    );
  return {
    list,
    iterate: (query = {}, options = {}) => itemsOf((place) => list({ ...query, ...place }, options), query),
    create: (body, options = {}) => send<'createOrder'>({ method: 'POST', path: root, body }, options),
    record: (body, options = {}) =>
      send<'recordOrders'>({ method: 'POST', path: `${root}/bulk`, body }, options),
    get: async (id, options = {}) =>
      send<'getOrder'>({ method: 'GET', path: `${root}/${segment(id)}` }, options),
    update: async (id, changes, options = {}) =>
      send<'updateOrder'>({ method: 'PATCH', path: `${root}/${segment(id)}`, body: changes }, options),
    ofCustomer,
    iterateOfCustomer: (customerId, query = {}, options = {}) =>
      itemsOf((place) => ofCustomer(customerId, { ...query, ...place }, options), query),
  };
};
