import { z } from 'zod';
import { actor } from './actor.ts';
import { address, newAddresses } from './address.ts';
import { timestamp } from './moment.ts';
import { money } from './money.ts';
import { listOf, pageBothWays, pageQuery } from './paging.ts';
import { emailAddress } from './session.ts';
import { anyJson, anyText, isStorable, line } from './text.ts';
import { verificationToken } from './verification.ts';

export const profileStatuses = ['guest', 'stub', 'full'] as const;
export const profileStatus = z.enum(profileStatuses).meta({ id: 'ProfileStatus' });
export type ProfileStatus = z.infer<typeof profileStatus>;

/** Preferences and everything in them, as JSON text. */
const preferencesBytes = 16_384;

const preference = line(100).nullish();
const preferenceFields = z.looseObject({
  folding: preference.meta({ example: 'hanger' }),
  fragrance: preference.meta({ example: 'oud' }),
  ecoFriendly: z.boolean().nullish(),
  notifications: z
    .looseObject({
      sms: z.boolean().nullish(),
      whatsapp: z.boolean().nullish(),
      email: z.boolean().nullish(),
      push: z.boolean().nullish(),
    })
    .nullish(),
});

export const preferences = preferenceFields
  .refine(isStorable, { error: 'hold something that cannot be stored', abort: true })
  .refine((value) => new TextEncoder().encode(JSON.stringify(value)).length <= preferencesBytes, {
    error: `is larger than ${preferencesBytes} bytes of JSON`,
  })
  .meta({ id: 'Preferences', description: 'What the customer likes; further keys are kept as they are.' });

const birthDate = z.iso
  .date()
  .refine(
    (date) => date >= '1900-01-01' && date <= new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
    {
      error: 'is not between 1900 and today',
    },
  );

/** How many tags a customer may have. */
export const mostTags = 50;
export const tags = z
  .array(line(50))
  .max(mostTags)
  .transform((all) => [...new Set(all)]);

/** What a caller may set; null (or leaving out, at creation) means: not known. */
const writable = {
  firstName: line(100).nullish(),
  lastName: line(100).nullish(),
  displayName: line(200).nullish().meta({ description: 'Shown instead of the name.' }),
  name: line(200).nullish().meta({ description: 'The full name.' }),
  name2: line(200).nullish().meta({ description: 'The name in the other script.' }),
  phone: line(50).nullish().meta({
    description: "In any form; without a country code, of the tenant's country.",
    example: '90123456',
  }),
  email: emailAddress.nullish(),
  birthDate: birthDate.nullish(),
  avatarUrl: z
    .url({ protocol: /^https$/, hostname: z.regexes.domain })
    .max(2000)
    .refine(isStorable, { error: 'holds a character that cannot be stored' })
    .nullish(),
  preferences: preferences.nullish(),
  notes: anyText(10_000).nullish(),
  tags: tags.nullish(),
};

/** A phone or e-mail that gave way when customers were merged. */
export const customerContact = z
  .strictObject({
    id: z.uuid(),
    kind: z.enum(['phone', 'email']),
    value: z.string().meta({ description: 'A phone as E.164.' }),
    mergeId: z.uuid().meta({ description: 'The merge that it comes from.' }),
  })
  .meta({ id: 'CustomerContact' });

