import { segment } from './address.ts';
import { type Items, itemsOf } from './items.ts';
import type {
  CustomerDraft,
  DuplicateCandidates,
  DuplicateList,
  DuplicatePair,
  DuplicateQuery,
} from './schema.ts';
import type { CallOptions, PostOptions, Send } from './transport.ts';

/** Customers who may be one person. */
export interface Duplicates {
  /** Who may be the customer that is being typed. Half-finished values do no harm, and nothing is written. */
  check(draft: CustomerDraft, options?: CallOptions): Promise<DuplicateCandidates>;
  /** Who may be the same person as this customer, as of now. */
  of(customerId: string, options?: CallOptions): Promise<DuplicateCandidates>;
  /** One page of the inbox: pairs of customers, the likeliest first. */
  list(query?: DuplicateQuery, options?: CallOptions): Promise<DuplicateList>;
  /** The whole inbox, page after page as the loop asks for them. */
  iterate(query?: DuplicateQuery, options?: CallOptions): Items<DuplicatePair>;
  /** Says that they are two people; remembered until something strong in common is new. */
  dismiss(customerId: string, otherId: string, options?: PostOptions): Promise<DuplicatePair>;
  /** Takes that back. */
  reopen(customerId: string, otherId: string, options?: CallOptions): Promise<void>;
}

const root = '/api/v1/customers';

export const duplicatesOf = (send: Send): Duplicates => {
  const list: Duplicates['list'] = (query = {}, options = {}) =>
    send<'listDuplicates'>({ method: 'GET', path: `${root}/duplicates`, query }, options);
  const dismissal = (id: string, otherId: string) =>
    `${root}/${segment(id)}/duplicates/${segment(otherId)}/dismissal`;

  return {
    check: (draft, options = {}) =>
      send<'checkDuplicates'>({ method: 'POST', path: `${root}/duplicates/check`, body: draft }, options),
    of: async (customerId, options = {}) =>
      send<'listCustomerDuplicates'>(
        { method: 'GET', path: `${root}/${segment(customerId)}/duplicates` },
        options,
      ),
    list,
    iterate: (query = {}, options = {}) => itemsOf((place) => list({ ...query, ...place }, options), query),
    dismiss: async (customerId, otherId, options = {}) =>
      send<'dismissDuplicate'>({ method: 'POST', path: dismissal(customerId, otherId) }, options),
    reopen: async (customerId, otherId, options = {}) =>
      send<'reopenDuplicate'>({ method: 'DELETE', path: dismissal(customerId, otherId) }, options),
  };
};
