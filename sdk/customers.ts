import { segment } from './address.ts';
import { type Items, itemsOf } from './items.ts';
import type {
  Customer,
  CustomerChanges,
  CustomerHistory,
  CustomerHistoryEntry,
  CustomerHistoryQuery,
  CustomerList,
  CustomerListItem,
  CustomerQuery,
  CustomerStatistics,
  CustomerUpgrade,
  DailyStatistics,
  DailyStatisticsQuery,
  NewCustomer,
} from './schema.ts';
import type { CallOptions, PostOptions, Send } from './transport.ts';

/** The version that the change is meant for: a number, or the customer as read. Another one: `version_conflict`. */
export interface Conditional {
  ifMatch?: number | Pick<Customer, 'version'> | undefined;
}

export interface Customers {
  /** One page; `page.nextCursor` leads to the next, `page.previousCursor` back. */
  list(query?: CustomerQuery, options?: CallOptions): Promise<CustomerList>;
  /** Every customer of the list, page after page as the loop asks for them (100 a page unless `limit` says). */
  iterate(query?: CustomerQuery, options?: CallOptions): Items<CustomerListItem>;
  /** Adds a customer, once, however often it has to be tried. */
  create(body: NewCustomer, options?: PostOptions): Promise<Customer>;
  get(id: string, options?: CallOptions): Promise<Customer>;
  /** Changes only what `changes` names; null clears. */
  update(id: string, changes: CustomerChanges, options?: CallOptions & Conditional): Promise<Customer>;
  /** Makes a guest or stub a full customer; the verification token proves the phone. */
  upgrade(id: string, body: CustomerUpgrade, options?: PostOptions): Promise<Customer>;
  /** Takes the customer out of the lists and frees the phone; nothing is deleted. */
  deactivate(id: string, options?: CallOptions & Conditional): Promise<Customer>;
  restore(id: string, options?: PostOptions & Conditional): Promise<Customer>;
  /** Who changed what, newest first: one page. */
  history(id: string, query?: CustomerHistoryQuery, options?: CallOptions): Promise<CustomerHistory>;
  /** The whole history, page after page as the loop asks for them. */
  iterateHistory(
    id: string,
    query?: CustomerHistoryQuery,
    options?: CallOptions,
  ): Items<CustomerHistoryEntry>;
  statistics(options?: CallOptions): Promise<CustomerStatistics>;
  /** How many customers were created on each of the last days (30 unless `days` says), in the tenant's time zone. */
  dailyStatistics(query?: DailyStatisticsQuery, options?: CallOptions): Promise<DailyStatistics>;
}

const root = '/api/v1/customers';

const ifMatch = ({ ifMatch: expected }: Conditional): Record<string, string> =>
  expected === undefined
    ? {}
    : { 'if-match': `"${typeof expected === 'number' ? expected : expected.version}"` };

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
    history,
    iterateHistory: (id, query = {}, options = {}) =>
      itemsOf((place) => history(id, { ...query, ...place }, options), query),
    statistics: (options = {}) =>
      send<'getCustomerStatistics'>({ method: 'GET', path: `${root}/statistics` }, options),
    dailyStatistics: (query = {}, options = {}) =>
      send<'getDailyStatistics'>({ method: 'GET', path: `${root}/statistics/daily`, query }, options),
  };
};
