export type { ApiKeys } from './api-keys.ts';
export type { Conditional, Customers } from './customers.ts';
export {
  ConnectionError,
  type ErrorCode,
  isProblem,
  ProblemError,
  type ProblemFields,
  RegularsError,
  TimeoutError,
} from './errors.ts';
export type { Items } from './items.ts';
export { createRegulars, type Regulars } from './regulars.ts';
export type {
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
  CustomerListItem,
  CustomerQuery,
  CustomerStatistics,
  CustomerUpgrade,
  DailyStatistics,
  DailyStatisticsQuery,
  FieldCode,
  FieldError,
  Money,
  NewApiKey,
  NewCustomer,
  NewView,
  Page,
  PageBothWays,
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
  VerifyCode,
  View,
  ViewChanges,
  ViewFilters,
  ViewList,
} from './schema.ts';
export type { SessionCalls } from './session.ts';
export type { SetupCalls } from './setup.ts';
export type { CallOptions, ClientOptions, PostOptions } from './transport.ts';
export type { VerificationCalls } from './verification.ts';
export type { Views } from './views.ts';
