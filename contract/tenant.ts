import { z } from 'zod';
import { currency } from './money.ts';
import { position } from './position.ts';
import { line } from './text.ts';

export const languages = ['en', 'ar'] as const;
export const language = z.enum(languages);
export type Language = z.infer<typeof language>;

// CLDR names more than ISO 3166-1 holds: unions, test regions, islands without a code of their own.
const notCountries = new Set([
  'AC',
  'CP',
  'CQ',
  'DG',
  'EA',
  'EU',
  'EZ',
  'IC',
  'QO',
  'TA',
  'UN',
  'XA',
  'XB',
  'ZZ',
]);
const regionNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** ISO 3166-1 alpha-2 codes in use; one that was withdrawn (SU) is canonicalised to its successor and drops out. */
export const countries: readonly string[] = alphabet.flatMap((first) =>
  alphabet
    .map((second) => first + second)
    .filter((code) => regionNames.of(code) && !notCountries.has(code))
    .filter((code) => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`),
);
const countrySet = new Set(countries);
export const country = z
  .string()
  .refine((code) => countrySet.has(code), { error: 'is not an ISO 3166-1 country code such as OM' });

const isTimeZone = (zone: string) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return /^[A-Za-z]+(\/|$)/.test(zone);
  } catch {
    return false;
  }
};
export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, { error: 'is not an IANA time zone such as Asia/Muscat' });

/** A business as its own staff see it. */
export const tenant = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    name2: z.string().nullable().meta({ description: 'The name in the other script.' }),
    country: z.string().length(2),
    language,
    currency: z.string().length(3),
    timeZone: z.string(),
    customerNumberPrefix: z.string(),
    position: position.nullable().meta({ description: 'Where the business is: distances are from here.' }),
  })
  .meta({ id: 'Tenant' });
export type Tenant = z.infer<typeof tenant>;

/** What it takes to open a business. */
export const newTenant = z.strictObject({
  name: line(200),
  name2: line(200).nullish(),
  country,
  language: language.default('en'),
  currency,
  timeZone,
});
export type NewTenant = z.infer<typeof newTenant>;

/** What its admins may change. */
export const tenantChanges = z
  .strictObject({
    name: line(200).optional(),
    name2: line(200).nullish(),
    country: country
      .optional()
      .meta({ description: 'For phones and addresses that name none, from now on.' }),
    language: language.optional(),
    currency: currency
      .optional()
      .meta({ description: 'Only while there is no order: amounts are not converted.' }),
    timeZone: timeZone.optional(),
    customerNumberPrefix: z
      .string()
      .regex(/^[A-Z0-9]{1,10}$/, { error: 'takes 1 to 10 capital letters and digits' })
      .optional()
      .meta({ description: 'Of numbers from now on; those that were given stay.' }),
    position: position.nullish(),
  })
  .meta({
    id: 'TenantChanges',
    description: 'Only what is sent changes; null clears.',
    example: { position: { latitude: 23.5859, longitude: 58.4059 } },
  });
export type TenantChanges = z.infer<typeof tenantChanges>;
