import { type Role, roles } from './role.ts';

const everyone = roles;
const staff = ['owner', 'admin', 'staff'] as const;
const admin = ['owner', 'admin'] as const;

/** Nobody has to sign in for it. */
const open = 'open';
/** Whoever is signed in, whatever the role. */
const signedIn = 'signed-in';

/**
 * Who may call which operation: the one table that the server enforces, openapi.json shows (`x-roles`)
 * and the tests walk. An operation without a row does not start.
 */
export const access = {
  listCustomers: everyone,
  createCustomer: staff,
  getCustomerStatistics: everyone,
  getDailyStatistics: everyone,
  getCustomer: everyone,
  updateCustomer: staff,
  deactivateCustomer: admin,
  restoreCustomer: admin,
  listCustomerHistory: everyone,

  listViews: everyone,
  createView: everyone,
  updateView: everyone,
  deleteView: everyone,

  sendCode: staff,
  verifyCode: staff,
  upgradeCustomer: staff,

  getSession: signedIn,
  signIn: open,
  signOut: signedIn,
  switchTenant: signedIn,

  checkSetupLink: open,
  setUp: open,

  listApiKeys: admin,
  createApiKey: admin,
  revokeApiKey: admin,
} as const satisfies Record<string, readonly Role[] | typeof open | typeof signedIn>;

export type OperationId = keyof typeof access;
export type Access = (typeof access)[OperationId];
