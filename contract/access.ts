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
  findNearbyCustomers: everyone,
  getDailyStatistics: everyone,
  getCustomer: everyone,
  updateCustomer: staff,
  deactivateCustomer: admin,
  restoreCustomer: admin,
  listCustomerHistory: everyone,
  getAvatar: everyone,
  setAvatar: staff,
  removeAvatar: staff,
  tagCustomers: staff,
  deactivateCustomers: admin,
  restoreCustomers: admin,

  previewMerge: staff,
  mergeCustomers: admin,
  undoMerge: admin,
  listMerges: everyone,

  exportCustomers: admin,
  listExports: admin,

  createImport: admin,
  listImports: admin,
  getImport: admin,
  updateImport: admin,
  listImportRows: admin,
  watchImport: admin,
  commitImport: admin,
  cancelImport: admin,
  rollBackImport: admin,
  downloadRejectedRows: admin,

  watchChanges: everyone,

  listAddresses: everyone,
  createAddress: staff,
  updateAddress: staff,
  removeAddress: staff,
  restoreAddress: staff,

  removeContact: staff,
  restoreContact: staff,

  checkDuplicates: staff,
  listDuplicates: everyone,
  listCustomerDuplicates: everyone,
  dismissDuplicate: staff,
  reopenDuplicate: staff,

  listViews: everyone,
  createView: everyone,
  updateView: everyone,
  deleteView: everyone,

  recordCounterTime: staff,
  getCounterTimes: admin,

  sendCode: staff,
  verifyCode: staff,
  upgradeCustomer: staff,

  listOrders: everyone,
  createOrder: staff,
  recordOrders: staff,
  getOrder: everyone,
  updateOrder: staff,
  listCustomerOrders: everyone,

  getLoyalty: everyone,
  redeemPoints: staff,
  adjustPoints: admin,
  getLoyaltySettings: everyone,
  updateLoyaltySettings: admin,

  getVerificationSettings: everyone,
  updateVerificationSettings: admin,

  getSession: signedIn,
  signIn: open,
  signOut: signedIn,
  switchTenant: signedIn,

  getRecoveryWays: open,
  mailRecovery: open,
  checkRecovery: open,
  recover: open,

  getAccount: signedIn,
  updateAccount: signedIn,
  changePassword: signedIn,
  listSessions: signedIn,
  endSession: signedIn,
  endOtherSessions: signedIn,
  startTwoFactor: signedIn,
  confirmTwoFactor: signedIn,
  stopTwoFactor: signedIn,
  renewBackupCodes: signedIn,

  listMembers: admin,
  changeMember: admin,
  removeMember: admin,
  listInvitations: admin,
  createInvitation: admin,
  revokeInvitation: admin,
  checkInvitation: open,
  acceptInvitation: open,

  getTenant: everyone,
  updateTenant: admin,

  checkSetupLink: open,
  setUp: open,

  listApiKeys: admin,
  createApiKey: admin,
  revokeApiKey: admin,
} as const satisfies Record<string, readonly Role[] | typeof open | typeof signedIn>;

export type OperationId = keyof typeof access;
export type Access = (typeof access)[OperationId];
