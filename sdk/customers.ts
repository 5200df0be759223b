import { segment } from './address.ts';
import { type Conditional, ifMatch } from './if-match.ts';
import { type Items, itemsOf } from './items.ts';
import type {
  CustomerBulk,
  CustomerBulkResults,
  CustomerChanges,
  CustomerHistory,
  CustomerHistoryEntry,
  CustomerHistoryQuery,
  CustomerList,
  CustomerListItem,
  CustomerQuery,
  CustomerStatistics,
  CustomerUpgrade,
  CustomerWithAddresses,
  DailyStatistics,
  DailyStatisticsQuery,
  NearbyCustomerList,
  NearbyQuery,
  NewCustomer,
  TagBulk,
} from './schema.ts';
import type { CallOptions, PostOptions, Send } from './transport.ts';

export interface Customers {
  /** One page; `page.nextCursor` leads to the next, `page.previousCursor` back. */
  list(query?: CustomerQuery, options?: CallOptions): Promise<CustomerList>;
  /** Every customer of the list, page after page as the loop asks for them (100 a page unless `limit` says). */
  iterate(query?: CustomerQuery, options?: CallOptions): Items<CustomerListItem>;
  /**
   * Adds a customer, once, however often it has to be tried. `phone_taken` names in `customerId` who has the phone;
   * a full customer without a token is `verification_required`.
   */
  create(body: NewCustomer, options?: PostOptions): Promise<CustomerWithAddresses>;
  /** Whoever has the id, or whom they were merged into since: then `id` is another one. */
  get(id: string, options?: CallOptions): Promise<CustomerWithAddresses>;
  /**
   * Changes only what `changes` names; null clears. With `ifMatch`, `version_conflict` where somebody else has changed
   * the customer since.
   */
  update(
    id: string,
    changes: CustomerChanges,
    options?: CallOptions & Conditional,
  ): Promise<CustomerWithAddresses>;
  /** Makes a guest or stub a full customer; the verification token proves the phone. */
  upgrade(id: string, body: CustomerUpgrade, options?: PostOptions): Promise<CustomerWithAddresses>;
  /** Takes the customer out of the lists and frees the phone; nothing is deleted. Repeating it changes nothing. */
  deactivate(id: string, options?: CallOptions & Conditional): Promise<CustomerWithAddresses>;
  /** Puts a deactivated customer back; `phone_taken` where another one has the phone by now. */
  restore(id: string, options?: PostOptions & Conditional): Promise<CustomerWithAddresses>;
  /** Puts tags on up to 500 customers or takes them away, and says of each what became of it. */
  tagMany(body: TagBulk, options?: PostOptions): Promise<CustomerBulkResults>;
  deactivateMany(body: CustomerBulk, options?: PostOptions): Promise<CustomerBulkResults>;
  restoreMany(body: CustomerBulk, options?: PostOptions): Promise<CustomerBulkResults>;
  /** Who changed what, newest first: one page. */
  history(id: string, query?: CustomerHistoryQuery, options?: CallOptions): Promise<CustomerHistory>;
  /** The whole history, page after page as the loop asks for them. */
  iterateHistory(
    id: string,
    query?: CustomerHistoryQuery,
    options?: CallOptions,
  ): Items<CustomerHistoryEntry>;
  /** Who has an address around a place, the nearest first, each with that address and the way to it in metres. */
  nearby(query: NearbyQuery, options?: CallOptions): Promise<NearbyCustomerList>;
  /** How many customers there are, by type and status: exact. */
  statistics(options?: CallOptions): Promise<CustomerStatistics>;
  /** How many customers were created on each of the last days (30 unless `days` says), in the tenant's time zone. */
  dailyStatistics(query?: DailyStatisticsQuery, options?: CallOptions): Promise<DailyStatistics>;
}

const root = '/api/v1/customers';

export const customersOf = (send: Send): Customers => {
  const list: Customers['list'] = (query = {}, options = {}) =>
    send<'listCustomers'>({ method: 'GET', path: root, query }, options);
  const history: Customers['history'] = async (id, query = {}, options = {}) =>
    send<'listCustomerHistory'>({ method: 'GET', path: `${root}/${segment(id)}/history`, query }, options);

  return {
    list,
    iterate: (query = {}, options = {}) => itemsOf((place) => list({ ...query, ...place }, options), query),
    create: (body, options = {}) => send<'createCustomer'>({ method: 'POST', path: root, body }, options),
    get: async (id, options = {}) =>
      send<'getCustomer'>({ method: 'GET', path: `${root}/${segment(id)}` }, options),
    update: async (id, changes, options = {}) =>
      send<'updateCustomer'>(
        { method: 'PATCH', path: `${root}/${segment(id)}`, body: changes, headers: ifMatch(options) },
        options,
      ),
    upgrade: async (id, body, options = {}) =>
      send<'upgradeCustomer'>({ method: 'POST', path: `${root}/${segment(id)}/upgrade`, body }, options),
    deactivate: async (id, options = {}) =>
      send<'deactivateCustomer'>(
        { method: 'DELETE', path: `${root}/${segment(id)}`, headers: ifMatch(options) },
        options,
      ),
    restore: async (id, options = {}) =>
      send<'restoreCustomer'>(
        { method: 'POST', path: `${root}/${segment(id)}/restore`, headers: ifMatch(options) },
        options,
      ),
    tagMany: (body, options = {}) =>
      send<'tagCustomers'>({ method: 'POST', path: `${root}/bulk/tags`, body }, options),
    deactivateMany: (body, options = {}) =>
      send<'deactivateCustomers'>({ method: 'POST', path: `${root}/bulk/deactivate`, body }, options),
    restoreMany: (body, options = {}) =>
      send<'restoreCustomers'>({ method: 'POST', path: `${root}/bulk/restore`, body }, options),
    history,
    iterateHistory: (id, query = {}, options = {}) =>
      itemsOf((place) => history(id, { ...query, ...place }, options), query),
    nearby: (query, options = {}) =>
      send<'findNearbyCustomers'>({ method: 'GET', path: `${root}/nearby`, query }, options),
    statistics: (options = {}) =>
      send<'getCustomerStatistics'>({ method: 'GET', path: `${root}/statistics` }, options),
    dailyStatistics: (query = {}, options = {}) =>
      send<'getDailyStatistics'>({ method: 'GET', path: `${root}/statistics/daily`, query }, options),
  };
};
