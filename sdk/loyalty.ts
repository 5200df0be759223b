import { segment } from './address.ts';
import { type Items, itemsOf } from './items.ts';
import type {
  Adjustment,
  Loyalty,
  LoyaltyEntry,
  LoyaltyQuery,
  LoyaltySettings,
  LoyaltySettingsChanges,
  Redemption,
} from './schema.ts';
import type { CallOptions, PostOptions, Send } from './transport.ts';

export interface LoyaltyCalls {
  /** Balance, tier and one page of the ledger, newest first. */
  get(customerId: string, query?: LoyaltyQuery, options?: CallOptions): Promise<Loyalty>;
  /** The whole ledger, newest first, page after page as the loop asks for them. */
  iterate(customerId: string, query?: LoyaltyQuery, options?: CallOptions): Items<LoyaltyEntry>;
  /** Spends points of a full customer. `not_enough_points` says in `balance` how many there are. */
  redeem(customerId: string, body: Redemption, options?: PostOptions): Promise<LoyaltyEntry>;
  /** Gives or takes points for a reason. */
  adjust(customerId: string, body: Adjustment, options?: PostOptions): Promise<LoyaltyEntry>;
  settings(options?: CallOptions): Promise<LoyaltySettings>;
  /** Changes only what `changes` names. */
  updateSettings(changes: LoyaltySettingsChanges, options?: CallOptions): Promise<LoyaltySettings>;
}

const of = (customerId: string) => `/api/v1/customers/${segment(customerId)}/loyalty`;
const settingsPath = '/api/v1/tenant/loyalty';

export const loyaltyOf = (send: Send): LoyaltyCalls => {
  const get: LoyaltyCalls['get'] = async (customerId, query = {}, options = {}) =>
    send<'getLoyalty'>({ method: 'GET', path: of(customerId), query }, options);
  return {
    get,
    iterate: (customerId, query = {}, options = {}) =>
      itemsOf((place) => get(customerId, { ...query, ...place }, options), query),
    redeem: async (customerId, body, options = {}) =>
      send<'redeemPoints'>({ method: 'POST', path: `${of(customerId)}/redemptions`, body }, options),
    adjust: async (customerId, body, options = {}) =>
      send<'adjustPoints'>({ method: 'POST', path: `${of(customerId)}/adjustments`, body }, options),
    settings: (options = {}) => send<'getLoyaltySettings'>({ method: 'GET', path: settingsPath }, options),
    updateSettings: (changes, options = {}) =>
      send<'updateLoyaltySettings'>({ method: 'PATCH', path: settingsPath, body: changes }, options),
  };
};
