import { type ApiKeys, apiKeysOf } from './api-keys.ts';
import { type Customers, customersOf } from './customers.ts';
import { type SessionCalls, sessionOf } from './session.ts';
import { type SetupCalls, setupOf } from './setup.ts';
import { type ClientOptions, transport } from './transport.ts';
import { type VerificationCalls, verificationOf } from './verification.ts';
import { type Views, viewsOf } from './views.ts';

export interface Regulars {
  customers: Customers;
  session: SessionCalls;
  setup: SetupCalls;
  apiKeys: ApiKeys;
  verification: VerificationCalls;
  views: Views;
}

/** A client of one Regulars server. Throws a TypeError when `baseUrl` is no http(s) address. */
export const createRegulars = (options: ClientOptions): Regulars => {
  const send = transport(options);
  return {
    customers: customersOf(send),
    session: sessionOf(send),
    setup: setupOf(send),
    apiKeys: apiKeysOf(send),
    verification: verificationOf(send),
    views: viewsOf(send),
  };
};
