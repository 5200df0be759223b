import type { components, operations } from './openapi.gen.ts';

type Schemas = components['schemas'];

export type ApiKey = Schemas['ApiKey'];
export type ApiKeyList = Schemas['ApiKeyList'];
export type CreatedApiKey = Schemas['CreatedApiKey'];
export type NewApiKey = Schemas['NewApiKey'];
export type Customer = Schemas['Customer'];
export type NewCustomer = Schemas['NewCustomer'];
export type CustomerChanges = Schemas['CustomerChanges'];
export type CustomerList = Schemas['CustomerList'];
export type CustomerListItem = Schemas['CustomerListItem'];
export type CustomerUpgrade = Schemas['CustomerUpgrade'];
export type CodeSent = Schemas['CodeSent'];
export type CodeVerified = Schemas['CodeVerified'];
export type SendCode = Schemas['SendCode'];
export type VerifyCode = Schemas['VerifyCode'];
export type CustomerStatistics = Schemas['CustomerStatistics'];
export type DailyStatistics = Schemas['DailyStatistics'];
export type CustomerHistory = Schemas['CustomerHistory'];
export type CustomerHistoryEntry = Schemas['CustomerHistoryEntry'];
export type Preferences = Schemas['Preferences'];
export type View = Schemas['View'];
export type NewView = Schemas['NewView'];
export type ViewChanges = Schemas['ViewChanges'];
export type ViewFilters = Schemas['ViewFilters'];
export type ViewList = Schemas['ViewList'];
export type ProfileStatus = Schemas['ProfileStatus'];
export type Money = Schemas['Money'];
export type Page = Schemas['Page'];
export type PageBothWays = Schemas['PageBothWays'];
export type Session = Schemas['Session'];
export type SignIn = Schemas['SignIn'];
export type SwitchTenant = Schemas['SwitchTenant'];
export type Tenant = Schemas['Tenant'];
export type Role = Schemas['Role'];
export type Setup = Schemas['Setup'];
export type SetupLink = Schemas['SetupLink'];
export type SetupLinkState = Schemas['SetupLinkState'];
export type FieldError = Schemas['FieldError'];
export type FieldCode = FieldError['code'];
export type ProblemCode = Schemas['Problem']['code'];

export type CustomerQuery = Query<'listCustomers'>;
export type DailyStatisticsQuery = Query<'getDailyStatistics'>;
export type CustomerHistoryQuery = Query<'listCustomerHistory'>;

export type OperationId = keyof operations;

/** What an operation takes behind the `?`; a value that is undefined is not sent. */
type Query<Id extends OperationId> = Undefinable<NonNullable<operations[Id]['parameters']['query']>>;
type Undefinable<T> = { [Key in keyof T]: T[Key] | undefined };

/** The parsed body of an operation's success; undefined where there is none. */
export type Success<Id extends OperationId> = JsonOf<
  operations[Id]['responses'][keyof operations[Id]['responses']]
>;
type JsonOf<Answer> = Answer extends { content: { 'application/json': infer Body } } ? Body : undefined;
