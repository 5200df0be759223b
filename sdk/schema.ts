import type { components, operations } from './openapi.gen.ts';

type Schemas = components['schemas'];

export type Address = Schemas['Address'];
export type AddressChanges = Schemas['AddressChanges'];
export type AddressList = Schemas['AddressList'];
export type NewAddress = Schemas['NewAddress'];
export type ApiKey = Schemas['ApiKey'];
export type ApiKeyList = Schemas['ApiKeyList'];
export type CreatedApiKey = Schemas['CreatedApiKey'];
export type NewApiKey = Schemas['NewApiKey'];
/** What is told of every customer, alone or in a list. */
export type Customer = Omit<Schemas['CustomerListItem'], 'match'>;
export type NewCustomer = Schemas['NewCustomer'];
export type CustomerBulk = Schemas['CustomerBulk'];
export type CustomerBulkResult = Schemas['CustomerBulkResult'];
export type CustomerBulkResults = Schemas['CustomerBulkResults'];
export type TagBulk = Schemas['TagBulk'];
export type CustomerChanges = Schemas['CustomerChanges'];
export type CustomerList = Schemas['CustomerList'];
export type CustomerListItem = Schemas['CustomerListItem'];
export type CustomerUpgrade = Schemas['CustomerUpgrade'];
export type CustomerWithAddresses = Schemas['CustomerWithAddresses'];
export type NearbyCustomer = Schemas['NearbyCustomer'];
export type NearbyCustomerList = Schemas['NearbyCustomerList'];
export type CodeSent = Schemas['CodeSent'];
export type CodeVerified = Schemas['CodeVerified'];
export type SendCode = Schemas['SendCode'];
export type VerifyCode = Schemas['VerifyCode'];
export type CustomerStatistics = Schemas['CustomerStatistics'];
export type DailyStatistics = Schemas['DailyStatistics'];
export type CustomerHistory = Schemas['CustomerHistory'];
export type CustomerHistoryEntry = Schemas['CustomerHistoryEntry'];
export type CustomerContact = Schemas['CustomerContact'];
export type CustomerExport = Schemas['CustomerExport'];
export type CustomerExportList = Schemas['CustomerExportList'];
export type CustomerImport = Schemas['CustomerImport'];
export type CustomerImportList = Schemas['CustomerImportList'];
export type ImportChanges = Schemas['ImportChanges'];
export type ImportColumn = Schemas['ImportColumn'];
export type ImportCommit = Schemas['ImportCommit'];
export type ImportField = Schemas['ImportField'];
export type ImportOutcome = Schemas['ImportOutcome'];
export type ImportResult = Schemas['ImportResult'];
export type ImportRow = Schemas['ImportRow'];
export type ImportRowList = Schemas['ImportRowList'];
export type ImportState = Schemas['ImportState'];
export type Merge = Schemas['Merge'];
export type MergeChoices = Schemas['MergeChoices'];
export type MergedField = Schemas['MergedField'];
export type MergeList = Schemas['MergeList'];
export type MergePreview = Schemas['MergePreview'];
export type MergePreviewRequest = Schemas['MergePreviewRequest'];
export type MergeResult = Schemas['MergeResult'];
export type NewMerge = Schemas['NewMerge'];
export type UndoneMerge = Schemas['UndoneMerge'];
export type Order = Schemas['Order'];
export type NewOrder = Schemas['NewOrder'];
export type OrderBulk = Schemas['OrderBulk'];
export type OrderBulkResult = Schemas['OrderBulkResult'];
export type OrderBulkResults = Schemas['OrderBulkResults'];
export type OrderChanges = Schemas['OrderChanges'];
export type OrderList = Schemas['OrderList'];
export type OrderStatus = Schemas['OrderStatus'];
export type CustomerOrders = Schemas['CustomerOrders'];
export type Adjustment = Schemas['Adjustment'];
export type Loyalty = Schemas['Loyalty'];
export type LoyaltyEntry = Schemas['LoyaltyEntry'];
export type LoyaltySettings = Schemas['LoyaltySettings'];
export type LoyaltySettingsChanges = Schemas['LoyaltySettingsChanges'];
export type LoyaltyTier = Schemas['LoyaltyTier'];
export type Redemption = Schemas['Redemption'];
export type VerificationSettings = Schemas['VerificationSettings'];
export type VerificationSettingsChanges = Schemas['VerificationSettingsChanges'];
export type CustomerDraft = Schemas['CustomerDraft'];
export type CustomerSummary = Schemas['CustomerSummary'];
export type DuplicateCandidate = Schemas['DuplicateCandidate'];
export type DuplicateCandidates = Schemas['DuplicateCandidates'];
export type DuplicateDismissal = Schemas['DuplicateDismissal'];
export type DuplicateList = Schemas['DuplicateList'];
export type DuplicatePair = Schemas['DuplicatePair'];
export type DuplicateReason = Schemas['DuplicateReason'];
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
export type TenantChanges = Schemas['TenantChanges'];
export type Position = Schemas['Position'];
export type MapTiles = Schemas['MapTiles'];
export type Role = Schemas['Role'];
export type Setup = Schemas['Setup'];
export type SetupLink = Schemas['SetupLink'];
export type SetupLinkState = Schemas['SetupLinkState'];
export type FieldError = Schemas['FieldError'];
export type FieldCode = FieldError['code'];
export type ProblemCode = Schemas['Problem']['code'];

export type AddressQuery = Query<'listAddresses'>;
export type NearbyQuery = Query<'findNearbyCustomers'>;
export type MergeQuery = Query<'listMerges'>;
export type CustomerQuery = Query<'listCustomers'>;
export type DailyStatisticsQuery = Query<'getDailyStatistics'>;
export type CustomerHistoryQuery = Query<'listCustomerHistory'>;
export type DuplicateQuery = Query<'listDuplicates'>;

export type ExportQuery = Query<'exportCustomers'>;
export type ExportListQuery = Query<'listExports'>;
export type ImportListQuery = Query<'listImports'>;
export type ImportRowQuery = Query<'listImportRows'>;

export type OrderQuery = Query<'listOrders'>;
export type CustomerOrdersQuery = Query<'listCustomerOrders'>;
export type LoyaltyQuery = Query<'getLoyalty'>;

export type OperationId = keyof operations;

/** What an operation takes behind the `?`; a value that is undefined is not sent. */
type Query<Id extends OperationId> = Undefinable<NonNullable<operations[Id]['parameters']['query']>>;
type Undefinable<T> = { [Key in keyof T]: T[Key] | undefined };

/** The parsed body of an operation's success; undefined where there is none. */
export type Success<Id extends OperationId> = JsonOf<
  operations[Id]['responses'][keyof operations[Id]['responses']]
>;
type JsonOf<Answer> = Answer extends { content: { 'application/json': infer Body } } ? Body : undefined;
