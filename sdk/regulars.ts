import { type AccountCalls, accountOf } from './account.ts';
import { type Addresses, addressesOf } from './addresses.ts';
import { type ApiKeys, apiKeysOf } from './api-keys.ts';
import { type Avatars, avatarsOf } from './avatars.ts';
import { type Changes, changesOf } from './changes.ts';
import { type Contacts, contactsOf } from './contacts.ts';
import { type Counter, counterOf } from './counter.ts';
import { type Customers, customersOf } from './customers.ts';
import { type Duplicates, duplicatesOf } from './duplicates.ts';
import { type Exports, exportsOf } from './exports.ts';
import { type Imports, importsOf } from './imports.ts';
import { type LoyaltyCalls, loyaltyOf } from './loyalty.ts';
import { type Invitations, invitationsOf, type Members, membersOf } from './members.ts';
import { type Merges, mergesOf } from './merges.ts';
import { type Orders, ordersOf } from './orders.ts';
import { type RecoveryCalls, recoveryOf } from './recovery.ts';
import { type SessionCalls, sessionOf } from './session.ts';
import { type SetupCalls, setupOf } from './setup.ts';
import { type TenantCalls, tenantOf } from './tenant.ts';
import { type ClientOptions, transport } from './transport.ts';
import { type VerificationCalls, verificationOf } from './verification.ts';
import { type Views, viewsOf } from './views.ts';

export interface Regulars {
  customers: Customers;
  changes: Changes;
  counter: Counter;
  duplicates: Duplicates;
  merges: Merges;
  exports: Exports;
  imports: Imports;
  addresses: Addresses;
  contacts: Contacts;
  avatars: Avatars;
  orders: Orders;
  loyalty: LoyaltyCalls;
  session: SessionCalls;
  recovery: RecoveryCalls;
  account: AccountCalls;
  members: Members;
  invitations: Invitations;
  tenant: TenantCalls;
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
    changes: changesOf(send),
    counter: counterOf(send),
    duplicates: duplicatesOf(send),
    merges: mergesOf(send),
    exports: exportsOf(send),
    imports: importsOf(send),
    addresses: addressesOf(send),
    contacts: contactsOf(send),
    avatars: avatarsOf(send),
    orders: ordersOf(send),
    loyalty: loyaltyOf(send),
    session: sessionOf(send),
    recovery: recoveryOf(send),
    account: accountOf(send),
    members: membersOf(send),
    invitations: invitationsOf(send),
    tenant: tenantOf(send),
    setup: setupOf(send),
    apiKeys: apiKeysOf(send),
    verification: verificationOf(send),
    views: viewsOf(send),
  };
};
