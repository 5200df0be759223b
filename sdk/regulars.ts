import { type Addresses, addressesOf } from './addresses.ts';
import { type ApiKeys, apiKeysOf } from './api-keys.ts';
import { type Customers, customersOf } from './customers.ts';
import { type SessionCalls, sessionOf } from './session.ts';
import { type SetupCalls, setupOf } from './setup.ts';
import { type TenantCalls, tenantOf } from './tenant.ts';
import { type ClientOptions, transport } from './transport.ts';
import { type VerificationCalls, verificationOf } from './verification.ts';

export interface Regulars {
  customers: Customers;
  addresses: Addresses;
  session: SessionCalls;
  tenant: TenantCalls;
  setup: SetupCalls;
  apiKeys: ApiKeys;
  verification: VerificationCalls;
}

/** A client of one Regulars server. Throws a TypeError when `baseUrl` is no http(s) address. */
export const createRegulars = (options: ClientOptions): Regulars => {
  const send = transport(options);
  return {
    customers: customersOf(send),
    addresses: addressesOf(send),
    session: sessionOf(send),
    tenant: tenantOf(send),
    setup: setupOf(send),
    apiKeys: apiKeysOf(send),
    verification: verificationOf(send),
  };
};
