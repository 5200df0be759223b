export type { Addresses } from './addresses.ts';
export type { ApiKeys } from './api-keys.ts';
export type { Customers } from './customers.ts';
export {
  ConnectionError,
  type ErrorCode,
  isProblem,
  ProblemError,
  type ProblemFields,
  RegularsError,
  TimeoutError,
} from './errors.ts';
export type { Conditional } from './if-match.ts';
export type { Items } from './items.ts';
export type { LoyaltyCalls } from './loyalty.ts';
export type { Orders } from './orders.ts';
export { createRegulars, type Regulars } from './regulars.ts';
export type {
  Address,
  AddressChanges,
  AddressList,
  AddressQuery,
  Adjustment,
  ApiKey,
  ApiKeyList,
  CodeSent,
  CodeVerified,
  CreatedApiKey,
  Customer,
  CustomerChanges,
  CustomerHistory,
  CustomerHistoryEntry,
  CustomerHistoryQuery,
  CustomerList,
  CustomerOrders,
  CustomerOrdersQuery,
  CustomerQuery,
  CustomerStatistics,
  CustomerUpgrade,
  CustomerWithAddresses,
  FieldCode,
  FieldError,
  Loyalty,
  LoyaltyEntry,
  LoyaltyQuery,
  LoyaltySettings,
  LoyaltySettingsChanges,
  LoyaltyTier,
  Money,
  NearbyCustomer,
  NearbyCustomerList,
  NearbyQuery,
  NewAddress,
  NewApiKey,
  NewCustomer,
  NewOrder,
  Order,
  OrderBulk,
  OrderBulkResult,
  OrderBulkResults,
  OrderChanges,
  OrderList,
  OrderQuery,
  OrderStatus,
  Page,
  Position,
  Preferences,
  ProblemCode,
  ProfileStatus,
  Redemption,
  Role,
  SendCode,
  Session,
  Setup,
  SetupLink,
  SetupLinkState,
  SignIn,
  SwitchTenant,
  Tenant,
  TenantChanges,
  VerificationSettings,
  VerificationSettingsChanges,
  VerifyCode,
} from './schema.ts';
export type { SessionCalls } from './session.ts';
export type { SetupCalls } from './setup.ts';
export type { TenantCalls } from './tenant.ts';
export type { CallOptions, ClientOptions, PostOptions } from './transport.ts';
export type { VerificationCalls } from './verification.ts';