/** A customer as read. */
export const customer = z
  .strictObject({
    id: z.uuid(),
    customerNumber: z.string().meta({ example: 'CUST-00001' }),
    profileStatus,
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    displayName: z
      .string()
      .meta({ description: 'What to call the customer: as set, else the name, else the customer number.' }),
    name: z.string().nullable().meta({ description: 'The full name: as set, else first and last name.' }),
    name2: z.string().nullable(),
    phone: z.string().nullable().meta({ description: 'E.164', example: '+96890123456' }),
    phoneVerified: z.boolean(),
    email: z.string().nullable(),
    emailVerified: z.boolean(),
    birthDate: z.iso.date().nullable(),
    avatarUrl: z.string().nullable(),
    preferences: preferenceFields,
    notes: z.string().nullable(),
    tags: z.array(z.string()),
    loyaltyPoints: z.int(),
    tier: z.string().nullable(),
    totalOrders: z.int(),
    totalSpent: money,
    lastOrderAt: timestamp.nullable(),
    isActive: z.boolean(),
    mergedIds: z
      .array(z.uuid())
      .meta({ description: 'Customers who were merged into this one: their ids lead here.' }),
    mergedIntoId: z.uuid().nullable().meta({
      description:
        'Seen in lists of inactive customers alone: elsewhere a merged id leads to whoever it was merged into.',
    }),
    contacts: z
      .array(customerContact)
      .meta({ description: 'Further phones and e-mails, kept when customers were merged.' }),
    customerSince: timestamp.meta({
      description: 'When this customer, or the first of those who were merged into it, was added.',
    }),
    version: z.int().min(1).meta({ description: 'Goes up by one with every change; also the ETag.' }),
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({ id: 'Customer' });
export type Customer = z.infer<typeof customer>;

/** A customer alone, not in a list. */
export const customerWithAddresses = customer
  .extend({
    addresses: z.array(address).meta({ description: 'The active ones, the default first.' }),
    avatarVersion: z
      .int()
      .nullable()
      .meta({ description: 'The version with which the picture of `getAvatar` came; null: there is none.' }),
  })
  .meta({ id: 'CustomerWithAddresses' });
export type CustomerWithAddresses = z.infer<typeof customerWithAddresses>;

/** Fields that only the server sets; sending one is refused by name. */
export const readOnlyCustomerFields: readonly string[] = Object.keys(customer.shape).filter(
  (field) => !(field in writable),
);

const comesWithAddresses = {
  addresses: newAddresses.optional().meta({
    description: 'All or none of them. Where none says isDefault, the first becomes the default.',
  }),
};

export const newCustomer = z
  .strictObject({
    type: profileStatus.meta({
      description: 'guest needs nothing; stub a name and a phone; full a proven phone.',
    }),
    ...writable,
    verificationToken: verificationToken
      .optional()
      .meta({ description: 'full: proves the phone, which then need not be sent.' }),
    ...comesWithAddresses,
  })
  .meta({ id: 'NewCustomer', example: { type: 'stub', name: 'Sara Al Balushi', phone: '90123456' } });
export type NewCustomer = z.infer<typeof newCustomer>;

export const customerChanges = z
  .strictObject({
    ...writable,
    verificationToken: verificationToken
      .optional()
      .meta({ description: 'Proves the phone that is sent along.' }),
  })
  .meta({
    id: 'CustomerChanges',
    description: 'Only what is sent changes; null clears. Preferences are merged (RFC 7396).',
    example: { notes: 'Prefers the evening', phone: null },
  });
export type CustomerChanges = z.infer<typeof customerChanges>;

/** What a stub or guest may be given on the way to a full customer. */
export const customerUpgrade = z
  .strictObject({ ...writable, verificationToken, ...comesWithAddresses })
  .omit({ phone: true })
  .meta({ id: 'CustomerUpgrade', example: { verificationToken: '…', email: 'sara@example.com' } });
export type CustomerUpgrade = z.infer<typeof customerUpgrade>;

/** The field that holds the customer's name, so that a stub has one. */
export const nameFields = ['name', 'firstName', 'lastName', 'displayName', 'name2'] as const;

export const customerSorts = [
  '-createdAt',
  'createdAt',
  'name',
  '-name',
  '-lastOrderAt',
  'lastOrderAt',
  '-totalOrders',
  'totalOrders',
  '-loyaltyPoints',
  'loyaltyPoints',
  '-customerNumber',
  'customerNumber',
  'relevance',
] as const;
export type CustomerSort = (typeof customerSorts)[number];

export const customerStatuses = ['active', 'inactive', 'all'] as const;

const yesOrNo = z
  .stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive' })
  .meta({ override: { type: 'boolean' } });
// Before all customers and after all of them; PostgreSQL knows no year 0.
const day = z.iso.date({ abort: true }).refine((date) => date >= '1900-01-01' && date <= '2999-12-31', {
  error: 'is not between 1900 and 2999',
});
const dayOf = (what: string, end: 'first' | 'last') =>
  day.optional().meta({ description: `${what}: the ${end} day, included, in the tenant's time zone.` });

export const customerQuery = z.strictObject({
  search: anyText(200).optional().meta({
    description:
      'Beginnings of words of a name in either script, also misspelt or spelt otherwise; a phone in any form, or three or more of its last digits, alone or beside a name; the beginning of an e-mail or its domain; a customer number with or without its prefix. Of what was copied, the phones and the e-mail in it. Who was merged into another is found as the other, by every name, phone, e-mail and number.',
  }),
  type: profileStatus.optional(),
  status: z.enum(customerStatuses).default('active'),
  tag: line(50).optional().meta({ description: 'Customers with exactly this tag.' }),
  verified: yesOrNo.optional().meta({ description: 'Whether the phone is proven.' }),
  createdFrom: dayOf('Created', 'first'),
  createdTo: dayOf('Created', 'last'),
  lastOrderFrom: dayOf('Last order', 'first'),
  lastOrderTo: dayOf('Last order', 'last'),
  hasPoints: yesOrNo.optional().meta({ description: 'Whether there are loyalty points.' }),
  sort: z.enum(customerSorts).optional().meta({
    description:
      'Left out: by relevance where something is searched for, else the newest first. Relevance: hits of whole words, of beginnings, then similar ones; without a search the newest first.',
  }),
  ...pageQuery,
});
export type CustomerQuery = z.infer<typeof customerQuery>;

export const matches = ['exact', 'prefix', 'similar'] as const;
export type Match = (typeof matches)[number];

export const customerListItem = customer
  .extend({
    match: z.enum(matches).optional().meta({
      description:
        'In a search, how it was met: by what was typed as a whole, by its beginning (of a phone: its end), or only by something similar.',
    }),
  })
  .meta({ id: 'CustomerListItem' });
export type CustomerListItem = z.infer<typeof customerListItem>;

export const customerList = z
  .strictObject({ data: z.array(customerListItem), page: pageBothWays })
  .meta({ id: 'CustomerList' });

export const nearbyCustomer = customer
  .extend({
    address: address.meta({ description: 'The nearest of the customer.' }),
    distanceM: z.number().meta({ description: 'Metres to that address, as the crow flies.' }),
  })
  .meta({ id: 'NearbyCustomer' });
export type NearbyCustomer = z.infer<typeof nearbyCustomer>;
export const nearbyCustomerList = listOf(nearbyCustomer).meta({ id: 'NearbyCustomerList' });

export const customerStatistics = z
  .strictObject({
    total: z.int(),
    guest: z.int(),
    stub: z.int(),
    full: z.int(),
    active: z.int(),
    inactive: z.int(),
    newThisMonth: z
      .int()
      .meta({ description: "Created since the first of the month in the tenant's time zone." }),
  })
  .meta({ id: 'CustomerStatistics' });
export type CustomerStatistics = z.infer<typeof customerStatistics>;

export const dailyStatisticsQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(366).default(30).meta({ description: 'How many, up to today.' }),
});
export type DailyStatisticsQuery = z.infer<typeof dailyStatisticsQuery>;

