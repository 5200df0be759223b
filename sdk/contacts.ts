import { segment } from './address.ts';
import { type Conditional, ifMatch } from './if-match.ts';
import type { CustomerWithAddresses } from './schema.ts';
import type { CallOptions, PostOptions, Send } from './transport.ts';

/** Further phones and e-mails, which merges have kept: the customer's `contacts`. Each change makes a new version. */
export interface Contacts {
  /** The customer is not found by it any more; nothing is deleted. Repeating it changes nothing. */
  remove(customerId: string, id: string, options?: CallOptions & Conditional): Promise<CustomerWithAddresses>;
  /** Undoes the removal. Repeating it changes nothing. */
  restore(
    customerId: string,
    id: string,
    options?: PostOptions & Conditional,
  ): Promise<CustomerWithAddresses>;
}

const one = (customerId: string, id: string) =>
  `/api/v1/customers/${segment(customerId)}/contacts/${segment(id)}`;

export const contactsOf = (send: Send): Contacts => ({
  remove: async (customerId, id, options = {}) =>
    send<'removeContact'>(
      { method: 'DELETE', path: one(customerId, id), headers: ifMatch(options) },
      options,
    ),
  restore: async (customerId, id, options = {}) =>
    send<'restoreContact'>(
      { method: 'POST', path: `${one(customerId, id)}/restore`, headers: ifMatch(options) },
      options,
    ),
});
