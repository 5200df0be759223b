import { segment } from './address.ts';
import { type Conditional, ifMatch } from './if-match.ts';
import type { Address, AddressChanges, AddressList, AddressQuery, NewAddress } from './schema.ts';
import type { CallOptions, PostOptions, Send } from './transport.ts';

/** Addresses of a customer. Each change of one makes a new version of the customer, which `ifMatch` means. */
export interface Addresses {
  /** The active ones, the default first; with `status` the removed ones as well. */
  list(customerId: string, query?: AddressQuery, options?: CallOptions): Promise<AddressList>;
  /** The first one becomes the default. */
  create(customerId: string, body: NewAddress, options?: PostOptions & Conditional): Promise<Address>;
  /** Changes only what `changes` names; null clears. */
  update(
    customerId: string,
    id: string,
    changes: AddressChanges,
    options?: CallOptions & Conditional,
  ): Promise<Address>;
  /** Nothing is deleted; a default is handed on. */
  remove(customerId: string, id: string, options?: CallOptions & Conditional): Promise<Address>;
  restore(customerId: string, id: string, options?: PostOptions & Conditional): Promise<Address>;
}

const root = (customerId: string) => `/api/v1/customers/${segment(customerId)}/addresses`;
const one = (customerId: string, id: string) => `${root(customerId)}/${segment(id)}`;

export const addressesOf = (send: Send): Addresses => ({
  list: async (customerId, query = {}, options = {}) =>
    send<'listAddresses'>({ method: 'GET', path: root(customerId), query }, options),
  create: async (customerId, body, options = {}) =>
    send<'createAddress'>(
      { method: 'POST', path: root(customerId), body, headers: ifMatch(options) },
      options,
    ),
  update: async (customerId, id, changes, options = {}) =>
    send<'updateAddress'>(
      { method: 'PATCH', path: one(customerId, id), body: changes, headers: ifMatch(options) },
      options,
    ),
  remove: async (customerId, id, options = {}) =>
    send<'removeAddress'>(
      { method: 'DELETE', path: one(customerId, id), headers: ifMatch(options) },
      options,
    ),
  restore: async (customerId, id, options = {}) =>
    send<'restoreAddress'>(
      { method: 'POST', path: `${one(customerId, id)}/restore`, headers: ifMatch(options) },
      options,
    ),
});