export const dailyStatistics = z
  .strictObject({
    timeZone: z
      .string()
      .meta({ description: "The tenant's, in which the days are days.", example: 'Asia/Muscat' }),
    days: z
      .array(
        z.strictObject({
          day: z.iso.date(),
          created: z.int().meta({ description: 'Customers created, whatever has become of them since.' }),
        }),
      )
      .meta({ description: 'Every day, the oldest first, today last.' }),
  })
  .meta({ id: 'DailyStatistics' });
export type DailyStatistics = z.infer<typeof dailyStatistics>;

/** What a change is about, and the actions that are. */
export const historyKinds = {
  profile: ['created', 'updated', 'deactivated', 'restored'],
  avatar: ['avatar_changed', 'avatar_removed'],
  addresses: ['address_added', 'address_changed', 'address_removed', 'address_restored'],
  contacts: ['contact_removed', 'contact_restored'],
  orders: ['orders_changed'],
  points: ['points_changed'],
  merges: ['merged', 'merged_into', 'merge_undone'],
} as const;
/** Among how many changes, from the last one, it is looked who made them. */
export const historyActors = 500;
export type HistoryKind = keyof typeof historyKinds;

export const customerHistoryEntry = z
  .strictObject({
    version: z.int().meta({ description: 'The version of the customer that this change made.' }),
    at: timestamp,
    action: z.enum(Object.values(historyKinds).flat()),
    actor,
    requestId: z.string().nullable(),
    changes: z.array(
      z.strictObject({
        addressId: z.uuid().optional().meta({ description: 'The field is one of this address.' }),
        field: z.string(),
        from: anyJson,
        to: anyJson,
      }),
    ),
  })
  .meta({ id: 'CustomerHistoryEntry' });
export type CustomerHistoryEntry = z.infer<typeof customerHistoryEntry>;

export const customerHistoryQuery = z.strictObject({
  kind: z.enum(Object.keys(historyKinds) as [HistoryKind, ...HistoryKind[]]).optional(),
  actorId: line(200).optional().meta({ description: 'Changes made by this one alone.' }),
  from: dayOf('Changed', 'first'),
  to: dayOf('Changed', 'last'),
  ...pageQuery,
});
export type CustomerHistoryQuery = z.infer<typeof customerHistoryQuery>;
export const customerHistory = listOf(customerHistoryEntry)
  .extend({
    actors: z
      .array(actor)
      .optional()
      .meta({ description: `On the first page: whoever made one of the last ${historyActors} changes.` }),
  })
  .meta({ id: 'CustomerHistory' });
