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
export { createRegulars, type Regulars } from './regulars.ts';
export type {
  Address,
  AddressChanges,
  AddressList,
  AddressQuery,
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
  CustomerQuery,
  CustomerStatistics,
  CustomerUpgrade,
  CustomerWithAddresses,
  FieldCode,
  FieldError,
  MapTiles,
  Money,
  NearbyCustomer,
  NearbyCustomerList,
  NearbyQuery,
  NewAddress,
  NewApiKey,
  NewCustomer,
  Page,
  Position,
  Preferences,
  ProblemCode,
  ProfileStatus,
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
  VerifyCode,
} from './schema.ts';
export type { SessionCalls } from './session.ts';
export type { SetupCalls } from './setup.ts';
export type { TenantCalls } from './tenant.ts';
export type { CallOptions, ClientOptions, PostOptions } from './transport.ts';
export type { VerificationCalls } from './verification.ts';
